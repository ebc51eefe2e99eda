"""Several answers are shortlisted, chosen or turned down together, or none is."""

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.clusters.actions import responses
from spinney.clusters.states import ResponseState
from tests.clusters.calls import answered, applicant, open_call
from tests.personas import NOON


def sort(wood, call, rows, to):
    return responses.sort_responses(call=call, responses=rows, to=to, by=wood.ash, now=NOON)


def test_together(wood):
    call = open_call(wood)
    rows = [answered(wood, call, n) for n in range(3)]
    assert sort(wood, call, rows, ResponseState.SHORTLISTED) == 3
    assert sort(wood, call, rows[:1], ResponseState.CHOSEN) == 1
    assert sort(wood, call, rows, ResponseState.NOT_CHOSEN) == 3
    assert sort(wood, call, rows[:1], ResponseState.SHORTLISTED) == 1


def test_all_or_none(wood):
    call = open_call(wood)
    sent = answered(wood, call, 1)
    responses.ask_organisations(call=call, applicants=[applicant(2)], by=wood.ash, now=NOON)
    rows = list(call.responses.order_by("pk"))
    with pytest.raises(WrongState, match="Meadow Group 2"):
        sort(wood, call, rows, ResponseState.CHOSEN)
    sent.refresh_from_db()
    assert sent.state == ResponseState.SENT
