"""Its writer brings back what she removed."""

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import NotFound, WrongState
from spinney.diagnostics.actions.episodes import remove_episode, restore_episode
from spinney.diagnostics.queries.episodes import episodes_of
from tests.diagnostics.playbook import log
from tests.personas import NOON


@pytest.fixture
def removed(wood):
    return remove_episode(episode=log(wood), by=wood.ash, now=NOON)


def test_it_is_back(wood, removed):
    restore_episode(episode=removed, by=wood.ash, now=NOON + timedelta(days=30))
    assert list(episodes_of(wood.ash)) == [removed]


def test_not_after_30_days(wood, removed):
    with pytest.raises(WrongState):
        restore_episode(episode=removed, by=wood.ash, now=NOON + timedelta(days=31))


def test_what_is_there_cannot_come_back(wood):
    with pytest.raises(WrongState):
        restore_episode(episode=log(wood), by=wood.ash, now=NOON)


@pytest.mark.parametrize("who", ["rowan", "birch", "hazel", "elm", "willow"])
def test_for_everybody_else_there_is_none(wood, removed, who):
    with pytest.raises(NotFound):
        restore_episode(episode=removed, by=wood.actor(who), now=NOON)
