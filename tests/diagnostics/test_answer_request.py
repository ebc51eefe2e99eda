"""An intermediary answers from its link, without an account."""

import pytest
from django.test import Client

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.diagnostics.actions.requests import answer_request
from spinney.diagnostics.states import RequestState
from tests.diagnostics.supporting import HELPERS, asks, letters_to, link_to, route
from tests.personas import NOON
from tests.visitor import Visitor


@pytest.fixture
def asked(wood):
    return route(wood, asks(wood))


def test_yes_from_the_link_and_a_second_link_to_say_when_it_is_done(wood, asked):
    elder = Visitor(Client())
    elder.open(link_to(HELPERS))
    assert elder.says("We have eleven staff")
    elder.fill(link_to(HELPERS), takes_on="yes")
    assert elder.says("You take it on")
    asked.refresh_from_db()
    assert asked.state == RequestState.ACCEPTED
    elder.fill(link_to(HELPERS), outcome="The handbook is written", days="1.5")
    asked.refresh_from_db()
    assert (asked.state, asked.outcome) == (RequestState.DONE, "The handbook is written")
    assert any("is done" in one for one in letters_to("birch@example.org"))


def test_no_needs_a_word_and_it_goes_back(wood, asked):
    elder = Visitor(Client())
    elder.fill(link_to(HELPERS), takes_on="no")
    assert elder.says("Say why")
    elder.fill(link_to(HELPERS), takes_on="no", reason="Our HR post is empty")
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == (RequestState.ASKED, "Our HR post is empty")


def test_by_hand_for_those_who_run_things_alone(wood, asked):
    with pytest.raises(NotAllowed):
        answer_request(asked=asked, takes_on=True, by=wood.birch, now=NOON)
    with pytest.raises(BadInput):
        answer_request(asked=asked, takes_on=False, by=wood.ash, now=NOON)
    assert answer_request(asked=asked, takes_on=True, by=wood.ash, now=NOON).state == "accepted"
