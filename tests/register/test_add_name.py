"""Another name under which people look for an organisation."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.register.actions.profile_lists import add_name
from spinney.register.queries.search import search
from tests.register.acting import book_of, browser_of, last_entry, now, today


def add(wood, name="The Old Brewery", by="birch"):
    return add_name(
        organisation=wood.organisations["birch"],
        name=name,
        kind="previous",
        by=wood.actor(by),
        now=now(),
    )


def test_it_is_found_by_it_at_once(wood):
    added = add(wood)
    assert [hit.organisation.name for hit in search("old brewery")] == ["Birch House"]
    assert (added.source, added.checked_on) == ("representative", today())
    assert last_entry(book_of(added.organisation)).detail["name"] == "The Old Brewery"


def test_the_same_name_twice_is_refused(wood):
    add(wood)
    for again in ("the old  brewery", "BIRCH HOUSE"):
        with pytest.raises(BadInput, match="there already"):
            add(wood, again)


def test_by_page(wood):
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{wood.organisations['birch'].pk}/names/add/"
    assert client.get(page).status_code == 200
    assert "Enter the other name" in client.post(page, {"name": ""}).content.decode()
    response = client.post(page, {"name": "BH", "kind": "short"}, follow=True)
    assert "“BH” was added." in response.content.decode()


@pytest.mark.parametrize("name", ["elm", "ash", "sorrel"])
def test_others_may_not(wood, name):
    with pytest.raises(NotAllowed):
        add(wood, by=name)
