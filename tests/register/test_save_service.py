"""What an organisation offers to people is added or changed."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, NotAllowed
from spinney.register.actions.profile_lists import save_service
from tests.register.acting import book_of, browser_of, last_entry, now
from tests.register.test_save_place import save as save_place

LUNCH = {
    "name": "Lunch club",
    "description": "A hot meal.",
    "for_whom": "people over 60",
    "place_id": None,
    "is_running": True,
}


def save(wood, service=None, read=None, by="birch", **facts):
    return save_service(
        organisation=wood.organisations["birch"],
        service=service,
        facts={**LUNCH, **facts},
        read=read,
        by=wood.actor(by),
        now=now(),
    )


def test_added_and_changed(wood):
    service = save(wood)
    assert last_entry(book_of(service.organisation)).detail["how"] == "added"
    save(wood, service, LUNCH, is_running=False)
    service.refresh_from_db()
    assert not service.is_running
    assert last_entry(book_of(service.organisation)).detail["how"] == "changed"


def test_two_who_change_it_the_second_is_told(wood):
    service = save(wood)
    save(wood, service, LUNCH, name="Lunch")
    with pytest.raises(ChangedMeanwhile):
        save(wood, service, LUNCH, name="Dinner")


def test_only_at_a_place_of_its_own(wood):
    place = save_place(wood)
    place.organisation = wood.organisations["cedar"]
    place.save()
    with pytest.raises(BadInput, match="one of your own places"):
        save(wood, place_id=place.pk)


def test_by_page(wood):
    place = save_place(wood)
    client = browser_of(wood.people["birch"])
    here = f"/organisations/{wood.organisations['birch'].pk}/services/"
    assert client.get(f"{here}add/").status_code == 200
    sent = {"name": "Lunch", "place_id": place.pk, "is_running": "yes"}
    assert client.post(f"{here}add/", sent).status_code == 302
    service = wood.organisations["birch"].services.get()
    assert (service.place, service.is_running) == (place, True)
    assert client.get(f"{here}{service.pk}/").status_code == 200
    client.post(f"{here}{service.pk}/", {**sent, "is_running": "no"})
    service.refresh_from_db()
    assert not service.is_running


@pytest.mark.parametrize("name", ["elm", "ash", "sorrel"])
def test_others_may_not(wood, name):
    with pytest.raises(NotAllowed):
        save(wood, by=name)
