"""A milestone comes back for 30 days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.workplans.actions.milestones import remove_milestone, restore_milestone
from tests.workplans.making import a_milestone, a_plan
from tests.workplans.planning import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_for_thirty_days(wood):
    one = a_milestone(a_plan(wood.cluster))
    remove_milestone(milestone=one, by=wood.ash, now=NOW)
    with pytest.raises(WrongState, match="more than 30 days"):
        restore_milestone(milestone=one, by=wood.ash, now=NOW + timedelta(days=31))
    back = restore_milestone(milestone=one, by=wood.ash, now=NOW + timedelta(days=30))
    assert back.removed_at is None
