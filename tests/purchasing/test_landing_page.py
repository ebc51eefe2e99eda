"""The first page of purchasing: one step for whoever looks, and how everything stands."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from spinney.purchasing.models import DoubtfulPair, SpendShare
from tests.access import client_of
from tests.agreements.making import another_member
from tests.purchasing.making import (
    a_contract,
    a_contractor,
    a_purchase,
    a_saving,
    spent,
    wood_that_shares,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def page(wood, who):
    answer = client_of(wood, who).get(reverse("purchasing:purchasing", args=[wood.cluster.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_begins_with_a_file(wood):
    told = page(wood, "birch")
    assert "Give in a file" in told
    assert reverse("purchasing:spending", args=[wood.organisations["birch"].pk]) in told
    assert "Ask members for their files" in page(wood, "ash")


def test_then_a_member_shares_what_it_gave_in(wood):
    wood_that_shares(wood)
    SpendShare.objects.filter(organisation=wood.organisations["birch"]).delete()
    assert "See what others would see" in page(wood, "birch")


def test_then_names_are_looked_at_and_words_are_given(wood):
    wood_that_shares(wood)
    pair = ("British Telecommunications", "Larch Office Machines")
    DoubtfulPair.objects.create(cluster=wood.cluster, one=pair[0], other=pair[1], sure=60, rank=1)
    assert "Look at the names" in page(wood, "birch")
    assert pair[0] not in page(wood, "birch")


def test_how_everything_stands_in_as_many_queries_for_many(wood):
    wood_that_shares(wood)
    page(wood, "birch")
    with CaptureQueriesContext(connection) as few:
        page(wood, "birch")
    birch = wood.organisations["birch"]
    for number in range(4):
        member = another_member(wood, f"Member {number}")
        spent(member, [("BT", "telecoms", 1_000 * number + 10, date(2025, 5, number + 1))])
        a_purchase(wood.cluster)
        a_contract(member, shown_to=wood.cluster)
        a_saving(wood.cluster, birch, title=f"Saving {number}", covers=f"part:{number}")
        a_contractor(wood.cluster, f"Builder {number}")
    page(wood, "birch")
    with CaptureQueriesContext(connection) as many:
        told = page(wood, "birch")
    assert len(many) <= len(few) + 2
    assert len(many) <= 42
    for words in ("2 of 6 members", "4 under way", "4 contractors"):
        assert words in told, words
