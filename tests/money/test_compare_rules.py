"""Rules are set side by side, with how fair the present one is; and what is lacking is named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from spinney.money.bridge.cost_fairness import fairness
from spinney.money.queries.costs import rule_now, shares_of_cost
from tests.access import client_of
from tests.agreements.making import an_agreement
from tests.money.costing import BEGUN, agreed, by_use, noted, share_of
from tests.personas import Wood

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
JOINED = date(2026, 10, 1)
"""182 of the 365 days are left."""


def page(wood: Wood, cost, who="ash"):
    url = reverse("money:compare-rules", args=[wood.cluster.pk, cost.pk])
    return client_of(wood, who).get(url).content.decode()


def found(cost):
    return fairness(cost, shares_of_cost(cost), rule_now(cost, BEGUN.date()), actual=False)


def joins_late(wood: Wood, cost, **figures):
    share = share_of(cost, wood, "maple")
    share.from_day = JOINED
    for name, value in figures.items():
        setattr(share, name, value)
    share.save()


def by_name(wood: Wood, pence):
    names = {str(one.pk): name for name, one in wood.organisations.items()}
    return {names[key]: one for key, one in pence.items()}


def test_what_a_member_would_pay_alone_is_of_its_days(wood):
    cost = noted(wood, made_of={"once": 36_500, "site": 7_300}, budget_pence=47_440)
    joins_late(wood, cost)
    judged = found(cost)
    # £1 a day that any group pays once, 20p a day for each member.
    assert by_name(wood, judged.alone) == {"birch": 43_800, "maple": 182 * 120}
    # The 183 days alone, and half of the 182 together.
    assert by_name(wood, judged.fair) == {"birch": 18_300 + 9_100 + 7_300, "maple": 9_100 + 3_640}
    assert judged.together == cost.budget_pence
    assert "is reckoned for its days, as its part is" in page(wood, cost)


def test_a_part_of_the_year_is_not_held_against_an_alone_figure_of_the_whole(wood):
    cost = noted(wood, budget_pence=100_000)
    for name, pence in (("birch", 90_000), ("maple", 40_000)):
        share = share_of(cost, wood, name)
        share.alone_pence = pence
        share.save()
    assert found(cost).judged.count == 1, "Maple House bears £500, and £400 alone"
    joins_late(wood, cost)
    judged = found(cost)
    assert by_name(wood, judged.alone)["maple"] == 19_946, "rounded up to the penny"
    (one,) = judged.judged.objections
    assert (one.together, one.alone) == (24_932, 19_946)


def test_all_days_are_reckoned_as_ever(wood):
    cost = noted(wood, made_of={"once": 40_001, "site": 10_000}, budget_pence=60_001)
    judged = found(cost)
    assert by_name(wood, judged.alone) == {"birch": 50_001, "maple": 50_001}
    assert "is reckoned for its days" not in page(wood, cost)


def test_of_steps_for_some_days_nothing_is_said(wood):
    made_of = {"step": 30_000, "each": 20}
    cost = by_use(wood, budget_pence=60_000, made_of=made_of)
    assert "would pay less alone." in page(wood, cost)
    joins_late(wood, cost, units=Decimal(10))
    told = page(wood, cost)
    assert "the cost comes in whole steps" in told
    assert "No member and no group would pay less alone" not in told
    assert found(cost).judged is None


def test_rules_that_lack_figures_are_named_with_what_to_do(wood):
    told = page(wood, by_use(wood, {"birch": 30}))
    assert "As agreed: by how much each uses. How much it uses is not known of Maple House" in told
    assert "Say how much each used, or ask them." in told
    assert "In fixed parts. Its part in the agreement is not known of" in told
    own = page(wood, by_use(wood, {"birch": 30}, title="Van"), "birch")
    assert "How much it uses is not known of 1 member." in own
    assert "Maple House" not in own


def test_where_use_has_no_unit_that_is_to_be_said_first(wood):
    assert "Say what use is counted in, then how much each uses." in page(wood, noted(wood))


def test_a_figure_that_is_nought_for_everybody_is_not_called_unknown(wood):
    cost = noted(wood)
    cost.shares.update(staff=0)
    assert "How many staff it has comes to nought for everybody" in page(wood, cost)


def test_what_fairness_lacks_is_named_and_can_be_asked(wood):
    cost = noted(wood, made_of={"unit": 2_000})
    told = page(wood, cost)
    assert "a part of that goes by use. How much it is for Birch House and Maple House" in told
    asks = reverse("money:ask-for-figures", args=[wood.cluster.pk, cost.pk])
    assert asks in told
    assert asks not in page(wood, cost, "birch")
    nothing = page(wood, noted(wood, title="Van"))
    assert "nor what it would be alone for Birch House and Maple House." in nothing
    assert "Say what the cost is made of" in nothing


def test_what_was_really_used_counts_where_nothing_else_was_said(wood):
    cost = agreed(wood, made_of={"unit": 2_000})
    for name in ("birch", "maple"):
        share = share_of(cost, wood, name)
        share.actual_units = Decimal(10)
        share.save()
    assert by_name(wood, found(cost).alone) == {"birch": 20_000, "maple": 20_000}


def test_only_what_is_agreed_is_called_so(wood):
    cost = noted(wood)
    told = page(wood, cost)
    assert "As it is now: in equal parts" in told
    assert "As agreed" not in told
    an_agreement(wood, terms={"cost_sharing": {"otherwise": "equal"}})
    assert "As agreed: in equal parts" in page(wood, cost)


def test_on_a_narrow_screen_every_figure_keeps_its_name(wood):
    told = page(wood, noted(wood, made_of={"once": 40_000}))
    assert "spinney-table--cards" in told
    for label in ("As it is now: in equal parts", "What it adds to the cost", "Alone"):
        assert f'data-label="{label}"' in told


def trying(wood: Wood, cost, who="ash", **typed):
    url = reverse("money:compare-rules", args=[wood.cluster.pk, cost.pk])
    return client_of(wood, who).get(url, {"try": "1"} | typed).content.decode()


def test_a_mix_with_a_largest_share_is_tried_out_and_nothing_of_it_kept(wood):
    cost = by_use(wood, budget_pence=100_000, made_of={"once": 100_000})
    told = trying(wood, cost, equal="1", use="1", most_percent="60")
    assert "By a mix of rules: 50% in equal parts, 50% by how much each uses." in told
    assert "Each bears at most 60% of the cost." in told
    assert 'data-label="As you try it"' in told
    assert "£600" in told  # by the mix alone it would be £625
    assert told.count("would pay less alone.") == 2, "of the agreed rule, and of the tried one"
    assert "As you try it" not in page(wood, cost)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Say by which rule"),
        ({"equal": "1", "least_percent": "60", "most_percent": "40"}, "above the largest"),
        ({"equal": "-1"}, "In equal parts must be 0 or more."),
    ],
)
def test_what_is_no_rule_is_said_and_kept(wood, typed, words):
    told = trying(wood, noted(wood), **typed)
    assert words in told
    assert "As you try it" not in told
    assert all(f'value="{value}"' in told for value in typed.values())


def test_a_tried_rule_that_cannot_hold_says_why(wood):
    cost = noted(wood, budget_pence=100_000)
    told = trying(wood, cost, equal="1", least_percent="60")
    assert "As you try it. The smallest shares come to £1,200, more than the cost" in told
    told = trying(wood, cost, staff="1")
    assert "As you try it. How many staff it has is not known of" in told
