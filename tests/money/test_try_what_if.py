"""What is tried out never counts: it is a copy that cannot be in force."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spinney.base.kernel.errors import NotFound
from spinney.money.actions.budgets import edit_budget_lines, try_what_if
from spinney.money.bridge.budgets import LineSaid
from spinney.money.engine.budgets import compare
from spinney.money.queries.budgets import in_force, seen
from tests.money.budgeting import agreed, line
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_a_member_sees_what_a_change_would_do_to_the_totals(wood):
    real = agreed(wood)
    mine = try_what_if(budget=real, title="", by=wood.birch, now=NOON)
    assert (mine.state, mine.title) == ("what_if", "What if: Budget of 2026")
    lines = [
        replace(LineSaid.of(row), pence=row.pence * 2) if row.title == "Training"
        else LineSaid.of(row)
        for row in mine.lines.all()
    ]  # fmt: skip
    edit_budget_lines(budget=mine, lines=lines, by=wood.birch, now=NOON)
    changes = compare(seen(real).engine_lines, seen(mine).engine_lines)
    assert [(one.line.words, one.difference) for one in changes] == [("Training", 60_000)]
    assert in_force(wood.cluster.pk) == real
    assert line(real, "Training").pence == 60_000


def test_next_door_does_not_know_of_it(wood):
    with pytest.raises(NotFound):
        try_what_if(budget=agreed(wood), by=wood.willow, now=NOON)
