"""Journeys: a vote by the link in an e-mail, on a phone without a script; a secret election with
its receipt; an objection that is answered and taken back.
"""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Browser

from spinney.base.access.sealed import unseal
from spinney.base.post.models import Message
from spinney.decisions.engine.settings import Settings
from spinney.decisions.letters.voting import asked_to_vote
from spinney.decisions.models import Ballot, Vote
from tests.browser import NARROW, Visit, chromium, visitor, width
from tests.decisions.voting import link_for, open_now, vote_now
from tests.journeys.signing_in import keep_picture, sign_in
from tests.personas import Wood

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

THINGS = (
    {
        "title": "A shared van", "cost_pence": 1_200_000, "description": "Nine seats, with a lift.",
        "pros": "It saves taxis.", "cons": "Somebody must look after it.", "quick_win": False,
    },
    {"title": "Joint training", "cost_pence": 80_000, "quick_win": True},
    {"title": "A shared bookkeeper", "cost_pence": 950_000},
)  # fmt: skip


def letter_link(wood: Wood, ballot: Ballot) -> str:
    """The link in Birch's e-mail."""
    with transaction.atomic():
        electors = ballot.electors.select_related("organisation")
        asked_to_vote(ballot, electors, wood.ash, timezone.now())
    letter = Message.objects.get(person=wood.people["birch"])
    return re.sub(r"^https?://[^/]+", "", unseal(letter.sealed) or "")


@pytest.fixture
def plain_phone(chromium: Browser, live_server):
    """A phone without scripts."""
    context = chromium.new_context(
        viewport={"width": NARROW, "height": 720}, java_script_enabled=False
    )
    yield Visit(context.new_page(), live_server.url)
    context.close()


def test_every_way_can_be_marked_on_a_phone(visitor: Visit, wood: Wood) -> None:
    for way in ("approve", "score", "rank", "allocate", "consent", "times"):
        ballot = open_now(wood, way, THINGS, background="Each of us spends on this.")
        visitor.open(link_for(wood, ballot))
        keep_picture(visitor, f"vote-{way}")
        assert (way, visitor.problems()) == (way, [])


def test_a_vote_by_the_link_in_an_e_mail_without_a_script(plain_phone: Visit, wood: Wood) -> None:
    ballot = open_now(wood, "approve", THINGS, settings=Settings(most_marks=2))
    page = plain_phone.open(letter_link(wood, ballot))
    page.get_by_text("About 1. A shared van").click()
    page.get_by_role("button", name="Continue").click()
    page.get_by_text("Choose at least one, or “None of these”").first.wait_for()
    page.get_by_label("1. A shared van").check()
    page.get_by_label("2. Joint training").check()
    page.get_by_label("Why?").fill("It saves taxis.")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="This is your vote").wait_for()
    assert "see what your organisation voted" in page.content()
    page.get_by_role("button", name="Vote", exact=True).click()
    page.get_by_role("heading", name="Your vote counts").wait_for()
    found = Vote.objects.get()
    assert (found.marks, found.reason) == ({"1": 1, "2": 1}, "It saves taxis.")
    page.get_by_role("link", name="Change this vote").click()
    page.get_by_label("2. Joint training").uncheck()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Vote", exact=True).click()
    page.get_by_role("heading", name="Your vote counts").wait_for()
    assert Vote.objects.get().marks == {"1": 1}


