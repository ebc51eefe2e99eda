"""A copy asks the same under the same promise, of nobody yet."""

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.diagnostics.actions import surveys as actions
from spinney.diagnostics.states import Mode
from tests.diagnostics.surveys import CLOSES, make_survey, open_survey
from tests.personas import NOON


def copy(survey, by, closes_at=CLOSES):
    return actions.duplicate_survey(
        survey=survey, title="A copy", closes_at=closes_at, by=by, now=NOON
    )


def test_the_same_for_nobody_yet(wood):
    made = copy(open_survey(wood, mode=Mode.GROUP, minimum=4), wood.ash)
    assert (made.title, made.mode, made.minimum, made.state) == ("A copy", "group", 4, "draft")
    assert (made.follows, made.asked.count(), made.frozen_at) == (None, 0, None)


def test_in_a_programme(wood):
    made = copy(make_survey(wood, in_programme=True), wood.rowan)
    assert made.programme == wood.programme


def test_with_a_day_that_is_to_come(wood):
    with pytest.raises(BadInput):
        copy(make_survey(wood), wood.ash, closes_at=NOON - timedelta(days=1))
