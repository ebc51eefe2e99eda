"""A claimant takes back her own claim."""

from __future__ import annotations

import pytest

from spinney.base.access.leaving import leave
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.register.actions.claims import withdraw_claim
from spinney.register.states import ClaimState
from tests.register.acting import book_of, browser_of, last_entry, link_in, mails, now
from tests.register.test_claim_organisation import claim, on_the_register


def test_the_link_in_the_mail_stops(wood, client):
    made = claim(wood, on_the_register())
    page = browser_of(wood.people["elm"])
    assert page.post(f"/claims/{made.pk}/withdraw/").status_code == 302
    made.refresh_from_db()
    assert made.state == ClaimState.WITHDRAWN
    assert client.get(link_in(mails("office@elder.example.org")[0])).status_code == 410
    assert last_entry(book_of(made.organisation)).verb == "register.withdraw_claim"


def test_it_is_taken_back_when_she_closes_her_account(wood):
    made = claim(wood, on_the_register())
    leave(by=wood.elm, now=now())
    made.refresh_from_db()
    assert made.state == ClaimState.WITHDRAWN


def test_only_hers_and_only_once(wood):
    made = claim(wood, on_the_register())
    with pytest.raises(NotAllowed, match="Only the person"):
        withdraw_claim(claim=made, by=wood.hazel, now=now())
    withdraw_claim(claim=made, by=wood.elm, now=now())
    with pytest.raises(WrongState):
        withdraw_claim(claim=made, by=wood.elm, now=now())
