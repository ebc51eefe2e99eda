"""Home shows the organisations that somebody acts for, and how their evidence stands."""

from __future__ import annotations

import pytest

from spinney.base.web.home_cards import cards_of
from spinney.register.queries.home import organisation_cards
from tests.register.acting import browser_of, days, mandate, now
from tests.register.evidence_cases import add


def card(wood, name="birch"):
    return next(c for c in cards_of(wood.actor(name), now()) if c.scope.kind == "organisation")


def test_with_what_runs_out(wood):
    assert (card(wood).name, card(wood).line) == ("Birch House", "No evidence yet.")
    add(wood)
    add(wood, kind="safeguarding", expires_on=days(3))
    add(wood, kind="equality", expires_on=days(-3))
    assert card(wood).line == "Evidence: 3 pieces, 1 ended, 1 ending soon."
    assert card(wood).caption == "You are Director"


def test_of_another_organisation_only_its_name(wood):
    add(wood, by="sorrel")
    mandate(wood.people["birch"], wood.organisations["sorrel"], post="Trustee")
    cards = {c.name: c for c in cards_of(wood.birch, now()) if c.scope.kind == "organisation"}
    assert cards["Birch House"].line
    assert cards["Sorrel Street Kitchen"].line == ""


def test_two_queries(wood, django_assert_num_queries):
    birch, elm = wood.birch, wood.elm
    with django_assert_num_queries(2):
        assert len(list(organisation_cards(birch, now()))) == 1
    with django_assert_num_queries(1):
        assert list(organisation_cards(elm, now())) == []


@pytest.mark.parametrize("name", ["birch", "elm"])
def test_home_opens(wood, name):
    assert browser_of(wood.people[name]).get("/").status_code == 200
