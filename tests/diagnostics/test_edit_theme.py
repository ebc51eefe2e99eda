"""A theme is changed; two at once are told of each other."""

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile, NotAllowed
from spinney.base.record.models import Entry
from spinney.diagnostics.actions.themes import ThemeText, edit_theme
from tests.diagnostics.themes import put
from tests.personas import NOON


def edit(wood, theme, by="ash", version=1, **said):
    text = ThemeText(**{"title": theme.title, **said})
    return edit_theme(theme=theme, text=text, version=version, by=wood.actor(by), now=NOON)


def test_what_changed_is_recorded(wood):
    (theme,) = put(wood, "HR")
    edit(wood, theme, why="Everybody asked", is_quick_win=True)
    told = Entry.objects.get(verb="diagnostics.edit_theme").detail
    assert told["what"] == "why it matters and whether it is a quick win"
    assert told["after"] == {"why": "Everybody asked", "is_quick_win": True}


def test_the_second_of_two_is_told(wood):
    (theme,) = put(wood, "HR")
    edit(wood, theme, title="HR help")
    with pytest.raises(ChangedMeanwhile) as caught:
        edit(wood, theme, title="HR worker")
    assert caught.value.changes == {"title": ("HR", "HR help")}


def test_nothing_changed_nothing_recorded(wood):
    (theme,) = put(wood, "HR")
    assert edit(wood, theme).version == 1
    assert not Entry.objects.filter(verb="diagnostics.edit_theme").exists()


def test_members_cannot(wood):
    (theme,) = put(wood, "HR")
    with pytest.raises(NotAllowed):
        edit(wood, theme, by="birch", title="Mine")
