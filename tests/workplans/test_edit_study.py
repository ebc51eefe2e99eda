"""The question of a study is changed while it is not at rest."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile, WrongState
from spinney.workplans.actions.studies import edit_study
from spinney.workplans.policies.studies import StudyText
from tests.personas import NOON, Wood
from tests.workplans.making import a_study

pytestmark = pytest.mark.django_db


def test_two_people_do_not_write_over_each_other(wood: Wood) -> None:
    found, text = a_study(wood.cluster), StudyText("Sharing staff", 2028)
    assert edit_study(study=found, text=text, read=1, by=wood.ash, now=NOON).first_year == 2028
    other = StudyText("Sharing rooms", 2028)
    with pytest.raises(ChangedMeanwhile):
        edit_study(study=found, text=other, read=1, by=wood.rowan, now=NOON)


def test_what_is_stalled_rests(wood: Wood) -> None:
    found = a_study(wood.cluster, state="stalled")
    with pytest.raises(WrongState):
        edit_study(study=found, text=StudyText("x", 2028), by=wood.ash, now=NOON)
