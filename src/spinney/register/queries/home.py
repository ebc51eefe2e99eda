"""What Home shows of the organisations that somebody acts for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.policy import may
from spinney.base.web.components.words import counted
from spinney.base.web.home_cards import HomeCard, add_home_cards
from spinney.register import policies
from spinney.register.models import Evidence, Mandate
from spinney.register.queries.evidence import SOON_DAYS
from spinney.register.queries.mandates import my_mandates
from spinney.register.states import EvidenceState

BEFORE_PROGRAMMES = 10


@add_home_cards
def organisation_cards(actor: Actor, now: datetime) -> Iterator[HomeCard]:
    """The organisations that the actor acts for; of the one she acts for now, how its evidence
    stands. Two queries.
    """
    today = localdate(now)
    mandates = my_mandates(actor.person_id, today) if actor.person_id else []
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
    held = Evidence.objects.filter(
        organisation_id=mandate.organisation_id, state=EvidenceState.HELD, replaced_by=None
    )
    counts = held.aggregate(
        every=Count("pk"),
        ended=Count("pk", filter=Q(expires_on__lt=today)),
        soon=Count(
            "pk",
            filter=Q(expires_on__gte=today, expires_on__lte=today + timedelta(days=SOON_DAYS)),
        ),
    )
    if not counts["every"]:
        return "No evidence yet."
    said = [f"Evidence: {counted(counts['every'], 'piece')}"]
    said += [f"{counts['ended']} ended"] if counts["ended"] else []
    said += [f"{counts['soon']} ending soon"] if counts["soon"] else []
    return f"{', '.join(said)}."
