"""A member shares whole months of its spending, once it has seen what others would see."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from spinney.base.record.models import Entry
from spinney.purchasing.actions.shares import share_spend
from spinney.purchasing.events.shares import spend_shared
from spinney.purchasing.models import SpendShare
from spinney.purchasing.queries.seeing import seeing
from tests.access import client_of
from tests.agreements.making import another_member
from tests.purchasing.making import DAY, NOON, a_share, spent, wood_that_shares

pytestmark = pytest.mark.django_db

MONTHS = {"first_day": date(2025, 5, 1), "last_day": date(2025, 8, 31)}
AGREED = ("bands", "runners")


@pytest.fixture
def ready(wood):
    spent(
        wood.organisations["birch"],
        [
            ("BT GROUP PLC", "telecoms", 40_000, date(2025, 5, 12)),
            ("BT GROUP PLC", "telecoms", 42_000, date(2025, 8, 12)),
            ("Mrs J Example", "other", 12_345, date(2025, 6, 3)),
        ],
        aside=["Mrs J Example"],
    )
    return wood


def share(wood, by=None, **changes):
    given = {**MONTHS, "agreed": AGREED, "cluster": wood.cluster, "now": NOON, **changes}
    return share_spend(by=by or wood.birch, **given)


def test_what_it_agreed_to_is_kept_and_others_see_it_at_once(ready):
    heard = []

    def hear(share, **more):
        heard.append(share)

    spend_shared.connect(hear)
    done = share(ready)
    spend_shared.disconnect(hear)
    assert (done.shown, done.broker, done.state) == ("bands", "runners", "shared")
    assert heard == [done]
    birch = ready.organisations["birch"].pk
    assert seeing(ready.ash, ready.cluster, DAY).level(birch) == "amounts"
    assert seeing(ready.rowan, ready.cluster, DAY).level(birch) == "bands"
    entry = Entry.objects.get(verb="purchasing.share_spend")
    assert "BT" not in str(entry.detail)


def test_looked_at_first_then_shared_on_the_page(ready):
    client = client_of(ready, "birch")
    url = reverse("purchasing:preview-share", args=[ready.cluster.pk])
    page = client.get(url).content.decode()
    assert "BT GROUP PLC" in page
    assert "£500 to £1,000" in page
    assert "£820" in page
    assert "Mrs J Example" not in page
    assert "We see whom each of us buys from, and about how much." in page
    narrow = client.get(url, {"first_month": "2025-05-01", "last_month": "2025-06-01"})
    assert "£100 to £500" in narrow.content.decode()
    data = {"first_month": "2025-05-01", "last_month": "2025-08-01", "shown": "bands",
            "broker": "runners"}  # fmt: skip
    done = client.post(reverse("purchasing:share-spend", args=[ready.cluster.pk]), data)
    assert done.status_code == 302
    found = SpendShare.objects.get()
    assert (found.first_day, found.last_day) == (date(2025, 5, 1), date(2025, 8, 31))


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"first_day": date(2025, 5, 2)}, BadInput),
        ({"last_day": date(2025, 8, 30)}, BadInput),
        ({"first_day": date(2025, 9, 1)}, BadInput),
        ({"agreed": ("suppliers", "runners")}, WrongState),
        ({"first_day": date(2024, 1, 1), "last_day": date(2024, 12, 31)}, WrongState),
    ],
)
def test_what_is_not_shared(ready, changes, error):
    with pytest.raises(error):
        share(ready, **changes)
    assert not SpendShare.objects.exists()


def test_only_a_member_for_itself(ready):
    for by, error in (
        (ready.ash, NotAllowed), (ready.rowan, NotAllowed), (ready.cedar, NotAllowed),
        (ready.hazel, NotFound), (ready.sorrel, NotFound),
    ):  # fmt: skip
        with pytest.raises(error):
            share(ready, by=by)


def test_members_see_who_shares_and_those_who_run_it_whom_they_asked(wood):
    wood_that_shares(wood)
    another_member(wood, "Rowan Café")
    url = reverse("purchasing:spend-shares", args=[wood.cluster.pk])
    page = client_of(wood, "birch").get(url).content.decode()
    assert "1 April 2025 to 31 March 2026" in page
    assert "Ask members" not in page
    for money in ("£820", "£612", "£400"):
        assert money not in page
    assert "Ask members for their files" in client_of(wood, "ash").get(url).content.decode()


@pytest.mark.parametrize("members", [2, 8])
def test_the_number_of_queries_does_not_grow(wood, django_assert_max_num_queries, members):
    for number in range(members):
        a_share(wood.cluster, another_member(wood, f"Member {number}"))
    client = client_of(wood, "ash")
    with django_assert_max_num_queries(24):
        client.get(reverse("purchasing:spend-shares", args=[wood.cluster.pk]))
