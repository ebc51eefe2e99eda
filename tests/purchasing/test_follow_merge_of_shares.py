"""Two organisations turn out to be one: it shows a cluster no more than each of both agreed to."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.base.post.models import Message
from spinney.purchasing.actions.share_merges import follow_merge_of_shares
from spinney.purchasing.models import Measure, Opportunity, SpendCell, SpendShare
from spinney.purchasing.queries.seeing import shared_in
from spinney.register.actions.duplicates import merge_organisations, unmerge_organisations
from spinney.register.models import Mandate, Merge
from tests.agreements.making import another_member
from tests.purchasing.making import BY, DAY, NOON, YEAR, a_share, an_opportunity, spent
from tests.purchasing.spending_merged import SYSTEM, two_that_are_one

pytestmark = pytest.mark.django_db

BT = ("BT Group plc", "telecoms", 40_000, date(2025, 8, 12))


@pytest.fixture
def merge(wood):
    kept, aside = wood.organisations["birch"], another_member(wood, "maple")
    return Merge.objects.create(kept=kept, aside=aside, merged_at=NOON, merged_by=BY)


def shown(wood, merge):
    """What the kept one shares now, and that the one put aside shares nothing."""
    follow_merge_of_shares(merge=merge, by=SYSTEM, now=NOON)
    rows = SpendShare.objects.filter(state="shared")
    assert not rows.exclude(organisation=merge.kept).exists()
    row = rows.first()
    return row and (row.first_day, row.last_day, row.shown, row.broker)


@pytest.mark.parametrize(
    ("ours", "theirs", "left"),
    [
        (
            {"first_day": date(2025, 4, 1), "last_day": date(2025, 9, 30), "shown": "amounts"},
            {"first_day": date(2025, 7, 1), "last_day": date(2026, 3, 31), "shown": "suppliers"},
            (date(2025, 7, 1), date(2025, 9, 30), "suppliers", "runners"),
        ),
        ({"broker": "host"}, {"shown": "amounts"}, (*YEAR, "bands", "nobody")),
        ({"last_day": date(2025, 4, 30)}, {"first_day": date(2025, 5, 1)}, None),
        ({"state": "taken_back"}, {}, None),
        ({}, {"state": "taken_back"}, None),
    ],
)
def test_no_more_than_each_agreed_to(wood, merge, ours, theirs, left):
    for organisation, said in ((merge.kept, ours), (merge.aside, theirs)):
        spent(organisation, [BT])
        a_share(wood.cluster, organisation, **said)
    assert shown(wood, merge) == left
    # Whoever had shared more is told; whoever had taken it back itself is not the only one.
    told = Message.objects.filter(kind="purchasing.share_narrowed")
    assert {one.email for one in told} == {"birch@example.org", "maple@example.org"}
    body = told[0].body
    assert ("nothing of it is shown there" in body) == (left is None)
    assert "£" not in body


def test_where_nothing_gets_less_nobody_is_written_to(wood, merge):
    for organisation in (merge.kept, merge.aside):
        spent(organisation, [BT])
        a_share(wood.cluster, organisation)
    assert shown(wood, merge) == (*YEAR, "bands", "runners")
    assert not Message.objects.filter(kind="purchasing.share_narrowed").exists()


@pytest.mark.parametrize("who", ["kept", "aside"])
@pytest.mark.parametrize("other_has", ["nothing", "payments", "measures"])
def test_where_one_alone_shares_nothing_of_the_other_is_shown(wood, merge, who, other_has):
    one, other = (merge.kept, merge.aside) if who == "kept" else (merge.aside, merge.kept)
    spent(one, [BT])
    a_share(wood.cluster, one)
    if other_has == "payments":
        spent(other, [BT])
    elif other_has == "measures":
        Measure.objects.create(
            organisation=other, measure="employees", value=4, on_day=DAY, source="typed",
            given_by=BY,
        )  # fmt: skip
    expected = (*YEAR, "bands", "runners") if other_has == "nothing" else None
    assert shown(wood, merge) == expected


def test_one_that_is_no_member_shares_nothing(wood, merge):
    wood.memberships["birch"].delete()
    a_share(wood.cluster, merge.kept)
    assert shown(wood, merge) is None


def test_what_was_reckoned_with_figures_of_either_is_forgotten(wood, merge):
    for one in (merge.kept, merge.aside):
        a_share(wood.cluster, one)
    facts = {"levels": {str(merge.aside.uid): "bands"}}
    found = an_opportunity(wood.cluster, [(merge.aside, 1_000, 1, 2)], facts=facts)
    shown(wood, merge)
    assert Opportunity.objects.get(pk=found.pk).facts == {}
    assert not found.members.exists()


def test_it_follows_the_register_and_comes_back(wood):
    merge = two_that_are_one(wood)
    kept, aside = merge.kept, merge.aside
    merge.delete()
    before = list(SpendShare.objects.order_by("pk").values())
    cells = SpendCell.objects.order_by("name__written", "month")
    paid = list(cells.values_list("organisation", "name__written", "amount_pence"))
    Mandate.objects.all().delete()  # nobody acts for them, so that the host may merge them
    row = merge_organisations(kept=kept, aside=aside, by=wood.hazel, now=NOON)
    (found,) = shared_in(wood.cluster, DAY).values()
    assert (found.organisation, found.level) == (kept, "suppliers")
    assert found.months == (date(2025, 7, 1), date(2026, 3, 31))
    assert set(SpendCell.objects.values_list("organisation", flat=True)) == {kept.pk}
    unmerge_organisations(merge=row, by=wood.hazel, now=NOON)
    assert list(SpendShare.objects.order_by("pk").values()) == before
    assert list(cells.values_list("organisation", "name__written", "amount_pence")) == paid


def test_nobody_does_it_by_hand(wood, merge):
    with pytest.raises(NotAllowed):
        follow_merge_of_shares(merge=merge, by=wood.hazel, now=NOON)
