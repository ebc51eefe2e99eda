"""A cluster asks to change what was approved; the programme answers; both stand in the record."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.money.bridge.grant_words import what_words
from spinney.money.bridge.noting_grants import note_grant
from spinney.money.events import grants as events
from spinney.money.letters import grants as letters
from spinney.money.models import Budget, Grant, GrantChange, Instalment
from spinney.money.policies import grants as rules
from spinney.money.policies.grants import ChangeText
from spinney.money.queries.grants import held_grant
from spinney.money.states import ChangeState, GrantState, InstalmentState

Kind = GrantChange.ChangeKind


@transaction.atomic
def ask_grant_change(*, grant: Grant, text: ChangeText, by: Actor, now: datetime) -> GrantChange:
    """Ask for another budget, other dates, or other days of instalments, with the reason."""
    grant = held_grant("ask_grant_change", grant, by)
    rules.check_is(grant, GrantState.APPROVED)
    rules.check_change(text)
    budget = _budget(grant, text)
    before, after = _difference(grant, text, budget)
    number = 1 + max(grant.changes.values_list("number", flat=True), default=0)
    made = GrantChange.objects.create(
        grant=grant, number=number, kind=text.kind, reason=text.reason.strip(), before=before,
        after=after, budget=budget, asked_at=now, asked_by=by.label,
    )  # fmt: skip
    note_grant(
        "money.ask_grant_change", grant, by, now, what=what_words(made), reason=made.reason,
        number=number, before=before, after=after,
    )  # fmt: skip
    letters.tell_funder(grant, "a change to a grant", by=by, now=now)
    return made


def _budget(grant: Grant, text: ChangeText) -> Budget | None:
    if text.kind != Kind.BUDGET or text.budget_id is None:
        return None
    found = Budget.objects.filter(
        pk=text.budget_id, cluster=grant.cluster, removed_at=None
    ).first()  # fmt: skip
    if found is None or found.pk == grant.budget_id:
        told = "Choose another version of the budget than the one that was approved."
        raise BadInput(told, {"budget": [told]})
    return found


def _difference(
    grant: Grant, text: ChangeText, budget: Budget | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What stands now and what is asked for, as JSON. Raises BadInput when both are the same."""
    if text.kind == Kind.TIMETABLE:
        after: dict[str, Any] = {
            "starts_on": _iso(text.starts_on or grant.starts_on),
            "ends_on": _iso(text.ends_on or grant.ends_on),
        }
        before: dict[str, Any] = {
            "starts_on": _iso(grant.starts_on), "ends_on": _iso(grant.ends_on)
        }  # fmt: skip
    elif text.kind == Kind.INSTALMENTS:
        planned = {one.number: one for one in grant.instalments.filter(
            state__in=[InstalmentState.PLANNED, InstalmentState.ASKED], number__in=text.days
        )}  # fmt: skip
        after = {str(number): _iso(text.days[number]) for number in sorted(planned)}
        before = {str(number): _iso(one.due_on) for number, one in sorted(planned.items())}
    else:
        before = {"budget": grant.budget.number if grant.budget else None}
        after = {"budget": budget.number if budget else None}
    if before == after:
        raise BadInput("That is as it stands already. Write what is to be different.")
    return before, after


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


@transaction.atomic
def withdraw_grant_change(*, change: GrantChange, by: Actor, now: datetime) -> GrantChange:
    """Take back a change that is not answered."""
    grant, change = _held("withdraw_grant_change", change, by)
    change.state = ChangeState.WITHDRAWN
    change.version += 1
    change.save(update_fields=["state", "version"])
    note_grant("money.withdraw_grant_change", grant, by, now, what=what_words(change))
    return change


@transaction.atomic
def answer_grant_change(
    *, change: GrantChange, agreed: bool, answer: str = "", by: Actor, now: datetime
) -> GrantChange:
    """Agree to a change, which then holds, or refuse it with the reason."""
    grant, change = _held("answer_grant_change", change, by)
    rules.check_is(grant, GrantState.APPROVED)
    rules.check_somebody_else(by, change.asked_by, "asked for this change")
    if not agreed:
        rules.check_words(answer, "answer", "Say why not.")
    change.state = ChangeState.AGREED if agreed else ChangeState.REFUSED
    change.answer, change.answered_at, change.answered_by = answer.strip(), now, by.label
    change.version += 1
    change.save(update_fields=["state", "answer", "answered_at", "answered_by", "version"])
    if agreed:
        _carry_out(grant, change)
    note_grant(
        "money.answer_grant_change", grant, by, now, what=what_words(change),
        outcome="agreed to" if agreed else "refused", answer=change.answer, before=change.before,
        after=change.after,
    )  # fmt: skip
    if agreed:
        events.grant_change_agreed.send(GrantChange, change=change, by=by, now=now)
    letters.tell_cluster(grant, "the change that you asked for", by=by, now=now)
    return change


def _held(verb: str, change: GrantChange, by: Actor) -> tuple[Grant, GrantChange]:
    grant = held_grant(verb, change.grant, by)
    found = GrantChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
    rules.check_change_open(found)
    found.grant = grant
    return grant, found


def _carry_out(grant: Grant, change: GrantChange) -> None:
    """Let an agreed change hold. Instalments that were released meanwhile stay as they are."""
    if change.kind == Kind.BUDGET:
        grant.budget = change.budget
    elif change.kind == Kind.TIMETABLE:
        for name in ("starts_on", "ends_on"):
            value = change.after.get(name)
            setattr(grant, name, date.fromisoformat(value) if value else None)
    else:
        for number, value in change.after.items():
            Instalment.objects.filter(
                grant=grant, number=int(number), state=InstalmentState.PLANNED
            ).update(due_on=date.fromisoformat(value))
        return
    if grant.starts_on and grant.ends_on and grant.ends_on < grant.starts_on:
        raise WrongState("Other dates were changed meanwhile: this one would end before it begins.")
    grant.version += 1
    grant.save(update_fields=["budget", "starts_on", "ends_on", "version"])
