"""A bid is planned; its page shows what stops without it, as far as the plan goes."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput
from spinney.workplans.actions.bids import plan_bid
from spinney.workplans.models import Dependency
from spinney.workplans.policies.bids import BidText
from tests.access import client_of
from tests.personas import NOON, Wood
from tests.workplans.making import a_plan, an_activity

pytestmark = pytest.mark.django_db

TEXT = BidText("An HR worker", "The Orchard Fund", 9_000_000, decision_on=date(2026, 9, 30))


def test_what_hangs_on_it_shows_through_the_whole_plan(wood: Wood) -> None:
    bid = plan_bid(cluster=wood.cluster, text=TEXT, by=wood.ash, now=NOON)
    plan = a_plan(wood.cluster)
    recruit = an_activity(plan, title="Recruit")
    begin = an_activity(plan, title="Begin the service")
    an_activity(plan, title="Train volunteers")
    Dependency.objects.create(activity=recruit, on_bid=bid)
    Dependency.objects.create(activity=begin, on_activity=recruit)
    url = reverse("workplans:bid", args=[wood.cluster.pk, bid.pk])
    page = client_of(wood, "birch").get(url).content.decode()
    assert "2 activities could not be done" in page
    assert "Begin the service" in page
    assert "Train volunteers" not in page


def test_what_is_no_bid_is_refused_with_every_reason(wood: Wood) -> None:
    text = BidText("", "", -1, send_by=date(2026, 10, 1), decision_on=date(2026, 9, 30))
    with pytest.raises(BadInput) as refused:
        plan_bid(cluster=wood.cluster, text=text, by=wood.ash, now=NOON)
    assert set(refused.value.fields) == {"title", "funder", "amount_pence", "decision_on"}
