"""Name and days of a draft change; two at once are told of one another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, WrongState
from spinney.money.actions.budgets import edit_budget
from tests.money.budgeting import SAID, agreed, drafted
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_a_draft_changes_and_what_stands_does_not(wood):
    draft = drafted(wood)
    later = replace(SAID, title="Budget to spring", last_day=date(2027, 3, 31))
    done = edit_budget(budget=draft, said=later, read=1, by=wood.ash, now=NOON)
    assert (done.title, done.last_day, done.version) == (later.title, later.last_day, 2)
    with pytest.raises(ChangedMeanwhile) as error:
        edit_budget(budget=draft, said=SAID, read=1, by=wood.rowan, now=NOON)
    assert error.value.changes["title"] == ("Budget of 2026", "Budget to spring")
    with pytest.raises(BadInput):
        edit_budget(budget=draft, said=replace(SAID, title=""), by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        edit_budget(budget=agreed(wood), said=later, by=wood.ash, now=NOON)
