"""A way is changed, but not while members vote on it."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.workplans.actions.studies import edit_study_option, put_study_to_vote
from spinney.workplans.policies.studies import StudyOptionText
from tests.personas import NOON, Wood
from tests.workplans.making import a_study

pytestmark = pytest.mark.django_db


def test_what_is_voted_on_stays(wood: Wood) -> None:
    study = a_study(wood.cluster)
    option = study.options.get(position=0)
    text = StudyOptionText("One of us hosts", governance="A steering group")
    done = edit_study_option(option=option, text=text, read=1, by=wood.ash, now=NOON)
    assert (done.governance, done.version) == ("A steering group", 2)
    put_study_to_vote(study=study, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        edit_study_option(option=option, text=text, by=wood.ash, now=NOON)
