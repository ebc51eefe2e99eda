"""Budgets: drafted, tried out, written line by line, and put in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.periods import add_months
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import Changes, check_unchanged, take_over
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.bridge.budgets import LONGEST_TITLE, LineSaid, check_lines
from spinney.money.bridge.kept_lines import copy_lines, keyed, write_lines
from spinney.money.engine.budgets import MOST_MONTHS
from spinney.money.events.budgets import budget_in_force
from spinney.money.models import Budget
from spinney.money.policies import budgets as rules
from spinney.money.queries.budgets import nameable, rows_of
from spinney.money.queries.decided import check_decision
from spinney.money.queries.keeping import check_keeps, keeps
from spinney.money.states import BudgetState


@dataclass(frozen=True)
class BudgetSaid:
    """What is said of a budget: its name, its days (both included), and why this version is."""

    title: str
    first_day: date
    last_day: date
    reason: str = ""

    def check(self) -> None:
        """Raise BadInput for words and days that cannot be."""
        rules.check_words(self.title, self.reason)
        if self.last_day < self.first_day:
            told = "It cannot end before it begins."
            raise BadInput(told, {"last_day": [told]})
        if self.last_day >= add_months(self.first_day, MOST_MONTHS):
            told = "A budget runs ten years at the most."
            raise BadInput(told, {"last_day": [told]})


@transaction.atomic
def start_budget(
    *, cluster: clusters.Cluster, said: BudgetSaid, lines: Sequence[LineSaid] = (),
    based_on: Budget | None = None, by: Actor, now: datetime,
) -> Budget:  # fmt: skip
    """Draft a version: with these lines, or with those of the version it is based on."""
    require(policies.MAY, "start_budget", by=by, scope=cluster_scope(cluster.pk))
    check_keeps(by, cluster, localdate(now))
    said.check()
    made = _make(cluster, said, based_on, BudgetState.DRAFT, by, now)
    if based_on is None and lines:
        _check_and_write(made, list(lines), now)
    _note("money.start_budget", made, by, now)
    return made


@transaction.atomic
def try_what_if(*, budget: Budget, title: str = "", by: Actor, now: datetime) -> Budget:
    """Make a copy of a version to change and compare, which never counts."""
    require(policies.MAY, "try_what_if", by=by, scope=budget.scope)
    title = (title.strip() or f"What if: {budget.title}")[:LONGEST_TITLE]
    said = BudgetSaid(title, budget.first_day, budget.last_day)
    said.check()
    made = _make(budget.cluster, said, budget, BudgetState.WHAT_IF, by, now)
    _note("money.try_what_if", made, by, now, based_on=budget.number)
    return made


def _make(
    cluster: clusters.Cluster, said: BudgetSaid, based_on: Budget | None, state: BudgetState,
    by: Actor, now: datetime,
) -> Budget:  # fmt: skip
    """A version with the next number, and the lines of the one it is based on."""
    if based_on is not None and based_on.cluster_id != cluster.pk:
        raise BadInput("That budget is another cluster’s.")
    clusters.Cluster.objects.select_for_update(no_key=True).get(pk=cluster.pk)
    last = Budget.objects.filter(cluster=cluster).aggregate(n=Max("number"))["n"] or 0
    made = Budget.objects.create(
        cluster=cluster, number=last + 1, title=said.title.strip(), first_day=said.first_day,
        last_day=said.last_day, reason=said.reason.strip(), state=state, based_on=based_on,
        made_at=now, made_by=by.label,
    )  # fmt: skip
    if based_on is not None:
        copy_lines(based_on, made)
    return made


def _check_may_write(by: Actor, budget: Budget, now: datetime) -> None:
    rules.check_may_write(by, budget, keeps=keeps(by, budget.cluster, localdate(now)))


def _held(budget: Budget) -> Budget:
    """It as it is now, held until this transaction ends."""
    held = Budget.objects.select_for_update(of=("self",)).select_related("cluster")
    found = held.get(pk=budget.pk)
    if found.removed_at is not None:
        raise WrongState(f"“{found.title}” was thrown away. Bring it back first.")
    return found


@transaction.atomic
def edit_budget(
    *, budget: Budget, said: BudgetSaid, read: int | None = None, by: Actor, now: datetime
) -> Budget:
    """Change its name, its days, or why there is this version."""
    require(policies.MAY, "edit_budget", by=by, scope=budget.scope)
    budget = _held(budget)
    rules.check_can_be_written(budget)
    _check_may_write(by, budget, now)
    check_unchanged(budget, read, "this budget")
    said.check()
    changes = take_over(
        budget,
        {"title": said.title.strip(), "first_day": said.first_day, "last_day": said.last_day,
         "reason": said.reason.strip()},
    )  # fmt: skip
    if changes:
        budget.save()
        _note("money.edit_budget", budget, by, now, **_changed(changes))
    return budget


def _changed(changes: Changes) -> dict[str, object]:
    told = {"before": changes.before, "after": changes.after}
    return {side: {key: str(value) for key, value in said.items()} for side, said in told.items()}


@transaction.atomic
def edit_budget_lines(
    *, budget: Budget, lines: Sequence[LineSaid], read: int | None = None, by: Actor,
    now: datetime,
) -> tuple[Budget, list[str]]:  # fmt: skip
    """Put these lines, in this order, in the place of those that are there; returns warnings of
    what is odd in them. A line keeps its key, and with it what was spent on it. Raises BadInput by
    `line-<n>`, and WrongState where a line on which money was spent would go.
    """
    require(policies.MAY, "edit_budget_lines", by=by, scope=budget.scope)
    budget = _held(budget)
    rules.check_can_be_written(budget)
    _check_may_write(by, budget, now)
    check_unchanged(budget, read, "the lines of this budget")
    warnings = _check_and_write(budget, list(lines), now)
    budget.version += 1
    budget.save(update_fields=["version"])
    _note("money.edit_budget_lines", budget, by, now, lines=len(lines))
    return budget, warnings


@transaction.atomic
def import_budget_lines(
    *, budget: Budget, lines: Sequence[LineSaid], instead: bool = False, by: Actor, now: datetime
) -> tuple[Budget, list[str]]:
    """Add lines that were pasted or came in a file, or (`instead`) put them in the place of those
    that are there; returns warnings. A line that is called as one that is there takes its key.
    """
    require(policies.MAY, "import_budget_lines", by=by, scope=budget.scope)
    budget = _held(budget)
    rules.check_can_be_written(budget)
    _check_may_write(by, budget, now)
    if not lines:
        raise BadInput("There is no line to take in.")
    there = [LineSaid.of(row) for row in rows_of(budget)]
    kept = keyed(there, lines) if instead else [*there, *lines]
    warnings = _check_and_write(budget, kept, now)
    budget.version += 1
    budget.save(update_fields=["version"])
    _note("money.import_budget_lines", budget, by, now, lines=len(lines), instead=instead)
    return budget, warnings


def _check_and_write(budget: Budget, lines: list[LineSaid], now: datetime) -> list[str]:
    allowed = nameable(budget.cluster, localdate(now), budget).allowed
    warnings = check_lines(lines, budget, allowed=allowed)
    write_lines(budget, lines)
    return warnings


@transaction.atomic
def adopt_what_if(*, budget: Budget, by: Actor, now: datetime) -> Budget:
    """Make a draft of what was tried out."""
    require(policies.MAY, "adopt_what_if", by=by, scope=budget.scope)
    check_keeps(by, budget.cluster, localdate(now))
    budget = _held(budget)
    rules.check_becomes(budget, BudgetState.DRAFT)
    budget.state = BudgetState.DRAFT
    budget.version += 1
    budget.save(update_fields=["state", "version"])
    _note("money.adopt_what_if", budget, by, now)
    return budget


@transaction.atomic
def put_budget_in_force(
    *, budget: Budget, decision: int | None = None, by: Actor, now: datetime
) -> Budget:
    """Let a draft be the budget from today, in the place of the one before; `decision` is the
    number of the decision that agreed to it. Raises BadInput for a decision that does not stand.
    """
    require(policies.MAY, "put_budget_in_force", by=by, scope=budget.scope)
    check_keeps(by, budget.cluster, localdate(now))
    clusters.Cluster.objects.select_for_update(no_key=True).get(pk=budget.cluster_id)
    budget = _held(budget)
    rules.check_becomes(budget, BudgetState.IN_FORCE)
    lines = [LineSaid.of(row) for row in rows_of(budget)]
    if not lines:
        raise BadInput("There is no line in it yet.")
    check_lines(lines, budget, allowed=nameable(budget.cluster, localdate(now), budget).allowed)
    check_decision(budget.cluster, decision)
    before = Budget.objects.filter(cluster=budget.cluster_id, state=BudgetState.IN_FORCE)
    replaced = list(before.values_list("number", flat=True))
    before.update(state=BudgetState.SUPERSEDED)
    budget.state, budget.in_force_on = BudgetState.IN_FORCE, localdate(now)
    budget.decision_number = decision
    budget.version += 1
    budget.save(update_fields=["state", "in_force_on", "decision_number", "version"])
    _note("money.put_budget_in_force", budget, by, now, decision=decision, replaced=replaced)
    budget_in_force.send(Budget, budget=budget, by=by, now=now)
    return budget


@transaction.atomic
def discard_budget(*, budget: Budget, by: Actor, now: datetime) -> Budget:
    """Throw away a draft, or something that was tried out. It can be brought back."""
    require(policies.MAY, "discard_budget", by=by, scope=budget.scope)
    budget = _held(budget)
    rules.check_can_be_written(budget)
    _check_may_write(by, budget, now)
    budget.removed_at = now
    budget.version += 1
    budget.save(update_fields=["removed_at", "version"])
    _note("money.discard_budget", budget, by, now)
    return budget


@transaction.atomic
def restore_budget(*, budget: Budget, by: Actor, now: datetime) -> Budget:
    """Bring back what was thrown away."""
    require(policies.MAY, "restore_budget", by=by, scope=budget.scope)
    budget = Budget.objects.select_for_update().get(pk=budget.pk)
    _check_may_write(by, budget, now)
    if budget.removed_at is None:
        raise WrongState(f"“{budget.title}” is there.")
    budget.removed_at = None
    budget.version += 1
    budget.save(update_fields=["removed_at", "version"])
    _note("money.restore_budget", budget, by, now)
    return budget


def _note(verb: str, budget: Budget, by: Actor, now: datetime, **more: object) -> None:
    record(
        verb, by=by, on=budget, at=now, scope=budget.scope, title=budget.title,
        number=budget.number, version=budget.version, **more,
    )  # fmt: skip
