"""A milestone is changed; another day is reminded of anew."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile
from spinney.workplans.actions.milestones import edit_milestone
from tests.workplans.making import DAY, a_milestone, a_plan
from tests.workplans.planning import NOW, mark

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_another_day_and_no_count(wood):
    one = a_milestone(
        a_plan(wood.cluster), target=Decimal(3), unit="quotes", reached=Decimal(1), reminded_on=DAY
    )
    text = mark(due_on=date(2026, 9, 1))
    done = edit_milestone(milestone=one, text=text, read=1, by=wood.ash, now=NOW)
    assert (done.due_on, done.reminded_on, done.target, done.reached) == (
        date(2026, 9, 1), None, None, None,
    )  # fmt: skip
    with pytest.raises(ChangedMeanwhile):
        edit_milestone(milestone=one, text=mark(title="X"), read=1, by=wood.ash, now=NOW)
