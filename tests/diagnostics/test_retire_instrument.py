"""Questions are put away: no new survey asks them."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.diagnostics.actions.instruments import retire_instrument
from spinney.diagnostics.queries.surveys import instruments_offered
from tests.diagnostics.instruments import built_in, make_published
from tests.personas import NOON


def retire(wood, instrument, by="ash"):
    return retire_instrument(instrument=instrument, by=wood.actor(by), now=NOON)


def test_it_is_no_longer_offered(wood):
    version = make_published(wood)
    place = version.instrument.scope
    assert version in instruments_offered(wood.ash, place)
    assert retire(wood, version.instrument).retired_at == NOON
    assert version not in instruments_offered(wood.ash, place)


def test_once_is_enough(wood):
    instrument = retire(wood, make_published(wood).instrument)
    with pytest.raises(WrongState):
        retire(wood, instrument)


def test_who_may_not(wood):
    with pytest.raises(NotAllowed):
        retire(wood, make_published(wood).instrument, by="birch")
    with pytest.raises(NotAllowed):
        retire(wood, built_in())
