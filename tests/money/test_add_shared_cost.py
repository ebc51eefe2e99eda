"""A cost is noted with its members, for the days on which each belongs."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.money.actions.budgets import discard_budget, put_budget_in_force
from spinney.money.actions.costs import add_shared_cost
from spinney.money.models import CostShare
from spinney.money.queries.costs import lines_to_choose
from spinney.register.models import Organisation
from tests.access import client_of
from tests.agreements.making import another_member
from tests.money.budgeting import ROOM, TALK, drafted, line
from tests.money.costing import noted, said, share_of
from tests.money.keeping import may_spend
from tests.money.making import a_fund
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_figures_come_from_the_register_and_parts_from_the_agreement(wood):
    Organisation.objects.filter(name="Birch House").update(income_pence=5_000_000, staff=4)
    uid = str(wood.organisations["birch"].uid)
    shares = [{"cost": "Rent", "organisation": uid, "parts": 3}]
    rules = {"rules": [{"cost": "Rent", "rule": "fixed"}], "shares": shares}
    cost = noted(wood, terms={"cost_sharing": rules}, kind="rent", title="  Our   rent ")
    birch = share_of(cost, wood, "birch")
    assert (cost.title, cost.state) == ("Our rent", "draft")
    assert (birch.income_pence, birch.staff, birch.parts) == (5_000_000, 4, 3)


def test_who_joins_late_or_leaves_takes_part_for_its_days(wood):
    another_member(wood, "maple")
    wood.memberships["maple"].joined_on = date(2026, 6, 1)
    wood.memberships["maple"].leaves_on = date(2026, 9, 1)
    wood.memberships["maple"].save()
    maple = share_of(noted(wood), wood, "maple")
    assert (maple.from_day, maple.to_day) == (date(2026, 6, 1), date(2026, 8, 31))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "  "}, "title"), ({"budget_pence": 0}, "budget_pence"),
        ({"budget_pence": -5}, "budget_pence"), ({"last_day": date(2026, 3, 31)}, "last_day"),
        ({"last_day": date(2030, 3, 31)}, "last_day"), ({"members": frozenset()}, "members"),
        ({"members": frozenset({10**6})}, "members"), ({"made_of": {"step": 5}}, "each"),
        ({"first_day": date(2025, 1, 1), "last_day": date(2025, 2, 1)}, "members"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_at_its_field(wood, changes, field):
    another_member(wood, "maple")
    with pytest.raises(BadInput) as caught:
        add_shared_cost(cluster=wood.cluster, said=said(wood, **changes), by=wood.ash, now=NOON)
    assert list(caught.value.fields) == [field]
    assert not CostShare.objects.exists()


def test_only_by_those_who_keep_the_money(wood):
    another_member(wood, "maple")
    for who, refusal in (("birch", NotAllowed), ("cedar", NotAllowed), ("willow", NotFound)):
        with pytest.raises(refusal):
            add_shared_cost(cluster=wood.cluster, said=said(wood), by=wood.actor(who), now=NOON)


def test_by_the_treasurer_of_whoever_holds_the_money_alone(wood):
    another_member(wood, "maple")
    may_spend(wood, "birch")
    add = {"cluster": wood.cluster, "said": said(wood), "now": NOON}
    with pytest.raises(NotAllowed, match="the organisation that holds its money"):
        add_shared_cost(**add, by=wood.birch)
    url = reverse("money:shared-costs", args=[wood.cluster.pk])
    assert b"Share a cost" not in client_of(wood, "birch").get(url).content
    a_fund(wood.cluster, holder=wood.organisations["birch"])
    assert add_shared_cost(**add, by=wood.birch).state == "draft"
    assert b"Share a cost" in client_of(wood, "birch").get(url).content


def test_each_line_of_the_budget_in_force_is_offered_once(wood):
    def offered():
        url = reverse("money:add-shared-cost", args=[wood.cluster.pk])
        form = client_of(wood, "ash").get(url).context["form"]
        return [key for key, _ in form.fields["budget_line"].choices if key]

    thrown = drafted(wood, ROOM)
    discard_budget(budget=thrown, by=wood.ash, now=NOON)
    older, newer = drafted(wood, ROOM), drafted(wood, ROOM)
    assert offered() == [str(line(newer, "Room").pk)]
    put_budget_in_force(budget=older, by=wood.ash, now=NOON)
    assert offered() == [str(line(older, "Room").pk)]


def test_the_line_that_was_chosen_stays_when_a_new_version_is_in_force(wood):
    first = drafted(wood, ROOM, TALK)
    put_budget_in_force(budget=first, by=wood.ash, now=NOON)
    cost = noted(wood, budget_line=line(first, "Room"))
    second = drafted(wood, based_on=first, lines=())
    put_budget_in_force(budget=second, by=wood.ash, now=NOON)
    assert lines_to_choose(wood.cluster, cost.budget_line) == [
        line(first, "Room"), line(second, "Training"),
    ]  # fmt: skip
