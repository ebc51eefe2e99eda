"""What a run finds is kept: twice, and with what people said of it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.purchasing.actions.opportunities import keep_opportunities, put_opportunity_by
from spinney.purchasing.events.shares import spend_taken_back
from spinney.purchasing.models import Opportunity, SpendCell, SpendShare, Supplier
from spinney.purchasing.queries.finding import found_in
from spinney.purchasing.queries.opportunities import visible_to
from spinney.purchasing.queries.seeing import seeing
from spinney.purchasing.queries.supplier_page import contracts_with, sight_of
from spinney.purchasing.states import OpportunityState
from tests.purchasing.comparing import look, wood_that_buys
from tests.purchasing.making import DAY, NOON, a_contract

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def buying(wood):
    return wood_that_buys(wood)


def seen_by(wood, name):
    actor = wood.actor(name)
    return {one.row.kind: one for one in visible_to(actor, seeing(actor, wood.cluster, DAY))}


def test_a_broker_sees_what_exact_amounts_show_and_members_what_bands_show(buying):
    look(buying)
    ash, birch, maple = (seen_by(buying, name) for name in ("ash", "birch", "maple"))
    # All three pay in one band (£1,000 to £2,500), so nobody who sees bands can say who pays less.
    assert set(ash) == {"switch", "join", "stop"}
    assert set(birch) == {"join", "stop"}
    assert set(maple) == {"join"}  # what Birch may pay twice for is Birch's
    assert str(ash["switch"].saves) == "£600 to £1,800"
    assert [str(part.now) for part in ash["switch"].parts] == ["£2,400", "£1,800"]
    # Maple pays £1,200: what all may know was reckoned with £1,750, which is nobody's amount.
    assert {str(part.now) for part in maple["join"].parts} == {"£1,000 to £2,500"}


def test_the_columns_hold_nothing_that_members_may_not_see(buying):
    """Amounts of the same bands leave the same in the table, whoever reads it."""

    def told():
        rows = look(buying)
        return json.dumps(
            [
                [one.key, one.low_pence, one.high_pence, one.facts]
                + list(one.members.order_by("pk").values_list("now_pence", "high_pence"))
                for one in rows
                if one.kind != "switch"
            ]
        )

    before = told()
    maple = SpendShare.objects.exclude(organisation=buying.organisations["birch"]).first()
    cells = SpendCell.objects.filter(organisation=maple.organisation)
    cells.update(amount_pence=12_345)  # £1,481.40 a year: the same band
    assert told() == before
    cells.update(amount_pence=40_000)
    assert told() != before


def test_of_what_only_a_broker_can_find_the_table_names_no_supplier(buying):
    (switch,) = (one for one in look(buying) if one.kind == "switch")
    assert (switch.title, switch.supplier, switch.high_pence) == ("Energy: switch", None, 0)
    assert not switch.members.exists()


def test_found_again_it_keeps_what_was_said_and_found_no_more_it_is_gone(buying):
    switch = next(one for one in look(buying) if one.kind == "switch")
    put_opportunity_by(opportunity=switch, why="Not this year.", by=buying.ash, now=NOON)
    look(buying)
    switch.refresh_from_db()
    assert (switch.state, switch.why_put_by) == ("put_by", "Not this year.")
    SpendCell.objects.filter(category="energy").delete()
    taken = Opportunity.objects.get(kind="join")
    taken.state = OpportunityState.TAKEN
    taken.save()
    look(buying)
    switch.refresh_from_db()
    taken.refresh_from_db()
    assert (switch.state, taken.state) == ("gone", "taken")
    assert taken.for_brokers == {}


def test_who_shows_less_is_hidden_at_once_and_who_takes_it_back_is_forgotten(buying):
    look(buying)
    share = SpendShare.objects.exclude(organisation=buying.organisations["birch"]).first()
    share.broker = "nobody"
    share.save()
    assert set(seen_by(buying, "ash")) == {"stop"}  # Birch's own; the rest rests on Maple too
    share.shown = "suppliers"
    share.save()
    assert set(seen_by(buying, "birch")) == {"stop"}
    spend_taken_back.send(SpendShare, share=share, by=buying.ash, now=NOON)
    for row in Opportunity.objects.filter(category="energy"):
        assert (row.facts, row.for_brokers, row.state) == ({}, {}, "gone")
        assert row.title == "No longer shown"
        assert not row.members.exists()


def test_nobody_keeps_them_by_hand(buying):
    with pytest.raises(NotAllowed):
        keep_opportunities(
            cluster=buying.cluster, found=found_in(buying.cluster, DAY), by=buying.ash, now=NOON
        )


@pytest.mark.parametrize(("written", "known"), [("LARK POWER LIMITED", True), ("Larks", False)])
def test_a_contract_in_a_members_own_words_says_by_when(buying, written, known):
    end = DAY + timedelta(days=200)
    a_contract(
        buying.organisations["birch"], supplier_name=written, category="energy", end_day=end,
        notice_days=60, notice_day=end - timedelta(days=60), shown_to=buying.cluster,
    )  # fmt: skip
    look(buying)
    by_when = seen_by(buying, "birch")["join"].by_when
    assert by_when == (end - timedelta(days=60) if known else None)
    supplier = Supplier.objects.get(name="Lark Power")
    sight = sight_of(buying.actor("ash"), buying.cluster, supplier.pk, DAY)
    assert bool(contracts_with(buying.actor("ash"), sight, DAY)) is known
