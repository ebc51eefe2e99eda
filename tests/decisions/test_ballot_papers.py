"""Ballot papers to print: one for each, whatever the way; nameless ones in a secret ballot."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.decisions.bridge.paper_codes import paper_code
from spinney.decisions.engine.settings import Settings
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.models import Ballot, Elector
from spinney.decisions.queries.ballot_papers import papers_of
from tests.access import client_of
from tests.decisions.making import NOON
from tests.decisions.paper import two_members
from tests.personas import Wood

pytestmark = pytest.mark.django_db

BOXES = {
    "choose": ("",), "approve": ("",), "money": ("",), "rank": (), "election": (), "allocate": (),
    "score": ("0", "1", "2", "3", "4", "5"), "times": ("Yes", "If need be", "No"),
}  # fmt: skip
HOW = {
    "choose": "Tick one box.",
    "approve": "Tick all that you support.",
    "money": "Tick all that you support. There are £15,000 to share out.",
    "score": "Give each a score from 0 to 5",
    "rank": "Write 1 beside the one you want most",
    "allocate": "You have 10 points.",
    "times": "Tick for each whether you can come.",
    "consent": "Tick one box.",
}


def page_of(wood: Wood, ballot: Ballot, more: str = "") -> str:
    url = reverse("decisions:print-ballot-papers", args=[ballot.cluster_id, ballot.pk])
    return client_of(wood, "ash").get(url + more).content.decode()


@pytest.mark.parametrize("way", WAYS)
def test_every_way_has_its_paper(wood: Wood, way: str) -> None:
    ballot = two_members(wood, way, settings=Settings(budget_pence=1_500_000))
    papers = papers_of(ballot)
    assert [one.name for one in papers.papers] == ["Birch House", "Fern House"]
    assert papers.how.startswith(HOW.get(way, papers.how[:1]))
    if WAYS[way].has_options:
        assert {one.boxes for one in papers.lines} == {BOXES[way]}
        assert [one.text for one in papers.lines][1] == "2. Shared ICT"
    else:
        assert [one.text for one in papers.lines] == [one.label for one in WAYS[way].voices]


def test_each_has_a_code_of_its_own(wood: Wood) -> None:
    ballot = two_members(wood)
    page = page_of(wood, ballot)
    codes = {paper_code(one) for one in Elector.objects.all()}
    assert len(codes) == 2
    assert all(f"Code <strong>{code}</strong>" in page for code in codes)
    assert page.count("Signed for") == 2
    assert not any(one.reply_code in page for one in Elector.objects.all())


def test_secret_ones_are_all_alike_and_names_are_for_the_envelopes(wood: Wood) -> None:
    ballot = two_members(wood, "election", secret=True)
    first, second, *envelopes = page_of(wood, ballot).split('<section class="spinney-ballot')[1:]
    assert first.strip() == second.strip()
    assert "Birch House" not in first
    assert "Why?" not in first
    assert ["Birch House" in one and "Fern House" in one for one in envelopes] == [True]


def test_who_has_voted_or_takes_no_part_can_be_left_out(wood: Wood) -> None:
    ballot = two_members(wood)
    birch = Elector.objects.filter(organisation=wood.organisations["birch"])
    birch.update(voted_at=NOON)
    assert "Birch House" not in page_of(wood, ballot, "?for=missing")
    assert "Birch House" in page_of(wood, ballot)
    birch.update(recused_at=NOON)
    assert "Birch House" not in page_of(wood, ballot)
