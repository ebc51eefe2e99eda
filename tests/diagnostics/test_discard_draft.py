"""A draft is thrown away; with it the questions, if nothing of them was ever published."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.diagnostics.actions.drafts import discard_draft, start_draft
from spinney.diagnostics.models import Instrument
from tests.diagnostics.instruments import make_draft, make_published
from tests.personas import NOON


def test_a_first_draft_goes_with_its_instrument(wood):
    draft = make_draft(wood)
    assert discard_draft(draft=draft, by=wood.ash, now=NOON) is True
    assert not Instrument.objects.filter(pk=draft.instrument_id).exists()


def test_what_is_published_stays(wood):
    version = make_published(wood)
    draft = start_draft(instrument=version.instrument, by=wood.ash, now=NOON)
    assert discard_draft(draft=draft, by=wood.ash, now=NOON) is False
    assert list(version.instrument.versions.all()) == [version]
    with pytest.raises(WrongState):
        discard_draft(draft=version, by=wood.ash, now=NOON)


def test_members_cannot(wood):
    with pytest.raises(NotAllowed):
        discard_draft(draft=make_draft(wood), by=wood.birch, now=NOON)
