"""The cluster says what it will work on."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.diagnostics.actions.themes import choose_theme
from spinney.diagnostics.states import ThemeState
from tests.diagnostics.themes import put
from tests.personas import NOON


def test_it_is_chosen_once(wood):
    (hr,) = put(wood, "HR")
    chosen = choose_theme(theme=hr, by=wood.ash, now=NOON)
    assert chosen.state == ThemeState.CHOSEN
    with pytest.raises(WrongState):
        choose_theme(theme=hr, by=wood.ash, now=NOON)


def test_members_cannot(wood):
    (hr,) = put(wood, "HR")
    with pytest.raises(NotAllowed):
        choose_theme(theme=hr, by=wood.birch, now=NOON)
