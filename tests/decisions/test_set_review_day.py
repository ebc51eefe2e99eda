"""A decision gets a day on which it is to be looked at again; Home asks for it then."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.access.asks import asked_of
from spinney.base.kernel.errors import BadInput
from spinney.decisions.actions.reviews import set_review_day
from tests.access import client_of
from tests.decisions.registering import LATER, noted

pytestmark = pytest.mark.django_db


def test_the_facilitator_is_asked_two_weeks_before(wood):
    decision = noted(wood)
    day = (LATER + timedelta(days=14)).date()
    set_review_day(decision=decision, review_on=day, by=wood.ash, now=LATER)
    asked = [one.what for one in asked_of(wood.ash, LATER)]
    assert "Look again at decision 1, “We share an HR worker”" in asked
    assert not [one for one in asked_of(wood.birch, LATER) if "Look again" in one.what]
    assert not [
        one for one in asked_of(wood.ash, LATER - timedelta(days=2)) if "Look again" in one.what
    ]


def test_it_can_be_taken_away_and_is_never_past(wood):
    decision = noted(wood, review_on=date(2027, 1, 1))
    with pytest.raises(BadInput):
        set_review_day(decision=decision, review_on=date(2026, 1, 1), by=wood.ash, now=LATER)
    done = set_review_day(decision=decision, review_on=None, by=wood.ash, now=LATER)
    assert done.review_on is None


def test_from_its_page(wood):
    noted(wood)
    url = reverse("decisions:set-review-day", args=[wood.cluster.pk, 1])
    to_come = timezone.localdate() + timedelta(days=90)
    sent = {
        "review_on_day": to_come.day, "review_on_month": to_come.month,
        "review_on_year": to_come.year,
    }  # fmt: skip
    done = client_of(wood, "ash").post(url, sent, follow=True)
    assert b"is to be looked at again by" in done.content
