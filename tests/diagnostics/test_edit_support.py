"""An entry of the directory is changed, and counts as checked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile, NotAllowed
from spinney.base.record.models import Entry
from spinney.diagnostics.actions.support import edit_support
from tests.diagnostics.supporting import CLINIC, entry
from tests.personas import NOON, TODAY


def test_what_changed_is_recorded(wood):
    found = entry(wood)
    later = NOON + timedelta(days=2)
    text = replace(CLINIC, cost="Free", places=6)
    found = edit_support(support=found, text=text, version=1, by=wood.ash, now=later)
    assert found.checked_on == TODAY + timedelta(days=2)
    told = Entry.objects.get(verb="diagnostics.edit_support").detail
    assert told["what"] == "what it costs and how many places there are"


def test_the_second_of_two_is_told_and_members_cannot(wood):
    found = entry(wood)
    text = replace(CLINIC, cost="Free")
    edit_support(support=found, text=text, version=1, by=wood.ash, now=NOON)
    with pytest.raises(ChangedMeanwhile):
        edit_support(support=found, text=CLINIC, version=1, by=wood.rowan, now=NOON)
    with pytest.raises(NotAllowed):
        edit_support(support=found, text=CLINIC, version=2, by=wood.birch, now=NOON)
