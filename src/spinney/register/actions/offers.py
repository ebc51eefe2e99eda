"""Asking a colleague by e-mail to act for an organisation: offered, agreed to or not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.access import links
from spinney.base.access.models import Person
from spinney.base.kernel.actors import SITE, Actor, Scope, organisation_scope
from spinney.base.kernel.errors import NotFound, TooMany, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.register import policies
from spinney.register.letters import people as letters
from spinney.register.models import Mandate, MandateOffer, Organisation
from spinney.register.policies import people as rules
from spinney.register.policies.people import Invited, Powers, Term
from spinney.register.queries.mandates import mandates_in_force, own_powers
from spinney.register.states import OfferState

MOST_A_DAY = 20


@transaction.atomic
def offer_mandate(
    *,
    organisation: Organisation,
    to: Invited,
    powers: Powers,
    term: Term,
    by: Actor,
    now: datetime,
) -> MandateOffer:
    """Ask somebody by e-mail to act for an organisation. She answers with the link, without an
    account, or on her Home page.

    Raises NotAllowed for powers that the giver does not hold, WrongState when that address was
    asked already or its owner acts for the organisation.
    """
    scope = organisation_scope(organisation.pk)
    require(policies.MAY, "offer_mandate", by=by, scope=scope)
    today = localdate(now)
    rules.check_gives(powers, term, own_powers(by, organisation.pk, today), today)
    email = to.email.strip().lower()
    _check_can_be_asked(organisation, email, term, now)
    offer = MandateOffer.objects.create(
        organisation=organisation,
        email=email,
        person_name=to.name,
        message=to.message,
        answer_by=localdate(links.in_days(now, letters.OFFER_DAYS)),
        offered_at=now,
        offered_by=by.label,
        **vars(powers),
        **_term_of(term),
    )
    record(
        "register.offer_mandate",
        by=by,
        on=offer,
        at=now,
        scope=scope,
        person="A colleague",
        powers=powers.in_words,
        post=term.post,
    )
    letters.mandate_offer(offer, by=by, now=now)
    return offer


def _term_of(term: Term) -> dict[str, Any]:
    return {name: value for name, value in vars(term).items() if name != "given_how"}


def _check_can_be_asked(organisation: Organisation, email: str, term: Term, now: datetime) -> None:
    lately = MandateOffer.objects.filter(
        organisation=organisation, offered_at__gt=now - timedelta(days=1)
    )
    if lately.count() >= MOST_A_DAY:
        raise TooMany(f"You have asked {MOST_A_DAY} people today. Go on tomorrow.")
    open_ = MandateOffer.objects.filter(organisation=organisation, state=OfferState.SENT)
    if open_.filter(email=email).exists():
        raise WrongState(f"{email} was asked already, and has not answered yet.")
    held = mandates_in_force(localdate(now)).filter(
        organisation=organisation, person__email=email, deputy_for=term.deputy_for
    )
    if held.exists():
        raise WrongState(f"{email} acts for {organisation.name} already. Change that instead.")


@transaction.atomic
def withdraw_offer(*, offer: MandateOffer, by: Actor, now: datetime) -> MandateOffer:
    """Take back an offer that was not answered; its link stops at once."""
    scope = organisation_scope(offer.organisation_id)
    require(policies.MAY, "withdraw_offer", by=by, scope=scope)
    offer = MandateOffer.objects.select_for_update().get(pk=offer.pk)
    rules.check_offer_can_become(offer, OfferState.WITHDRAWN)
    _settle(offer, OfferState.WITHDRAWN, now)
    links.revoke("register.accept_mandate", subject_of(offer), now=now)
    record(
        "register.withdraw_offer",
        by=by,
        on=offer,
        at=now,
        scope=scope,
        person="A colleague",
    )
    return offer


@transaction.atomic
def accept_mandate(*, offer: MandateOffer, name: str = "", by: Actor, now: datetime) -> Mandate:
    """Agree to act for an organisation. With the task link the address it was sent to is proof
    enough: whoever had no account has one from now on, and signs in with a code.

    Raises WrongState when the offer was settled or its powers are no longer anybody's to give.
    """
    offer, scope = _authorised(offer, by)
    rules.check_offer_can_become(offer, OfferState.ACCEPTED)
    today = localdate(now)
    person = Person.objects.filter(email=offer.email).first()
    person = person or Person.objects.create_user(offer.email, name or offer.person_name)
    if name and not person.name:
        person.name = name
        person.save(update_fields=["name"])
    _check_principal_still_acts(offer)
    term = Term(
        max(offer.starts_on, today), offer.ends_on, offer.post, offer.deputy_for, "asked by e-mail"
    )
    rules.check_dates(term.starts_on, term.ends_on, today)
    powers = Powers.of(offer)
    mandate = Mandate.objects.create(
        organisation=offer.organisation,
        person=person,
        given_by=offer.offered_by,
        given_at=now,
        **vars(powers),
        **vars(term),
    )
    offer.mandate = mandate
    offer.person_name = str(person)
    _settle(offer, OfferState.ACCEPTED, now)
    record(
        "register.accept_mandate",
        by=by,
        on=offer,
        at=now,
        scope=scope,
        person=person.label,
        powers=powers.in_words,
        post=offer.post,
        offered_by=offer.offered_by,
    )
    letters.offer_answered(offer, accepted=True, by=by, now=now)
    letters.let_the_register_check(mandate, by=by, now=now)
    return mandate


def _check_principal_still_acts(offer: MandateOffer) -> None:
    principal = offer.deputy_for
    while principal is not None and principal.replaced_by is not None:
        principal = offer.deputy_for = principal.replaced_by
    if principal is not None and principal.ended_early_at is not None:
        raise WrongState(
            f"{principal.person} no longer acts for {offer.organisation.name}, so nobody can be"
            " deputy. Ask whoever wrote to you."
        )


def _authorised(offer: MandateOffer, by: Actor) -> tuple[MandateOffer, Scope]:
    """The offer as it is now, once it is certain that the actor is the one who was asked."""
    offer = MandateOffer.objects.select_for_update().get(pk=offer.pk)
    if by.pass_ is not None:
        scope = organisation_scope(offer.organisation_id)
        subject = subject_of(offer)
        require(policies.MAY, "accept_mandate", by=by, scope=scope, subject=subject)
        return offer, scope
    require(policies.MAY, "accept_mandate", by=by, scope=SITE)
    asked = Person.objects.filter(pk=by.person_id or 0, email=offer.email)
    if not asked.exists():
        raise NotFound("There is no such page, or it is not shared with you.")
    return offer, organisation_scope(offer.organisation_id)


def _settle(offer: MandateOffer, state: OfferState, now: datetime) -> None:
    offer.state, offer.answered_at = state, now
    offer.save()


@transaction.atomic
def decline_mandate(
    *, offer: MandateOffer, reason: str = "", by: Actor, now: datetime
) -> MandateOffer:
    """Say no to an offer, with a reason if one likes. Whoever may accept may decline."""
    offer, scope = _authorised(offer, by)
    rules.check_offer_can_become(offer, OfferState.DECLINED)
    offer.reason = reason
    _settle(offer, OfferState.DECLINED, now)
    record(
        "register.decline_mandate",
        by=by,
        on=offer,
        at=now,
        scope=scope,
        person="A colleague",
    )
    letters.offer_answered(offer, accepted=False, by=by, now=now)
    return offer
