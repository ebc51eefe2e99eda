"""The register of decisions to look at: searched, narrowed, exported, printed, and quick."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from spinney.clusters.queries.decisions import named_decisions
from spinney.decisions.actions.steps import take_step
from spinney.decisions.bridge.facts import digest_of
from spinney.decisions.states import Origin
from tests.access import client_of
from tests.agreements.making import an_agreement
from tests.decisions.making import a_decision
from tests.decisions.registering import LATER, agreed, an_action, chosen, noted

pytestmark = pytest.mark.django_db


def url_of(wood, name="decisions", *more):
    return reverse(f"decisions:{name}", args=[wood.cluster.pk, *more])


def numbers(response):
    return [one.number for one in response.context["listing"].found]


@pytest.fixture
def book(wood):
    """Four entries, decided in three ways."""
    return [
        noted(wood, dissent="Cedar would have waited."),
        chosen(wood),
        noted(wood, "The old constitution", origin=Origin.ELSEWHERE, decided_on=date(2019, 2, 3)),
        noted(wood, "A van", carried=False),
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [4, 3, 2, 1]),
        ({"q": "waited cedar"}, [1]),
        ({"q": "birch"}, [4, 2, 1]),  # who was asked
        ({"state": "not_carried"}, [4]),
        ({"how": "Approve"}, [2]),
        ({"year": "2019"}, [3]),
        ({"order": "decided_on"}, [3, 1, 4, 2]),
    ],
    ids=str,
)
def test_searched_narrowed_and_sorted(wood, book, asked, found):
    assert numbers(client_of(wood, "birch").get(url_of(wood), asked)) == found


def test_what_is_due_for_review(wood):
    noted(wood)
    due = noted(wood, "Looked at yearly", review_on=LATER.date())
    assert numbers(client_of(wood, "ash").get(url_of(wood), {"review": "due"})) == [due.number]


def test_the_spreadsheet_has_the_whole_entry(wood, book):
    sent = client_of(wood, "birch").get(url_of(wood), {"as": "csv"})
    told = b"".join(sent.streaming_content).decode()
    for words in ("Cedar would have waited.", "Where the rule comes from", book[3].digest):
        assert words in told


def test_anybody_can_check_the_chain_of_the_file(wood, book):
    sent = json.loads(client_of(wood, "birch").get(url_of(wood, "book-file")).content)
    before = "0" * 64
    for one in sent["decisions"]:
        before = digest_of(one["number"], one["facts"], before)
        assert one["digest"] == before
    assert len(sent["decisions"]) == 4


def test_the_minute_book_is_in_order_and_can_be_a_part(wood, book):
    whole = client_of(wood, "birch").get(url_of(wood, "minute-book"))
    assert [one.decision.number for one in whole.context["entries"]] == [1, 2, 3, 4]
    assert "Cedar would have waited." in whole.content.decode()
    part = client_of(wood, "birch").get(url_of(wood, "minute-book"), {"first": "2", "last": "3"})
    assert [one.decision.number for one in part.context["entries"]] == [2, 3]


def test_a_decision_shows_its_rule_with_links_and_what_it_put_in_motion(wood):
    rule = {"rule": "majority"}
    agreement = an_agreement(wood, terms={"decision_rule": rule})
    decision = chosen(wood)
    take_step(step=decision.steps.get(), by=wood.ash, now=LATER)
    an_action(wood, decision=decision)
    told = client_of(wood, "birch").get(url_of(wood, "decision", 1)).content.decode()
    here = [wood.cluster.pk, agreement.pk]
    clause = reverse("agreements:read-agreement", args=here) + "?version=1#clause-"
    for words in (
        clause, "Ask three firms for a price", "1 priority in the outline", "The ballot",
        "Shared ICT", "Birch House",
    ):  # fmt: skip
        assert words in told, words


def test_of_a_secret_ballot_the_page_says_that_nothing_is_kept(wood):
    decision = agreed(wood, secret=False)
    facts = decision.facts | {"secret": True}
    type(decision)._base_manager.filter(pk=decision.pk).update(facts=facts)
    told = client_of(wood, "birch").get(url_of(wood, "decision", 1)).content.decode()
    assert "The ballot was secret" in told


def test_pages_ask_the_same_few_questions_however_long_they_are(wood):
    def asked(name, *more):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(url_of(wood, name, *more)).status_code == 200
        return len(queries)

    client = client_of(wood, "birch")
    noted(wood)
    pages = ("decisions", "minute-book", "verify-book", "action-list", "outline")
    an_action(wood)
    before = {name: asked(name) for name in pages}
    for title in ("Two", "Three", "Four"):
        an_action(wood, title, decision=noted(wood, title))
    assert {name: asked(name) for name in pages} == before
    assert max(before.values()) <= 24, before


def test_nothing_yet_says_how_the_first_comes(wood):
    assert b"No decisions yet" in client_of(wood, "birch").get(url_of(wood)).content
    assert b"Note a decision" in client_of(wood, "ash").get(url_of(wood)).content


def test_what_was_carried_and_stands_can_be_named_in_the_clusters_room(wood):
    a_decision(wood, title="Let Elder Row in")
    a_decision(wood, 2, title="Not carried", state="not_carried")
    (named,) = named_decisions(wood.ash, wood.cluster.pk)
    assert named.words == "decision 1, “Let Elder Row in”"
    assert named.url == f"/clusters/{wood.cluster.pk}/decisions/1/"
    assert named_decisions(wood.willow, wood.cluster.pk) == []
