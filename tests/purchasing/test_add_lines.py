"""Somebody who checked a file says that its payments shall be added."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from spinney.purchasing.actions.adding import add_lines
from spinney.purchasing.models import SpendCell, SpendLine
from tests.access import client_of
from tests.harness.work import do_waiting_work
from tests.purchasing.giving import LATER, asked, bookkeeper, given
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


def test_nobody_else(wood, birch):
    upload = given(birch, wood.birch)
    for by in (wood.ash, wood.sorrel, wood.hazel):
        with pytest.raises(NotAllowed):
            add_lines(upload=upload, by=by, now=NOON)
