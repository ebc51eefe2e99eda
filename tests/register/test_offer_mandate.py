"""A colleague is asked by e-mail to act for an organisation."""

from __future__ import annotations

import re

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, TooMany, WrongState
from spinney.register.actions.offers import offer_mandate
from spinney.register.models import Mandate, MandateOffer
from spinney.register.policies.people import Invited, Term
from spinney.register.states import OfferState
from tests.register.acting import (
    book_of,
    browser_of,
    days,
    from_today,
    last_entry,
    link_in,
    mails,
    now,
    powers,
    today,
)


def offer(wood, *, email="fern@example.org", what=None, term=None, by="birch"):
    return offer_mandate(
        organisation=wood.organisations["birch"],
        to=Invited(email, "Fern Wood", "You know our books."),
        powers=what or powers("represent", "vote"),
        term=term or from_today(post="Treasurer"),
        by=wood.actor(by),
        now=now(),
    )


def test_she_gets_a_letter_with_one_link(wood, client):
    made = offer(wood)
    assert made.state == OfferState.SENT
    (mail,) = mails("fern@example.org")
    assert "You know our books." in mail.body
    assert "represent and vote" in mail.body
    assert client.get(link_in(mail)).status_code == 200
    assert last_entry(book_of(made.organisation)).verb == "register.offer_mandate"


def test_the_address_is_not_in_the_record(wood):
    made = offer(wood)
    assert "example.org" not in str(last_entry(book_of(made.organisation)).detail)


def test_she_is_asked_once(wood):
    offer(wood)
    with pytest.raises(WrongState, match="asked already"):
        offer(wood, email=" FERN@example.org ")
    with pytest.raises(WrongState, match="acts for Birch House already"):
        offer(wood, email="birch@example.org")


def test_nobody_offers_what_she_does_not_hold(wood):
    with pytest.raises(NotAllowed, match="you may spend nothing"):
        offer(wood, what=powers("represent", spend=100))
    with pytest.raises(BadInput):
        offer(wood, what=powers())
    assert not MandateOffer.objects.exists()


def test_twenty_a_day_and_no_more(wood):
    for number in range(20):
        offer(wood, email=f"friend{number}@example.org")
    with pytest.raises(TooMany, match="Go on tomorrow"):
        offer(wood)


@pytest.mark.parametrize("name", ["elm", "ash", "sorrel", "cedar", "rowan"])
def test_others_may_not(wood, name):
    with pytest.raises(NotAllowed):
        offer(wood, by=name)


def test_as_a_deputy_for_some_time(wood):
    principal = wood.organisations["birch"].mandates.get()
    made = offer(wood, term=Term(days(3), days(20), deputy_for=principal))
    (mail,) = mails("fern@example.org")
    assert "as deputy of Birch" in mail.body.replace("\n", " ")
    assert (made.starts_on, made.ends_on) == (days(3), days(20))


def test_the_page_keeps_what_was_typed_when_something_is_wrong(wood):
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{wood.organisations['birch'].pk}/people/ask/"
    typed = {
        "email": "fern@example.org",
        "name": "Fern Wood",
        "powers": ["may_represent"],
        "spend_limit_pence": "250",
    }
    response = client.post(page, typed)
    text = response.content.decode()
    assert response.status_code == 200
    assert "you may spend nothing" in text
    assert "Fern Wood" in text
    assert client.post(page, {**typed, "spend_limit_pence": ""}).status_code == 302
    made = MandateOffer.objects.get()
    assert (made.may_represent, made.may_vote, made.starts_on) == (True, False, today())


def test_the_page_says_that_she_may_name_the_first_who_signs(wood):
    birch = wood.organisations["birch"]
    page = f"/organisations/{birch.pk}/people/ask/"
    says = "Nobody signs for Birch House yet, so you can also say who does"
    browser = browser_of(wood.people["birch"])
    Mandate.objects.filter(organisation=birch).update(may_sign=True)
    text = browser.get(page).content.decode()
    assert says not in text
    assert "what you may do yourself: represent, vote, sign" in text
    Mandate.objects.filter(organisation=birch).update(may_sign=False)
    text = browser.get(page).content.decode()
    assert says in text
    assert "sign" not in re.search(r"do yourself: ([^.]*)\.", text)[1]
