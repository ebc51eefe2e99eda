"""A slip is put right by a new entry; the old one stays as it was."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import WrongState
from spinney.decisions.actions.book import correct_decision
from spinney.decisions.bridge.facts import facts_of
from spinney.decisions.models import Decision
from spinney.decisions.states import Origin
from tests.access import client_of
from tests.decisions.registering import LATER, TODAY, agreed, noted

pytestmark = pytest.mark.django_db


def correct(wood, decision):
    return correct_decision(
        decision=decision, title="We share an HR worker", outcome="For two days a week.",
        origin=Origin.MEETING, decided_on=TODAY, by=wood.ash, now=LATER,
    )  # fmt: skip


def test_the_new_entry_takes_the_place_of_the_old(wood):
    old = noted(wood, outcome="For three days a week.")
    new = correct(wood, old)
    old.refresh_from_db()
    assert (new.number, facts_of(new).corrects) == (2, 1)
    assert (old.state, old.superseded_by) == ("superseded", new)
    assert facts_of(old).outcome == "For three days a week."
    with pytest.raises(WrongState):
        correct(wood, old)


def test_what_was_counted_is_not_corrected(wood):
    with pytest.raises(WrongState, match="counted from a ballot"):
        correct(wood, agreed(wood))


def test_its_page_begins_with_what_was_said(wood):
    old = noted(wood, outcome="For three days a week.")
    url = reverse("decisions:correct-decision", args=[wood.cluster.pk, old.number])
    client = client_of(wood, "ash")
    page = client.get(url)
    assert b"For three days a week." in page.content
    form = page.context["form"]
    sent = {name: form.initial[name] for name in ("title", "reasons")} | {
        "outcome": "For two.", "carried": "yes", "origin": "meeting", "decided_on_day": "20",
        "decided_on_month": "3", "decided_on_year": "2026",
    }  # fmt: skip
    assert b"takes the place of 1" in client.post(url, sent, follow=True).content
    assert Decision.objects.count() == 2
