"""A file is taken away: nobody can fetch it from then on, and after 30 days it is deleted."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.register.actions.evidence_files import remove_file
from spinney.register.models import EvidenceFile
from spinney.register.tasks.evidence import look_after_evidence
from tests.register.acting import book_of, browser_of, fetched, last_entry, now, pdf
from tests.register.evidence_cases import add


def test_it_cannot_be_fetched_any_longer(wood):
    kept = add(wood, pdf()).files.get()
    client = browser_of(wood.people["birch"])
    url = f"/organisations/{kept.evidence.organisation_id}/evidence/files/{kept.uid}/"
    assert fetched(client, url)[0] == 200
    response = client.post(f"{url}remove/", follow=True)
    assert "restore/" in response.content.decode()
    assert client.get(url).status_code == 409
    assert last_entry(book_of(kept.evidence.organisation)).verb == "register.remove_file"


def test_after_30_days_it_is_deleted(wood):
    kept = add(wood, pdf()).files.get()
    place = Path(kept.file.path)
    remove_file(file=kept, by=wood.birch, now=now())
    look_after_evidence(now() + timedelta(days=29))
    assert place.exists()
    look_after_evidence(now() + timedelta(days=31))
    assert not place.exists()
    assert not EvidenceFile.objects.exists()


def test_what_an_undone_action_left_behind_is_deleted_and_nothing_else(wood):
    kept = add(wood, pdf()).files.get()
    with transaction.atomic():
        add(wood, pdf(), kind="accounts", expires_on=None)
        transaction.set_rollback(True)
    folder = Path(kept.file.path).parent
    assert len(list(folder.iterdir())) == 2
    look_after_evidence(now())
    assert len(list(folder.iterdir())) == 2
    for path in folder.iterdir():
        old = (now() - timedelta(days=2)).timestamp()
        os.utime(path, (old, old))
    look_after_evidence(now())
    assert [path.name for path in folder.iterdir()] == [Path(kept.file.path).name]


def test_once(wood):
    kept = add(wood, pdf()).files.get()
    remove_file(file=kept, by=wood.birch, now=now())
    with pytest.raises(WrongState, match="was taken away on"):
        remove_file(file=kept, by=wood.birch, now=now())


@pytest.mark.parametrize("name", ["elm", "ash", "hazel", "sorrel"])
def test_others_may_not(wood, name):
    with pytest.raises(NotAllowed):
        remove_file(file=add(wood, pdf()).files.get(), by=wood.actor(name), now=now())
