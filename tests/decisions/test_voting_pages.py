"""The pages of voting, by a link without an account or signed in, without a script."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from spinney.decisions.actions.results import close_ballot
from spinney.decisions.engine.settings import Settings
from spinney.decisions.models import Ballot, Elector, Vote
from spinney.decisions.queries.results import sentence_of
from spinney.register.models import Mandate
from tests.access import client_of
from tests.decisions.voting import close_now, link_for, open_now, vote_now
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def text_of(response: Any) -> str:
    return response.content.decode()


def hidden(page: str) -> dict[str, list[str]]:
    """The hidden fields of a page, as a browser would send them."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page):
        found.setdefault(name, []).append(value)
    return found


#: way · what is filled in · what the page to look it over says · what is kept
WAYS: tuple[tuple[str, dict[str, Any], str, Any], ...] = (
    ("motion", {"says": "agree"}, "Agree", ("agree", {})),
    ("consent", {"says": "object", "reason": "It costs too much"}, "Object", ("object", {})),
    ("gradients", {"says": "reservations"}, "In favour, with reservations", ("reservations", {})),
    ("choose", {"marks": "2"}, "2. Shared ICT", ("", {"2": 1})),
    ("approve", {"marks": ["1", "3"]}, "3. Joint training", ("", {"1": 1, "3": 1})),
    ("approve", {"marks": ["nothing"]}, "choose none", ("", {})),
    ("score", {"mark_1": "5", "mark_2": "0"}, "Score 5", ("", {"1": 5, "2": 0})),
    ("rank", {"mark_3": "1", "mark_1": "2"}, "Place 2", ("", {"1": 2, "3": 1})),
    ("allocate", {"mark_1": "7", "mark_2": "3"}, "7 points", ("", {"1": 7, "2": 3})),
    ("money", {"marks": ["2"]}, "2. Shared ICT", ("", {"2": 1})),
    (
        "times", {"mark_1": "2", "mark_2": "1", "mark_3": "0"}, "If need be",
        ("", {"1": 2, "2": 1, "3": 0}),
    ),
)  # fmt: skip


@pytest.mark.parametrize(("way", "filled", "shown", "kept"), WAYS)
def test_marked_looked_over_and_cast_by_a_link(
    wood: Wood, way: str, filled: dict[str, Any], shown: str, kept: Any
) -> None:
    ballot = open_now(wood, way)
    path, browser = link_for(wood, ballot), Client()
    assert ballot.title in text_of(browser.get(path))
    page = text_of(browser.post(path, filled | {"deed": "look_over"}))
    assert "It counts when you press" in page
    assert shown in page
    assert not Vote.objects.exists()
    assert browser.post(path, hidden(page) | {"deed": "cast"})["Location"] == path
    found = Vote.objects.get()
    assert (found.says, found.marks) == kept
    assert (found.how, found.person) == ("link", wood.people["birch"])
    assert "You can change your vote until then" in text_of(browser.get(path))
    again = text_of(browser.get(path + "?change=1"))
    assert "checked" in again or "selected" in again or 'value="7"' in again
    assert not browser.cookies


def test_what_is_wrong_is_said_and_nothing_is_lost(wood: Wood) -> None:
    ballot = open_now(wood, "allocate", settings=Settings(points=10))
    page = text_of(Client().post(link_for(wood, ballot), {"mark_1": "8", "mark_2": "4"}))
    assert "You gave 12 points, and have 10. Take away 2." in page
    assert 'value="8"' in page
    assert not Vote.objects.exists()


def test_marks_can_be_changed_before_they_are_cast(wood: Wood) -> None:
    ballot = open_now(wood, "score")
    path = link_for(wood, ballot)
    page = text_of(Client().post(path, {"mark_1": "4", "reason": "Dear", "deed": "look_over"}))
    back = text_of(Client().post(path, hidden(page) | {"deed": "mark"}))
    assert re.search(r'name="mark_1" value="4"[^>]* checked', back)
    assert "Dear" in back


def test_voting_that_closed_meanwhile_keeps_what_was_marked(wood: Wood) -> None:
    ballot = open_now(wood)
    path = link_for(wood, ballot)
    page = text_of(Client().post(path, {"says": "agree", "reason": "Yes"}))
    close_now(ballot)
    response = Client().post(path, hidden(page) | {"deed": "cast"})
    assert response.status_code == 409
    assert "Your marks were not counted" in text_of(response)
    assert re.search(r"Voting closed at \d\d:\d\d on \d+ \w+ 20\d\d", text_of(response))
    assert "Agree" in text_of(response)
    assert not Vote.objects.exists()
    assert "being counted" in text_of(Client().get(path))


def test_after_the_close_the_link_tells_what_came_of_it(wood: Wood) -> None:
    ballot = open_now(wood)
    vote_now(wood, ballot, says="agree")
    close_ballot(ballot=ballot, by=wood.ash, now=timezone.now())
    ballot.refresh_from_db()
    page = text_of(Client().get(link_for(wood, ballot)))
    assert "Voting closed at" in page
    assert sentence_of(ballot) in unescape(page)


def test_a_lapsed_mandate_is_refused_with_what_to_do(wood: Wood) -> None:
    ballot = open_now(wood)
    path = link_for(wood, ballot)
    Mandate.objects.filter(person=wood.people["birch"]).update(may_vote=False)
    response = Client().post(path, {"says": "agree", "deed": "cast"})
    assert response.status_code == 403
    assert "can give you one" in text_of(response)


