"""A milestone is taken out."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.workplans.actions.milestones import note_milestone, remove_milestone
from tests.workplans.making import a_milestone, a_plan
from tests.workplans.planning import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_nobody_says_anything_of_it_then(wood):
    one = remove_milestone(milestone=a_milestone(a_plan(wood.cluster)), by=wood.ash, now=NOW)
    assert one.removed_at == NOW
    with pytest.raises(WrongState, match="taken out"):
        note_milestone(milestone=one, is_reached=True, by=wood.ash, now=NOW)
