"""Somebody who checked a file says that its payments shall be added."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from spinney.base.access.links import actor_of
from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from spinney.purchasing.actions.adding import add_lines
from spinney.purchasing.actions.shares import share_spend
from spinney.purchasing.models import SpendCell, SpendLine
from tests.access import client_of
from tests.harness.work import do_waiting_work
from tests.purchasing.giving import LATER, added, asked, bookkeeper, given, link_for
from tests.purchasing.making import NOON, an_upload

pytestmark = pytest.mark.django_db

UNDATED = "Supplier,Amount\n" + "".join(f"Rook Energy,{n}.00\n" for n in range(10, 16))


@pytest.fixture
def birch(wood):
    return wood.organisations["birch"]


def test_the_page_adds_and_tells_what_came_of_it(wood, birch):
    upload = given(birch, wood.birch)
    client = client_of(wood, "birch")
    url = reverse("purchasing:add-lines", args=[birch.pk, upload.pk])
    page = client.post(url, follow=True).content.decode()
    assert "You may leave this page" in page
    assert SpendCell.objects.count() == 0
    do_waiting_work()
    assert "Its payments count since" in client.get(
        reverse("purchasing:upload", args=[birch.pk, upload.pk])
    ).content.decode()  # fmt: skip
    assert client.post(url).status_code == 200  # told in the page: it is added already
    assert SpendLine.objects.count() == 6


def test_payments_without_a_day_count_in_the_month_that_somebody_says(wood, birch):
    upload = given(birch, wood.birch, UNDATED)
    with pytest.raises(BadInput, match="the last day"):
        add_lines(upload=upload, by=wood.birch, now=NOON)
    add_lines(upload=upload, last_day=date(2026, 2, 28), by=wood.birch, now=NOON)
    do_waiting_work()
    cell = SpendCell.objects.get()
    assert (cell.month, cell.amount_pence, cell.lines) == (date(2026, 2, 1), 7_500, 6)


def test_not_before_it_is_understood_nor_once_the_file_is_gone(wood, birch):
    missing = an_upload(birch, state="to_check", summary={"missing": [{}]}, file="x")
    with pytest.raises(WrongState, match="what the columns hold"):
        add_lines(upload=missing, by=wood.birch, now=NOON)
    gone = an_upload(birch, state="to_check", summary={"rows": 3})
    with pytest.raises(WrongState, match="no longer here"):
        add_lines(upload=gone, by=wood.birch, now=NOON)


def test_a_bookkeeper_adds_only_what_she_gave_in(wood, birch):
    upload = given(birch, wood.birch, LATER)
    guest = bookkeeper(asked(wood), wood)
    with pytest.raises(NotFound):
        add_lines(upload=upload, by=guest, now=NOON)
    own = given(birch, guest)
    add_lines(upload=own, by=guest, now=NOON)
    do_waiting_work()
    assert SpendLine.objects.filter(upload=own).count() == 6


SHARED = "Date,Supplier,Amount\n" + "".join(
    f"{day}/06/2025,Rook Energy {day} Ltd,{day}.00\n" for day in range(10, 32 - 1)
)
ELSEWHERE = SHARED.replace("/2025", "/2024")


def _share_the_year(wood, birch):
    added(birch, wood.birch)
    year = {"first_day": date(2025, 4, 1), "last_day": date(2026, 3, 31)}
    share_spend(
        cluster=wood.cluster, agreed=("bands", "runners"), by=wood.birch, now=NOON, **year
    )  # fmt: skip


def test_who_would_newly_be_seen_is_shown_first_and_added_only_once_she_says_so(wood, birch):
    _share_the_year(wood, birch)
    upload = given(birch, wood.birch, SHARED, name="june.csv")
    with pytest.raises(BadInput, match="would see 21 new names"):
        add_lines(upload=upload, by=wood.birch, now=NOON)
    client = client_of(wood, "birch")
    here = reverse("purchasing:upload", args=[birch.pk, upload.pk])
    page = client.get(here).content.decode()
    assert f"months that you share with {wood.cluster.name}" in page
    assert "it sees 21 names that it has not seen before" in page
    assert "<li>Rook Energy 29 Ltd</li>" in page
    assert "<li>Rook Energy 30 Ltd</li>" not in page
    assert "and 1 more name" in page
    assert reverse("purchasing:preview-share", args=[wood.cluster.pk]) in page
    add = reverse("purchasing:add-lines", args=[birch.pk, upload.pk])
    refused = client.post(add).content.decode()
    assert "Tick that you share these too" in refused
    upload.refresh_from_db()
    assert upload.state == "to_check"
    client.post(add, {"share_too": "on"})
    do_waiting_work()
    page = client.get(here).content.decode()
    assert "It sees 21 names that it had not seen before" in page
    upload.refresh_from_db()
    assert "by_month" not in upload.summary


def test_nothing_is_asked_where_no_new_name_would_be_seen(wood, birch):
    _share_the_year(wood, birch)
    for text, name in ((LATER, "later.csv"), (ELSEWHERE, "before.csv")):
        upload = given(birch, wood.birch, text, name=name)
        page = client_of(wood, "birch").get(
            reverse("purchasing:upload", args=[birch.pk, upload.pk])
        ).content.decode()  # fmt: skip
        assert "share these too" not in page
        assert ("no name that it has not seen before" in page) == (text == LATER)
        add_lines(upload=upload, by=wood.birch, now=NOON)
        do_waiting_work()


def test_payments_without_a_day_are_asked_about_if_their_month_is_shared(wood, birch):
    _share_the_year(wood, birch)
    upload = given(birch, wood.birch, UNDATED, name="undated.csv")
    with pytest.raises(BadInput, match="1 new name"):
        add_lines(upload=upload, last_day=date(2026, 2, 28), by=wood.birch, now=NOON)
    add_lines(upload=upload, last_day=date(2026, 4, 30), by=wood.birch, now=NOON)


def test_a_bookkeeper_is_shown_the_same(wood, birch, client):
    _share_the_year(wood, birch)
    row = asked(wood)
    link, secret = link_for(row, wood)
    upload = given(birch, actor_of(link), SHARED, name="june.csv")
    page = client.get(f"/do/{secret}/").content.decode()
    assert "it sees 21 names that it has not seen before" in page
    assert f"Whoever acts for {birch.name} can stop the share" in page
    assert "Tick that you share" in client.post(f"/do/{secret}/add/").content.decode()
    client.post(f"/do/{secret}/add/", {"share_too": "on"})
    do_waiting_work()
    upload.refresh_from_db()
    assert upload.state == "added"


def test_nobody_else(wood, birch):
    upload = given(birch, wood.birch)
    for by in (wood.ash, wood.sorrel, wood.hazel):
        with pytest.raises(NotAllowed):
            add_lines(upload=upload, by=by, now=NOON)
