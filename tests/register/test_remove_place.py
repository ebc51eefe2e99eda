"""A place that is left is taken off; what was offered there stays."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.register.actions.profile_lists import remove_place, save_service
from tests.register.acting import book_of, browser_of, last_entry, now
from tests.register.test_save_place import save


def test_services_there_stay_without_a_place(wood):
    place = save(wood)
    service = save_service(
        organisation=place.organisation,
        facts={"name": "Lunch", "place_id": place.pk, "is_running": True},
        by=wood.birch,
        now=now(),
    )
    client = browser_of(wood.people["birch"])
    url = f"/organisations/{place.organisation_id}/places/{place.pk}/remove/"
    assert client.post(url).status_code == 302
    service.refresh_from_db()
    assert service.place is None
    entry = last_entry(book_of(place.organisation))
    assert (entry.verb, entry.detail["name"]) == ("register.remove_place", "Hilltop Centre")


def test_others_may_not(wood):
    with pytest.raises(NotAllowed):
        remove_place(place=save(wood), by=wood.cedar, now=now())
