"""An offer that was not answered is taken back: its link stops at once."""

from __future__ import annotations

import pytest

from spinney.base.access.leaving import leave
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.register.actions.offers import accept_mandate, withdraw_offer
from spinney.register.states import OfferState
from tests.register.acting import book_of, browser_of, guest_for, last_entry, link_in, mails, now
from tests.register.test_offer_mandate import offer


def test_its_link_stops_at_once(wood, client):
    made = offer(wood)
    path = link_in(mails("fern@example.org")[0])
    withdraw_offer(offer=made, by=wood.birch, now=now())
    assert client.get(path).status_code == 410
    made.refresh_from_db()
    assert made.state == OfferState.WITHDRAWN
    assert last_entry(book_of(made.organisation)).verb == "register.withdraw_offer"


def test_by_page(wood):
    made = offer(wood)
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{made.organisation_id}/people/"
    assert "Asked, no answer yet" in client.get(page).content.decode()
    response = client.post(f"{page}asked/{made.pk}/withdraw/", follow=True)
    text = response.content.decode()
    assert "no longer works" in text
    assert "Asked, no answer yet" not in text


def test_she_can_then_be_asked_anew(wood):
    withdraw_offer(offer=offer(wood), by=wood.birch, now=now())
    assert offer(wood).state == OfferState.SENT


def test_what_was_answered_is_not_taken_back(wood):
    made = offer(wood)
    accept_mandate(offer=made, by=guest_for(made, "register.accept_mandate"), now=now())
    with pytest.raises(WrongState):
        withdraw_offer(offer=made, by=wood.birch, now=now())


def test_it_is_taken_back_and_forgets_whom_when_she_closes_her_account(wood):
    made = offer(wood, email="elm@example.org")
    leave(by=wood.elm, now=now())
    made.refresh_from_db()
    assert (made.state, made.email, made.person_name) == (OfferState.WITHDRAWN, "", "")


@pytest.mark.parametrize("name", ["elm", "ash", "sorrel"])
def test_others_may_not(wood, name):
    with pytest.raises(NotAllowed):
        withdraw_offer(offer=offer(wood), by=wood.actor(name), now=now())
