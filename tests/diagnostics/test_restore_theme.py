"""A theme that left the list comes back to it."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.diagnostics.actions.themes import choose_theme, hold_round, restore_theme
from spinney.diagnostics.models import Outcome
from spinney.diagnostics.states import ThemeState
from tests.diagnostics.themes import put, said
from tests.personas import NOON


def test_what_was_set_aside_comes_back_and_the_reason_stays(wood):
    put(wood, "HR", "ICT")
    hold_round(cluster=wood.cluster, said=said(ICT="Too dear"), by=wood.ash, now=NOON)
    aside = Outcome.objects.get(kept=False).theme
    back = restore_theme(theme=aside, by=wood.ash, now=NOON)
    assert back.state == ThemeState.LISTED
    assert Outcome.objects.get(kept=False).reason == "Too dear"


def test_what_is_on_the_list_is_not_restored(wood):
    (hr,) = put(wood, "HR")
    with pytest.raises(WrongState):
        restore_theme(theme=hr, by=wood.ash, now=NOON)


def test_members_cannot(wood):
    (hr,) = put(wood, "HR")
    chosen = choose_theme(theme=hr, by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed):
        restore_theme(theme=chosen, by=wood.birch, now=NOON)
