"""A claim is declined, with a reason that the claimant is told."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.register.actions.claims import decline_claim
from spinney.register.models import Mandate
from spinney.register.states import ClaimState
from tests.register.acting import book_of, browser_of, last_entry, link_in, mails, now
from tests.register.test_claim_organisation import BY_COLLEAGUE, claim, on_the_register


def test_by_a_colleague(wood):
    made = claim(wood, wood.organisations["birch"], BY_COLLEAGUE)
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{made.organisation_id}/claims/{made.pk}/decline/"
    assert "Answer the question “Why?”" in client.post(page, {"reason": ""}).content.decode()
    assert client.post(page, {"reason": "She left in May."}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.reason) == (ClaimState.DECLINED, "She left in May.")
    assert "She left in May." in mails("elm@example.org")[-1].body
    assert last_entry(book_of(made.organisation)).verb == "register.decline_claim"
    assert not Mandate.objects.filter(person=wood.people["elm"]).exists()


def test_by_link_from_the_address_on_the_register(wood, client):
    made = claim(wood, on_the_register())
    path = link_in(mails("office@elder.example.org")[0])
    assert client.get(f"{path}no/").status_code == 200
    response = client.post(f"{path}no/", {"reason": "We do not know her."})
    assert "You said no" in response.content.decode()
    made.refresh_from_db()
    assert made.state == ClaimState.DECLINED
    assert client.get(path).status_code == 410


def test_never_without_a_reason(wood):
    made = claim(wood, wood.organisations["birch"], BY_COLLEAGUE)
    with pytest.raises(BadInput):
        decline_claim(claim=made, reason="  ", by=wood.birch, now=now())


def test_she_may_claim_again(wood):
    made = claim(wood, wood.organisations["birch"], BY_COLLEAGUE)
    decline_claim(claim=made, reason="Not yet.", by=wood.birch, now=now())
    assert claim(wood, wood.organisations["birch"], BY_COLLEAGUE).pk != made.pk
    with pytest.raises(WrongState):
        decline_claim(claim=made, reason="Again.", by=wood.birch, now=now())


@pytest.mark.parametrize("name", ["elm", "cedar", "sorrel", "ash", "nobody"])
def test_others_may_not(wood, name):
    made = claim(wood, wood.organisations["birch"], BY_COLLEAGUE)
    with pytest.raises(NotAllowed):
        decline_claim(claim=made, reason="No.", by=wood.actor(name), now=now())
