"""A claim is confirmed by somebody who can tell, who says what the person may do."""

from __future__ import annotations

import pytest

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.register import api
from spinney.register.actions.claims import confirm_claim
from spinney.register.models import Claim, Mandate
from spinney.register.states import ClaimState
from tests.register.acting import (
    as_actor,
    book_of,
    browser_of,
    guest_for,
    last_entry,
    link_in,
    mails,
    mandate,
    now,
    powers,
    someone,
    today,
)
from tests.register.test_claim_organisation import (
    BY_COLLEAGUE,
    BY_FACILITATOR,
    claim,
    on_the_register,
)


def confirm(made: Claim, by: Actor, what=None) -> Mandate:
    return confirm_claim(claim=made, powers=what or powers("represent"), by=by, now=now())


def test_by_link_from_the_address_on_the_register(wood, client):
    made = claim(wood, on_the_register())
    path = link_in(mails("office@elder.example.org")[0])
    response = client.post(path, {"powers": ["may_represent", "may_sign"]})
    assert "You said yes" in response.content.decode()
    made.refresh_from_db()
    assert made.state == ClaimState.CONFIRMED
    assert made.decided_by.startswith("guest:link")
    elm = wood.people["elm"].pk
    assert api.may_sign(elm, made.organisation_id, today())
    held = Mandate.objects.get(person=elm)
    assert held.given_how == "confirmed from the address on the register"
    assert client.get(path).status_code == 410


def test_the_claimant_is_told_and_the_record_tells_who_decided(wood):
    made = claim(wood, on_the_register())
    confirm(made, guest_for(made, "register.confirm_claim"))
    assert "You now act for The Elder Tree" in mails("elm@example.org")[-1].body
    entry = last_entry(book_of(made.organisation))
    assert (entry.verb, entry.detail["post"]) == ("register.confirm_claim", "Chair")


def test_by_a_colleague_who_gives_no_more_than_she_holds(wood):
    made = claim(wood, wood.organisations["birch"], BY_COLLEAGUE)
    with pytest.raises(NotAllowed, match="you may spend nothing"):
        confirm(made, wood.birch, powers("represent", spend=100))
    held = confirm(made, wood.birch, powers("represent", "sign"))
    assert held.given_by == wood.birch.label


def test_by_a_facilitator_while_nobody_represents_it(wood):
    wood.organisations["birch"].mandates.update(ended_early_at=now())
    made = claim(wood, wood.organisations["birch"], BY_FACILITATOR)
    client = browser_of(wood.people["ash"])
    assert "Elm" in client.get("/claims/").content.decode()
    page = f"/organisations/{made.organisation_id}/claims/{made.pk}/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"powers": ["may_represent", "may_vote"]}).status_code == 302
    assert api.may_vote(wood.people["elm"].pk, made.organisation_id, today())


def test_a_facilitator_of_another_cluster_may_not(wood):
    wood.organisations["birch"].mandates.update(ended_early_at=now())
    made = claim(wood, wood.organisations["birch"], BY_FACILITATOR)
    with pytest.raises(NotAllowed):
        confirm(made, wood.willow)


def test_nobody_confirms_her_own(wood):
    host = wood.people["hazel"]
    made = claim(wood, on_the_register(), by=as_actor(host))
    with pytest.raises(NotAllowed, match="your own claim"):
        confirm(made, wood.hazel)


def test_a_link_for_one_claim_confirms_no_other(wood):
    elder = on_the_register()
    first = claim(wood, elder)
    second = claim(wood, elder, by=as_actor(someone("Fern")))
    with pytest.raises(NotAllowed):
        confirm(second, guest_for(first, "register.confirm_claim"))


def test_colleagues_are_told_of_one_that_others_confirmed(wood):
    birch = wood.organisations["birch"]
    made = claim(wood, birch, BY_COLLEAGUE)
    confirm(made, wood.hazel)
    assert "Elm now acts for Birch House too" in mails("birch@example.org")[-1].subject


def test_settled_once(wood):
    made = claim(wood, wood.organisations["birch"], BY_COLLEAGUE)
    confirm(made, wood.birch)
    with pytest.raises(WrongState, match="settled already: confirmed"):
        confirm(made, wood.birch)
    assert Mandate.objects.filter(person=wood.people["elm"]).count() == 1


def test_the_mail_link_stops_when_somebody_else_decides(wood, client):
    made = claim(wood, on_the_register())
    confirm(made, wood.hazel)
    assert client.get(link_in(mails("office@elder.example.org")[0])).status_code == 410


def test_a_claim_is_confirmed_for_something(wood):
    made = claim(wood, wood.organisations["birch"], BY_COLLEAGUE)
    with pytest.raises(BadInput):
        confirm(made, wood.birch, powers())


@pytest.mark.parametrize("name", ["elm", "cedar", "sorrel", "rowan", "nobody"])
def test_others_may_not(wood, name):
    made = claim(wood, wood.organisations["birch"], BY_COLLEAGUE)
    with pytest.raises(NotAllowed):
        confirm(made, wood.actor(name))


def test_a_signatory_who_does_not_represent_may_not(wood):
    clerk = someone("Rose")
    birch = wood.organisations["birch"]
    mandate(clerk, birch, may_represent=False, may_sign=True)
    made = claim(wood, birch, BY_COLLEAGUE)
    with pytest.raises(NotAllowed):
        confirm(made, as_actor(clerk, birch))
