"""What Home shows of the organisations that somebody acts for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.policy import may
from spinney.base.record.prepared import prepared
from spinney.base.web.components.words import counted
from spinney.base.web.home_cards import HomeCard, add_home_cards
from spinney.register import policies
from spinney.register.models import Evidence, Mandate
from spinney.register.queries.evidence import SOON_DAYS
from spinney.register.queries.mandates import held_by
from spinney.register.states import EvidenceState

BEFORE_PROGRAMMES = 10


@add_home_cards
def organisation_cards(actor: Actor, now: datetime) -> Iterator[HomeCard]:
    """The organisations that the actor acts for; of the one she acts for now, how its evidence
    stands. Two queries.
    """
    today = localdate(now)
    mandates = held_by(actor.person_id, today) if actor.person_id else []
    for mandate in {m.organisation_id: m for m in mandates}.values():
        yield HomeCard(
            name=mandate.organisation.name,
            url=reverse("register:organisation", args=[mandate.organisation_id]),
            scope=organisation_scope(mandate.organisation_id),
            line=_evidence(actor, mandate, today),
            caption=f"You are {mandate.post}" if mandate.post else "You act for it",
            place=BEFORE_PROGRAMMES,
        )


def _evidence(actor: Actor, mandate: Mandate, today: date) -> str:
    scope = organisation_scope(mandate.organisation_id)
    if not may(policies.MAY, "list_evidence", by=actor, scope=scope):
        return ""
    ends = _ends_of_evidence(organisation=mandate.organisation_id)
    if not ends:
        return "No evidence yet."
    soon = today + timedelta(days=SOON_DAYS)
    ended = sum(on is not None and on < today for on in ends)
    ending = sum(on is not None and today <= on <= soon for on in ends)
    said = [f"Evidence: {counted(len(ends), 'piece')}"]
    said += [f"{ended} ended"] if ended else []
    said += [f"{ending} ending soon"] if ending else []
    return f"{', '.join(said)}."


@prepared
def _ends_of_evidence(organisation: int) -> QuerySet[Evidence, date | None]:
    held = Evidence.objects.filter(organisation=organisation, state=EvidenceState.HELD)
    return held.filter(replaced_by=None).values_list("expires_on", flat=True)
