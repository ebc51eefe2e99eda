"""A change of the profile is taken back within 30 days, exactly."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import NotAllowed, NotFound, WrongState
from spinney.base.record.models import Entry
from spinney.register.actions.profile_lists import (
    add_identifier,
    add_name,
    remove_identifier,
    remove_name,
    remove_place,
    remove_service,
    save_place,
    save_service,
)
from spinney.register.actions.profiles import confirm_profile, settle_difference
from spinney.register.actions.undoing import undo_change
from spinney.register.models import Identifier
from tests.register.acting import book_of, browser_of, last_entry, now
from tests.register.profile_cases import change, from_register, said


@pytest.fixture
def birch(wood):
    return from_register(wood)


def undo(wood, entry, by="birch", after=timedelta(0)):
    return undo_change(entry=entry, by=wood.actor(by), now=now() + after)


def test_values_and_sources_are_as_they_were(wood, birch):
    birch.refresh_from_db()
    before = (birch.income_pence, birch.provenance, birch.differs)
    change(wood, birch, income_pence=9_000_000, volunteers=3)
    undo(wood, last_entry(book_of(birch)))
    birch.refresh_from_db()
    assert (birch.income_pence, birch.provenance, birch.differs) == before
    assert said(birch, "income_pence").source == "Charity Commission for England and Wales"


def test_settling_is_taken_back_too(wood, birch):
    change(wood, birch, income_pence=9_000_000)
    settle_difference(
        organisation=birch, column="income_pence", take_theirs=True, by=wood.birch, now=now()
    )
    undo(wood, last_entry(book_of(birch)))
    shown = said(birch, "income_pence")
    assert (shown.value, shown.beside) == ("£90,000", "£120,000")


def test_what_was_changed_since_stays(wood, birch):
    change(wood, birch, volunteers=3)
    first = last_entry(book_of(birch))
    birch.refresh_from_db()
    change(wood, birch, volunteers=4)
    with pytest.raises(WrongState, match="changed again since: Volunteers"):
        undo(wood, first)
    assert said(birch, "volunteers").value == "4"


def test_for_30_days(wood, birch):
    change(wood, birch, volunteers=3)
    entry = last_entry(book_of(birch))
    with pytest.raises(WrongState, match="more than 30 days ago"):
        undo(wood, entry, after=timedelta(days=31))
    undo(wood, entry, after=timedelta(days=29))


def test_what_changed_nothing_is_not_undone(wood, birch):
    confirm_profile(organisation=birch, by=wood.birch, now=now())
    with pytest.raises(WrongState, match="nothing to undo"):
        undo(wood, last_entry(book_of(birch)))


def test_names_numbers_places_and_services_come_back(wood, birch):
    by = {"by": wood.birch, "now": now()}
    name = add_name(organisation=birch, name="BH", kind="short", **by)
    number = add_identifier(organisation=birch, scheme="GB-CHC", value="1012345", **by)
    place = save_place(organisation=birch, facts={"name": "Hut", "postcode": "BL1 1RX"}, **by)
    service = save_service(
        organisation=birch, facts={"name": "Lunch", "place_id": place.pk, "is_running": True}, **by
    )
    for remove, what, thing in (
        (remove_name, "other_name", name),
        (remove_identifier, "identifier", number),
        (remove_service, "service", service),
        (remove_place, "place", place),
    ):
        remove(**{what: thing}, **by)
        undo(wood, last_entry(book_of(birch)))
    assert birch.other_names.get().name == "BH"
    assert birch.identifiers.get().org_id == "GB-CHC-1012345"
    assert birch.places.get().postcode == "BL1 1RX"
    assert birch.services.get().name == "Lunch"


def test_adding_and_changing_are_taken_back(wood, birch):
    by = {"by": wood.birch, "now": now()}
    place = save_place(organisation=birch, facts={"name": "Hut"}, **by)
    added = last_entry(book_of(birch))
    read = {"name": "Hut", "address": "", "postcode": ""}
    save_place(organisation=birch, place=place, facts={"name": "Hall"}, read=read, **by)
    with pytest.raises(WrongState, match="changed again"):
        undo(wood, added)
    undo(wood, last_entry(book_of(birch)))
    assert birch.places.get().name == "Hut"
    undo(wood, added)
    assert not birch.places.exists()


def test_a_number_that_another_has_by_now_is_not_taken_back(wood, birch):
    by = {"by": wood.birch, "now": now()}
    number = add_identifier(organisation=birch, scheme="GB-CHC", value="1012345", **by)
    remove_identifier(identifier=number, **by)
    Identifier.objects.create(
        organisation=wood.organisations["cedar"], scheme="GB-CHC", value="1012345", source="x"
    )
    with pytest.raises(WrongState, match="Another organisation has"):
        undo(wood, last_entry(book_of(birch)))


def test_the_history_page_tells_who_for_whom_when_and_undoes(wood, birch):
    change(wood, birch, volunteers=3)
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{birch.pk}/profile/history/"
    text = client.get(page).content.decode()
    assert "Birch for Birch House" in text
    assert "was –, became 3" in text
    number = last_entry(book_of(birch)).number
    assert client.post(f"{page}{number}/undo/").status_code == 302
    assert said(birch, "volunteers").value == "–"
    text = client.get(page).content.decode()
    assert f"/history/{number}/undo/" not in text


@pytest.mark.parametrize("name", ["elm", "ash", "sorrel"])
def test_others_may_not(wood, birch, name):
    change(wood, birch, volunteers=3)
    with pytest.raises(NotAllowed):
        undo(wood, last_entry(book_of(birch)), by=name)


def test_an_entry_of_another_book_is_none_of_its(wood, birch):
    with pytest.raises(NotFound):
        undo(wood, Entry(book="site", number=1, subject="access.Person:1"))
