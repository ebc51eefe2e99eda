"""Files of ballots made to break a page: it says what is wrong, or says that it will not count."""

from __future__ import annotations

import json
from time import process_time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from spinney.decisions.bridge.read_files import look_at
from tests.access import client_of
from tests.personas import Wood

AS_LONG_AS_A_PAGE_MAY_TAKE = 10.0
"""Seconds; the counts that were stopped took minutes."""


def file(kind: str = "rank", many: int = 2, marked: bool = True, **more: Any) -> bytes:
    """A file of JSON with so many options and one paper that marks them all."""
    options = [{"key": str(one), "name": f"Option {one}", "cost": 1} for one in range(many)]
    marks = {str(one): one + 1 if kind == "rank" else 1 for one in range(many)}
    data = {
        "format": "spinney-ballot/1", "kind": kind, "title": "Which?", "options": options,
        "papers": [{"marks": marks}] if marked else [], "seats": 1, "budget": None,
        "most_marks": None, "least_marks": 0, "most_each": 5 if kind == "score" else None,
        "most_points": None, "ties": ["lot"], "seed": "", "about": {},
    } | more  # fmt: skip
    return json.dumps(data).encode()


BROKEN = {
    "a number with thousands of digits": b'{"format":"spinney-ballot/1","seats":' + b"9" * 5000,
    "nested without end": b'{"format":"spinney-ballot/1","a":' * 40_000,
    "a budget longer than money": file(budget=10**40),
    "a mark longer than a mark": file("approve", papers=[{"marks": {"1": 10**40}}]),
    "papers without number": file(papers=[{"marks": {"1": 1}, "times": 10**40}]),
    "money in no parts": file("approve", budget=5, about={"money_parts": "0"}),
    "money in odd parts": file("approve", budget=5, about={"money_parts": "x"}),
    "words that are none": file(about={"currency": 3}),
    "a list in place of words": file(about=[1]),
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", BROKEN)
def test_a_page_says_what_is_wrong(wood: Wood, case: str) -> None:
    url = reverse("decisions:look-at-file", args=[wood.cluster.pk])
    sent = SimpleUploadedFile("votes.json", BROKEN[case])
    answer = client_of(wood, "ash").post(url, {"file": sent})
    assert answer.status_code == 200
    assert "votes.json" not in answer.content.decode()
    assert answer.context["found"] is None
    assert answer.context["form"].errors


@pytest.mark.parametrize(
    ("kind", "more"), [("rank", {}), ("score", {}), ("approve", {"budget": 9})]
)
def test_thousands_of_options_on_one_paper_hold_nobody_up(kind: str, more: dict[str, int]) -> None:
    began = process_time()
    found = look_at("votes.json", file(kind, 3000, **more))
    assert process_time() - began < AS_LONG_AS_A_PAGE_MAY_TAKE
    assert {one.chosen for one in found.counts} == {None}


def test_a_billion_seats_are_as_many_as_there_are_options() -> None:
    found = look_at("votes.json", file(seats=10**9))
    assert found.text.settings.seats == 50
    assert all(len(one.chosen or ()) <= 2 for one in found.counts)
