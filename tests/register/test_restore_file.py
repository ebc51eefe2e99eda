"""A file that was taken away by mistake is put back within 30 days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.register.actions.evidence_files import remove_file, restore_file
from tests.register.acting import book_of, browser_of, fetched, last_entry, now, pdf
from tests.register.evidence_cases import add


def test_it_can_be_fetched_again(wood):
    kept = add(wood, pdf()).files.get()
    remove_file(file=kept, by=wood.birch, now=now())
    client = browser_of(wood.people["birch"])
    url = f"/organisations/{kept.evidence.organisation_id}/evidence/files/{kept.uid}/"
    assert client.post(f"{url}restore/").status_code == 302
    assert fetched(client, url)[0] == 200
    assert last_entry(book_of(kept.evidence.organisation)).verb == "register.restore_file"


def test_only_what_was_taken_away_and_for_30_days(wood):
    kept = add(wood, pdf()).files.get()
    with pytest.raises(WrongState, match="nothing to put back"):
        restore_file(file=kept, by=wood.birch, now=now())
    remove_file(file=kept, by=wood.birch, now=now() - timedelta(days=31))
    with pytest.raises(WrongState, match="more than 30 days"):
        restore_file(file=kept, by=wood.birch, now=now())


def test_others_may_not(wood):
    kept = add(wood, pdf()).files.get()
    remove_file(file=kept, by=wood.birch, now=now())
    with pytest.raises(NotAllowed):
        restore_file(file=kept, by=wood.hazel, now=now())
