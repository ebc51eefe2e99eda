"""A representative keeps the profile: each fact has its source and date, and nothing is lost."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, NotAllowed
from spinney.register.models import Postcode
from spinney.register.queries.search import search
from tests.register.acting import as_actor, book_of, browser_of, last_entry, mandate, someone, today
from tests.register.profile_cases import REGISTER, change, from_register, said


def test_the_page_says_who_can_read_what_is_typed(wood):
    birch = from_register(wood)
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{birch.pk}/profile/change/"
    size = client.get(f"{page}size/").content.decode()
    assert "Other programs can read most of them without signing in." in size
    contact = client.get(f"{page}contact/").content.decode()
    assert "without signing in, but never an e-mail address or a telephone number" in contact


def test_a_fact_that_she_states_is_hers_from_today(wood):
    birch = from_register(wood)
    change(wood, birch, volunteers=12)
    shown = said(birch, "volunteers")
    assert (shown.value, shown.source, shown.checked_on) == ("12", "representative", today())
    assert said(birch, "phone").source == REGISTER


def test_what_the_register_said_stands_beside(wood):
    birch = from_register(wood)
    change(wood, birch, income_pence=9_000_000)
    shown = said(birch, "income_pence")
    assert (shown.value, shown.beside) == ("£90,000", "£120,000")
    assert (shown.beside_source, shown.beside_checked_on) == (REGISTER, date(2026, 1, 5))


def test_going_back_to_what_the_register_says_settles_it(wood):
    birch = from_register(wood)
    change(wood, birch, income_pence=9_000_000)
    birch.refresh_from_db()
    change(wood, birch, income_pence=12_000_000)
    assert said(birch, "income_pence").beside == ""


def test_the_record_tells_before_and_after(wood):
    birch = from_register(wood)
    change(wood, birch, volunteers=12, phone="0161 4960999")
    entry = last_entry(book_of(birch))
    assert entry.verb == "register.change_profile"
    assert entry.organisation_id == birch.pk
    assert entry.detail["before"] == {"volunteers": None, "phone": "0161 4960000"}
    assert entry.detail["after"] == {"volunteers": 12, "phone": "0161 4960999"}


def test_saving_without_a_change_writes_nothing(wood):
    birch = from_register(wood)
    before = birch.version
    change(wood, birch, phone="0161 4960000")
    birch.refresh_from_db()
    assert birch.version == before
    assert birch.provenance == {}


def test_a_new_name_is_found_at_once(wood):
    birch = from_register(wood)
    change(wood, birch, name="Birchwood Centre")
    assert [hit.organisation.pk for hit in search("birchwood")] == [birch.pk]
    with pytest.raises(BadInput):
        change(wood, birch, name=" ")


def test_the_place_follows_the_postcode(wood):
    Postcode.objects.create(code="BL11RX", latitude=53.58, longitude=-2.43)
    birch = from_register(wood)
    change(wood, birch, postcode="BL1 1RX")
    birch.refresh_from_db()
    assert (birch.latitude, birch.longitude) == (53.58, -2.43)
    change(wood, birch, postcode="M1 1AA")
    birch.refresh_from_db()
    assert birch.latitude is None


def test_two_who_change_the_same_fact_the_second_is_told(wood):
    birch = from_register(wood)
    change(wood, birch, volunteers=12)
    with pytest.raises(ChangedMeanwhile) as told:
        change(wood, birch, read={"volunteers": None}, volunteers=20)
    assert told.value.changes == {"Volunteers": ("–", "12")}
    assert said(birch, "volunteers").value == "12"


def test_two_who_change_different_facts_do_not_disturb_each_other(wood):
    birch = from_register(wood)
    change(wood, birch, volunteers=12, trustees=None)
    change(wood, birch, read={"volunteers": None, "trustees": None}, volunteers=None, trustees=7)
    assert said(birch, "volunteers").value == "12"
    assert said(birch, "trustees").value == "7"


def test_on_the_page_nothing_typed_is_lost_and_saving_again_means_it(wood):
    birch = from_register(wood)
    colleague = someone("Fern")
    mandate(colleague, birch)
    page = f"/organisations/{birch.pk}/profile/change/size/"
    mine = browser_of(wood.people["birch"])
    form = mine.get(page).context["form"]
    sent = {"was": form["was"].initial, "income_pence": "120,000", "volunteers": "20"}
    browser_of(colleague).post(page, {**sent, "volunteers": "12"})
    response = mine.post(page, sent)
    text = response.content.decode()
    assert "Volunteers: it was empty, now it is “12”." in text
    assert 'value="20"' in text
    again = {**sent, "was": response.context["form"].data["was"]}
    assert mine.post(page, again).status_code == 302
    assert said(birch, "volunteers").value == "20"


def test_more_full_time_staff_than_staff_cannot_be(wood):
    birch = from_register(wood)
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{birch.pk}/profile/change/size/"
    text = client.post(page, {"full_time_staff": "5", "staff": "3"}).content.decode()
    assert "fewer paid staff than full-time staff" in text


@pytest.mark.parametrize("section", ["about", "contact", "size"])
def test_every_section_has_its_page_and_can_be_undone_at_once(wood, section):
    birch = from_register(wood)
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{birch.pk}/profile/change/{section}/"
    form = client.get(page).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    del sent["was"]
    if section == "size":
        sent = {"staff": "4"}
    else:
        sent["name" if section == "about" else "town"] = "Changed"
    response = client.post(page, sent, follow=True)
    assert "Saved." in response.content.decode()
    assert "/undo/" in response.content.decode()


def test_there_is_no_other_section(wood):
    birch = from_register(wood)
    client = browser_of(wood.people["birch"])
    assert client.get(f"/organisations/{birch.pk}/profile/change/secret/").status_code == 404


@pytest.mark.parametrize("name", ["elm", "ash", "sorrel", "rowan", "cedar"])
def test_others_may_not(wood, name):
    with pytest.raises(NotAllowed):
        change(wood, from_register(wood), by=name, volunteers=1)


def test_whoever_only_holds_its_data_may_not(wood):
    birch = from_register(wood)
    clerk = someone("Rose")
    mandate(clerk, birch, may_represent=False, may_hold_data=True)
    assert as_actor(clerk, birch).organisation_id == birch.pk
    client = browser_of(clerk)
    assert client.get(f"/organisations/{birch.pk}/profile/").status_code == 403
