"""The whole profile is said to be right: with one click, or by a link without an account."""

from __future__ import annotations

import pytest

from spinney.base.access.asks import asked_of
from spinney.base.kernel.errors import NotAllowed
from spinney.register.actions.profiles import confirm_profile
from spinney.register.actions.reminders import ask_to_confirm
from tests.register.acting import (
    book_of,
    browser_of,
    days,
    guest_for,
    last_entry,
    link_in,
    mails,
    mandate,
    now,
    someone,
    today,
)
from tests.register.profile_cases import REGISTER, change, from_register, said


def test_one_click(wood):
    birch = from_register(wood)
    assert "Is what we say" in asked_of(wood.birch, now())[0].what
    client = browser_of(wood.people["birch"])
    response = client.post(f"/organisations/{birch.pk}/profile/confirm/", follow=True)
    assert "confirmed as of today" in response.content.decode()
    birch.refresh_from_db()
    assert birch.confirmed_on == today()
    assert not [ask for ask in asked_of(wood.birch, now()) if "still right" in ask.what]


def test_her_own_facts_are_checked_today_the_registers_stay_its_own(wood):
    birch = from_register(wood)
    change(wood, birch, volunteers=12)
    birch.refresh_from_db()
    birch.provenance["volunteers"]["checked_on"] = "2025-01-05"
    birch.save()
    confirm_profile(organisation=birch, by=wood.birch, now=now())
    assert said(birch, "volunteers").checked_on == today()
    shown = said(birch, "income_pence")
    assert (shown.source, shown.checked_on.isoformat()) == (REGISTER, "2026-01-05")


def test_by_link_with_no_account_and_a_figure_mended_on_the_way(wood, client):
    birch = from_register(wood)
    ask_to_confirm(organisation=birch, by=wood.hazel, now=now())
    path = link_in(mails("birch@example.org")[0])
    page = client.get(path)
    form = page.context["form"]
    assert "What changes every year" in page.content.decode()
    sent = {"was": form["was"].initial, "income_pence": "95,000", "phone": "0161 4960000"}
    assert "Your profile is confirmed" in client.post(path, sent).content.decode()
    shown = said(birch, "income_pence")
    assert (shown.value, shown.beside) == ("£95,000", "£120,000")
    assert birch.confirmed_on == today()
    assert client.get(path).status_code == 410
    assert not client.cookies


def test_a_figure_that_is_none_is_told_and_the_link_still_works(wood, client):
    birch = from_register(wood)
    ask_to_confirm(organisation=birch, by=wood.hazel, now=now())
    path = link_in(mails("birch@example.org")[0])
    text = client.post(path, {"income_pence": "lots"}).content.decode()
    assert "is not an amount in pounds" in text
    assert client.get(path).status_code == 200


def test_one_answer_ends_the_other_links(wood, client):
    birch = from_register(wood)
    mandate(someone("Fern"), birch)
    ask_to_confirm(organisation=birch, by=wood.hazel, now=now())
    confirm_profile(organisation=birch, by=wood.birch, now=now())
    assert client.get(link_in(mails("fern@example.org")[0])).status_code == 410


def test_a_link_for_one_organisation_confirms_no_other(wood):
    guest = guest_for(wood.organisations["birch"], "register.confirm_profile")
    confirm_profile(organisation=wood.organisations["birch"], by=guest, now=now())
    with pytest.raises(NotAllowed):
        confirm_profile(organisation=wood.organisations["cedar"], by=guest, now=now())


def test_the_record_tells_it(wood):
    birch = from_register(wood)
    confirm_profile(organisation=birch, by=wood.birch, now=now())
    assert last_entry(book_of(birch)).verb == "register.confirm_profile"


def test_after_a_year_it_is_stale_again(wood):
    birch = from_register(wood, confirmed_on=days(-366))
    text = browser_of(wood.people["birch"]).get(f"/organisations/{birch.pk}/profile/")
    assert "You last said on" in text.content.decode()
    assert [ask for ask in asked_of(wood.birch, now()) if "still right" in ask.what]


@pytest.mark.parametrize("name", ["elm", "ash", "sorrel", "nobody"])
def test_others_may_not(wood, name):
    with pytest.raises(NotAllowed):
        confirm_profile(organisation=wood.organisations["birch"], by=wood.actor(name), now=now())
