"""A facilitator keys in what came on paper or by phone, even late."""

import pytest

from spinney.base.kernel.errors import LinkEnded
from spinney.clusters.actions import calls
from spinney.clusters.states import ResponseState
from tests.clusters.calls import answered, make_call, open_call
from tests.personas import NOON


def test_it_counts_as_sent(wood):
    response = answered(wood, open_call(wood))
    assert response.state == ResponseState.SENT
    assert response.answers.count() == 3


def test_late_ones_too(wood):
    call = calls.close_call(call=open_call(wood), by=wood.ash, now=NOON)
    assert answered(wood, call).state == ResponseState.SENT


def test_not_while_it_is_being_written(wood):
    with pytest.raises(LinkEnded):
        answered(wood, make_call(wood))
