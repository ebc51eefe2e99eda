"""Who is asked in a survey: added, taken off, put back, reached at another address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from spinney.base.access import links
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, TooMany
from spinney.base.kernel.policy import require
from spinney.base.post.models import Message
from spinney.base.post.outbox import deliveries
from spinney.base.record.record import record, subject_of
from spinney.diagnostics import policies
from spinney.diagnostics.letters import surveys as letters
from spinney.diagnostics.letters.surveys import ANSWER, Why
from spinney.diagnostics.models import Asked, Sheet, Survey
from spinney.diagnostics.policies import surveys as rules
from spinney.diagnostics.queries.whom_to_ask import Invitee
from spinney.diagnostics.states import AskedState, SurveyState
from spinney.register import api as register

MOST_ASKED = 2_000
MOST_LETTERS_A_DAY = 3_000


def _held(verb: str, survey: Survey, by: Actor) -> Survey:
    """The survey as it is now, held until this transaction ends, if the actor may do the verb."""
    require(policies.MAY, verb, by=by, scope=survey.scope)
    rules.check_runs(by, survey.scope)
    held = Survey.objects.select_for_update(of=("self",))
    return held.select_related("cluster", "programme", "asks__instrument").get(pk=survey.pk)


def _asked_now(asked: Asked, survey: Survey) -> Asked:
    row = Asked.objects.select_for_update(of=("self",)).select_related("organisation")
    found = row.get(pk=asked.pk, survey=survey)
    found.survey = survey
    return found


@transaction.atomic
def ask_organisations(
    *, survey: Survey, invitees: Sequence[Invitee], by: Actor, now: datetime
) -> dict[str, int]:
    """Add organisations to those asked. Who is asked already is left alone; who was taken off is
    asked again. In a survey that is open each is written to at once, by a job where they are many.

    An organisation that is not on the register is put there by its name. Returns {"asked": how
    many were added, "known": how many were asked already}. Raises BadInput for an invitee without
    an address, TooMany beyond 2,000 in a survey or 3,000 letters a day.
    """
    survey = _held("ask_organisations", survey, by)
    rules.check_can_ask_more(survey, now)
    without = [one.name for one in invitees if not one.email]
    if without:
        raise BadInput(f"There is no e-mail address for {without[0]}.", {"email": without})
    known = {one.organisation_id: one for one in survey.asked.select_related("organisation")}
    _check_not_too_many(survey, len(known), len(invitees), by, now)
    rows = [
        one
        for one in (_add(survey, known, invitee, by, now) for invitee in invitees)
        if one is not None
    ]
    counts = {"asked": len(rows), "known": len(invitees) - len(rows)}
    record(
        "diagnostics.ask_organisations", by=by, on=survey, at=now, scope=survey.scope,
        title=survey.title, **counts,
    )  # fmt: skip
    if survey.state == SurveyState.OPEN:
        letters.write_to(survey, rows, Why.ASKED, by=by, now=now)
    return counts


def _add(
    survey: Survey, known: dict[int, Asked], invitee: Invitee, by: Actor, now: datetime
) -> Asked | None:
    """The row of one that is asked from now on; None for one that is asked already. One that is
    asked again keeps its address, unless it is put back by somebody who may see what it wrote.
    """
    organisation_id = invitee.organisation_id or _enter(invitee.name, now)
    before = known.get(organisation_id)
    if before is not None and before.state != AskedState.WITHDRAWN:
        return None
    row = before or Asked(survey=survey, organisation_id=organisation_id)
    if row.pk is None or not row.email or rules.sees_names(survey, by):
        row.email, row.person_name = invitee.email.strip().lower(), invitee.person_name
    row.state, row.asked_at = _state_again(row), now
    row.save()
    known[organisation_id] = row
    return row


def _enter(name: str, now: datetime) -> int:
    """Put an organisation that is not on the register there, by its name."""
    made = register.add_organisation(facts={"name": name}, by=Actor.system("surveys"), now=now)
    return int(made.pk)


def _state_again(asked: Asked) -> AskedState:
    """How far somebody is who is asked again: what was begun before is still there."""
    if asked.pk is not None and Sheet.objects.filter(asked=asked).exists():
        return AskedState.STARTED
    return AskedState.ASKED


def _check_not_too_many(survey: Survey, known: int, more: int, by: Actor, now: datetime) -> None:
    if known + more > MOST_ASKED:
        raise TooMany(f"At most {MOST_ASKED:,} organisations can be asked in one survey.")
    if survey.state != SurveyState.OPEN:
        return
    lately = Message.objects.filter(
        kind=letters.ASKED, made_by=by.label, made_at__gt=now - timedelta(days=1)
    )
    if lately.count() + more > MOST_LETTERS_A_DAY:
        raise TooMany(f"You can send {MOST_LETTERS_A_DAY:,} letters a day. Ask the rest tomorrow.")


@transaction.atomic
def stop_asking(*, asked: Asked, by: Actor, now: datetime) -> Asked:
    """Take an organisation off: its links end, and nobody writes to it. It can be put back.

    Raises WrongState when it has sent its answers, and in an open survey in which nobody can tell
    who said what.
    """
    survey = _held("stop_asking", asked.survey, by)
    asked = _asked_now(asked, survey)
    rules.check_can_stop_asking(asked, by)
    asked.state = AskedState.WITHDRAWN
    asked.version += 1
    asked.save(update_fields=["state", "version"])
    links.revoke(ANSWER, subject_of(asked), now=now)
    record(
        "diagnostics.stop_asking", by=by, on=asked, at=now, scope=survey.scope,
        title=survey.title, organisation=asked.organisation.name,
    )  # fmt: skip
    return asked


@transaction.atomic
def ask_after_all(*, asked: Asked, by: Actor, now: datetime) -> Asked:
    """Put an organisation back that was taken off. In an open survey it gets a new link."""
    survey = _held("ask_after_all", asked.survey, by)
    asked = _asked_now(asked, survey)
    rules.check_can_ask_more(survey, now)
    rules.check_was_taken_off(asked)
    asked.state = _state_again(asked)
    asked.version += 1
    asked.save(update_fields=["state", "version"])
    record(
        "diagnostics.ask_after_all", by=by, on=asked, at=now, scope=survey.scope,
        title=survey.title, organisation=asked.organisation.name,
    )  # fmt: skip
    _write_if_open(survey, [asked], by=by, now=now)
    return asked


@transaction.atomic
def correct_address(
    *, asked: Asked, email: str, person_name: str, by: Actor, now: datetime
) -> Asked:
    """Reach an organisation at another address. Links that went to the first one end; in an open
    survey a new one goes to the new address. Raises NotAllowed, once the letter has arrived, to
    whoever may not see what was answered.
    """
    survey = _held("correct_address", asked.survey, by)
    asked = _asked_now(asked, survey)
    rules.check_can_ask_more(survey, now)
    rules.check_is_asked(asked)
    email = email.strip().lower()
    moved = email != asked.email
    if moved:
        rules.check_can_move(asked, by, arrived=_has_arrived(asked))
    asked.email, asked.person_name = email, person_name.strip()
    asked.version += 1
    asked.save(update_fields=["email", "person_name", "version"])
    # The address itself is a person's, and stays out of the record.
    record(
        "diagnostics.correct_address", by=by, on=asked, at=now, scope=survey.scope,
        title=survey.title, organisation=asked.organisation.name, moved=moved,
    )  # fmt: skip
    if moved:
        links.revoke(ANSWER, subject_of(asked), now=now)
        _write_if_open(survey, [asked], by=by, now=now)
    return asked


def _has_arrived(asked: Asked) -> bool:
    """Whether somebody may hold a link to answer: not where none was sent, or none arrived."""
    fared = deliveries([subject_of(asked)]).get(subject_of(asked))
    return bool(asked.email) and fared is not None and not fared.failed


@transaction.atomic
def resend_link(*, asked: Asked, by: Actor, now: datetime) -> Asked:
    """Send an organisation a link once more, to the same address. It goes out whether or not the
    organisation has answered, so that nobody can tell from it.
    """
    survey = _held("resend_link", asked.survey, by)
    asked = _asked_now(asked, survey)
    rules.check_is_open(survey, now)
    rules.check_is_asked(asked)
    record(
        "diagnostics.resend_link", by=by, on=asked, at=now, scope=survey.scope,
        title=survey.title, organisation=asked.organisation.name,
    )  # fmt: skip
    _write_if_open(survey, [asked], by=by, now=now)
    return asked


def _write_if_open(survey: Survey, asked: Iterable[Asked], *, by: Actor, now: datetime) -> None:
    if survey.state == SurveyState.OPEN and survey.closes_at > now:
        letters.write_to(survey, asked, Why.ASKED, by=by, now=now)
