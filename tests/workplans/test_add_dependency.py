"""What waits for what is said; a circle is refused, and named."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput
from spinney.workplans.actions.dependencies import add_dependency
from spinney.workplans.queries.plan_page import look_at
from spinney.workplans.queries.stopping import stops_without_bid
from tests.access import client_of
from tests.decisions.making import a_decision
from tests.workplans.making import DAY, a_bid, a_plan, an_activity
from tests.workplans.planning import NOW, agreed, one_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def shown(wood, plan, title):
    return next(row for row in look_at(wood.ash, plan, DAY).rows if row.title == title)


def test_a_circle_is_named_and_changes_nothing(wood):
    plan = agreed(wood)
    recruit, train = one_of(plan, "Recruit"), one_of(plan, "Train")
    third = an_activity(plan, title="Host")
    add_dependency(waiting=third, activity=train, by=wood.ash, now=NOW)
    url = reverse("workplans:add-dependency", args=[wood.cluster.pk, recruit.pk])
    page = client_of(wood, "ash").post(url, {"on": f"activity:{third.pk}"}).content.decode()
    assert "That would go in a circle" in page
    for told in ("“Host” waits for “Train”", "“Train” waits for “Recruit”", "“Recruit” waits for"):
        assert told in page
    assert not recruit.waits_on.exists()


def test_on_a_bid_and_on_decisions_and_what_each_comes_down_to(wood):
    plan = agreed(wood)
    recruit, bid = one_of(plan, "Recruit"), a_bid(wood.cluster)
    add_dependency(waiting=recruit, bid=bid, by=wood.ash, now=NOW)
    assert shown(wood, plan, "Train").waits == (
        "Waits for “Recruit”. It comes down to the bid “An HR worker for three years”."
    )
    assert [one.title for one in stops_without_bid(bid)] == ["Recruit", "Train"]
    assert stops_without_bid(bid)[1].why == (
        "needs “Recruit”, which needs the bid “An HR worker for three years”"
    )
    bid.state = "won"
    bid.save()
    assert shown(wood, plan, "Recruit").waits == ""
    a_decision(wood, 3, title="Birch House hosts")
    add_dependency(waiting=recruit, decision=3, by=wood.ash, now=NOW)
    assert shown(wood, plan, "Recruit").waits == ""
    a_decision(wood, 4, title="No host", state="not_carried")
    add_dependency(waiting=recruit, decision=4, by=wood.ash, now=NOW)
    assert shown(wood, plan, "Recruit").waits == (
        "Needs another way: decision 4, “No host” does not stand."
    )
    train = one_of(plan, "Train")
    add_dependency(waiting=train, decision_words="Who pays", by=wood.ash, now=NOW)
    assert "the decision “Who pays”" in shown(wood, plan, "Train").waits


def test_what_is_not_of_this_plan_or_there_already_is_refused(wood):
    plan = agreed(wood)
    recruit, train = one_of(plan, "Recruit"), one_of(plan, "Train")
    other = an_activity(a_plan(wood.next_door))
    for on, told in (
        ({"activity": recruit}, "already"),
        ({"activity": train}, "itself"),
        ({"activity": other}, "of this plan"),
        ({"bid": a_bid(wood.next_door)}, "of this cluster"),
        ({"decision": 9}, "no decision 9"),
        ({"decision_words": " "}, "what it waits for"),
    ):
        with pytest.raises(BadInput, match=told):
            add_dependency(waiting=train, by=wood.ash, now=NOW, **on)
