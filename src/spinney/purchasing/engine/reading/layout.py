"""How a file of payments is laid out: which column means what, and how it is written. Pure.

A layout is what `look` found, what a person may correct, and what is remembered for the next file
with the same headings.

    >>> layout = Layout(columns=(ColumnUse("Payee", 0, Role.SUPPLIER), ColumnUse("£", 1, Role.NET)))
    >>> layout.index_of(Role.SUPPLIER), Layout.from_json(layout.to_json()) == layout
    (0, True)
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self

Json = Any


class Role(StrEnum):
    """What a column means."""

    DATE = "date"
    SUPPLIER = "supplier"
    SUPPLIER_NUMBER = "supplier_number"
    NET = "net"
    VAT = "vat"
    GROSS = "gross"
    DEBIT = "debit"
    """Money out, in a column of its own."""
    CREDIT = "credit"
    """Money in, in a column of its own."""
    SIGN = "sign"
    """Whether the amount is money out or in: CR and DR, bill and credit note."""
    CATEGORY = "category"
    DESCRIPTION = "description"
    REFERENCE = "reference"
    QUANTITY = "quantity"
    UNIT_PRICE = "unit_price"
    CONTRACT_END = "contract_end"
    CURRENCY = "currency"
    IGNORE = "ignore"


MANY = frozenset({Role.IGNORE, Role.CATEGORY, Role.DESCRIPTION})
"""Roles that several columns may have; their words are joined. Every other has one column."""
AMOUNTS = (Role.NET, Role.VAT, Role.GROSS, Role.DEBIT, Role.CREDIT)


class DateOrder(StrEnum):
    """How a date of three numbers is read. Months in words need no order."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"
    EXCEL_SERIAL = "excel_serial"
    MIXED = "mixed"
    """Two ways in one file: each row by what its own run of rows, or its own spelling, proves."""


class Signs(StrEnum):
    """How money spent is told from money that came in."""

    SPENDING_POSITIVE = "spending_positive"
    SPENDING_NEGATIVE = "spending_negative"
    OUT_AND_IN = "out_and_in"
    """Two columns, DEBIT for money out and CREDIT for money in."""
    MARKED = "marked"
    """A column (SIGN) or letters after the amount say which."""


class Grouped(StrEnum):
    """What the headings between the rows of a grouped report name."""

    NOT = "not"
    BY_CATEGORY = "by_category"
    BY_SUPPLIER = "by_supplier"


class MoneyIn(StrEnum):
    """What a row is that brought money in."""

    CREDIT = "credit"
    """A supplier gave it back: a line below nought."""
    RECEIPT = "receipt"
    """Income, as bank statements have it: left out."""


@dataclass(frozen=True)
class ColumnUse:
    """A column: its heading as the file has it, its place from 0, and what it means."""

    heading: str
    index: int
    role: Role


@dataclass(frozen=True)
class Layout:
    """How a file of payments is to be read.

    `sheets` are the names of the sheets to read ("" for a file without sheets); `header_rows` the
    rows of headings, counted from 1, empty where there are none; `pounds` is how many pounds a
    written 1 means (1, or 1000 where amounts are in thousands); `decimal_comma` says that 12,50 is
    twelve and a half; `numbered_suppliers` that each supplier has a number and a colon before the
    name; `currency` is what amounts without
    a sign of their own are in; `delimiter` is "" for spreadsheets.
    """

    columns: tuple[ColumnUse, ...]
    sheets: tuple[str, ...] = ("",)
    header_rows: tuple[int, ...] = (1,)
    date_order: DateOrder = DateOrder.DMY
    signs: Signs = Signs.SPENDING_POSITIVE
    money_in: MoneyIn = MoneyIn.CREDIT
    grouped: Grouped = Grouped.NOT
    pounds: int = 1
    decimal_comma: bool = False
    numbered_suppliers: bool = False
    currency: str = "GBP"
    encoding: str = ""
    delimiter: str = ""

    def index_of(self, role: Role) -> int | None:
        """The place of the first column with a role; None when no column has it."""
        return next((one.index for one in self.columns if one.role is role), None)

    def all_of(self, role: Role) -> tuple[int, ...]:
        """The places of all columns with a role."""
        return tuple(one.index for one in self.columns if one.role is role)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of all columns, in order."""
        return tuple(one.heading for one in self.columns)

    @property
    def fingerprint(self) -> str:
        """By what the next file of the same shape is known."""
        return fingerprint(self.headings)

    def using(self, roles: Mapping[int, Role]) -> Layout:
        """The layout with other meanings for some columns, by their places."""
        return replace(self, columns=tuple(_given(one, roles) for one in self.columns))

    def to_json(self) -> Json:
        """The layout as plain JSON."""
        return {
            "columns": [
                {"heading": one.heading, "index": one.index, "role": str(one.role)}
                for one in self.columns
            ],
            "sheets": list(self.sheets),
            "header_rows": list(self.header_rows),
            "date_order": str(self.date_order),
            "signs": str(self.signs),
            "money_in": str(self.money_in),
            "grouped": str(self.grouped),
            "pounds": self.pounds,
            "decimal_comma": self.decimal_comma,
            "numbered_suppliers": self.numbered_suppliers,
            "currency": self.currency,
            "encoding": self.encoding,
            "delimiter": self.delimiter,
        }

    @classmethod
    def from_json(cls, given: Json) -> Self:
        """The layout that JSON of `to_json` says. Raises ValueError for anything else."""
        try:
            return cls(
                columns=tuple(
                    ColumnUse(str(one["heading"]), int(one["index"]), Role(one["role"]))
                    for one in given["columns"]
                ),
                sheets=tuple(str(name) for name in given["sheets"]),
                header_rows=tuple(int(row) for row in given["header_rows"]),
                date_order=DateOrder(given["date_order"]),
                signs=Signs(given["signs"]),
                money_in=MoneyIn(given["money_in"]),
                grouped=Grouped(given["grouped"]),
                pounds=int(given["pounds"]),
                decimal_comma=bool(given["decimal_comma"]),
                numbered_suppliers=bool(given["numbered_suppliers"]),
                currency=str(given["currency"]),
                encoding=str(given["encoding"]),
                delimiter=str(given["delimiter"]),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("This is not the layout of a file of payments.") from error


def _given(column: ColumnUse, roles: Mapping[int, Role]) -> ColumnUse:
    return replace(column, role=roles.get(column.index, column.role))


_NOT_WORDS = re.compile(r"[^\w£]+")


def plain_heading(heading: str) -> str:
    """A heading as it is compared: small letters, single spaces, no marks.

    >>> plain_heading("  Supplier Name (T) "), plain_heading("Net_Amount")
    ('supplier name t', 'net amount')
    """
    return _NOT_WORDS.sub(" ", heading.casefold().replace("_", " ")).strip()


def fingerprint(headings: Iterable[str]) -> str:
    """A short name for a set of headings, the same in whatever order they stand.

    >>> fingerprint(["Date", "Payee"]) == fingerprint(["payee ", "DATE"]) != fingerprint(["Date"])
    True
    """
    plain = sorted(plain_heading(heading) for heading in headings)
    return hashlib.sha256("\n".join(plain).encode()).hexdigest()[:16]
