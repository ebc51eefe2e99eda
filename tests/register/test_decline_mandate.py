"""Whoever was asked says no, with the link or signed in."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotFound, WrongState
from spinney.register.actions.offers import accept_mandate, decline_mandate
from spinney.register.models import Mandate
from spinney.register.states import OfferState
from tests.register.acting import (
    book_of,
    browser_of,
    guest_for,
    last_entry,
    link_in,
    mails,
    now,
)
from tests.register.test_offer_mandate import offer


def test_by_link_with_a_reason_that_is_passed_on(wood, client):
    made = offer(wood)
    path = link_in(mails("fern@example.org")[0])
    assert client.get(f"{path}no/").status_code == 200
    response = client.post(f"{path}no/", {"reason": "I have too much on."})
    assert "You said no" in response.content.decode()
    made.refresh_from_db()
    assert made.state == OfferState.DECLINED
    assert "I have too much on." in mails("birch@example.org")[-1].body
    assert last_entry(book_of(made.organisation)).verb == "register.decline_mandate"
    assert not Mandate.objects.filter(person__email="fern@example.org").exists()
    assert client.get(path).status_code == 410


def test_signed_in(wood):
    made = offer(wood, email="elm@example.org")
    client = browser_of(wood.people["elm"])
    assert client.get(f"/offers/{made.pk}/decline/").status_code == 200
    assert client.post(f"/offers/{made.pk}/decline/", {"reason": ""}).status_code == 302
    made.refresh_from_db()
    assert made.state == OfferState.DECLINED


def test_what_was_agreed_is_not_declined(wood):
    made = offer(wood)
    guest = guest_for(made, "register.accept_mandate")
    accept_mandate(offer=made, by=guest, now=now())
    with pytest.raises(WrongState):
        decline_mandate(offer=made, by=guest, now=now())


def test_nobody_else_says_no_for_her(wood):
    with pytest.raises(NotFound):
        decline_mandate(offer=offer(wood), by=wood.elm, now=now())
