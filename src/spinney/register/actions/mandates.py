"""Giving, changing and ending mandates: who acts for an organisation, and what she may do."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.errors import ChangedMeanwhile, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.register import policies
from spinney.register.letters import people as letters
from spinney.register.letters.people import let_the_register_check
from spinney.register.models import Mandate, Organisation
from spinney.register.policies import people as rules
from spinney.register.policies.people import Powers, Term
from spinney.register.queries.mandates import (
    is_last_representative,
    mandates_in_force,
    own_powers,
)

UNDO_DAYS = 30


@transaction.atomic
def give_mandate(
    *,
    organisation: Organisation,
    person: Person,
    powers: Powers,
    term: Term,
    by: Actor,
    now: datetime,
) -> Mandate:
    """Let a person act for an organisation, and tell her so by mail.

    Raises NotAllowed for powers that the giver does not hold herself, WrongState when the person
    acts for it already (a deputyship may be added to a mandate of her own).
    """
    scope = organisation_scope(organisation.pk)
    require(policies.MAY, "give_mandate", by=by, scope=scope)
    today = localdate(now)
    rules.check_gives(powers, term, own_powers(by, organisation.pk, today), today)
    same = mandates_in_force(today).filter(
        organisation=organisation, person=person, deputy_for=term.deputy_for
    )
    if same.exists():
        raise WrongState(f"{person} acts for {organisation.name} already. Change that instead.")
    mandate = Mandate.objects.create(
        organisation=organisation,
        person=person,
        given_by=by.label,
        given_at=now,
        **vars(powers),
        **vars(term),
    )
    record(
        "register.give_mandate",
        by=by,
        on=mandate,
        at=now,
        scope=scope,
        person=person.label,
        powers=powers.in_words,
        post=term.post,
        how=term.given_how,
        starts_on=term.starts_on,
        ends_on=term.ends_on,
    )
    if by.person_id != person.pk:
        letters.mandate_given(mandate, by=by, now=now)
    if not by.is_system:
        let_the_register_check(mandate, by=by, now=now)
    return mandate


@transaction.atomic
def change_mandate(
    *, mandate: Mandate, powers: Powers, term: Term, by: Actor, now: datetime
) -> Mandate:
    """Change what a person may do, under which post or until when. The old row ends, a new one
    begins; deputies stand in for the new one.

    Raises ChangedMeanwhile when somebody else changed it first.
    """
    scope = organisation_scope(mandate.organisation_id)
    require(policies.MAY, "change_mandate", by=by, scope=scope)
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    _check_still_that(mandate)
    today = localdate(now)
    own = own_powers(by, mandate.organisation_id, today)
    rules.check_gives(powers, term, own, today)
    before = Powers.of(mandate)
    _check_reaches(mandate, by=by, now=now)
    if not powers.may_represent:
        _check_not_last(mandate, now)
    changed = Mandate.objects.create(
        organisation=mandate.organisation,
        person=mandate.person,
        given_by=by.label,
        given_at=now,
        **vars(powers),
        **vars(term),
    )
    Mandate.objects.filter(pk=mandate.pk).update(ended_early_at=now, replaced_by=changed)
    Mandate.objects.filter(deputy_for=mandate, ended_early_at=None).update(deputy_for=changed)
    record(
        "register.change_mandate",
        by=by,
        on=changed,
        at=now,
        scope=scope,
        person=mandate.person.label,
        powers=powers.in_words,
        before={"powers": before.in_words, "post": mandate.post, "ends_on": mandate.ends_on},
        after={"powers": powers.in_words, "post": term.post, "ends_on": term.ends_on},
    )
    if by.person_id != mandate.person_id:
        letters.mandate_changed(changed, before=before.in_words, by=by, now=now)
    return changed


def _check_still_that(mandate: Mandate) -> None:
    """Raise when the mandate is no longer the one that was on the page."""
    if mandate.replaced_by is not None:
        now_it_is = mandate.replaced_by
        raise ChangedMeanwhile(
            "Somebody else changed this mandate while you had it open.",
            {
                "what she may do": (Powers.of(mandate).in_words, Powers.of(now_it_is).in_words),
                "last day": (mandate.ends_on, now_it_is.ends_on),
                "post": (mandate.post, now_it_is.post),
            },
        )
    if mandate.ended_early_at is not None:
        raise WrongState(f"This mandate ended on {localdate(mandate.ended_early_at):%-d %B %Y}.")


def _check_reaches(mandate: Mandate, *, by: Actor, now: datetime) -> None:
    """Raise NotAllowed when the mandate gives more than the actor holds: then it is not hers to
    change or to end. Everybody may give up her own.
    """
    if by.person_id is None or by.person_id != mandate.person_id:
        own = own_powers(by, mandate.organisation_id, localdate(now))
        rules.check_may_give(Powers.of(mandate), own, deed="change or end")


def _check_not_last(mandate: Mandate, now: datetime) -> None:
    """Raise WrongState when nobody else represents the organisation."""
    if is_last_representative(mandate, localdate(now)):
        raise WrongState(
            f"Nobody else represents {mandate.organisation.name}. Ask a colleague to take over"
            " first, so that it can still be reached."
        )


@transaction.atomic
def end_mandate(
    *, mandate: Mandate, reason: str = "", leave_empty: bool = False, by: Actor, now: datetime
) -> Mandate:
    """End a mandate today, with those of its deputies. It can be put back for 30 days.

    The last representative's mandate ends only when `leave_empty` says that this is meant.
    """
    scope = organisation_scope(mandate.organisation_id)
    require(policies.MAY, "end_mandate", by=by, scope=scope)
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    _check_still_that(mandate)
    _check_reaches(mandate, by=by, now=now)
    if not leave_empty:
        _check_not_last(mandate, now)
    deputies = Mandate.objects.filter(deputy_for=mandate, ended_early_at=None)
    ended_too = [deputy.person.label for deputy in deputies.select_related("person")]
    deputies.update(ended_early_at=now)
    Mandate.objects.filter(pk=mandate.pk).update(ended_early_at=now)
    mandate.ended_early_at = now
    record(
        "register.end_mandate",
        by=by,
        on=mandate,
        at=now,
        scope=scope,
        person=mandate.person.label,
        powers=Powers.of(mandate).in_words,
        reason=reason,
        deputies=ended_too,
    )
    if by.person_id != mandate.person_id:
        letters.mandate_ended(mandate, reason=reason, by=by, now=now)
    return mandate


@transaction.atomic
def dispute_mandate(*, mandate: Mandate, reason: str, by: Actor, now: datetime) -> Mandate:
    """End a mandate from the address on the register: this person does not act for us. With the
    task link only; whoever gave it, and the person herself, read why.
    """
    scope = organisation_scope(mandate.organisation_id)
    subject = subject_of(mandate)
    require(policies.MAY, "dispute_mandate", by=by, scope=scope, subject=subject)
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    while mandate.replaced_by is not None:
        mandate = mandate.replaced_by
    _check_still_that(mandate)
    Mandate.objects.filter(deputy_for=mandate, ended_early_at=None).update(ended_early_at=now)
    Mandate.objects.filter(pk=mandate.pk).update(ended_early_at=now)
    mandate.ended_early_at = now
    record(
        "register.dispute_mandate",
        by=by,
        on=mandate,
        at=now,
        scope=scope,
        person=mandate.person.label,
        powers=Powers.of(mandate).in_words,
        reason=reason,
    )
    letters.mandate_ended(mandate, reason=reason, by=by, now=now)
    giver = _person_of(mandate.given_by)
    if giver is not None:
        letters.mandate_disputed(mandate, to=giver, reason=reason, by=by, now=now)
    return mandate


def _person_of(label: str) -> Person | None:
    number = label.removeprefix("person:")
    return Person.objects.filter(pk=int(number)).first() if number.isdecimal() else None


@transaction.atomic
def restore_mandate(*, mandate: Mandate, by: Actor, now: datetime) -> Mandate:
    """Put back a mandate that was ended early in the last 30 days, with the deputies that ended
    with it.
    """
    scope = organisation_scope(mandate.organisation_id)
    require(policies.MAY, "restore_mandate", by=by, scope=scope)
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    ended_at = mandate.ended_early_at
    if ended_at is None or mandate.replaced_by_id is not None:
        raise WrongState("This mandate did not end, so there is nothing to put back.")
    if now - ended_at > timedelta(days=UNDO_DAYS):
        raise WrongState(f"It ended more than {UNDO_DAYS} days ago. Give a new mandate instead.")
    rules.check_may_give(
        Powers.of(mandate), own_powers(by, mandate.organisation_id, localdate(now))
    )
    Mandate.objects.filter(pk=mandate.pk).update(ended_early_at=None)
    Mandate.objects.filter(deputy_for=mandate, ended_early_at=ended_at).update(ended_early_at=None)
    mandate.ended_early_at = None
    record(
        "register.restore_mandate",
        by=by,
        on=mandate,
        at=now,
        scope=scope,
        person=mandate.person.label,
        powers=Powers.of(mandate).in_words,
    )
    return mandate