def test_who_has_left_is_told_before_marking(wood: Wood) -> None:
    ballot = open_now(wood)
    Elector.objects.update(left_at=timezone.now())
    response = Client().get(link_for(wood, ballot))
    assert response.status_code == 403
    assert "whoever has left votes no more" in text_of(response)


def test_signed_in_the_same(wood: Wood) -> None:
    ballot = open_now(wood)
    address = reverse("decisions:vote", args=[wood.cluster.pk, ballot.pk])
    browser = client_of(wood, "birch")
    page = text_of(browser.post(address, {"says": "disagree", "reason": "No"}))
    assert browser.post(address, hidden(page) | {"deed": "cast"})["Location"] == address
    shown = text_of(browser.get(address))
    assert "Disagree" in shown
    assert "Birch" in shown
    assert Vote.objects.get().how == "site"


def test_the_receipt_of_a_secret_vote_is_shown_once_and_finds_the_vote(wood: Wood) -> None:
    ballot = open_now(wood, "election", ["Birch House", "Cedar Barn"], secret=True)
    path, browser = link_for(wood, ballot), Client()
    first = browser.get(path)
    assert "everybody can tell what each voted" in text_of(first)
    assert "Why?" not in text_of(first)
    page = text_of(browser.post(path, {"mark_2": "1"}))
    cast = browser.post(path, hidden(page) | {"deed": "cast"})
    code = re.search(r'id="receipt-code">([^<]+)<', text_of(cast))
    assert code
    twice = text_of(browser.post(path, hidden(page) | {"deed": "cast"}))
    assert code[1] in twice
    assert ballot.sealed_votes.exclude(check_digest="").count() == 1
    assert code[1] not in text_of(browser.get(path))
    assert "Cedar Barn" not in text_of(browser.get(path))
    found = text_of(browser.post(path + "receipt/", {"code": code[1].lower()}))
    assert "2. Cedar Barn" in found
    assert "Place 1" in found
    wrong = text_of(browser.post(path + "receipt/", {"code": "0000-0000-0000-0000"}))
    assert "No vote in this ballot has this code" in wrong
    assert "no-store" in cast["Cache-Control"]


def test_a_secret_vote_is_changed_with_the_code(wood: Wood) -> None:
    ballot = open_now(wood, "election", ["Birch House", "Cedar Barn"], secret=True)
    code = vote_now(wood, ballot, marks={"1": 1}).receipt
    path, browser = link_for(wood, ballot), Client()
    assert "Code on your receipt" in text_of(browser.get(path + "?change=1"))
    page = text_of(browser.post(path, {"mark_2": "1", "code": "0000-0000-0000-0000"}))
    assert "No vote has this code" in text_of(browser.post(path, hidden(page) | {"deed": "cast"}))
    page = text_of(browser.post(path, {"mark_2": "1", "code": code}))
    assert "Your vote is changed" in text_of(browser.post(path, hidden(page) | {"deed": "cast"}))
    assert ballot.sealed_votes.get().marks == {"2": 1}


def test_a_secret_vote_is_not_kept_for_whoever_must_sign_in_first(wood: Wood) -> None:
    election = open_now(wood, "election", ["Birch House", "Cedar Barn"], secret=True)
    kept = {}
    for ballot, said in ((election, {"mark_1": "1"}), (open_now(wood), {"says": "agree"})):
        address = reverse("decisions:vote", args=[wood.cluster.pk, ballot.pk])
        page = text_of(client_of(wood, "birch").get(address))
        browser = Client()
        browser.post(address, hidden(page) | said)
        kept[ballot.secret] = "kept_form" in browser.session
    assert kept == {True: False, False: True}


def test_an_order_of_her_own_stays(wood: Wood) -> None:
    titles = [f"Thing {number}" for number in range(1, 9)]
    ballot = open_now(
        wood, "approve", titles, settings=Settings(shuffle=True), voters=("birch", "cedar")
    )
    orders = []
    for who in ("birch", "birch", "cedar"):
        page = text_of(Client().get(link_for(wood, ballot, who)))
        orders.append(re.findall(r"\d\. Thing \d", page))
    assert orders[0] == orders[1] != orders[2]
    assert sorted(orders[0]) == sorted(orders[2])


def test_what_others_say_is_seen_as_the_settings_ask(wood: Wood) -> None:
    ballot = open_now(
        wood, "score", settings=Settings(show="after_vote"), voters=("birch", "cedar")
    )
    vote_now(wood, ballot, "cedar", marks={"1": 1}, reason="We have one already")
    path = link_for(wood, ballot)
    assert "We have one already" not in text_of(Client().get(path))
    vote_now(wood, ballot, marks={"1": 5})
    assert "We have one already" in text_of(Client().get(path))
    Ballot.objects.update(settings=Settings(show="after_close").to_json())
    assert "We have one already" not in text_of(Client().get(path))


def test_the_page_takes_few_queries(wood: Wood, django_assert_max_num_queries: Any) -> None:
    from spinney.register.models import Organisation

    ballot = open_now(wood, "score", [f"Thing {number}" for number in range(12)])
    for number in range(40):
        organisation = Organisation.objects.create(name=f"Invented {number}")
        Elector.objects.create(ballot=ballot, organisation=organisation)
    path = link_for(wood, ballot)
    Client().get(path)
    with django_assert_max_num_queries(24):
        Client().get(path)
