"""A call opens with at least one question and an end that is still to come."""

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.clusters.actions import calls as actions
from spinney.clusters.states import CallState
from tests.clusters.calls import make_call, text_of
from tests.personas import NOON


def test_it_opens(wood):
    call = actions.open_call(call=make_call(wood), by=wood.ash, now=NOON)
    assert (call.state, call.opens_at) == (CallState.OPEN, NOON)


def test_not_without_a_question(wood):
    call = actions.make_call(cluster=wood.cluster, text=text_of(wood), by=wood.ash, now=NOON)
    with pytest.raises(WrongState, match="at least one question"):
        actions.open_call(call=call, by=wood.ash, now=NOON)


def test_not_after_its_end(wood):
    call = make_call(wood)
    with pytest.raises(BadInput):
        actions.open_call(call=call, by=wood.ash, now=NOON + timedelta(days=60))


def test_not_twice(wood):
    call = actions.open_call(call=make_call(wood), by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        actions.open_call(call=call, by=wood.ash, now=NOON)
