"""A request ends without help: turned down, or no longer wanted."""

import pytest
from django.test import Client

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.diagnostics.actions.requests import close_request
from tests.diagnostics.items import join
from tests.diagnostics.supporting import HELPERS, asks, letters_to, link_to, route
from tests.personas import NOON


def test_whoever_asked_needs_it_no_longer_and_the_link_ends(wood):
    asked = route(wood, asks(wood))
    link = link_to(HELPERS)
    close_request(asked=asked, reason="We found somebody", by=wood.birch, now=NOON)
    assert Client().get(link).status_code == 410


def test_turned_down_with_a_reason_that_is_told(wood):
    asked = asks(wood)
    with pytest.raises(BadInput):
        close_request(asked=asked, reason="", by=wood.ash, now=NOON)
    closed = close_request(asked=asked, reason="Nobody does this", by=wood.ash, now=NOON)
    assert any("was closed" in one for one in letters_to("birch@example.org"))
    with pytest.raises(WrongState):
        close_request(asked=closed, reason="Again", by=wood.ash, now=NOON)


def test_not_by_another_member(wood):
    with pytest.raises(NotAllowed):
        close_request(asked=asks(wood), reason="x", by=join(wood, "Larch Youth"), now=NOON)
