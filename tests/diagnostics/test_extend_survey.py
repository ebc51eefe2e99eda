"""The last day of an open survey moves; links live as long as they are needed."""

from datetime import timedelta

import pytest

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.diagnostics.actions import asked as asking
from spinney.diagnostics.actions import survey_times
from tests.diagnostics.surveys import CLOSES, make_survey, open_survey
from tests.personas import NOON


def extend(survey, by, closes_at):
    return survey_times.extend_survey(survey=survey, closes_at=closes_at, by=by, now=NOON)


@pytest.mark.parametrize("days", [60, -7])
def test_later_and_earlier(wood, days):
    moved = extend(open_survey(wood), wood.ash, CLOSES + timedelta(days=days))
    ends = set(TaskLink.objects.values_list("expires_at", flat=True))
    assert moved.closes_at == CLOSES + timedelta(days=days)
    assert ends == {moved.closes_at + timedelta(days=14)}


def test_links_that_were_withdrawn_stay_ended(wood):
    survey = open_survey(wood)
    asking.stop_asking(asked=survey.asked.order_by("pk").first(), by=wood.ash, now=NOON)
    extend(survey, wood.ash, CLOSES + timedelta(days=60))
    assert TaskLink.objects.filter(revoked_at=None).count() == 3
    assert TaskLink.objects.exclude(revoked_at=None).get().expires_at < CLOSES + timedelta(days=20)


def test_not_into_the_past_nor_to_the_same_day(wood):
    survey = open_survey(wood)
    for closes_at in (NOON, CLOSES):
        with pytest.raises(BadInput):
            extend(survey, wood.ash, closes_at)


def test_only_an_open_one(wood):
    with pytest.raises(WrongState):
        extend(make_survey(wood), wood.ash, CLOSES + timedelta(days=1))
