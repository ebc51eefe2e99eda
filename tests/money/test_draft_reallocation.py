"""A proposal is about the budget in force."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.money.actions.reallocations import ReallocationSaid, draft_reallocation
from tests.access import client_of
from tests.money.budgeting import agreed, drafted
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_needs_a_budget_in_force_and_words(wood):
    drafted(wood)
    said = ReallocationSaid("Keep Elm going")
    with pytest.raises(WrongState, match="No budget is in force"):
        draft_reallocation(cluster=wood.cluster, said=said, by=wood.ash, now=NOON)
    budget = agreed(wood)
    made = draft_reallocation(cluster=wood.cluster, said=said, by=wood.ash, now=NOON)
    assert (made.budget, made.small_share_percent, made.small_income_pence) == (
        budget, 33, 10_000_000
    )  # fmt: skip
    for bad in (
        ReallocationSaid(""), ReallocationSaid("x" * 201), ReallocationSaid("x", percent=0),
        ReallocationSaid("x", income_pence=-1),
    ):  # fmt: skip
        with pytest.raises(BadInput):
            draft_reallocation(cluster=wood.cluster, said=bad, by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed):
        draft_reallocation(cluster=wood.cluster, said=said, by=wood.birch, now=NOON)


def test_the_page_of_what_was_just_begun_says_that_nothing_is_moved_yet(wood):
    agreed(wood)
    address = reverse("money:draft-reallocation", args=[wood.cluster.pk])
    said = {"title": "Keep Elm going", "percent": "33", "income_pence": "100,000"}
    page = client_of(wood, "ash").post(address, said, follow=True)
    assert page.status_code == 200
    told = {row.title: (row.verdict, row.why) for row in page.context["rows"]}
    assert told["Each move is between two lines, of more than nought"] == (
        "Stands in the way", "Nothing is moved yet."
    )  # fmt: skip
    assert "Propose it" not in page.content.decode()


def test_a_rule_that_is_broken_as_before_is_said_not_to_stop_the_move(wood):
    agreed(wood)
    address = reverse("money:draft-reallocation", args=[wood.cluster.pk])
    said = {"title": "Keep Elm going", "percent": "33", "income_pence": "100,000"}
    page = client_of(wood, "ash").post(address, said, follow=True)
    (third,) = (row for row in page.context["rows"] if row.title.startswith("At least a third"))
    assert (third.before, third.after, third.verdict) == ("£0", "£0", "Not kept, as before")
    assert third.allows
    assert third.why == (
        "It must be £600. It was not kept before either, and is no worse: "
        "it does not stop the move."
    )
    assert third.why in page.content.decode()
