"""What was removed comes back for 30 days, with its list."""

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.diagnostics.actions import surveys as actions
from spinney.diagnostics.queries.surveys import visible_to
from tests.access import client_of
from tests.diagnostics.surveys import ask, make_survey
from tests.personas import NOON


@pytest.fixture
def survey(wood):
    survey = make_survey(wood)
    ask(survey, wood)
    return actions.remove_survey(survey=survey, by=wood.ash, now=NOON)


def restore(survey, by, days=1):
    return actions.restore_survey(survey=survey, by=by, now=NOON + timedelta(days=days))


def test_with_its_list(wood, survey):
    restore(survey, wood.rowan)
    assert visible_to(wood.ash).get(pk=survey.pk).asked.count() == 3


def test_not_later_and_not_twice(wood, survey):
    with pytest.raises(WrongState, match="30 days ago"):
        restore(survey, wood.ash, days=31)
    restore(survey, wood.ash)
    with pytest.raises(WrongState, match="is there"):
        restore(survey, wood.ash)


def test_by_nobody_else(wood, survey):
    with pytest.raises(NotAllowed):
        restore(survey, wood.birch)


def test_from_the_list(wood, survey):
    type(survey).objects.update(removed_at="2100-01-01T00:00Z")
    url = f"/clusters/{wood.cluster.pk}/surveys/{survey.pk}/restore-survey/"
    assert client_of(wood, "ash").post(url).status_code == 302
    assert client_of(wood, "ash").post(url).status_code == 404
