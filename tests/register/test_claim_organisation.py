"""Somebody says that she acts for an organisation, and those are asked who can tell."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from spinney.base.access.asks import asked_of
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed, TooMany, WrongState
from spinney.register.actions.claims import claim_organisation
from spinney.register.models import Claim, Organisation
from spinney.register.queries.claims import masked, register_address, ways_to_confirm
from spinney.register.states import ClaimState
from tests.register.acting import (
    as_actor,
    book_of,
    browser_of,
    last_entry,
    link_in,
    mails,
    mandate,
    now,
    someone,
    today,
)

BY_MAIL, BY_COLLEAGUE, BY_FACILITATOR = (
    Claim.Method.REGISTER_MAIL,
    Claim.Method.COLLEAGUE,
    Claim.Method.FACILITATOR,
)


def on_the_register(**more) -> Organisation:
    """An organisation as a regulator's load leaves it."""
    return Organisation.objects.create(
        **{
            "name": "The Elder Tree",
            "source": "Charity Commission for England and Wales",
            "email": "office@elder.example.org",
            **more,
        }
    )


def claim(wood, organisation: Organisation, method=BY_MAIL, by: Actor | None = None) -> Claim:
    return claim_organisation(
        organisation=organisation,
        post="Chair",
        note="I took over in May.",
        method=method,
        by=by or wood.elm,
        now=now(),
    )


def test_by_mail_the_address_on_the_register_is_asked(wood, client):
    made = claim(wood, on_the_register())
    (mail,) = mails("office@elder.example.org")
    assert "elm@example.org" in mail.body
    assert "I took over in May." in mail.body
    assert client.get(link_in(mail)).status_code == 200
    entry = last_entry(book_of(made.organisation))
    assert (entry.verb, entry.person_id) == (
        "register.claim_organisation",
        wood.people["elm"].pk,
    )


def test_the_page_shows_the_address_masked(wood):
    page = f"/organisations/{on_the_register().pk}/claim/"
    text = browser_of(wood.people["elm"]).get(page).content.decode()
    assert "o••••e@elder.example.org" in text
    assert "office@elder" not in text


@pytest.mark.parametrize(
    ("address", "shown"),
    [("a@b.example.org", "•@b.example.org"), ("anna@b.example.org", "a••a@b.example.org")],
)
def test_a_short_address_is_masked_too(address, shown):
    assert masked(address) == shown


def test_an_address_that_somebody_entered_here_proves_nothing(wood):
    entered = on_the_register(source="entered here")
    assert register_address(entered) == ""
    with pytest.raises(BadInput, match="Choose another way"):
        claim(wood, entered)
    changed = on_the_register(
        email="me@example.org",
        provenance={"email": {"source": "representative", "checked_on": "2026-01-01"}},
    )
    assert register_address(changed) == ""
    changed.differs = {
        "email": {
            "value": "office@elder.example.org",
            "source": "Charity Commission for England and Wales",
            "checked_on": "2026-01-01",
        }
    }
    assert register_address(changed) == "office@elder.example.org"


def test_whoever_represents_it_is_asked_on_her_home_page(wood):
    claim(wood, wood.organisations["birch"], BY_COLLEAGUE)
    (mail,) = mails("birch@example.org")
    assert "does Elm act for Birch House?" in mail.subject
    asks = [ask.what for ask in asked_of(wood.birch, now())]
    assert "Does Elm act for Birch House?" in asks
    assert not [ask for ask in asked_of(wood.sorrel, now()) if "Elm" in ask.what]


def test_its_facilitators_are_asked_when_nobody_represents_it(wood):
    wood.organisations["birch"].mandates.update(ended_early_at=now())
    claim(wood, wood.organisations["birch"], BY_FACILITATOR)
    assert "does Elm act for Birch House?" in mails("ash@example.org")[0].subject
    assert mails("willow@example.org") == []
    assert "Does Elm act for Birch House?" in [ask.what for ask in asked_of(wood.ash, now())]


def test_only_the_ways_that_are_open_are_offered(wood):
    methods = [way.method for way in ways_to_confirm(on_the_register(), today())]
    assert methods == [BY_MAIL, BY_FACILITATOR]
    methods = [way.method for way in ways_to_confirm(wood.organisations["birch"], today())]
    assert methods == [BY_COLLEAGUE]
    with pytest.raises(BadInput):
        claim(wood, on_the_register(), BY_COLLEAGUE)


def test_one_waiting_claim_each(wood):
    elder = on_the_register()
    claim(wood, elder)
    with pytest.raises(WrongState, match="claimed it already"):
        claim(wood, elder)
    again = {"organisation": elder, "person": wood.people["elm"], "post": "", "made_at": now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(**again)
    other = someone("Fern")
    assert claim(wood, elder, by=as_actor(other)).state == ClaimState.WAITING


def test_who_acts_for_it_need_not_claim_it(wood):
    with pytest.raises(WrongState, match="You act for Birch House already"):
        claim(wood, wood.organisations["birch"], BY_COLLEAGUE, by=wood.birch)


def test_what_was_joined_with_another_is_claimed_there(wood):
    elder = on_the_register()
    old = on_the_register(name="Elder", merged_into=elder)
    with pytest.raises(WrongState, match="joined with The Elder Tree"):
        claim(wood, old)


def test_five_a_day_and_no_more(wood):
    for number in range(5):
        claim(wood, on_the_register(name=f"Elder {number}"))
    with pytest.raises(TooMany):
        claim(wood, on_the_register())


def test_signed_out_nobody_claims(wood):
    with pytest.raises(NotAllowed):
        claim(wood, on_the_register(), by=Actor.nobody())


def test_the_page_says_what_happens_next(wood):
    elder = on_the_register()
    client = browser_of(wood.people["elm"])
    page = f"/organisations/{elder.pk}/claim/"
    response = client.post(page, {"post": "", "method": BY_MAIL})
    assert "Answer the question “What are you there?”" in response.content.decode()
    response = client.post(page, {"post": "Chair", "method": BY_MAIL}, follow=True)
    text = response.content.decode()
    assert "Your claim is on its way" in text
    assert "The Elder Tree" in text


def test_a_second_mandate_elsewhere_does_not_stand_in_the_way(wood):
    elder = on_the_register()
    person = wood.people["birch"]
    mandate(person, wood.organisations["sorrel"])
    assert claim(wood, elder, by=as_actor(person)).person == person
