"""The words of an objective are changed, and not over another's."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile
from spinney.workplans.actions.objectives import edit_objective
from spinney.workplans.policies.plans import ObjectiveText
from tests.workplans.making import a_plan, an_objective
from tests.workplans.planning import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_changed_once_by_each(wood):
    one = an_objective(a_plan(wood.cluster))
    text = ObjectiveText("Cheaper ICT", "We pay a tenth less.")
    done = edit_objective(objective=one, text=text, read=1, by=wood.ash, now=NOW)
    assert (done.title, done.version) == ("Cheaper ICT", 2)
    with pytest.raises(ChangedMeanwhile):
        edit_objective(objective=one, text=ObjectiveText("Other"), read=1, by=wood.rowan, now=NOW)
