"""A closed survey takes answers again, with the links that were sent."""

from datetime import timedelta

import pytest

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.post.models import Message
from spinney.diagnostics.actions import survey_times
from spinney.diagnostics.states import SurveyState
from tests.diagnostics.surveys import make_survey, open_survey
from tests.personas import NOON

LATER = NOON + timedelta(days=90)


def reopen(survey, by, closes_at=LATER):
    return survey_times.reopen_survey(survey=survey, closes_at=closes_at, by=by, now=NOON)


def test_links_serve_again_and_nobody_is_written_to(wood):
    survey = open_survey(wood)
    survey_times.close_survey(survey=survey, by=wood.ash, now=NOON)
    letters = Message.objects.count()
    again = reopen(survey, wood.ash)
    assert (again.state, again.closes_at, again.closed_at) == (SurveyState.OPEN, LATER, None)
    assert Message.objects.count() == letters
    ends = set(TaskLink.objects.values_list("expires_at", flat=True))
    assert ends == {LATER + timedelta(days=14)}


def test_with_a_day_that_is_to_come(wood):
    survey = open_survey(wood)
    survey_times.close_survey(survey=survey, by=wood.ash, now=NOON)
    with pytest.raises(BadInput):
        reopen(survey, wood.ash, closes_at=NOON)


def test_only_one_that_was_open_and_is_closed(wood):
    with pytest.raises(WrongState):
        reopen(open_survey(wood), wood.ash)
    with pytest.raises(WrongState, match="not been opened"):
        reopen(make_survey(wood), wood.ash)
