"""A name that is wrong is taken off."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.register.actions.profile_lists import remove_name
from spinney.register.queries.search import search
from tests.register.acting import book_of, browser_of, last_entry, now
from tests.register.test_add_name import add


def test_it_is_found_by_it_no_longer(wood):
    added = add(wood)
    remove_name(other_name=added, by=wood.birch, now=now())
    assert search("old brewery") == []
    entry = last_entry(book_of(wood.organisations["birch"]))
    assert (entry.verb, entry.detail["name"]) == ("register.remove_name", "The Old Brewery")


def test_by_page(wood):
    added = add(wood)
    client = browser_of(wood.people["birch"])
    url = f"/organisations/{added.organisation_id}/names/{added.pk}/remove/"
    assert client.get(url).status_code == 405
    assert "/undo/" in client.post(url, follow=True).content.decode()
    assert client.post(url).status_code == 404


def test_never_another_organisations(wood):
    added = add(wood)
    cedar = wood.organisations["cedar"].pk
    client = browser_of(wood.people["cedar"])
    assert client.post(f"/organisations/{cedar}/names/{added.pk}/remove/").status_code == 404
    with pytest.raises(NotAllowed):
        remove_name(other_name=added, by=wood.cedar, now=now())
