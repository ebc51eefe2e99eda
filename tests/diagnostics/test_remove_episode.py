"""What its writer removed can be brought back for 30 days; then it is gone for good."""

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import NotFound, WrongState
from spinney.diagnostics.actions.episodes import remove_episode
from spinney.diagnostics.models import Episode
from spinney.diagnostics.queries.episodes import episodes_of, removed_episodes_of
from spinney.diagnostics.tasks.playbook import clear_removed_episodes
from tests.diagnostics.playbook import log
from tests.personas import NOON

OTHERS = ("rowan", "birch", "cedar", "hazel", "elm", "willow", "sorrel")


def test_it_leaves_her_log_and_can_be_found_to_bring_back(wood):
    episode = log(wood)
    remove_episode(episode=episode, by=wood.ash, now=NOON)
    assert not episodes_of(wood.ash).exists()
    assert list(removed_episodes_of(wood.ash, NOON)) == [episode]
    assert not removed_episodes_of(wood.rowan, NOON).exists()


def test_after_30_days_nothing_of_it_is_left(wood):
    kept = log(wood)
    remove_episode(episode=log(wood), by=wood.ash, now=NOON)
    clear_removed_episodes(NOON + timedelta(days=30))
    assert Episode.objects.count() == 2
    clear_removed_episodes(NOON + timedelta(days=31))
    assert list(Episode.objects.all()) == [kept]


@pytest.mark.parametrize("who", OTHERS)
def test_for_everybody_else_there_is_none(wood, who):
    with pytest.raises(NotFound):
        remove_episode(episode=log(wood), by=wood.actor(who), now=NOON)


def test_once_is_enough(wood):
    episode = log(wood)
    remove_episode(episode=episode, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        remove_episode(episode=episode, by=wood.ash, now=NOON)
