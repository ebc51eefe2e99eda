"""Plain words for the codes of this engine: what is wrong, where, and what to do. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spinney.base.kernel.spreadsheets import column_letters
from spinney.purchasing.engine.reading.look import Doubt
from spinney.purchasing.engine.reading.reading import Refused, Skipped
from spinney.purchasing.engine.reading.refusal import FileRefused

_AGAIN = "Save it as CSV or XLSX and send it again."

REFUSALS: Mapping[str, str] = {
    "empty": "The file is empty. Choose it again, or export it again.",
    "not_a_table": "The file is {a_what}, not a table of payments. " + _AGAIN,
    "packed": "The file is a zip with other files in it. Unpack it and send the files themselves.",
    "disguised": (
        "The file is called {ending}, but inside it is {a_kind}. Give it the ending that it should"
        " have, or save it again in the program that made it."
    ),
    "locked": "The file is locked with a password. Save it without one and send it again.",
    "damaged": "The file is damaged and cannot be opened. Download or save it again.",
    "unsafe": "{words}",
    "too_large": "The file is too large to read. Split it by year or month, and send the parts.",
    "too_wide": (
        "The file has {columns:,} columns; at most {most:,} can be read. Delete those that are"
        " empty, and send it again."
    ),
    "open_quote": (
        "A quotation mark opens in row {row:,} and is never closed, so that the rows after it run"
        " together. Mend that row, or export the file again."
    ),
    "no_table": (
        "No table of payments was found in the file. It needs a row of headings, such as Date,"
        " Supplier and Amount, with the payments under it."
    ),
    "no_supplier_column": "No column says who was paid. Choose the one that does.",
    "no_amount_column": "No column says how much was paid. Choose the one that does.",
    "other_layout": (
        "The columns of the file are not where they were when it was looked at. Send it again."
    ),
    "hashes": (
        "{count:,} of {of:,} rows show ###### where a date or an amount should be. A spreadsheet"
        " writes that when a column is too narrow. Open the file that this was saved from, make"
        " the column wider, save it again and send that."
    ),
    "split_amount": (
        "The amounts in {count:,} of {of:,} rows are cut in two: 1,234.50 stands without quotation"
        " marks, so that its comma parts two columns. Save it as XLSX, or with amounts without"
        " commas, and send it again."
    ),
    "slid": (
        "The headings and the columns under them do not belong together: under “{heading}” is"
        " something else. That happens when a table is taken out of a PDF. Ask for the file that"
        " the PDF was made from."
    ),
}  # fmt: skip

DOUBTS: Mapping[str, str] = {
    "damaged_text": "Some letters could not be read and show as �. Check the names of suppliers.",
    "formulas": "{count:,} cells hold formulas. The values that they last had were read.",
    "formulas_never_calculated": (
        "{count:,} cells hold formulas that were never worked out ({cells}), and count as empty."
        " Open the file in a spreadsheet program, save it and send it again."
    ),
    "external_links": (
        "The file takes values from other files. The values that it last had were read; nothing"
        " else was opened."
    ),
    "no_headings": (
        "The table has no headings, so the columns were told by what is in them. Check each one."
    ),
    "other_sheet": (
        "The sheet “{sheet}” has other columns and is left out ({rows:,} rows). Send it as a file"
        " of its own if it has payments too."
    ),
    "other_table": (
        "There is another table{place}, with {rows:,} rows. It is left out. Send it as a file of"
        " its own if it has payments too."
    ),
    "no_supplier_column": "No column says who was paid. Choose the one that does.",
    "no_amount_column": "No column says how much was paid. Choose the one that does.",
    "supplier_from_description": (
        "No column is called after suppliers, so “{heading}”{place} was taken for who was paid."
        " Check that it is."
    ),
    "supplier_codes": (
        "No column has the names of suppliers, so their codes in “{heading}”{place} were taken."
        " Names are better: export the file with them if you can."
    ),
    "supplier_short": (
        "What stands in “{heading}”{place} looks like codes. It was taken for who was paid, as the"
        " heading says. Check that it is."
    ),
    "no_dates": "No column has dates. The payments count, but in no month.",
    "date_order_assumed": (
        "The dates{place} can be read two ways. They were read with the {order_words} first."
        " Change it if that is wrong."
    ),
    "dates_mixed": (
        "The dates{place} are written two ways: {day_first:,} have the day first, {month_first:,}"
        " the month. Those that can be read both ways were read as the dates next to them, or left"
        " out where nothing tells."
    ),
    "names_mended": (
        "{count:,} names{place} were broken, their ends in the row below, as in a table that was"
        " taken out of a PDF. They were put together again. Check a few."
    ),
    "undated": "{count:,} payments have no date. They count, but in no month.",
    "thousands": "The amounts{place} are in thousands of pounds: 1 was read as £1,000.",
    "decimal_comma": "The amounts{place} have a comma before the pence: 12,50 was read as £12.50.",
    "vat_unknown": (
        "Nothing says whether the amounts{place} are with VAT or without. They were read as what"
        " was paid, VAT and all. Change it if they are without."
    ),
    "grouped": "The payments stand in {groups:,} groups, under headings that name {by_words}.",
    "signs_assumed": (
        "Most amounts{place} are below nought ({below:,}; {above:,} are above). Those below were"
        " read as money spent. Change it if that is wrong."
    ),
    "credits_many": (
        "More amounts{place} are below nought ({below:,}) than above ({above:,}). Those below were"
        " read as money that suppliers gave back. Change it if that is wrong."
    ),
    "income_left_out": "{count:,} rows brought money in. They are no payments, and are left out.",
    "total_differs": (
        "The total{place} says {said}, but the payments above it come to {found}. Some rows may be"
        " missing, or left out."
    ),
    "maybe_swapped": (
        "Some dates{place} may have day and month the wrong way round: those with a day up to 12"
        " are real dates, the others are text. Check a few."
    ),
    "no_payments": "Not one payment could be read. Check which column means what.",
    "role_twice": "Two columns mean the same. Choose one of them.",
    "no_such_column": "The file has no column “{heading}”.",
}  # fmt: skip

_ROWS: Mapping[str, str] = {
    "no_amount": "there is no amount",
    "bad_amount": "“{value}” is no amount",
    "hashes": "###### stands where a date or an amount should be",
    "no_supplier": "nobody is named",
    "slid": "its cells stand under the wrong headings: “{value}” is no supplier",
    "split_amount": "the amount was cut in two at its comma, and begins with “{value}”",
    "run_together": "several rows have run together in it",
    "bad_date": "“{value}” is no date",
    "date_two_ways": "“{value}” can be read as two days, and nothing tells which",
    "other_currency": "“{value}” is not in pounds",
}

_SKIPPED: Mapping[str, str] = {
    "blank": "an empty row",
    "heading": "the headings again",
    "total": "a total",
    "subtotal": "a total of some rows",
    "balance": "a balance",
    "note": "a note or a heading between the rows",
    "receipt": "money that came in",
    "settlement": "the card's bill being paid",
}

_WHATS = {
    "pdf": "a PDF",
    "picture": "a picture",
    "archive": "a packed archive",
    "database": "a database",
    "document": "a document",
    "program": "a program",
    "web_page": "a web page",
    "binary_workbook": "a binary workbook (XLSB)",
}
_KINDS = {
    "text": "plain text",
    "xlsx": "an Excel workbook (XLSX)",
    "xls": "an old Excel workbook (XLS)",
    "ods": "an OpenDocument spreadsheet (ODS)",
}
ASKS = frozenset(
    {
        "no_supplier_column", "no_amount_column", "supplier_from_description", "no_headings",
        "date_order_assumed", "signs_assumed", "credits_many", "supplier_codes", "supplier_short",
        "no_payments",
        "other_table", "maybe_swapped", "total_differs", "role_twice", "no_such_column",
        "formulas_never_calculated",
    }
)  # fmt: skip
"""Doubts that a person should answer before the payments are used; the others only tell."""


def asks(doubt: Doubt) -> bool:
    """Whether a person should look before the payments are used."""
    return doubt.code in ASKS or doubt.code.startswith("refused_")


def said(doubt: Doubt) -> str:
    """A doubt in plain words.

    >>> said(Doubt("thousands", "", column=3))
    'The amounts in column D are in thousands of pounds: 1 was read as £1,000.'
    >>> said(Doubt("refused_bad_date", "", 7, 0, {"count": 2, "of": 90, "value": "32/1/2026"}))
    '2 of 90 rows cannot be read, the first in row 7: “32/1/2026” is no date. They are left out.'
    """
    detail = dict(doubt.detail)
    if doubt.code.startswith("refused_"):
        why = _ROWS[doubt.code.removeprefix("refused_")].format(**detail)
        count, rows = detail["count"], detail["of"]
        them = "It is" if count == 1 else "They are"
        return (
            f"{count:,} of {rows:,} rows cannot be read, the first in row {doubt.row:,}"
            f"{_on(doubt.sheet)}: {why}. {them} left out."
        )
    return DOUBTS[doubt.code].format(**_filled(doubt, detail))


def _filled(doubt: Doubt, detail: dict[str, Any]) -> dict[str, Any]:
    """The figures of a doubt with the words that belong to them."""
    order = detail.get("order", "")
    detail["order_words"] = "month" if order == "mdy" else "day"
    detail["by_words"] = "suppliers" if detail.get("by") == "by_supplier" else "accounts"
    detail["cells"] = ", ".join(detail.get("cells", ()))
    detail["sheet"] = doubt.sheet
    for name in ("said", "found"):
        if name in detail:
            detail[name] = pounds(detail[name])
    detail["place"] = _place(doubt)
    return detail


def _place(doubt: Doubt) -> str:
    place = ""
    if doubt.column is not None:
        place = f" in column {column_letters(doubt.column)}"
    elif doubt.row:
        place = f" in row {doubt.row:,}"
    return place + _on(doubt.sheet)


def _on(sheet: str) -> str:
    return f" of the sheet “{sheet}”" if sheet else ""


def pounds(pence: int) -> str:
    """Pence as pounds.

    >>> pounds(-123456), pounds(5000)
    ('−£1,234.56', '£50.00')
    """
    whole, rest = divmod(abs(pence), 100)
    return f"{'−' if pence < 0 else ''}£{whole:,}.{rest:02d}"


def said_refusal(refused: FileRefused) -> str:
    """Why a file is refused, in plain words."""
    detail = {"row": 0, **refused.detail}
    detail["a_what"] = _WHATS.get(str(detail.get("what")), "something else")
    detail["a_kind"] = _KINDS.get(str(detail.get("kind")), "something else")
    return REFUSALS[refused.code].format(**detail)


def said_skipped(code: str) -> str:
    """What a row that was left out is.

    >>> said_skipped("subtotal")
    'a total of some rows'
    """
    return _SKIPPED[code]


def said_row(row: Refused | Skipped) -> str:
    """Why a row is no line, in plain words.

    >>> said_row(Refused("", 8, 2, "bad_amount", "ask Ann"))
    'Row 8, column C: “ask Ann” is no amount.'
    >>> said_row(Skipped("May", 30, "total"))
    'Row 30 of the sheet “May”: a total.'
    """
    if isinstance(row, Skipped):
        return f"Row {row.row:,}{_on(row.sheet)}: {_SKIPPED[row.code]}."
    column = "" if row.column is None else f", column {column_letters(row.column)}"
    why = _ROWS[row.code].format(value=row.value)
    return f"Row {row.row:,}{column}{_on(row.sheet)}: {why}."
