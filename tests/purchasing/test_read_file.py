"""A file is read in the background: understood, or refused with the reason and not kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed
from spinney.purchasing.actions.uploads import read_file
from spinney.purchasing.models import SpendUpload
from spinney.purchasing.queries.understanding import days_to_come
from tests.access import client_of
from tests.purchasing.giving import added, given
from tests.purchasing.making import NOON, an_upload

pytestmark = pytest.mark.django_db

HASHES = "Date,Supplier,Amount\n" + "########,Rook Energy,12.00\n" * 20


def test_what_cannot_be_read_safely_is_refused_with_words_and_thrown_away(wood, settings):
    birch = wood.organisations["birch"]
    upload = given(birch, wood.birch, HASHES)
    assert upload.state == "refused"
    assert "######" in upload.refused_why
    assert not upload.file
    assert [one for one in Path(settings.MEDIA_ROOT).rglob("*") if one.is_file()] == []
    page = client_of(wood, "birch").get(f"/organisations/{birch.pk}/spending/files/{upload.pk}/")
    assert "could not be read" in page.content.decode()


@pytest.mark.parametrize(
    "text",
    [
        ",".join(f"Column {n}" for n in range(60_000)) + "\n" + "1," * 60_000,  # far too wide
        "no table at all\n" * 50,
    ],
)
def test_what_is_no_table_of_payments_is_refused(wood, text):
    upload = given(wood.organisations["birch"], wood.birch, text)
    assert upload.state == "refused"
    assert upload.refused_why.endswith(".")


def test_what_nothing_is_said_of_waits_for_somebody_to_say_it(wood):
    birch = wood.organisations["birch"]
    upload = given(birch, wood.birch, "Date,Reference,Amount\n" + "13/05/2025,A7,9\n" * 9)
    assert (upload.state, bool(upload.summary["missing"])) == ("to_check", True)
    page = client_of(wood, "birch").get(f"/organisations/{birch.pk}/spending/files/{upload.pk}/")
    assert "No column says who was paid" in page.content.decode()
    assert "Add the payments" not in page.content.decode()


def test_one_that_was_thrown_away_meanwhile_is_left(wood):
    upload = an_upload(wood.organisations["birch"], state="discarded")
    found = read_file(upload=upload, by=wood.birch.system("test"), now=NOON)
    assert found.state == "discarded"


def test_nobody_does_so_by_hand(wood):
    upload = an_upload(wood.organisations["birch"], state="reading")
    with pytest.raises(NotAllowed):
        read_file(upload=upload, by=wood.birch, now=NOON)


def test_days_that_have_not_come_yet_are_asked_about():
    plan = SpendUpload(last_day=date(2027, 12, 31))
    asked = days_to_come(plan, date(2026, 11, 22))
    assert "the last is 31 December 2027" in asked[0]
    assert days_to_come(plan, date(2027, 12, 31)) == days_to_come(SpendUpload(), NOON.date()) == []


BANK = """\
Date,Description,Paid out,Paid in,Balance
"""


def test_the_same_months_from_the_bank_are_noticed(wood):
    """Other words, the same days and amounts: the page says so before they count twice."""
    birch = wood.organisations["birch"]
    days = [f"{number:02d}/05/2025" for number in range(1, 9)]
    books = "Date,Contact,Reference,Gross\n" + "".join(
        f"{day},Larch Office Machines,INV-{number},{100 + number}.50\n"
        for number, day in enumerate(days)
    )
    added(birch, wood.birch, books)
    bank = BANK + "".join(
        f"{day},LARCH OFFICE MACH BP,{100 + number}.50,,{5000 - number}.00\n"
        for number, day in enumerate(days)
    )
    again = given(birch, wood.birch, bank, name="bank.csv")
    assert (again.state, again.summary["known"], again.summary["alike"]) == ("to_check", 0, 8)
    page = client_of(wood, "birch").get(reverse("purchasing:upload", args=[birch.pk, again.pk]))
    assert "8 payments of a day and an amount that are in already" in page.content.decode()
