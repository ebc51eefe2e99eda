"""Files of a bank, for tests."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from spinney.base.web.uploads import check
from spinney.money.actions.statements import add_bank_lines, give_bank_file
from spinney.money.models import BankFile, BankLine
from tests.money.making import NOON
from tests.personas import Wood

CSV = (
    "Date,Description,Paid out,Paid in,Balance\n"
    "19/03/2026,The Meadow Trust,,\"1,500.00\",1500.00\n"
    "20/03/2026,LARCH ROOMS LTD,45.50,,1454.50\n"
    "20/03/2026,Coffee,3.20,,1451.30\n"
)  # fmt: skip


def upload(text: str = CSV, name: str = "bank.csv") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, text.encode())


def given(wood: Wood, text: str = CSV, name: str = "bank.csv", **more: Any) -> BankFile:
    """A file that Ash gave, not added yet."""
    file = upload(text, name)
    fields = {"by": wood.ash, "now": NOON} | more
    return give_bank_file(cluster=wood.cluster, file=file, checked=check(file), **fields)


def lines(wood: Wood, text: str = CSV) -> list[BankLine]:
    """The lines of a file that was added, in their order."""
    add_bank_lines(bank_file=given(wood, text), by=wood.ash, now=NOON)
    return list(BankLine.objects.filter(cluster=wood.cluster).order_by("row"))
