"""Everyone who answered is told once; those chosen are invited."""

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.base.post.models import Message
from spinney.clusters.actions import calls as actions
from spinney.clusters.actions import responses
from spinney.clusters.models import Invitation
from spinney.clusters.states import CallState, ResponseState
from tests.clusters.calls import answered, open_call
from tests.personas import NOON


def closed_with(wood, *states):
    call = open_call(wood)
    for number, state in enumerate(states):
        response = answered(wood, call, number)
        if state != ResponseState.SENT:
            responses.sort_responses(
                call=call, responses=[response], to=state, by=wood.ash, now=NOON
            )
    return actions.close_call(call=call, by=wood.ash, now=NOON)


def test_each_is_told_in_the_words_set(wood):
    call = closed_with(wood, ResponseState.CHOSEN, ResponseState.NOT_CHOSEN)
    counts = actions.tell_outcome(call=call, by=wood.ash, now=NOON)
    assert counts == {"chosen": 1, "not_chosen": 1}
    told = {m.email: m.body for m in Message.objects.filter(kind="clusters.call_outcome")}
    assert "Welcome." in told["office0@meadow0.example.org"]
    assert "Not this time." in told["office1@meadow1.example.org"]


def test_those_chosen_are_invited(wood):
    call = closed_with(wood, ResponseState.CHOSEN, ResponseState.NOT_CHOSEN)
    actions.tell_outcome(call=call, by=wood.ash, now=NOON)
    invited = Invitation.objects.values_list("email", "tier__name")
    assert list(invited) == [("office0@meadow0.example.org", "Core")]


def test_not_while_one_has_no_outcome(wood):
    call = closed_with(wood, ResponseState.CHOSEN, ResponseState.SENT)
    with pytest.raises(WrongState, match="1 of the answers"):
        actions.tell_outcome(call=call, by=wood.ash, now=NOON)
    assert not Message.objects.filter(kind="clusters.call_outcome").exists()


def test_not_twice(wood):
    call = closed_with(wood, ResponseState.CHOSEN)
    actions.tell_outcome(call=call, by=wood.ash, now=NOON)
    call.refresh_from_db()
    assert call.state == CallState.TOLD
    with pytest.raises(WrongState):
        actions.tell_outcome(call=call, by=wood.ash, now=NOON)
