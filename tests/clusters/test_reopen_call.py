"""A closed call can take answers again, until the outcome is told."""

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.clusters.actions import calls as actions
from spinney.clusters.states import CallState
from tests.clusters.calls import open_call
from tests.personas import NOON

LATER = NOON + timedelta(days=90)


def test_it_opens_again(wood):
    call = actions.close_call(call=open_call(wood), by=wood.ash, now=NOON)
    call = actions.reopen_call(call=call, closes_at=LATER, by=wood.ash, now=NOON)
    assert (call.state, call.closes_at) == (CallState.OPEN, LATER)


def test_not_into_the_past(wood):
    call = actions.close_call(call=open_call(wood), by=wood.ash, now=NOON)
    with pytest.raises(BadInput):
        actions.reopen_call(call=call, closes_at=NOON - timedelta(days=1), by=wood.ash, now=NOON)


def test_not_after_the_outcome(wood):
    call = actions.close_call(call=open_call(wood), by=wood.ash, now=NOON)
    actions.tell_outcome(call=call, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        actions.reopen_call(call=call, closes_at=LATER, by=wood.ash, now=NOON)
