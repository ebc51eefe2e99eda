"""A service that is no longer offered is taken off."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.register.actions.profile_lists import remove_service
from tests.register.acting import book_of, browser_of, last_entry, now
from tests.register.test_save_service import save


def test_by_page(wood):
    service = save(wood)
    client = browser_of(wood.people["birch"])
    url = f"/organisations/{service.organisation_id}/services/{service.pk}/remove/"
    assert "/undo/" in client.post(url, follow=True).content.decode()
    assert not wood.organisations["birch"].services.exists()
    entry = last_entry(book_of(wood.organisations["birch"]))
    assert (entry.verb, entry.detail["name"]) == ("register.remove_service", "Lunch club")


def test_others_may_not(wood):
    with pytest.raises(NotAllowed):
        remove_service(service=save(wood), by=wood.cedar, now=now())
