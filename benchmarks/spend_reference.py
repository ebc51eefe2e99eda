"""What is in each published file of payments, reckoned by hand: the truth for `spend_reading`.

For each body somebody looked at its files and wrote down here in which columns its payments stand,
how its days are written, and which rows are none. Nothing of Spinney's own reading is used: rows
come from Python's `csv`, from openpyxl, or (for one old XLS) from calamine; columns are named or
counted by hand; amounts go through `Decimal`. Where a body's files write days now one way round and
now the other, the month in the file's own name, which Spinney does not look at, says which.
"""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path


@dataclass(frozen=True)
class Body:
    """Where a body's files have their payments. Columns are headings (any of several), or places
    from 0. `days` are the ways that days are written; `header` is a heading that marks the row of
    headings.
    """

    supplier: tuple[str, ...] | dict[int, int]
    amount: tuple[str, ...] | dict[int, int]
    day: tuple[str, ...] | dict[int, int] | None
    days: tuple[str, ...] = ("%Y-%m-%d",)
    header: str = "supplier"
    by_month: bool = False


_UK, _US, _WORDS = "%d/%m/%Y", "%m/%d/%Y", ("%d-%b-%y", "%d-%b-%Y")
_NHS_NAMES = ("supplier", "supplier name", "suppklier")
_NHS_AMOUNTS = ("amount", "ap amount", "amount in sterling £")
_NHS_DAYS = ("date", "date paid", "payment date", "data")
_UK_NHS = Body(_NHS_NAMES, _NHS_AMOUNTS, _NHS_DAYS, (_UK, "%Y-%m-%d"))
_BOTH_NHS = Body(
    _NHS_NAMES, _NHS_AMOUNTS, _NHS_DAYS, (_UK, _US, "%Y-%m-%d", *_WORDS), by_month=True
)
_WORDS_NHS = Body(_NHS_NAMES, _NHS_AMOUNTS, _NHS_DAYS, (*_WORDS, _UK))

BODIES = {
    "calderdale": Body(
        ("supplier name", "supplier(beneficiary) name"), ("net amount",),
        ("transaction date", "date"),
    ),
    "darlington": Body({11: 4, 12: 4}, {11: 7, 12: 7}, {11: 6, 12: 6}),
    "gla_london": Body(("vendor name",), ("amount",), ("clearing date",), header="vendor name"),
    # Two columns called Supplier Name: a code, then the name.
    "harrogate": Body({11: 7, 13: 9}, {11: 9, 13: 11}, {11: 6, 13: 7}),
    "manchester": Body({7: 6}, {7: 5}, {7: 3}),
    "newcastle": Body(("supplier name",), ("total (excludes vat)",), ("paid date",)),
    "salford": Body(("vendor name",), ("net",), ("date of payment",), header="vendor name"),
    "lambeth_2011_12_raw": Body({2: 0, 6: 2}, {2: 1, 6: 4}, {6: 3}, (_UK,)),
    "wakefield_card": Body(("supplier name",), ("net amount",), ("payment date",)),
    "BART": _UK_NHS, "CROY": _UK_NHS, "HILL": _UK_NHS, "IMPC": _UK_NHS, "LNWU": _UK_NHS,
    "ROYF": _UK_NHS, "WHIT": _UK_NHS, "KGST": _WORDS_NHS, "KICO": _WORDS_NHS,
    "EPSH": _BOTH_NHS, "HOME": _BOTH_NHS, "NCL": _BOTH_NHS, "NEBD": _BOTH_NHS, "NETH": _BOTH_NHS,
    "NWHF": _BOTH_NHS, "SWL": _BOTH_NHS,
}  # fmt: skip

TOTALS = re.compile(r"^(?:grand )?total$", re.IGNORECASE)
NO_PAYMENT = {
    # Cells one column to the left, as the table came out of its PDF.
    "NETH 02 - May.pdf.csv": {2, 3, 4, 5, 6},
}
HIDDEN = {
    # ###### in place of every day: the file should be refused.
    "SWL 01 - April.pdf.csv",
}
MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}  # fmt: skip


