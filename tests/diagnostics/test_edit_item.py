"""A need or an offer is changed by its own organisation."""

from dataclasses import replace
from datetime import timedelta

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile, NotAllowed
from spinney.base.record.models import Entry
from spinney.diagnostics.actions.inventory import edit_item
from tests.diagnostics.items import VAN, join, show
from tests.personas import NOON


def test_what_changed_is_recorded_and_counts_as_confirmed(wood):
    item = show(wood, VAN, wood.birch)
    later = NOON + timedelta(days=9)
    changed = replace(VAN, title="Two vans")
    item = edit_item(item=item, text=changed, version=1, by=wood.birch, now=later)
    assert item.confirmed_at == later
    assert Entry.objects.get(verb="diagnostics.edit_item").detail["changed"] == "what it is"


def test_the_second_of_two_is_told(wood):
    item = show(wood, VAN, wood.birch)
    edit_item(item=item, text=replace(VAN, title="A bus"), version=1, by=wood.birch, now=NOON)
    with pytest.raises(ChangedMeanwhile):
        edit_item(item=item, text=replace(VAN, title="A bike"), version=1, by=wood.birch, now=NOON)


def test_others_cannot(wood):
    item = show(wood, VAN, wood.birch)
    for other in (wood.ash, join(wood, "Larch Youth")):
        with pytest.raises(NotAllowed):
            edit_item(item=item, text=VAN, version=1, by=other, now=NOON)
