"""Budgets as tests have them: drafted through the actions, with money spent on their lines."""

from __future__ import annotations

from datetime import date
from typing import Any

from spinney.base.kernel.actors import Actor
from spinney.money.actions.budgets import (
    BudgetSaid,
    edit_budget_lines,
    put_budget_in_force,
    start_budget,
)
from spinney.money.actions.posting import post_entry
from spinney.money.bridge.budgets import LineSaid
from spinney.money.bridge.posting import PostingLine
from spinney.money.models import Budget, BudgetLine, Entry
from tests.money.making import YEAR
from tests.personas import NOON, Wood

SAID = BudgetSaid("Budget of 2026", *YEAR)
ROOM = LineSaid("Room", 120_000, category="Venue")
TALK = LineSaid("Training", 60_000, category="Training")
GRANT = LineSaid("Programme grant", 180_000, is_income=True, category="Grant")


def drafted(wood: Wood, *lines: LineSaid, **changes: Any) -> Budget:
    """A draft by whoever facilitates, with these lines (rent, training and a grant if none)."""
    fields = {"lines": lines or (ROOM, TALK, GRANT)} | changes
    return start_budget(cluster=wood.cluster, said=SAID, by=wood.ash, now=NOON, **fields)


def agreed(wood: Wood, *lines: LineSaid) -> Budget:
    """The same, in force."""
    return put_budget_in_force(budget=drafted(wood, *lines), by=wood.ash, now=NOON)


def line(budget: Budget, title: str) -> BudgetLine:
    return budget.lines.get(title=title)


def spend(row: BudgetLine, pence: int, day: date = date(2026, 3, 2)) -> Entry:
    """Pay so much on a line."""
    return post_entry(
        cluster=row.budget.cluster, day=day, words=f"Paid for {row.title}",
        lines=[
            PostingLine("activity_cost", pence, row.fund, row.activity_id, row.pk, None),
            PostingLine("bank", -pence, row.fund, row.activity_id, row.pk, None),
        ],
        source="", by=Actor.system("tests"), now=NOON,
    )  # fmt: skip


def written(wood: Wood, budget: Budget, *lines: LineSaid) -> Budget:
    """The draft with these lines in the place of its own."""
    return edit_budget_lines(budget=budget, lines=lines, by=wood.ash, now=NOON)[0]
