"""A decision is looked at again: kept, to be changed, or ended."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.decisions.actions.reviews import review_decision
from tests.access import client_of
from tests.decisions.registering import LATER, noted

pytestmark = pytest.mark.django_db


def review(wood, decision, finding, **more):
    return review_decision(decision=decision, finding=finding, by=wood.ash, now=LATER, **more)


@pytest.mark.parametrize(
    ("finding", "state", "next_on"),
    [("keep", "stands", date(2027, 4, 1)), ("change", "stands", date(2027, 4, 1)),
     ("end", "ended", None)],
)  # fmt: skip
def test_what_follows_from_each_finding(wood, finding, state, next_on):
    decision = noted(wood, review_on=date(2026, 4, 1))
    review(wood, decision, finding, note="It is time.", review_on=date(2027, 4, 1))
    decision.refresh_from_db()
    assert (decision.state, decision.review_on) == (state, next_on)
    assert decision.reviews.get().finding == finding


def test_a_change_and_an_end_need_a_reason(wood):
    decision = noted(wood)
    for finding in ("change", "end", "else"):
        with pytest.raises(BadInput):
            review(wood, decision, finding)
    review(wood, decision, "end", note="Done.")
    with pytest.raises(WrongState):
        review(wood, decision, "keep")


def test_from_its_page(wood):
    noted(wood)
    url = reverse("decisions:review-decision", args=[wood.cluster.pk, 1])
    client = client_of(wood, "ash")
    assert "It is agreed." in client.get(url).content.decode()
    told = client.post(url, {"finding": "keep", "note": ""}, follow=True).content.decode()
    assert "Decision 1 stays." in told
    assert "Looked at again" in told
