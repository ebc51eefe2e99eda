"""Entries as accounting packages take them: the columns that each asks for. Pure.

Sources, looked up in November 2026: Xero, “Import manual journals” (up to 300 lines in one file;
dates dd/mm/yyyy; a debit above nought; the name of the tax rate as it stands in Xero); QuickBooks
Online, “Import journal entries” (JournalNo groups lines; account names, not numbers; dates in the
order that the company file uses); Sage 50, audit trail transactions (JD and JC; amounts above
nought; Reference of 30 and Details of 60 characters at the most; T9 is outside VAT).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

OUTSIDE_VAT = "No VAT"
T9 = "T9"
XERO_LINES = 300


@dataclass(frozen=True)
class JournalLine:
    """One line of an entry, with what packages ask for: `pence` above nought is a debit."""

    number: int
    day: date
    words: str
    account_number: int
    account_name: str
    pence: int
    fund: str = ""
    organisation: str = ""
    note: str = ""


Row = Sequence[str | Decimal]


@dataclass(frozen=True)
class Package:
    """A package: its name, its columns, and how a line stands in them. `most_lines` is how many it
    takes in one file.
    """

    key: str
    name: str
    header: tuple[str, ...]
    row: Callable[[JournalLine], Row]
    most_lines: int | None = None


def _pounds(pence: int) -> Decimal:
    return Decimal(pence).scaleb(-2).quantize(Decimal("0.01"))


def _said(line: JournalLine) -> str:
    return ": ".join(filter(None, (line.words, line.note)))


def _xero(line: JournalLine) -> Row:
    fund = ("Fund", line.fund) if line.fund else ("", "")
    whose = ("Organisation", line.organisation) if line.organisation else ("", "")
    return (
        f"{line.number} {line.words}", f"{line.day:%d/%m/%Y}", line.note or line.words,
        str(line.account_number), OUTSIDE_VAT, _pounds(line.pence), *fund, *whose,
    )  # fmt: skip


def _quickbooks(line: JournalLine) -> Row:
    debit = _pounds(line.pence) if line.pence > 0 else ""
    credit = _pounds(-line.pence) if line.pence < 0 else ""
    return (
        str(line.number), f"{line.day:%d/%m/%Y}", line.account_name, debit, credit, _said(line),
        line.organisation, "GBP", "", line.fund,
    )  # fmt: skip


def _sage(line: JournalLine) -> Row:
    return (
        "JD" if line.pence > 0 else "JC", "", str(line.account_number), "0",
        f"{line.day:%d/%m/%Y}", str(line.number)[:30], _said(line)[:60], _pounds(abs(line.pence)),
        T9, Decimal("0.00"), Decimal(1), line.fund[:30],
    )  # fmt: skip


PACKAGES: Mapping[str, Package] = {
    one.key: one
    for one in (
        Package(
            "xero", "Xero (manual journals)",
            ("*Narration", "*Date", "Description", "*AccountCode", "*TaxRate", "*Amount",
             "TrackingName1", "TrackingOption1", "TrackingName2", "TrackingOption2"),
            _xero, XERO_LINES,
        ),
        Package(
            "quickbooks", "QuickBooks Online (journal entries)",
            ("JournalNo", "JournalDate", "AccountName", "Debits", "Credits", "Description", "Name",
             "Currency", "Location", "Class"),
            _quickbooks,
        ),
        Package(
            "sage", "Sage 50 (audit trail transactions)",
            ("Type", "Account Reference", "Nominal A/C Ref", "Department Code", "Date",
             "Reference", "Details", "Net Amount", "Tax Code", "Tax Amount", "Exchange Rate",
             "Extra Reference"),
            _sage,
        ),
    )
}  # fmt: skip


def rows_for(package: Package, lines: Sequence[JournalLine]) -> Iterator[Row]:
    """The rows of a file for a package, below its columns."""
    return (package.row(one) for one in lines)


def in_parts(package: Package, lines: Sequence[JournalLine]) -> list[list[JournalLine]]:
    """The lines in files that the package takes, no entry torn in two. An entry that alone is too
    long stands in a file of its own.
    """
    parts: list[list[JournalLine]] = [[]]
    for entry in _entries(lines):
        most = package.most_lines
        if most is not None and parts[-1] and len(parts[-1]) + len(entry) > most:
            parts.append([])
        parts[-1] += entry
    return parts


def _entries(lines: Sequence[JournalLine]) -> Iterator[list[JournalLine]]:
    entry: list[JournalLine] = []
    for one in lines:
        if entry and entry[-1].number != one.number:
            yield entry
            entry = []
        entry.append(one)
    if entry:
        yield entry