def test_a_secret_election_with_its_receipt(visitor: Visit, wood: Wood) -> None:
    names = ["Birch House", "Cedar Housing Association", "Elm Street Hall"]
    ballot = open_now(wood, "election", names, secret=True, title="Who leads us this year?")
    path = letter_link(wood, ballot)
    page = visitor.open(path)
    keep_picture(visitor, "vote-secret")
    assert visitor.problems() == []
    page.get_by_label("2. Cedar Housing Association").select_option("1")
    page.get_by_label("1. Birch House").select_option("2")
    page.get_by_role("button", name="Continue").click()
    keep_picture(visitor, "vote-secret-look-over")
    assert visitor.problems() == []
    page.get_by_role("button", name="Vote", exact=True).click()
    page.get_by_role("heading", name="You have voted").wait_for()
    keep_picture(visitor, "vote-secret-receipt")
    assert visitor.problems() == []
    code = page.locator("#receipt-code").inner_text()
    page.get_by_role("link", name="Find your vote with the code").click()
    page.get_by_label("Code on your receipt").fill("0000-0000-0000-0000")
    page.get_by_role("button", name="Find my vote").click()
    assert page.get_by_role("alert").is_visible()
    assert visitor.problems() == []
    page.get_by_label("Code on your receipt").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Find my vote").click()
    page.get_by_text("Your vote is in the count").first.wait_for()
    keep_picture(visitor, "vote-secret-found")
    assert visitor.problems() == []
    assert page.get_by_text("2. Cedar Housing Association").is_visible()
    visitor.open(path)
    keep_picture(visitor, "vote-secret-voted")
    assert visitor.problems() == []
    assert not Vote.objects.exists()


def test_an_objection_is_answered_and_taken_back(visitor: Visit, wood: Wood) -> None:
    ballot = open_now(
        wood, "consent", voters=("birch", "cedar"), title="We buy a van together",
        background="The quote is £12,000.",
    )  # fmt: skip
    path = letter_link(wood, ballot)
    page = visitor.open(path)
    page.get_by_role("radio", name="Object", exact=True).check()
    page.get_by_role("button", name="Continue").click()
    assert page.get_by_role("alert").is_visible()
    assert visitor.problems() == []
    page.get_by_label("Why?").fill("Nobody looks after it.")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Vote", exact=True).click()
    page.get_by_role("heading", name="Your objection").wait_for()
    keep_picture(visitor, "vote-objected")
    assert visitor.problems() == []
    sign_in(visitor, wood.people["ash"])
    here = f"/clusters/{wood.cluster.pk}/ballots/{ballot.pk}/"
    page = visitor.open(here + "objections/")
    keep_picture(visitor, "objections")
    assert visitor.problems() == []
    page.get_by_role("link", name="Answer").click()
    page.get_by_label("Your answer").fill("Cedar looks after it.")
    keep_picture(visitor, "objection-answer")
    assert visitor.problems() == []
    page.get_by_role("button", name="Send the answer").click()
    page.get_by_text("gets your answer").wait_for()
    page = visitor.open(path)
    assert page.get_by_text("Cedar looks after it.").is_visible()
    page.get_by_role("link", name="Say something else instead").click()
    keep_picture(visitor, "vote-objection-answered")
    page.get_by_label("No objection").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Vote", exact=True).click()
    page.get_by_role("heading", name="Your vote counts").wait_for()
    assert visitor.problems() == []


def test_an_interest_and_a_proxy(visitor: Visit, wood: Wood) -> None:
    ballot = open_now(wood, "motion", voters=("birch", "cedar"), title="We rent the old mill")
    path = letter_link(wood, ballot)
    page = visitor.open(path)
    page.get_by_role("link", name="Let another member vote for you").click()
    page.get_by_label("Cedar Housing Association").check()
    keep_picture(visitor, "proxy")
    assert visitor.problems() == []
    page.get_by_role("button", name="Let them vote for us").click()
    page.get_by_role("link", name="Cedar Housing Association can vote for you").click()
    assert visitor.problems() == []
    page.get_by_role("button", name="Take it back").click()
    page.get_by_role("link", name="Say that you have an interest").click()
    page.get_by_label("What is your interest?").fill("We own the mill.")
    keep_picture(visitor, "interest")
    assert visitor.problems() == []
    page.get_by_role("button", name="Take no part").click()
    page.get_by_role("heading", name="You take no part").wait_for()
    keep_picture(visitor, "interest-declared")
    assert visitor.problems() == []
    vote_now(wood, ballot, "cedar", says="agree")
    sign_in(visitor, wood.people["birch"])
    for name in ("interests", "proxies", "vote"):
        visitor.open(f"/clusters/{wood.cluster.pk}/ballots/{ballot.pk}/{name}/")
        keep_picture(visitor, f"ballot-{name}")
        assert visitor.problems() == []
