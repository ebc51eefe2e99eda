"""What was decided is done: a new version of the budget, with the money moved."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.moves import MoveSaid, add_move
from spinney.money.actions.reallocations import (
    carry_out_reallocation,
    decide_reallocation,
    propose_reallocation,
)
from spinney.money.queries.budgets import in_force, seen
from spinney.money.queries.underspend import to_be_varied
from tests.access import client_of
from tests.agreements.making import an_agreement
from tests.money.budgeting import line, spend
from tests.money.reallocating import (
    LATER,
    agreed_to,
    decided,
    done,
    drafted_move,
    partners,
    proposed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_a_new_version_is_in_force_and_adds_up(wood):
    there = partners(wood)
    one = drafted_move(wood, there)
    new = MoveSaid(line(there.budget, "Birch House"), 20_000, to_title="Advice in the West",
                   to_organisation=there.yew, to_area="West")  # fmt: skip
    add_move(reallocation=one, said=new, by=wood.ash, now=LATER)
    propose_reallocation(reallocation=one, by=wood.ash, now=LATER)
    number = agreed_to(wood).number
    decide_reallocation(reallocation=one, decision=number, by=wood.ash, now=LATER)
    made = carry_out_reallocation(reallocation=one, by=wood.ash, now=LATER)
    after = in_force(wood.cluster.pk)
    assert (made.state, made.new_budget, after.decision_number) == ("carried_out", after, number)
    told = list(after.lines.values_list("title", "pence", "area", "organisation"))
    birch = wood.organisations["birch"].pk
    assert told == [
        ("Birch House", 430_000, "North", birch), ("Elm Advice", 550_000, "South", there.elm.pk),
        ("Yew Tree", 200_000, "North", there.yew.pk),
        ("Advice in the West", 20_000, "West", there.yew.pk),
    ]  # fmt: skip
    assert seen(after).whole.planned == seen(there.budget).whole.planned
    assert seen(after).whole.spent == 499_992
    with pytest.raises(WrongState):
        carry_out_reallocation(reallocation=one, by=wood.ash, now=LATER)


def test_nothing_is_done_that_the_rules_forbid_by_then(wood):
    there = partners(wood)
    one = proposed(wood, there, 450_000)
    decide_reallocation(reallocation=one, decision=agreed_to(wood).number, by=wood.ash, now=LATER)
    spend(line(there.budget, "Birch House"), 100_000, date(2026, 7, 9))
    with pytest.raises(WrongState, match="No line falls below"):
        carry_out_reallocation(reallocation=one, by=wood.ash, now=LATER)
    assert in_force(wood.cluster.pk) == there.budget


def test_subcontracts_of_members_whose_money_changes_are_named(wood):
    there = partners(wood)
    birch = wood.organisations["birch"]
    an_agreement(wood, ["birch", "Elm Advice"], title="For North", speaks_for="parties")
    named = to_be_varied(wood.cluster, frozenset({birch.pk}))
    assert [title for title, _ in named] == ["For North"]
    assert to_be_varied(wood.cluster, frozenset({there.yew.pk})) == []


def shown(wood, one):
    address = reverse("money:reallocation", args=[wood.cluster.pk, one.pk])
    return client_of(wood, "birch").get(address)


def figures(page) -> dict[str, tuple[str, str]]:
    return {row.title: (row.before, row.after) for row in page.context["rows"] if row.before}


SMALL_BODIES = "At least a third goes to bodies with an income under £100,000"
OF_BIRCH = "No line falls below what is spent and promised: Birch House"


def test_the_page_of_what_is_done_keeps_the_figures_from_before_and_after_the_move(wood):
    there = partners(wood)
    one = drafted_move(wood, there)
    new = MoveSaid(line(there.budget, "Birch House"), 20_000, to_title="Advice in the West",
                   to_organisation=there.yew, to_area="West")  # fmt: skip
    add_move(reallocation=one, said=new, by=wood.ash, now=LATER)
    propose_reallocation(reallocation=one, by=wood.ash, now=LATER)
    number = agreed_to(wood).number
    decide_reallocation(reallocation=one, decision=number, by=wood.ash, now=LATER)
    before = figures(shown(wood, one))
    assert before[SMALL_BODIES] == ("£6,000", "£7,700")
    assert before[OF_BIRCH] == ("£6,000", "£4,300")
    assert ": Advice in the West" in " ".join(before)
    carry_out_reallocation(reallocation=one, by=wood.ash, now=LATER)
    page = shown(wood, one)
    assert figures(page) == before
    assert page.context["found"].allows
    assert "stood when the money was moved" in page.content.decode()


def test_what_is_decided_is_shown_as_it_was_decided(wood):
    there = partners(wood)
    one = decided(wood, there, 450_000)
    spend(line(there.budget, "Birch House"), 100_000, date(2026, 7, 9))
    page = shown(wood, one)
    assert page.context["found"].allows
    assert "stood before it was decided. It is asked again" in page.content.decode()


def test_what_is_proposed_is_held_against_the_rules_as_things_stand(wood):
    there = partners(wood)
    one = proposed(wood, there, 450_000)
    spend(line(there.budget, "Birch House"), 100_000, date(2026, 7, 9))
    page = shown(wood, one)
    assert not page.context["found"].allows
    assert "As the budget in force and the ledger stand now" in page.content.decode()


def test_a_proposal_of_which_nothing_was_kept_is_shown_as_things_stand(wood):
    one = done(wood, partners(wood))
    one.checked = {}
    one.save()
    assert shown(wood, one).status_code == 200


@pytest.mark.parametrize("has_contract", [True, False])
def test_contracts_to_be_varied_are_announced_only_where_there_are_some(wood, has_contract):
    one = decided(wood, partners(wood))
    if has_contract:
        an_agreement(wood, ["birch", "Elm Advice"], title="For North", speaks_for="parties")
    address = reverse("money:carry-out-reallocation", args=[wood.cluster.pk, one.pk])
    page = client_of(wood, "ash").post(address, follow=True).content.decode()
    assert "Done: a new version of the budget is in force." in page
    assert ("See below what has to be varied." in page) is has_contract
    assert ("What has to be varied" in page) is has_contract
