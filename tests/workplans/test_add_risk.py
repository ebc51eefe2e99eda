"""A risk is written down with its owner; the usual ones are offered until somebody takes them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput
from spinney.workplans.actions.risks import add_risk
from spinney.workplans.bridge.starting_risks import USUAL
from spinney.workplans.policies.risks import RiskText
from spinney.workplans.queries.risks import Weight, grid_of, usual_risks, weight_of
from tests.access import client_of
from tests.personas import NOON, Wood
from tests.workplans.making import a_risk

pytestmark = pytest.mark.django_db


def test_a_usual_risk_is_offered_until_it_is_taken(wood: Wood) -> None:
    assert len(usual_risks(wood.birch, wood.cluster.pk)) == len(USUAL)
    url = reverse("workplans:add-risk", args=[wood.cluster.pk])
    page = client_of(wood, "birch").get(url, {"usual": "funding"}).content.decode()
    assert "The funding fails" in page
    assert "Say in the plan what stops" in page
    text = RiskText("The funding fails", 3, 4, organisation=wood.organisations["birch"])
    made = add_risk(cluster=wood.cluster, text=text, by=wood.birch, now=NOON)
    assert made.organisation == wood.organisations["birch"]
    assert "funding" not in {one.key for one in usual_risks(wood.birch, wood.cluster.pk)}


def test_what_is_no_risk_is_refused_with_every_reason(wood: Wood) -> None:
    text = RiskText(" ", 0, 6, organisation=wood.organisations["sorrel"])
    with pytest.raises(BadInput) as refused:
        add_risk(cluster=wood.cluster, text=text, by=wood.ash, now=NOON)
    assert set(refused.value.fields) == {"title", "likelihood", "impact", "organisation"}


def test_weight_is_likelihood_times_impact(wood: Wood) -> None:
    heavy = a_risk(wood.cluster, likelihood=5, impact=4)
    light = a_risk(wood.cluster, likelihood=1, impact=2)
    assert str(weight_of(heavy)) == "High (20)"
    assert weight_of(light) < Weight(6)
    grid = grid_of([heavy, light])
    assert grid[1][4] == [heavy]
    assert grid[3][0] == [light]


def test_the_list_shows_the_weightiest_first_and_is_a_file(wood: Wood) -> None:
    for number in range(1, 6):
        a_risk(wood.cluster, title=f"Risk {number}", likelihood=number, impact=3)
    url = reverse("workplans:risks", args=[wood.cluster.pk])
    page = client_of(wood, "birch").get(url).content.decode()
    assert page.index("Risk 5") < page.index("Risk 1")
    assert "How likely, and how bad" in page
