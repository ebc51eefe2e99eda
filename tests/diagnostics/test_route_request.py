"""A request is passed to an intermediary, whose letter says no more than it must."""

from dataclasses import replace

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.diagnostics.actions.requests import Route, route_request
from spinney.diagnostics.states import RequestState
from tests.diagnostics.supporting import HELPERS, asks, entry, letters_to, route
from tests.personas import NOON


def test_the_intermediary_is_asked_and_the_asker_told(wood):
    asked = route(wood, asks(wood))
    assert asked.state == RequestState.ROUTED
    letter = Message.objects.get(email=HELPERS)
    assert "can you help Birch House?" in letter.subject
    assert "eleven staff" not in letter.body, "what is needed stands behind the link"
    assert any("passed on" in one for one in letters_to("birch@example.org"))


def test_not_twice_and_not_without_an_address(wood):
    asked = asks(wood)
    elder = entry(wood).provider
    to = Route(elder, "fieldwork", HELPERS)
    for wrong in (replace(to, email=" "), replace(to, kind="cake")):
        with pytest.raises(BadInput):
            route_request(asked=asked, route=wrong, by=wood.ash, now=NOON)
    routed = route_request(asked=asked, route=to, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        route_request(asked=routed, route=to, by=wood.ash, now=NOON)


def test_members_cannot(wood):
    to, asked = Route(entry(wood).provider, "fieldwork", HELPERS), asks(wood)
    with pytest.raises(NotAllowed):
        route_request(asked=asked, route=to, by=wood.birch, now=NOON)
