"""They are two after all: each has exactly what it had, and what came since stays where it came."""

from __future__ import annotations

import pytest

from spinney.purchasing.actions.share_merges import (
    follow_merge_of_shares,
    follow_unmerge_of_shares,
)
from spinney.purchasing.actions.spending_merges import (
    follow_merge_of_spending,
    follow_unmerge_of_spending,
)
from spinney.purchasing.actions.uploads import undo_upload
from spinney.purchasing.models import SpendLine, SpendName, SpendUpload
from tests.purchasing.giving import added
from tests.purchasing.making import NOON
from tests.purchasing.spending_merged import SYSTEM, everything, two_that_are_one

pytestmark = pytest.mark.django_db

SINCE = """\
Date,Source,Contact,Description,Reference,Account,Net,VAT,Gross
14/11/2025,Invoice,Finch Cleaning Ltd,November,F-9,Cleaning,100.00,20.00,120.00
15/12/2025,Invoice,Finch Cleaning Ltd,December,F-10,Cleaning,200.00,40.00,240.00
"""
"""Given in by the one while both are one: a payment of the other's file, and a new one."""


def merge_them(merge):
    follow_merge_of_shares(merge=merge, by=SYSTEM, now=NOON)
    follow_merge_of_spending(merge=merge, by=SYSTEM, now=NOON)


def part_them(merge):
    follow_unmerge_of_spending(merge=merge, by=SYSTEM, now=NOON)
    follow_unmerge_of_shares(merge=merge, by=SYSTEM, now=NOON)


def lines_of(organisation):
    rows = SpendLine.objects.filter(organisation=organisation, upload__state="added")
    assert not rows.exclude(name__organisation=organisation).exists()
    assert not rows.exclude(upload__organisation=organisation).exists()
    return sorted(rows.values_list("reference", flat=True))


@pytest.mark.parametrize("words", [{}, {"aside": True}, {"category": "energy"}])
def test_everything_is_as_it_was(wood, words):
    merge = two_that_are_one(wood)
    said = {f"{field}_by": "person:5" for field in words}
    both = SpendName.objects.filter(written="BT Group plc")
    both.filter(organisation=merge.aside).update(**words, **said)
    merge_them(merge)
    part_them(merge)  # cells and names are made anew from what is there: compared from then on
    before = everything()
    merge_them(merge)
    assert everything() != before
    part_them(merge)
    assert everything() == before


def test_the_first_time_too(wood):
    merge = two_that_are_one(wood)
    before = everything()
    merge_them(merge)
    part_them(merge)
    assert everything() == before


def test_a_payment_of_both_given_since_is_a_payment_of_each(wood):
    merge = two_that_are_one(wood)
    hers = lines_of(merge.aside)
    merge_them(merge)
    added(merge.kept, wood.birch, SINCE)
    assert lines_of(merge.kept).count("F-9") == 1
    part_them(merge)
    assert lines_of(merge.aside) == hers
    assert lines_of(merge.kept).count("F-9") == lines_of(merge.kept).count("F-10") == 1
    assert SpendName.objects.filter(written="Finch Cleaning Ltd").count() == 2


@pytest.mark.parametrize("number", [0, 1])
def test_a_file_undone_since_takes_nothing_of_the_other(wood, number):
    merge = two_that_are_one(wood)
    each = [lines_of(merge.kept), lines_of(merge.aside)]
    uploads = list(SpendUpload.objects.order_by("pk"))
    merge_them(merge)
    upload = SpendUpload.objects.get(pk=uploads[number].pk)
    undo_upload(upload=upload, by=wood.birch, now=NOON)
    part_them(merge)
    each[number] = []
    assert [lines_of(merge.kept), lines_of(merge.aside)] == each


def test_what_was_brought_back_since_shows_nothing_of_the_other(wood):
    merge = two_that_are_one(wood)
    both = SpendName.objects.filter(written="BT Group plc")
    both.filter(organisation=merge.aside).update(aside=True, aside_by="person:5")
    merge_them(merge)
    both.filter(organisation=merge.kept).update(aside=False, aside_by="person:6")
    part_them(merge)
    assert not both.get(organisation=merge.kept).aside
    assert both.get(organisation=merge.aside).aside