@dataclass(frozen=True)
class Truth:
    """What a file's payments come to. `whole` is false for a file that should be refused."""

    rows: int
    pence: int
    first: date | None
    last: date | None
    suppliers: int
    whole: bool = True

    @property
    def figures(self) -> tuple[int, int, date | None, date | None, int]:
        """The five figures that a reading is held to."""
        return self.rows, self.pence, self.first, self.last, self.suppliers


def truth(body: str, name: str, data: bytes) -> Truth:
    """The truth of one file of a body."""
    how, file = BODIES[body], Path(name).name
    rows = _rows(file, data)
    header = _header(rows, how, file)
    names, amounts, days = (
        _place(how.supplier, rows[header]),
        _place(how.amount, rows[header]),
        _place(how.day, rows[header]) if how.day else None,
    )
    pence, seen, found = 0, set(), []
    count = 0
    order = _order(how, file)
    for number, row in enumerate(rows[header + 1 :], header + 2):
        supplier = " ".join(_cell(row, names).split())
        paid = _pence(_cell(row, amounts))
        if not supplier or paid is None or number in NO_PAYMENT.get(file, ()):
            continue
        if TOTALS.match(supplier) or TOTALS.match(_cell(row, 0)) or set(supplier) <= {"†", " "}:
            continue
        day = _day(_cell(row, days), order) if days is not None else None
        if isinstance(day, str):
            continue  # ######, or no day at all where there is something
        count, pence = count + 1, pence + paid
        seen.add(supplier.partition(" : ")[2] or supplier if body == "KGST" else supplier)
        found += [day] if day else []
    return Truth(
        count, pence, min(found, default=None), max(found, default=None), len(seen),
        whole=file not in HIDDEN,
    )  # fmt: skip


def _rows(file: str, data: bytes) -> list[list[str]]:
    if file.endswith(".xlsx"):
        from openpyxl import load_workbook

        sheet = load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
        return [[_typed(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    if file.endswith(".xls"):
        from python_calamine import CalamineWorkbook

        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        return [[_typed(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    return list(csv.reader(io.StringIO(text, newline="")))


def _typed(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    return "" if value is None else str(value)


def _header(rows: list[list[str]], how: Body, file: str) -> int:
    if file == "2012-06-payments.csv":
        return 9
    return next(
        index
        for index, row in enumerate(rows)
        if any(cell.strip().casefold().startswith((how.header, "suppk")) for cell in row)
    )


def _place(columns: tuple[str, ...] | dict[int, int], header: list[str]) -> int | None:
    if isinstance(columns, dict):
        return columns.get(len(header))
    plain = [" ".join(cell.split()).casefold() for cell in header]
    return next((plain.index(name) for name in columns if name in plain), None)


def _cell(row: list[str], place: int | None) -> str:
    return row[place].strip() if place is not None and place < len(row) else ""


def _pence(text: str) -> int | None:
    plain = text.replace("£", "").replace(",", "").replace(" ", "")
    if plain.startswith("(") and plain.endswith(")"):
        plain = f"-{plain[1:-1]}"
    try:
        return int((Decimal(plain) * 100).quantize(Decimal(1), "ROUND_HALF_UP"))
    except InvalidOperation:
        return None


def _order(how: Body, file: str) -> tuple[tuple[str, ...], int | None]:
    """(the ways that days are written, the month that the file's name says, if that decides)."""
    month = re.search(r" - ([A-Z][a-z]{2})", file) if how.by_month else None
    return how.days, MONTHS.get(month[1].casefold()) if month else None


def _day(text: str, order: tuple[tuple[str, ...], int | None]) -> date | str | None:
    ways, month = order
    if not text:
        return None
    found = []
    for way in ways:
        try:
            found.append(datetime.strptime(text[:11].strip(), way).date())  # noqa: DTZ007
        except ValueError:
            continue
    fitting = [day for day in found if day.month == month]
    return (fitting or found or [text])[0]
