"""The pages of shared costs: who sees which part, what is fair, and as many queries for many."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from spinney.money.actions.cost_sharing import answer_share
from tests.access import client_of
from tests.agreements.making import an_agreement, another_member
from tests.money.costing import agreed, by_use, noted, said, share_of, trued_up
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def page(wood, who, name, *args):
    url = reverse(f"money:{name}", args=[wood.cluster.pk, *args])
    return client_of(wood, who).get(url).content.decode()


def date_parts(name, day, month, year):
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


def test_members_see_their_own_part_until_they_open_their_books(wood):
    cost = agreed(wood)
    mine = page(wood, "birch", "shared-cost", cost.pk)
    assert "£500.01" in mine
    assert "Maple House" not in mine
    assert "Maple House" in page(wood, "ash", "shared-cost", cost.pk)
    other = share_of(cost, wood, "maple")
    url = reverse("money:cost-statement", args=[wood.cluster.pk, cost.pk, other.pk])
    assert client_of(wood, "birch").get(url).status_code == 404
    an_agreement(wood, terms={"open_books": {"shown": ["spending"], "every_months": 3}})
    assert "Maple House" in page(wood, "birch", "shared-cost", cost.pk)
    assert client_of(wood, "birch").get(url).status_code == 200


def test_a_member_that_leaves_early_and_a_question_are_shown_to_whoever_keeps_the_money(wood):
    cost = agreed(wood)
    share = share_of(cost, wood, "maple")
    answer_share(share=share, question="Why so dear?", by=wood.actor("maple"), now=NOON)
    wood.memberships["maple"].leaves_on = date(2026, 10, 1)
    wood.memberships["maple"].save()
    shown = page(wood, "ash", "shared-cost", cost.pk)
    assert "It leaves the cluster on 1 October 2026" in shown
    assert "Why so dear?" in shown
    assert "Why so dear?" not in page(wood, "birch", "shared-cost", cost.pk)


def test_days_are_changed_only_while_that_can_be_and_open_sums_are_told(wood):
    change = "Change its days</a>"
    costs = [
        (made, made(wood, title=f"IT support, {made.__name__}"))
        for made in (noted, agreed, trued_up)
    ]
    wood.memberships["maple"].leaves_on = date(2026, 10, 1)
    wood.memberships["maple"].save()
    for made, cost in costs:
        can, share = made is not trued_up, share_of(cost, wood, "maple")
        shown = page(wood, "ash", "shared-cost", cost.pk)
        assert "It leaves the cluster on 1 October 2026" in shown
        assert (change in shown) == can
        assert ("Still open: it pays £" in shown) == (made is not noted)
        url = reverse("money:edit-cost-member", args=[wood.cluster.pk, cost.pk, share.pk])
        answer = client_of(wood, "ash").get(url)
        assert answer.status_code == (200 if can else 409)
        assert ("Still open with Maple House" in answer.content.decode()) == (made is agreed)


def test_the_page_shows_unit_parts_of_the_cost_and_figures(wood):
    made_of = {"once": 40_000, "step": 30_000, "each": 20}
    cost = by_use(wood, {"birch": 30}, made_of=made_of)
    shown = page(wood, "ash", "shared-cost", cost.pk)
    for words in (
        "Use is counted in", "£400 that anybody would pay, even alone",
        "£300 for a whole step of 20 hours", "Members’ figures",
        'data-label="Will use" class="spinney-table__number">30<',
        'data-label="Will use" class="spinney-table__number">not known<',
    ):  # fmt: skip
        assert words in shown
    an_agreement(wood, terms={"open_books": {"shown": ["spending"], "every_months": 3}})
    other = page(wood, "maple", "shared-cost", cost.pk)
    assert "Birch House" in other
    assert 'class="spinney-table__number">30<' not in other, "figures are not opened"


def test_the_statement_says_what_was_borne_why_and_what_is_open(wood):
    cost = trued_up(wood, 120_000)
    shown = page(wood, "maple", "cost-statement", cost.pk, share_of(cost, wood, "maple").pk)
    for words in ("£500", "£600", "1 of 2 parts, of £1,200: £600.", "pays £600"):
        assert words in shown


def test_a_member_that_left_keeps_its_statement_and_what_is_open(wood):
    cost = agreed(wood)
    share = share_of(cost, wood, "maple")
    membership = wood.memberships["maple"]
    membership.state, membership.left_on = "left", date(2026, 3, 10)
    membership.save()
    client = client_of(wood, "maple")
    gone = reverse("money:cost-statement", args=[wood.cluster.pk, cost.pk, share.pk])
    assert client.get(gone).status_code == 404
    every = reverse("money:own-shared-costs", args=[share.organisation_id])
    assert "pays £500" in client.get(every).content.decode()
    mine = reverse("money:own-cost-statement", args=[share.organisation_id, share.pk])
    shown = client.get(mine).content.decode()
    assert "1 of 2 parts, of £1,000.01: £500.01." in shown
    assert "Birch House" not in shown
    other = share_of(cost, wood, "birch")
    theirs = reverse("money:own-cost-statement", args=[share.organisation_id, other.pk])
    assert client.get(theirs).status_code == 404


def test_rules_side_by_side_and_how_fair_the_agreed_one_is(wood):
    made_of = {"once": 40_000, "unit": 1_500}
    cost = by_use(wood, budget_pence=100_000, made_of=made_of)
    shown = page(wood, "ash", "compare-rules", cost.pk)
    # Once £400 is shared, each unit is borne: 30 and 10 units at £15.
    assert "As agreed: by how much each uses" in shown
    assert "£650" in shown
    assert "£350" in shown
    assert "No member and no group would pay less alone." in shown
    own = page(wood, "maple", "compare-rules", cost.pk)
    assert "Birch House" not in own


def test_a_group_that_would_pay_less_alone_is_named_to_whoever_sees_all(wood):
    cost = noted(wood, made_of={"site": 10_000}, budget_pence=100_000)
    assert "2 groups would pay less alone." in page(wood, "ash", "compare-rules", cost.pk)
    assert "Birch House pays £500 here" in page(wood, "ash", "compare-rules", cost.pk)
    assert "Maple House pays" not in page(wood, "birch", "compare-rules", cost.pk)
    assert "There are other sharings" in page(wood, "ash", "compare-rules", cost.pk)


def test_a_cost_is_noted_changed_and_shared_from_its_pages(wood):
    another_member(wood, "maple")
    client = client_of(wood, "ash")
    add = reverse("money:add-shared-cost", args=[wood.cluster.pk])
    assert "Maple House" in client.get(add).content.decode()
    chosen = ("Birch House", "Maple House")
    sent = {
        "title": "Van", "budget_pence": "1,200", **date_parts("first_day", 1, 4, 2026),
        **date_parts("last_day", 31, 3, 2027),
        "members": [str(one.pk) for one in wood.organisations.values() if one.name in chosen],
    }  # fmt: skip
    done = client.post(add, sent, follow=True)
    assert "Noted: Van. Nobody owes anything yet." in done.content.decode()
    cost = done.context["cost"]
    at = [wood.cluster.pk, cost.pk]
    edit = reverse("money:edit-shared-cost", args=at)
    client.post(edit, sent | {"title": "The van", "version": "1"})
    share = share_of(cost, wood, "maple")
    days = {
        **date_parts("from_day", 1, 7, 2026), **date_parts("to_day", 31, 3, 2027),
        "alone_pence": "700",
    }  # fmt: skip
    member = reverse("money:edit-cost-member", args=[*at, share.pk])
    assert "Changed: Maple House." in client.post(member, days, follow=True).content.decode()
    budget = reverse("money:share-budget", args=at)
    assert "1 July 2026" in client.get(budget).content.decode()
    client.post(budget)
    true_up = reverse("money:true-up-cost", args=at)
    assert client.post(true_up, {"how": "typed"}).context["form"].errors
    client.post(true_up, {"how": "typed", "actual_pence": "1,000"})
    pay = reverse("money:pay-share", args=[*at, share.pk])
    client.post(pay, {"pence": "5", **date_parts("day", 1, 3, 2026)})
    shown = client.get(reverse("money:shared-cost", args=at)).content.decode()
    assert "The van" in shown
    assert "Shared as it cost" in shown
    for verb in ("reopen-shared-cost", "end-shared-cost"):
        client.post(reverse(f"money:{verb}", args=at), {"why": "A slip"})
    cost.refresh_from_db()
    assert cost.state == "ended"
    vat = reverse("money:note-vat", args=at)
    done = client.post(vat, {"group": "A CIO of our own"}, follow=True)
    assert "A CIO of our own" in done.content.decode()


def test_as_many_queries_for_many_as_for_few(wood, django_assert_max_num_queries):
    cost = agreed(wood)
    with django_assert_max_num_queries(200) as few:
        page(wood, "ash", "shared-cost", cost.pk)
    with django_assert_max_num_queries(200) as few_costs:
        page(wood, "ash", "shared-costs")
    names = [f"oak{number}" for number in range(6)]
    everybody = {another_member(wood, name).pk for name in names}
    many = agreed(wood, title="Phones", members=said(wood).members | everybody)
    with django_assert_max_num_queries(len(few)):
        page(wood, "ash", "shared-cost", many.pk)
    with django_assert_max_num_queries(len(few_costs)):
        page(wood, "ash", "shared-costs")
