"""Only its writer changes what was logged."""

import pytest

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, NotFound, WrongState
from spinney.base.record.models import Entry
from spinney.diagnostics.actions.episodes import edit_episode, remove_episode
from tests.diagnostics.playbook import log, text
from tests.personas import NOON

OTHERS = ("rowan", "birch", "cedar", "hazel", "elm", "willow", "sorrel")


def edit(wood, episode, said=None, version=1, by="ash"):
    return edit_episode(
        episode=episode, said=said or text("going-it-alone", text="New words"), version=version,
        by=wood.actor(by), now=NOON,
    )  # fmt: skip


def test_kind_and_words_change_together(wood):
    changed = edit(wood, log(wood, "veto", text="Old words"))
    changed.refresh_from_db()
    assert (changed.kind, changed.what, changed.text) == ("breach", "going-it-alone", "New words")
    assert changed.changed_at == NOON
    assert not any("words" in str(entry.detail) for entry in Entry.objects.all())


def test_two_tabs_do_not_overwrite_one_another(wood):
    episode = log(wood)
    edit(wood, episode)
    with pytest.raises(ChangedMeanwhile):
        edit(wood, episode, version=1)


def test_what_was_removed_is_brought_back_first(wood):
    episode = log(wood)
    remove_episode(episode=episode, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        edit(wood, episode)


def test_an_unknown_moment_is_refused(wood):
    with pytest.raises(BadInput):
        edit(wood, log(wood), said=text("no-such"))


@pytest.mark.parametrize("who", OTHERS)
def test_for_everybody_else_there_is_none(wood, who):
    with pytest.raises(NotFound):
        edit(wood, log(wood), by=who)
