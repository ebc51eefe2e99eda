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
from spinney.money.models import Budget, Grant, GrantChange
from spinney.money.policies import grants as rules
from spinney.money.policies.grants import ChangeText
from spinney.money.queries.grants import held_grant
from spinney.money.states import ChangeState, GrantState, InstalmentState

Kind = GrantChange.ChangeKind


@transaction.atomic
def ask_grant_change(*, grant: Grant, text: ChangeText, by: Actor, now: datetime) -> GrantChange:
    """Ask for another budget, other dates, or other days and amounts of instalments that are
    planned, with the reason. Raises BadInput when they would come to more than the grant.
    """
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
    before: dict[str, Any]
    after: dict[str, Any]
    if text.kind == Kind.TIMETABLE:
        before, after = _dates(grant, text)
    elif text.kind == Kind.INSTALMENTS:
        before, after = _instalments(grant, text)
    else:
        before = {"budget": grant.budget.number if grant.budget else None}
        after = {"budget": budget.number if budget else None}
    if before == after:
        raise BadInput("That is as it stands already. Write what is to be different.")
    return before, after


def _dates(grant: Grant, text: ChangeText) -> tuple[dict[str, Any], dict[str, Any]]:
    """The days that are to be different, as they stand and as they are wanted: a day that nobody
    asks to change is no part of what is agreed to.
    """
    stands = _days_of(grant)
    wanted = {"starts_on": _iso(text.starts_on), "ends_on": _iso(text.ends_on)}
    names = [name for name in stands if wanted[name] and wanted[name] != stands[name]]
    return {name: stands[name] for name in names}, {name: wanted[name] for name in names}


def _days_of(grant: Grant) -> dict[str, str | None]:
    return {"starts_on": _iso(grant.starts_on), "ends_on": _iso(grant.ends_on)}


def _instalments(grant: Grant, text: ChangeText) -> tuple[dict[str, Any], dict[str, Any]]:
    """By the number of each planned instalment: the day and the pence that are to be different."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for one in grant.instalments.filter(state=InstalmentState.PLANNED).order_by("number"):
        stands: dict[str, Any] = {"pence": one.pence, "due_on": _iso(one.due_on)}
        wanted: dict[str, Any] = {
            "pence": text.amounts.get(one.number, one.pence),
            "due_on": _iso(text.days.get(one.number, one.due_on)),
        }
        names = [name for name in stands if stands[name] != wanted[name]]
        if names:
            before[str(one.number)] = {name: stands[name] for name in names}
            after[str(one.number)] = {name: wanted[name] for name in names}
    rules.check_new_sum(*_sums(grant, after), grant.awarded_pence or 0)
    return before, after


def _sums(grant: Grant, after: dict[str, Any]) -> tuple[int, int]:
    """What the instalments come to now, and what they would with a change, in pence."""
    rows = grant.instalments.exclude(state=InstalmentState.CANCELLED)
    stands = {str(one.number): one.pence for one in rows}
    wanted = {number: after.get(number, {}).get("pence", pence) for number, pence in stands.items()}
    return sum(stands.values()), sum(wanted.values())


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
        _carry_out(grant, change, by)
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


def _carry_out(grant: Grant, change: GrantChange, by: Actor) -> None:
    """Let an agreed change hold."""
    if change.kind == Kind.BUDGET:
        grant.budget = change.budget
    elif change.kind == Kind.TIMETABLE:
        _move_days(grant, change)
    else:
        _plan_anew(grant, change, by)
        return
    grant.version += 1
    grant.save(update_fields=["budget", "starts_on", "ends_on", "version"])


def _move_days(grant: Grant, change: GrantChange) -> None:
    """Give the grant the agreed days. Raises WrongState when one of them is not as it was when the
    change was asked for, or when the grant would end before it begins.
    """
    stands = _days_of(grant)
    if any(stands[name] != value for name, value in change.before.items()):
        raise WrongState(
            "The dates of the grant are not as they were when this was asked for. Refuse it, and"
            " let them ask again for what is still to change."
        )
    for name, value in change.after.items():
        setattr(grant, name, date.fromisoformat(value))
    if grant.starts_on and grant.ends_on and grant.ends_on < grant.starts_on:
        raise WrongState("Other dates were changed meanwhile: this one would end before it begins.")


def _plan_anew(grant: Grant, change: GrantChange, by: Actor) -> None:
    """Give the instalments the agreed days and amounts. Raises WrongState when one is not as it
    was when the change was asked for: then nobody agreed to what would come of it. More money
    behind the same conditions has somebody else release it.
    """
    rows = grant.instalments.select_for_update().filter(number__in=list(map(int, change.after)))
    for one in rows:
        before, after = (told[str(one.number)] for told in (change.before, change.after))
        stands: dict[str, Any] = {"pence": one.pence, "due_on": _iso(one.due_on)}
        if one.state != InstalmentState.PLANNED or any(
            stands[name] != value for name, value in before.items()
        ):
            raise WrongState(
                f"Instalment {one.number} is not as it was when this was asked for. Refuse it, and"
                " let them ask again for what is still to come."
            )
        if after.get("pence", 0) > one.pence:
            one.eased_by = by.label
        one.pence = after.get("pence", one.pence)
        one.due_on = date.fromisoformat(after["due_on"]) if "due_on" in after else one.due_on
        one.version += 1
        one.save(update_fields=["pence", "due_on", "eased_by", "version"])
    rules.check_new_sum(0, _sums(grant, {})[1], grant.awarded_pence or 0)
