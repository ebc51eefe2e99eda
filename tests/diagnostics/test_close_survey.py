"""A survey closes by hand, or by itself when its time has come."""

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from spinney.diagnostics.actions import survey_times
from spinney.diagnostics.states import Mode, SurveyState
from spinney.diagnostics.tasks.surveys import close_surveys_that_ended
from tests.diagnostics.surveys import CLOSES, make_survey, open_survey, send
from tests.personas import NOON


def test_by_hand(wood):
    survey = open_survey(wood)
    closed = survey_times.close_survey(survey=survey, by=wood.ash, now=NOON)
    assert (closed.state, closed.closed_at) == (SurveyState.CLOSED, NOON)
    assert not Message.objects.filter(kind="diagnostics.survey_closed").exists()


def test_by_itself_when_its_time_has_come(wood):
    survey, other = open_survey(wood), make_survey(wood)
    close_surveys_that_ended(CLOSES - timedelta(minutes=1))
    survey.refresh_from_db()
    assert survey.state == SurveyState.OPEN
    for _ in range(2):
        close_surveys_that_ended(CLOSES)
    survey.refresh_from_db()
    other.refresh_from_db()
    assert (survey.state, other.state) == (SurveyState.CLOSED, SurveyState.DRAFT)
    told = Message.objects.get(kind="diagnostics.survey_closed")
    assert told.person == wood.people["ash"]


@pytest.mark.parametrize(("answered", "said"), [(2, "fewer than 3"), (3, "3")])
def test_a_detached_one_tells_how_many_only_from_three_on(wood, answered, said):
    survey = open_survey(wood, mode=Mode.DETACHED)
    for asked in survey.asked.all()[:answered]:
        send(asked, detached=True)
    survey_times.close_survey(survey=survey, by=wood.ash, now=NOON)
    assert Entry.objects.get(verb="diagnostics.close_survey").detail["sent"] == said


def test_only_an_open_one(wood):
    with pytest.raises(WrongState):
        survey_times.close_survey(survey=make_survey(wood), by=wood.ash, now=NOON)
