"""A request is taken up again: what was closed is asked anew, what was done goes on."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.diagnostics.actions.requests import close_request, finish_request, reopen_request
from spinney.diagnostics.states import RequestState
from tests.diagnostics.items import join
from tests.diagnostics.supporting import asks
from tests.diagnostics.test_finish_request import taken_on
from tests.personas import NOON


def test_what_was_closed_is_asked_anew(wood):
    asked = asks(wood)
    with pytest.raises(WrongState):
        reopen_request(asked=asked, by=wood.birch, now=NOON)
    closed = close_request(asked=asked, reason="Later", by=wood.birch, now=NOON)
    with pytest.raises(NotAllowed):
        reopen_request(asked=closed, by=join(wood, "Larch Youth"), now=NOON)
    again = reopen_request(asked=closed, by=wood.birch, now=NOON)
    assert (again.state, again.closed_at) == (RequestState.ASKED, None)


def test_what_was_done_goes_on(wood):
    done = finish_request(asked=taken_on(wood), outcome="Half", by=wood.ash, now=NOON)
    assert reopen_request(asked=done, by=wood.ash, now=NOON).state == RequestState.ACCEPTED
