"""While a survey is set up all of it changes; once it is open, its words only."""

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile, WrongState
from spinney.diagnostics.actions import survey_times
from spinney.diagnostics.actions import surveys as actions
from spinney.diagnostics.states import Mode
from tests.diagnostics.surveys import CLOSES, make_survey, make_version, open_survey, text_of
from tests.personas import NOON


def edit(survey, by, version=None, **changes):
    return actions.edit_survey(
        survey=survey, text=text_of(**changes), version=version, by=by, now=NOON
    )


def test_all_of_it_while_it_is_set_up(wood):
    survey = make_survey(wood)
    other = make_version(key="other", title="Other questions")
    edit(survey, wood.ash, title="Needs", asks=other, mode=Mode.DETACHED, minimum=5)
    survey.refresh_from_db()
    kept = (survey.title, survey.asks, survey.mode, survey.minimum)
    assert kept == ("Needs", other, "detached", 5)
    change = survey.mode_changes.get()
    assert (change.from_mode, change.to_mode, change.to_minimum) == ("facilitator", "detached", 5)


def test_only_the_words_once_it_is_open(wood):
    survey = open_survey(wood)
    edit(survey, wood.ash, title="Needs", text="New words", mode=Mode.GROUP, minimum=9)
    survey.refresh_from_db()
    kept = (survey.title, survey.text, survey.mode, survey.minimum, survey.closes_at)
    assert kept == ("Needs", "New words", "facilitator", 3, CLOSES)


def test_nothing_once_it_is_closed(wood):
    survey = open_survey(wood)
    survey_times.close_survey(survey=survey, by=wood.ash, now=NOON)
    with pytest.raises(WrongState, match="closed"):
        edit(survey, wood.ash, title="Needs")


def test_the_second_of_two_is_told_what_the_first_changed(wood):
    survey = make_survey(wood)
    edit(survey, wood.ash, version=1, title="Needs")
    with pytest.raises(ChangedMeanwhile) as error:
        edit(survey, wood.rowan, version=1, title="Wishes")
    assert error.value.changes == {"Title": ("Who needs what", "Needs")}
