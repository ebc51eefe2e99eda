"""The last round is undone; the earlier ones wait their turn."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.diagnostics.actions.themes import hold_round, take_back_round
from spinney.diagnostics.models import Theme
from spinney.diagnostics.states import ThemeState
from tests.diagnostics.themes import put, said
from tests.personas import NOON


@pytest.fixture
def rounds(wood):
    put(wood, "HR", "ICT", "Buildings")
    first = hold_round(cluster=wood.cluster, said=said(ICT="Later"), by=wood.ash, now=NOON)
    second = hold_round(cluster=wood.cluster, said=said(Buildings="Dear"), by=wood.ash, now=NOON)
    return first, second


def test_what_it_set_aside_is_back(wood, rounds):
    take_back_round(held=rounds[1], by=wood.ash, now=NOON)
    assert Theme.objects.get(title="Buildings").state == ThemeState.LISTED
    assert Theme.objects.get(title="ICT").state == ThemeState.SET_ASIDE
    take_back_round(held=rounds[0], by=wood.ash, now=NOON)
    assert Theme.objects.get(title="ICT").state == ThemeState.LISTED


def test_only_the_last_one_and_only_once(wood, rounds):
    with pytest.raises(WrongState, match="Only the last round"):
        take_back_round(held=rounds[0], by=wood.ash, now=NOON)
    take_back_round(held=rounds[1], by=wood.ash, now=NOON)
    with pytest.raises(WrongState, match="already"):
        take_back_round(held=rounds[1], by=wood.ash, now=NOON)


def test_members_cannot(wood, rounds):
    with pytest.raises(NotAllowed):
        take_back_round(held=rounds[1], by=wood.birch, now=NOON)
