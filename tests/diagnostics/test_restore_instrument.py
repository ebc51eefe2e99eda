"""Questions that were put away come back."""

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.diagnostics.actions.instruments import restore_instrument, retire_instrument
from spinney.diagnostics.queries.surveys import instruments_offered
from tests.diagnostics.instruments import make_published
from tests.personas import NOON


def test_they_are_offered_again(wood):
    version = make_published(wood)
    away = retire_instrument(instrument=version.instrument, by=wood.ash, now=NOON)
    restore_instrument(instrument=away, by=wood.ash, now=NOON)
    assert version in instruments_offered(wood.ash, away.scope)
    with pytest.raises(WrongState):
        restore_instrument(instrument=away, by=wood.ash, now=NOON)
