"""Two organisations turn out to be one: it has the payments of both, each once, and nothing that
was left out comes to light.
"""

from __future__ import annotations

import pytest
from django.db.models import Sum

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.record.models import Entry
from spinney.purchasing.actions.adding import add_lines, keep_lines
from spinney.purchasing.actions.share_merges import follow_merge_of_shares
from spinney.purchasing.actions.spending_merges import follow_merge_of_spending
from spinney.purchasing.actions.uploads import undo_upload
from spinney.purchasing.models import (
    CategoryLesson,
    Judgement,
    Measure,
    SpendCell,
    SpendLine,
    SpendName,
    SpendUpload,
    SupplierChange,
    SupplierName,
)
from tests.purchasing.giving import LATER, given
from tests.purchasing.making import NOON
from tests.purchasing.spending_merged import SYSTEM, two_that_are_one

pytestmark = pytest.mark.django_db


def follow(merge):
    follow_merge_of_shares(merge=merge, by=SYSTEM, now=NOON)
    follow_merge_of_spending(merge=merge, by=SYSTEM, now=NOON)


def paid(organisation, written):
    rows = SpendCell.objects.filter(organisation=organisation, name__written=written)
    return rows.aggregate(sum=Sum("amount_pence"))["sum"]


def test_each_payment_counts_once_and_all_is_the_kept_one_s(wood):
    merge = two_that_are_one(wood)
    kept, aside = merge.kept, merge.aside
    follow(merge)
    assert not SpendCell.objects.filter(organisation=aside).exists()
    assert paid(kept, "BT Group plc") == 40_000 + 42_000 + 43_000
    assert paid(kept, "Finch Cleaning Ltd") == 10_000
    hers = SpendUpload.objects.filter(organisation=kept).latest("pk")
    assert (hers.summary["added"], hers.summary["known"]) == (2, 1)
    assert SpendName.objects.get(organisation=kept, written="BT Group plc").lines == 3
    strange = SpendLine.objects.filter(organisation=kept).exclude(name__organisation=kept)
    assert not strange.exists()
    assert Measure.objects.filter(organisation=kept).count() == 1
    assert CategoryLesson.objects.get().organisation == Judgement.objects.get().organisation == kept
    told = SupplierChange.objects.get().before
    assert {pair[0] for pair in told["about"] + told["others"][0]["names"]} == {kept.pk}
    assert set(SupplierName.objects.values_list("organisation", "written")) == {
        (kept.pk, "BT Group plc"), (kept.pk, "Finch Cleaning Ltd"),
    }  # fmt: skip


def test_undoing_a_file_of_one_leaves_what_the_other_gave_as_well(wood):
    merge = two_that_are_one(wood)
    follow(merge)
    first = SpendUpload.objects.filter(organisation=merge.kept).earliest("pk")
    undo_upload(upload=first, by=wood.birch, now=NOON)
    assert paid(merge.kept, "BT Group plc") == 42_000 + 43_000


@pytest.mark.parametrize("who", ["kept", "aside"])
def test_what_either_left_out_stays_left_out(wood, who):
    merge = two_that_are_one(wood)
    one, other = (merge.kept, merge.aside) if who == "kept" else (merge.aside, merge.kept)
    both = SpendName.objects.filter(written="BT Group plc")
    both.filter(organisation=one).update(aside=True, aside_by="person:5", person="individual")
    both.filter(organisation=other).update(aside=False, aside_by="person:6")  # brought back
    follow(merge)
    assert both.get(organisation=merge.kept).aside
    assert paid(merge.kept, "BT Group plc") is None
    assert not SupplierName.objects.filter(written="BT Group plc").exists()
    details = str(list(Entry.objects.filter(verb__contains="of_spending").values("detail")))
    assert "BT Group" not in details


def test_a_word_on_a_category_holds_where_the_kept_one_said_nothing(wood):
    merge = two_that_are_one(wood)
    both = SpendName.objects.filter(written="BT Group plc")
    both.filter(organisation=merge.aside).update(category="energy", category_by="person:5")
    follow(merge)
    assert both.get(organisation=merge.kept).category == "energy"
    assert set(
        SpendCell.objects.filter(name__written="BT Group plc").values_list("category", flat=True)
    ) == {"energy"}


def test_a_file_that_is_being_added_meanwhile_waits_to_be_added_again(wood):
    merge = two_that_are_one(wood)
    upload = given(merge.aside, wood.actor("maple"), LATER, name="more.csv")
    add_lines(upload=upload, by=wood.actor("maple"), now=NOON)
    upload.refresh_from_db()
    follow(merge)
    with pytest.raises(WrongState, match="another organisation"):
        keep_lines(upload=upload, reached=lambda done, total: None, by=SYSTEM, now=NOON)
    upload.refresh_from_db()
    assert (upload.state, upload.organisation) == ("to_check", merge.kept)
    assert not upload.lines.exists()


def test_nobody_does_it_by_hand(wood):
    merge = two_that_are_one(wood)
    with pytest.raises(NotAllowed):
        follow_merge_of_spending(merge=merge, by=wood.hazel, now=NOON)
