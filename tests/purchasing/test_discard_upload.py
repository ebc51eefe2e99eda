"""A file whose payments were not added is thrown away, with all that was read from it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.purchasing.actions.uploads import discard_upload
from spinney.purchasing.models import RowLeftOut
from spinney.purchasing.tasks.uploads import clear_files_of_payments
from tests.purchasing.giving import LATER, added, given
from tests.purchasing.making import NOON

pytestmark = pytest.mark.django_db


def kept(settings):
    return [one for one in Path(settings.MEDIA_ROOT).rglob("*") if one.is_file()]


def test_nothing_of_it_stays(wood, settings):
    upload = given(wood.organisations["birch"], wood.birch)
    assert len(kept(settings)) == 1
    discard_upload(upload=upload, by=wood.birch, now=NOON)
    upload.refresh_from_db()
    assert (upload.state, upload.look, upload.summary) == ("discarded", {}, {})
    assert kept(settings) == []
    assert not RowLeftOut.objects.exists()
    with pytest.raises(WrongState):
        discard_upload(upload=upload, by=wood.birch, now=NOON)


def test_one_that_counts_is_undone_and_not_thrown_away(wood):
    upload = added(wood.organisations["birch"], wood.birch)
    with pytest.raises(WrongState):
        discard_upload(upload=upload, by=wood.birch, now=NOON)


def test_files_go_by_themselves_after_thirty_days(wood, settings):
    birch = wood.organisations["birch"]
    counts = added(birch, wood.birch)
    counts.added_at = NOON
    counts.save()
    waits = given(birch, wood.birch, LATER)
    clear_files_of_payments(NOON + timedelta(days=29))
    assert len(kept(settings)) == 2
    clear_files_of_payments(NOON + timedelta(days=31))
    counts.refresh_from_db()
    waits.refresh_from_db()
    assert (counts.state, counts.lines.count(), bool(counts.file)) == ("added", 6, False)
    assert waits.state == "discarded"
    assert kept(settings) == []


def test_only_by_those_who_keep_it(wood):
    upload = given(wood.organisations["birch"], wood.birch)
    with pytest.raises(NotAllowed):
        discard_upload(upload=upload, by=wood.ash, now=NOON)
