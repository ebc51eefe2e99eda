"""Claims: those that somebody may decide, her own, and the ways in which one can be confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from spinney.base.kernel.actors import SITE, Actor, Role
from spinney.base.record.prepared import prepared
from spinney.register.models import Claim, Organisation
from spinney.register.policies.people import DECIDES
from spinney.register.queries.mandates import mandates_of
from spinney.register.queries.profiles import ENTERED_HERE, REPRESENTATIVE
from spinney.register.states import ClaimState


def claims_visible_to(by: Actor) -> QuerySet[Claim]:
    """Claims that the actor made, or may decide: of organisations that she represents, facilitates
    or manages the programme of; a host sees all.
    """
    rows = Claim.objects.select_related("organisation", "person").order_by("made_at", "pk")
    if by.is_system or by.has(Role.HOST, SITE):
        return rows
    theirs = Q(organisation_id__in=by.ids_of("organisation", *DECIDES))
    if by.person_id is not None:
        theirs |= Q(person_id=by.person_id)
    return rows.filter(theirs)


def has_claimed(by: Actor, organisation_id: int | None = None) -> bool:
    """Whether a claim of the actor's waits to be decided: of this organisation, or of any."""
    if by.person_id is None:
        return False
    waiting = Claim.objects.filter(person_id=by.person_id, state=ClaimState.WAITING)
    return (
        waiting.filter(organisation_id=organisation_id) if organisation_id else waiting
    ).exists()


def claims_to_decide(by: Actor) -> QuerySet[Claim]:
    """Waiting claims of others that the actor may decide, oldest first."""
    waiting = claims_visible_to(by).filter(state=ClaimState.WAITING)
    return waiting.exclude(person_id=by.person_id) if by.person_id else waiting


def claims_asking(by: Actor) -> list[Claim]:
    """The twenty oldest claims that wait for the actor to decide them, as Home lists them."""
    if by.is_system or by.has(Role.HOST, SITE) or by.person_id is None:
        return list(claims_to_decide(by)[:20])
    theirs = list(by.ids_of("organisation", *DECIDES))
    return _asking(person=by.person_id, organisations=theirs) if theirs else []


@prepared
def _asking(person: int, organisations: list[int]) -> QuerySet[Claim]:
    waiting = Claim.objects.filter(organisation__in=organisations, state=ClaimState.WAITING)
    others = waiting.exclude(person=person).select_related("organisation", "person")
    return others.order_by("made_at", "pk")[:20]


def register_address(organisation: Organisation) -> str:
    """The e-mail address that a public register gives for an organisation, or "".

    An address that somebody entered here proves nothing about who acts for it, so it is passed
    over for the one that the register says instead, if any.
    """
    kept = organisation.differs.get("email", {})
    if kept.get("source") not in (None, ENTERED_HERE, REPRESENTATIVE):
        return str(kept.get("value") or "")
    own = organisation.provenance.get("email", {}).get("source", organisation.source)
    return "" if own in (ENTERED_HERE, REPRESENTATIVE) else organisation.email


def masked(address: str) -> str:
    """An address shown so that its owner knows it and a stranger cannot use it.

    >>> masked("office@birch.example.org"), masked("a@birch.example.org")
    ('o••••e@birch.example.org', '•@birch.example.org')
    """
    local, _, host = address.partition("@")
    if len(local) < 4:
        return f"{'•' * len(local)}@{host}"
    return f"{local[0]}{'•' * (len(local) - 2)}{local[-1]}@{host}"


@dataclass(frozen=True)
class Way:
    """One way in which a claim can be confirmed, and what it means."""

    method: str
    label: str
    hint: str


def ways_to_confirm(organisation: Organisation, on: date) -> list[Way]:
    """The ways that are open for an organisation, the quickest first."""
    ways = []
    if address := register_address(organisation):
        ways.append(
            Way(
                Claim.Method.REGISTER_MAIL,
                "By mail to the address on the register",
                f"We write to {masked(address)}. Whoever reads it there says yes or no.",
            )
        )
    held = mandates_of(organisation.pk, on).filter(may_represent=True)
    if names := sorted({str(m.person) for m in held}):
        ways.append(
            Way(
                Claim.Method.COLLEAGUE,
                "By somebody who already acts for it",
                f"We ask {', '.join(names)}.",
            )
        )
    else:
        ways.append(
            Way(
                Claim.Method.FACILITATOR,
                "By a facilitator",
                "A facilitator of a cluster that it is in or invited to, or whoever runs this site,"
                " gets in touch and decides.",
            )
        )
    return ways
