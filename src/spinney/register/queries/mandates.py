"""Mandates: in force on a day, of an organisation, of a person; what they let somebody do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils.timezone import get_default_timezone

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.money import Money
from spinney.base.kernel.policy import may
from spinney.base.record.prepared import prepared
from spinney.register import policies
from spinney.register.models import Mandate, MandateOffer
from spinney.register.policies.people import Powers, oversees, together
from spinney.register.states import OfferState

ROLES = ("may_represent", "may_hold_data", "may_sign", "may_vote", "spend_limit_pence")


def mandates_in_force(on: date) -> QuerySet[Mandate]:
    """Mandates that have begun, have not ended, and were not ended early.

    One ended early is out of force from the moment of its end, and for all of that day; on the
    days before, it is told as in force, as it was.
    """
    return _in_force(on, next_day_after(on))


def next_day_after(on: date) -> datetime:
    """When the next day begins."""
    return datetime.combine(on + timedelta(days=1), time.min, get_default_timezone())


def _in_force(on: date, next_day: datetime) -> QuerySet[Mandate]:
    return Mandate.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=on),
        Q(ended_early_at=None) | Q(ended_early_at__gte=next_day),
        starts_on__lte=on,
    )


@prepared
def _held_now(person: int, on: date, next_day: datetime) -> QuerySet[Mandate]:
    held = _in_force(on, next_day).filter(person=person).select_related("organisation")
    return held.only("post", *ROLES, "organisation__name").order_by("organisation__name", "pk")


def held_by(person_id: int, on: date) -> list[Mandate]:
    """Whom a person acts for on a day, by name of the organisation: its name, her post, and what
    each mandate lets her do. Every page asks this, so nothing more is read.
    """
    return _held_now(person=person_id, on=on, next_day=next_day_after(on))


def mandates_of(organisation_id: int, on: date) -> QuerySet[Mandate]:
    """Who acts for an organisation on a day, with each person, in the order they were given."""
    return (
        mandates_in_force(on)
        .filter(organisation_id=organisation_id)
        .select_related("person", "deputy_for__person")
        .order_by("deputy_for_id", "given_at", "pk")
    )


def mandates_visible_to(by: Actor, organisation_id: int) -> QuerySet[Mandate]:
    """All mandates of an organisation, past and to come, for whoever may see them."""
    scope = organisation_scope(organisation_id)
    if not may(policies.MAY, "list_mandates", by=by, scope=scope):
        return Mandate.objects.none()
    return (
        Mandate.objects.filter(organisation_id=organisation_id)
        .select_related("person", "deputy_for__person", "replaced_by")
        .order_by("-starts_on", "-pk")
    )


def offers_visible_to(by: Actor, organisation_id: int) -> QuerySet[MandateOffer]:
    """Offers of an organisation that wait for an answer, for whoever may see its mandates."""
    scope = organisation_scope(organisation_id)
    if not may(policies.MAY, "list_mandates", by=by, scope=scope):
        return MandateOffer.objects.none()
    waiting = MandateOffer.objects.filter(organisation_id=organisation_id, state=OfferState.SENT)
    return waiting.order_by("offered_at")


def _held(person_id: int, organisation_id: int, on: date) -> QuerySet[Mandate]:
    return mandates_in_force(on).filter(person_id=person_id, organisation_id=organisation_id)


def may_represent(person_id: int, organisation_id: int, on: date) -> bool:
    """Whether the person holds a mandate to represent the organisation on a day."""
    return _held(person_id, organisation_id, on).filter(may_represent=True).exists()


def may_vote(person_id: int, organisation_id: int, on: date) -> bool:
    """Whether the person holds a mandate to vote for the organisation on a day."""
    next_day = next_day_after(on)
    found = _votes(person=person_id, organisation=organisation_id, on=on, next_day=next_day)
    return bool(found)


@prepared
def _votes(person: int, organisation: int, on: date, next_day: datetime) -> QuerySet[Mandate, int]:
    held = _in_force(on, next_day).filter(person=person, organisation=organisation, may_vote=True)
    return held.values_list("pk", flat=True)[:1]


def may_sign(person_id: int, organisation_id: int, on: date) -> bool:
    """Whether the person holds a mandate to sign for the organisation on a day."""
    return _held(person_id, organisation_id, on).filter(may_sign=True).exists()


def spend_limit(person_id: int, organisation_id: int, on: date) -> Money | None:
    """The most that the person may commit for the organisation on a day, in one go; None when she
    may commit nothing.
    """
    limits = _held(person_id, organisation_id, on).exclude(spend_limit_pence=None)
    most = limits.order_by("-spend_limit_pence").values_list("spend_limit_pence", flat=True).first()
    return None if most is None else Money(most)


def keepers_of(organisation_id: int, on: date) -> list[Mandate]:
    """Whom to write to about an organisation's evidence: those who keep it, else those who
    represent it.
    """
    held = list(mandates_of(organisation_id, on))
    keepers = [m for m in held if m.may_hold_data]
    return keepers or [m for m in held if m.may_represent]


def own_powers(by: Actor, organisation_id: int, on: date) -> Powers | None:
    """What the actor may give for the organisation on a day: what she may do herself; None for
    those who need not hold what they give (hosts, facilitators, programme managers).

    While nobody signs for an organisation, whoever represents it may say who does, herself too:
    else nobody ever could.
    """
    if oversees(by, organisation_scope(organisation_id)):
        return None
    held = _held(by.person_id, organisation_id, on) if by.person_id else Mandate.objects.none()
    own = together(Powers.of(mandate) for mandate in held)
    if own.may_represent and not own.may_sign and not _somebody_signs(organisation_id, on):
        return replace(own, may_sign=True)
    return own


def _somebody_signs(organisation_id: int, on: date) -> bool:
    """Whether somebody may sign for it on a day, or will be able to."""
    ahead = Mandate.objects.filter(starts_on__gt=on, ended_early_at=None)
    of_it = mandates_in_force(on) | ahead
    return of_it.filter(organisation_id=organisation_id, may_sign=True).exists()


def is_last_representative(mandate: Mandate, on: date) -> bool:
    """Whether the organisation would have no representative without this mandate (whose deputies
    end with it).
    """
    others = mandates_in_force(on).filter(
        organisation_id=mandate.organisation_id, may_represent=True
    )
    others = others.exclude(pk=mandate.pk).exclude(deputy_for=mandate)
    return mandate.may_represent and not others.exists()


def unrepresented(organisation_ids: Iterable[int], on: date) -> set[int]:
    """Those of the organisations that nobody represents on a day."""
    wanted = set(organisation_ids)
    held = mandates_in_force(on).filter(organisation_id__in=wanted, may_represent=True)
    return wanted - set(held.values_list("organisation_id", flat=True))


def my_mandates(person_id: int, on: date) -> list[Mandate]:
    """Whom a person acts for on a day, by name of the organisation."""
    held = mandates_in_force(on).filter(person_id=person_id)
    return list(
        held.select_related("organisation", "deputy_for__person").order_by("organisation__name")
    )


def offers_to(by: Actor) -> list[MandateOffer]:
    """Offers to the actor's own address that wait for her answer."""
    if by.person_id is None:
        return []
    return _offered_to(person=by.person_id)


@prepared
def _offered_to(person: int) -> QuerySet[MandateOffer]:
    email = Person.objects.filter(pk=person).values("email")
    waiting = MandateOffer.objects.filter(email__in=email, state=OfferState.SENT)
    return waiting.select_related("organisation").order_by("answer_by")
