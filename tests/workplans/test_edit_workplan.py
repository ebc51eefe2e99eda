"""The name, aims and time of a plan are changed; two people are told of each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile, WrongState
from spinney.workplans.actions.plans import edit_workplan, end_workplan
from tests.workplans.planning import NOW, TEXT, agreed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_changed_and_not_over_what_another_wrote(wood):
    plan = agreed(wood)
    read = plan.version
    assert edit_workplan(plan=plan, text=TEXT, read=read, by=wood.ash, now=NOW).title == TEXT.title
    other = replace(TEXT, title="Ours")
    with pytest.raises(ChangedMeanwhile, match="this workplan"):
        edit_workplan(plan=plan, text=other, read=read, by=wood.rowan, now=NOW)
    end_workplan(plan=plan, by=wood.ash, now=NOW)
    with pytest.raises(WrongState, match="has ended"):
        edit_workplan(plan=plan, text=other, by=wood.ash, now=NOW)
