"""The last change of a draft is taken back, and done again."""

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile, WrongState
from spinney.diagnostics.actions.drafts import change_draft, start_draft, undo_change
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.engine.editing import remove_question
from tests.diagnostics.instruments import make_draft, make_published
from tests.personas import NOON


def keys(draft):
    return [one.key for one in definition_of(draft).questions()]


def test_back_and_forth(wood):
    draft = make_draft(wood)
    every = keys(draft)
    without = remove_question(definition_of(draft), "where")
    draft = change_draft(draft=draft, definition=without, what="removed one", by=wood.ash, now=NOON)
    assert keys(draft) == [one for one in every if one != "where"]
    draft = undo_change(draft=draft, by=wood.ash, now=NOON)
    assert keys(draft) == every
    assert "where" not in keys(undo_change(draft=draft, by=wood.ash, now=NOON))


def test_nothing_was_changed_yet(wood):
    version = make_published(wood)
    draft = start_draft(instrument=version.instrument, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        undo_change(draft=draft, by=wood.ash, now=NOON)


def test_what_somebody_else_did_since_is_not_taken_back_unseen(wood):
    draft = make_draft(wood)
    seen = draft.version
    without = remove_question(definition_of(draft), "where")
    draft = change_draft(draft=draft, definition=without, what="x", by=wood.rowan, now=NOON)
    with pytest.raises(ChangedMeanwhile):
        undo_change(draft=draft, version=seen, by=wood.ash, now=NOON)
    assert "where" not in keys(draft)
