"""Claims: a person says that she acts for an organisation; somebody who can tell decides."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.access import links
from spinney.base.access.models import Person
from spinney.base.kernel.actors import SITE, Actor, organisation_scope
from spinney.base.kernel.errors import BadInput, NotAllowed, TooMany, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.register import policies
from spinney.register.events.people import claim_made
from spinney.register.letters import people as letters
from spinney.register.models import Claim, Mandate, Organisation
from spinney.register.policies import people as rules
from spinney.register.policies.people import Powers, Term
from spinney.register.queries.claims import register_address
from spinney.register.queries.mandates import mandates_in_force, mandates_of, own_powers
from spinney.register.states import ClaimState

MOST_A_DAY = 5


@transaction.atomic
def claim_organisation(
    *,
    organisation: Organisation,
    post: str,
    note: str = "",
    method: str,
    by: Actor,
    now: datetime,
) -> Claim:
    """Say that one acts for an organisation, and ask those to confirm it who can tell.

    `method` (Claim.Method) says who is asked: the address on the register, whoever already
    represents it, or a facilitator. Raises WrongState when she acts for it or has claimed it
    already, BadInput when that way is not open, TooMany after five claims in a day.
    """
    require(policies.MAY, "claim_organisation", by=by, scope=SITE)
    if by.person_id is None:
        raise NotAllowed("Sign in first, so that we know who claims the organisation.")
    person = Person.objects.get(pk=by.person_id)
    _check_can_claim(organisation, person, now)
    address = register_address(organisation) if method == Claim.Method.REGISTER_MAIL else ""
    colleagues = _representatives(organisation, now)
    _check_way_is_open(method, address, colleagues)
    claim = Claim.objects.create(
        organisation=organisation,
        person=person,
        post=post,
        note=note,
        method=method,
        made_at=now,
    )
    record(
        "register.claim_organisation",
        by=by,
        on=claim,
        at=now,
        scope=organisation_scope(organisation.pk),
        organisation=organisation.name,
        post=post,
        method=method,
    )
    if address:
        letters.claim_to_confirm(claim, to=address, by=by, now=now)
    for colleague in colleagues:
        letters.claim_waiting(claim, to=colleague, by=by, now=now)
    claim_made.send(Claim, claim=claim, by=by, now=now)
    return claim


def _check_can_claim(organisation: Organisation, person: Person, now: datetime) -> None:
    if organisation.merged_into is not None:
        raise WrongState(
            f"{organisation.name} was joined with {organisation.merged_into.name}. Claim that one."
        )
    mine = mandates_in_force(localdate(now)).filter(organisation=organisation, person=person)
    if mine.exists():
        raise WrongState(f"You act for {organisation.name} already.")
    waiting = Claim.objects.filter(person=person, state=ClaimState.WAITING)
    if waiting.filter(organisation=organisation).exists():
        raise WrongState("You have claimed it already. You will hear as soon as it is decided.")
    lately = Claim.objects.filter(person=person, made_at__gt=now - timedelta(days=1))
    if lately.count() >= MOST_A_DAY:
        raise TooMany(f"You have claimed {MOST_A_DAY} organisations today. Go on tomorrow.")


def _representatives(organisation: Organisation, now: datetime) -> list[Person]:
    held = mandates_of(organisation.pk, localdate(now)).filter(may_represent=True)
    return list({mandate.person_id: mandate.person for mandate in held}.values())


def _check_way_is_open(method: str, address: str, colleagues: list[Person]) -> None:
    told = ""
    if method == Claim.Method.REGISTER_MAIL and not address:
        told = "No e-mail address stands on the register. Choose another way."
    if method == Claim.Method.COLLEAGUE and not colleagues:
        told = "Nobody acts for it here yet. Choose another way."
    if told:
        raise BadInput(told, {"method": [told]})


@transaction.atomic
def confirm_claim(
    *,
    claim: Claim,
    powers: Powers,
    given_how: str = "",
    by: Actor,
    now: datetime,
) -> Mandate:
    """Say that the claimant does act for the organisation, and what she may do for it.

    By somebody who represents it (who gives no more than she holds), by a facilitator or host, or
    by whoever reads the mail at the address on the register, with the task link.
    """
    scope = organisation_scope(claim.organisation_id)
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    require(policies.MAY, "confirm_claim", by=by, scope=scope, subject=subject_of(claim))
    rules.check_claim_can_become(claim, ClaimState.CONFIRMED)
    _check_not_her_own(claim, by)
    today = localdate(now)
    # The mail at the register's address is the organisation's own voice, so it may give anything.
    own = None if by.pass_ else own_powers(by, claim.organisation_id, today)
    term = Term(today, post=claim.post, given_how=given_how or _how(claim, by))
    rules.check_gives(powers, term, own, today)
    colleagues = _representatives(claim.organisation, now)
    mandate = Mandate.objects.create(
        organisation=claim.organisation,
        person=claim.person,
        given_by=by.label,
        given_at=now,
        **vars(powers),
        **vars(term),
    )
    _settle(claim, ClaimState.CONFIRMED, "", by=by, now=now)
    record(
        "register.confirm_claim",
        by=by,
        on=claim,
        at=now,
        scope=scope,
        person=claim.person.label,
        post=claim.post,
        powers=powers.in_words,
        how=term.given_how,
    )
    letters.claim_settled(claim, powers=powers.in_words, reason="", by=by, now=now)
    _tell_the_organisation(mandate, colleagues, by=by, now=now)
    return mandate


def _tell_the_organisation(
    mandate: Mandate, colleagues: list[Person], *, by: Actor, now: datetime
) -> None:
    """Nobody begins to act for it unseen: the address on the register and colleagues are told."""
    if by.pass_ is None:
        letters.let_the_register_check(mandate, by=by, now=now)
    for colleague in colleagues:
        if colleague.pk != by.person_id:
            letters.new_representative(mandate, to=colleague, by=by, now=now)


def _how(claim: Claim, by: Actor) -> str:
    if by.pass_:
        return "confirmed from the address on the register"
    return f"claimed, and confirmed for {by.organisation_name}" if by.organisation_id else "claimed"


def _check_not_her_own(claim: Claim, by: Actor) -> None:
    if by.person_id is not None and by.person_id == claim.person_id and not by.pass_:
        raise NotAllowed(
            "You cannot confirm your own claim. Somebody else who can tell must do it."
        )


def _settle(claim: Claim, state: ClaimState, reason: str, *, by: Actor, now: datetime) -> None:
    claim.state, claim.decided_at, claim.decided_by, claim.reason = state, now, by.label, reason
    claim.save(update_fields=["state", "decided_at", "decided_by", "reason"])
    if by.pass_ is None:
        links.revoke("register.confirm_claim", subject_of(claim), now=now)


@transaction.atomic
def decline_claim(*, claim: Claim, reason: str, by: Actor, now: datetime) -> Claim:
    """Say that the claimant does not act for the organisation, with the reason, which she is told.

    Whoever may confirm may decline, by task link too.
    """
    scope = organisation_scope(claim.organisation_id)
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    require(policies.MAY, "confirm_claim", by=by, scope=scope, subject=subject_of(claim))
    rules.check_claim_can_become(claim, ClaimState.DECLINED)
    if not reason.strip():
        told = "Say why, so that the person knows what to do."
        raise BadInput(told, {"reason": [told]})
    _settle(claim, ClaimState.DECLINED, reason, by=by, now=now)
    record(
        "register.decline_claim",
        by=by,
        on=claim,
        at=now,
        scope=scope,
        person=claim.person.label,
        reason=reason,
    )
    letters.claim_settled(claim, powers="", reason=reason, by=by, now=now)
    return claim


@transaction.atomic
def withdraw_claim(*, claim: Claim, by: Actor, now: datetime) -> Claim:
    """Take back one's own claim while it waits."""
    require(policies.MAY, "withdraw_claim", by=by, scope=SITE)
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    if not by.is_system and by.person_id != claim.person_id:
        raise NotAllowed("Only the person who made a claim can take it back.")
    rules.check_claim_can_become(claim, ClaimState.WITHDRAWN)
    _settle(claim, ClaimState.WITHDRAWN, "", by=by, now=now)
    record(
        "register.withdraw_claim",
        by=by,
        on=claim,
        at=now,
        scope=organisation_scope(claim.organisation_id),
        person=claim.person.label,
    )
    return claim
