"""Entries as Xero, QuickBooks and Sage take them."""

from datetime import date
from decimal import Decimal

from spinney.money.engine.accounting import PACKAGES, JournalLine, in_parts, rows_for

LINES = [
    JournalLine(7, date(2026, 3, 12), "Hall hire", 5000, "Work", 4550, "Meadow Trust", "Birch"),
    JournalLine(7, date(2026, 3, 12), "Hall hire", 1000, "Bank", -4550, "Meadow Trust"),
]  # fmt: skip


def test_each_line_has_a_value_for_each_column_that_it_needs():
    for package in PACKAGES.values():
        rows = list(rows_for(package, LINES))
        assert len(rows) == len(LINES)
        assert all(len(row) == len(package.header) for row in rows)


def test_debits_and_credits_stand_where_each_package_looks_for_them():
    xero = [dict(zip(PACKAGES["xero"].header, row, strict=True))
            for row in rows_for(PACKAGES["xero"], LINES)]  # fmt: skip
    assert [row["*Amount"] for row in xero] == [Decimal("45.50"), Decimal("-45.50")]
    assert {row["*Narration"] for row in xero} == {"7 Hall hire"}
    assert xero[0]["*Date"] == "12/03/2026"
    books = [dict(zip(PACKAGES["quickbooks"].header, row, strict=True))
             for row in rows_for(PACKAGES["quickbooks"], LINES)]  # fmt: skip
    assert [(row["Debits"], row["Credits"]) for row in books] == [
        (Decimal("45.50"), ""), ("", Decimal("45.50")),
    ]  # fmt: skip
    sage = [dict(zip(PACKAGES["sage"].header, row, strict=True))
            for row in rows_for(PACKAGES["sage"], LINES)]  # fmt: skip
    assert [(row["Type"], row["Net Amount"], row["Tax Code"]) for row in sage] == [
        ("JD", Decimal("45.50"), "T9"), ("JC", Decimal("45.50"), "T9"),
    ]  # fmt: skip


def test_no_entry_is_torn_in_two_where_a_file_has_a_most():
    lines = [
        JournalLine(number, date(2026, 3, 1), "Tea", 1000, "Bank", 1)
        for number in range(1, 202) for _ in range(3)
    ]  # fmt: skip
    parts = in_parts(PACKAGES["xero"], lines)
    assert [len(one) for one in parts] == [300, 300, 3]
    assert len(in_parts(PACKAGES["sage"], lines)) == 1
