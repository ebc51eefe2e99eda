"""Organisations are added to those asked, nobody twice, before the opening and after it."""

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import BadInput, TooMany, WrongState
from spinney.base.post.models import Message
from spinney.diagnostics.actions import asked as actions
from spinney.diagnostics.actions import survey_times
from spinney.diagnostics.queries.whom_to_ask import Invitee
from spinney.diagnostics.states import AskedState
from spinney.register.models import Organisation
from tests.diagnostics.surveys import CLOSES, invitee, make_survey, open_survey, send
from tests.personas import NOON


def ask(survey, by, *invitees, now=NOON):
    return actions.ask_organisations(survey=survey, invitees=invitees, by=by, now=now)


def of_register(wood, name="birch"):
    organisation = wood.organisations[name]
    return Invitee(organisation.name, f"{name}@example.org", "", organisation.pk)


def test_from_the_register_and_by_name(wood):
    survey = make_survey(wood)
    done = ask(survey, wood.ash, of_register(wood), invitee(1))
    assert done == {"asked": 2, "known": 0}
    assert Organisation.objects.get(name="Hedge Group 1").source == "entered here"
    assert not Message.objects.exists()


def test_nobody_twice(wood):
    survey = make_survey(wood)
    ask(survey, wood.ash, of_register(wood))
    assert ask(survey, wood.ash, of_register(wood), of_register(wood, "cedar")) == {
        "asked": 1,
        "known": 1,
    }


def test_in_an_open_survey_each_is_written_to_at_once(wood):
    survey = open_survey(wood)
    before = Message.objects.count()
    ask(survey, wood.ash, invitee(9))
    assert Message.objects.count() == before + 1
    assert Message.objects.latest("pk").email == invitee(9).email


def test_one_that_was_taken_off_is_asked_again_where_it_left_off(wood):
    survey = open_survey(wood)
    birch = survey.asked.get(organisation=wood.organisations["birch"])
    send(birch)
    type(birch).objects.filter(pk=birch.pk).update(state=AskedState.WITHDRAWN)
    assert ask(survey, wood.ash, of_register(wood))["asked"] == 1
    birch.refresh_from_db()
    assert birch.state == AskedState.STARTED


def test_without_an_address_nobody_is_added(wood):
    survey = make_survey(wood)
    with pytest.raises(BadInput, match="no e-mail address for Hedge"):
        ask(survey, wood.ash, of_register(wood), Invitee("Hedge", ""))
    assert not survey.asked.exists()


def test_a_limit_a_survey(wood, monkeypatch):
    monkeypatch.setattr(actions, "MOST_ASKED", 2)
    with pytest.raises(TooMany):
        ask(make_survey(wood), wood.ash, *(invitee(n) for n in range(3)))


def test_a_limit_of_letters_a_day(wood, monkeypatch):
    survey = open_survey(wood)
    monkeypatch.setattr(actions, "MOST_LETTERS_A_DAY", 5)
    ask(survey, wood.ash, invitee(8))
    with pytest.raises(TooMany):
        ask(survey, wood.ash, invitee(9))
    ask(survey, wood.ash, invitee(9), now=NOON + timedelta(days=2))


def test_not_once_it_is_closed(wood):
    survey = open_survey(wood)
    with pytest.raises(WrongState):
        ask(survey, wood.ash, invitee(9), now=CLOSES + timedelta(hours=1))
    survey_times.close_survey(survey=survey, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        ask(survey, wood.ash, invitee(9))
