"""A new draft from what is published."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.diagnostics.actions.drafts import start_draft
from spinney.diagnostics.actions.instruments import retire_instrument
from tests.diagnostics.instruments import built_in, make_draft, make_published
from tests.personas import NOON


def start(wood, version, by="ash"):
    return start_draft(instrument=version.instrument, by=wood.actor(by), now=NOON)


def test_it_begins_as_what_is_published(wood):
    version = make_published(wood)
    draft = start(wood, version)
    assert (draft.number, draft.state, draft.definition) == (2, "draft", version.definition)
    version.refresh_from_db()
    assert version.state == "published"


def test_there_is_one_draft_at_most(wood):
    with pytest.raises(WrongState):
        start(wood, make_draft(wood))


def test_not_of_what_was_put_away_nor_of_what_comes_with_spinney(wood):
    version = make_published(wood)
    retire_instrument(instrument=version.instrument, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        start(wood, version)
    with pytest.raises(NotAllowed):
        start(wood, built_in().versions.get())
