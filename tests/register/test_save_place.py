"""A place from which an organisation works is added or changed."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile, NotAllowed
from spinney.register.actions.profile_lists import save_place
from spinney.register.models import Postcode
from tests.register.acting import book_of, browser_of, last_entry, now


def save(wood, place=None, read=None, by="birch", **facts):
    facts = {"name": "Hilltop Centre", "address": "", "postcode": "BL1 1RX", **facts}
    return save_place(
        organisation=wood.organisations["birch"],
        place=place,
        facts=facts,
        read=read,
        by=wood.actor(by),
        now=now(),
    )


def test_it_knows_where_it_is(wood):
    Postcode.objects.create(code="BL11RX", latitude=53.58, longitude=-2.43)
    place = save(wood)
    assert (place.latitude, place.longitude, place.source) == (53.58, -2.43, "representative")
    assert last_entry(book_of(place.organisation)).detail["how"] == "added"


def test_it_is_changed(wood):
    place = save(wood)
    read = {"name": "Hilltop Centre", "address": "", "postcode": "BL1 1RX"}
    save(wood, place, read, name="Hilltop House")
    place.refresh_from_db()
    assert place.name == "Hilltop House"
    entry = last_entry(book_of(place.organisation))
    assert entry.detail["before"]["name"] == "Hilltop Centre"


def test_two_who_change_it_the_second_is_told(wood):
    place = save(wood)
    read = {"name": "Hilltop Centre", "address": "", "postcode": "BL1 1RX"}
    save(wood, place, read, name="Hilltop House")
    with pytest.raises(ChangedMeanwhile):
        save(wood, place, read, name="Hilltop Hall")
    save(wood, place, read, address="1 High Street")
    place.refresh_from_db()
    assert (place.name, place.address) == ("Hilltop House", "1 High Street")


def test_by_page(wood):
    client = browser_of(wood.people["birch"])
    here = f"/organisations/{wood.organisations['birch'].pk}/places/"
    text = client.post(f"{here}add/", {"name": "Hut", "postcode": "nowhere"}).content.decode()
    assert "Enter a postcode like BL1 1RX." in text
    assert client.post(f"{here}add/", {"name": "Hut", "postcode": "bl11rx"}).status_code == 302
    place = wood.organisations["birch"].places.get()
    assert place.postcode == "BL1 1RX"
    assert client.get(f"{here}{place.pk}/").status_code == 200
    client.post(f"{here}{place.pk}/", {"name": "The Hut", "postcode": "BL1 1RX"})
    place.refresh_from_db()
    assert place.name == "The Hut"


@pytest.mark.parametrize("name", ["elm", "ash", "sorrel"])
def test_others_may_not(wood, name):
    with pytest.raises(NotAllowed):
        save(wood, by=name)
