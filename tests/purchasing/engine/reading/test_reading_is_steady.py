"""What does not matter does not change what is read."""

from __future__ import annotations

import io
import string
from datetime import date
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from spinney.purchasing.engine.line import LINES, arrow_schema
from spinney.purchasing.engine.reading.layout import Layout, Role
from spinney.purchasing.engine.reading.look import Look, check, look
from spinney.purchasing.engine.reading.read import read
from spinney.purchasing.engine.reading.reading import lines_of
from spinney.purchasing.engine.reading.refusal import FileRefused
from spinney.purchasing.engine.reading.saying import said, said_row
from spinney.purchasing.engine.reading.text_grid import _by_arrow, _row_by_row
from tests.purchasing.engine.reading.files import csv_file, paid, read_file, xlsx_file

HEAD = ("Payment date", "Supplier name", "Net amount", "Expense type", "Reference")
BOOK = xlsx_file(("S", [["Date", "Supplier", "Amount"], ["13/4/2025", "Rook Ltd", 5]]))
WORDS = st.text(string.ascii_letters + " &'", min_size=4, max_size=20).map(
    lambda text: f"Rook {text.strip()} Ltd"
)
PAYMENTS = st.lists(
    st.tuples(
        st.dates(date(2024, 1, 13), date(2025, 12, 31)).map(lambda one: f"{one:%d/%m/%Y}"),
        WORDS,
        st.integers(-99_999, 9_999_999).map(lambda pence: f"{Decimal(pence) / 100:.2f}"),
        st.sampled_from(["Gas", "Stationery, paper", 'Screens 6"']),
        st.integers(1000, 99_999).map(str),
    ),
    min_size=3,
    max_size=25,
).map(lambda rows: [("13/01/2024", "Rook Ltd", "1.00", "Gas", "1"), *rows])


def _figures(reading):
    return [
        (one.day, one.supplier, one.net_pence, one.category, one.reference)
        for one in lines_of(reading)
    ]


@settings(max_examples=25, deadline=None)
@given(PAYMENTS, st.permutations(range(5)), st.integers(0, 9), st.sampled_from(",;\t|"))
def test_the_order_of_columns_what_stands_above_and_the_separator_change_nothing(
    rows, order, above, delimiter
):
    _, plain = read_file("plain.csv", csv_file([HEAD, *rows]))
    assert len(_figures(plain)) == len(rows)
    shuffled = [tuple(row[place] for place in order) for row in (HEAD, *rows)]
    preamble = [["Payments to suppliers"], [], ["Made on 1 May 2025"], []][: above % 5]
    data = csv_file([*preamble, *shuffled], delimiter=delimiter)
    _, moved = read_file("moved.csv", data)
    assert _figures(moved) == _figures(plain)
    assert moved.summary == plain.summary
    _, again = read_file("moved.csv", data)
    assert again.lines.equals(moved.lines)
    numbers = moved.lines["row"].to_pylist()
    assert numbers == list(range(len(preamble) + 2, len(preamble) + 2 + len(rows)))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.lists(st.text('ab1 ",\n', max_size=6), min_size=3, max_size=3), min_size=1, max_size=12
    ),
    st.sampled_from(["\n", "\r\n"]),
)
def test_the_fast_way_through_a_text_gives_what_the_slow_way_gives(rows, newline):
    data = csv_file([["a", "b", "c"], *rows], newline=newline)
    fast = _by_arrow(data, data.decode(), ",")
    slow = _row_by_row(data, ",")
    if fast is not None:
        filled = [column.to_pylist() for column in slow]
        while filled and len(filled[0]) > len(fast[0]) and not any(c[-1] for c in filled):
            filled = [column[:-1] for column in filled]  # empty lines at the very end
        assert [column.to_pylist() for column in fast] == filled


def test_what_somebody_said_of_the_columns_is_remembered_for_the_next_file():
    head = ["When", "Details", "What", "Sum"]
    first = csv_file([head, ["13/04/2025", "Rook Ltd", "Owl Ltd", "5"]])
    seen = look("april.csv", first)
    corrected = seen.layout.using(
        {one.index: Role.SUPPLIER if one.heading == "What" else one.role
         for one in seen.layout.columns}
        | {one.index: Role.DESCRIPTION for one in seen.layout.columns if one.heading == "Details"}
    )  # fmt: skip
    kept = Layout.from_json(corrected.to_json())
    assert kept == corrected
    may = csv_file(
        [["May"], [], ["Sum", "What", "Details", "When"], ["6", "Jay", "Tit", "14/5/25"]]
    )
    next_look = look("may.csv", may, remembered=[kept])
    assert next_look.remembered
    assert not check(next_look.layout, next_look)
    assert paid(read("may.csv", may, next_look.layout)) == [(date(2025, 5, 14), "Jay", 600)]
    other = csv_file([HEAD, ["13/4/2025", "Rook Ltd", "5", "Gas", "1"]])
    assert not look("other.csv", other, remembered=[kept]).remembered


def test_a_look_goes_through_json_and_says_what_a_layout_lacks():
    seen = look("a.csv", io.BytesIO(csv_file([HEAD, ["13/4/2025", "Rook Ltd", "5", "Gas", "1"]])))
    assert Look.from_json(seen.to_json()) == seen
    assert seen.sample[0].line.supplier == "Rook Ltd"
    nothing = seen.layout.using({one.index: Role.IGNORE for one in seen.layout.columns})
    assert [one.code for one in check(nothing, seen)] == [
        "no_supplier_column",
        "no_amount_column",
        "no_dates",
    ]


def test_lines_have_their_columns_types_and_whose_they_are(tmp_path):
    rows = [
        ["Supplier", "Date", "Item", "Qty", "Unit price", "Net", "VAT", "Gross", "Contract end"],
        ["Rook Ltd", "13/4/2025", "Licences", "10", "12.3456", "123.46", "24.69", "148.15",
         "31/3/2026"],
    ]  # fmt: skip
    path = tmp_path / "licences.csv"
    path.write_bytes(csv_file(rows))
    told = []
    seen = look(path.name, path)
    reading = read(
        path.name, path, seen.layout, source="willow", progress=lambda *at: told.append(at)
    )
    assert reading.lines.schema == arrow_schema()
    assert tuple(reading.lines.column_names) == LINES
    (line,) = lines_of(reading)
    assert (line.source, line.row, line.net_pence, line.vat_pence, line.gross_pence) == (
        "willow", 2, 12346, 2469, 14815,
    )  # fmt: skip
    assert (line.quantity, line.unit_price) == (Decimal(10), Decimal("12.3456"))
    assert line.contract_end == date(2026, 3, 31)
    assert told == [(1, 1)]


def _read_or_refusal(name, data):
    """What was understood and read of a file, or the words that refuse it."""
    try:
        return read_file(name, data)
    except FileRefused as refused:
        return str(refused)


CELLS = st.sampled_from(
    ["", "Rook Ltd", "Total", "Date", "Supplier", "Amount", "12/04/2025", "4/13/2025", "£5", "(3)",
     "€4", "######", "45000", "1.2E+9", "Balance b/f", "Cr", "-", "a\nb", "Paid out", "7,00", "†"]
)  # fmt: skip
SHEETS = st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=14)


TWO_WITHOUT_HEADINGS = [
    ["Rook Ltd", "12/04/2025"], ["Balance b/f", "Balance b/f"], ["", "", "Rook Ltd", "£5"],
]  # fmt: skip
"""Two tables of which only the other is read, and whose columns that are read have no headings."""


@settings(max_examples=60, deadline=None)
@given(SHEETS, st.booleans())
@example(TWO_WITHOUT_HEADINGS, False)
def test_whatever_is_in_a_file_each_row_is_a_line_or_left_out_or_refused(rows, headed):
    data = csv_file([["Date", "Supplier", "Amount"], *rows] if headed else rows)
    done = _read_or_refusal("any.csv", data)
    if isinstance(done, str):
        assert done.endswith(".")
        return
    seen, reading = done
    under_headings = sum(table.rows for table in seen.tables if table.chosen)
    told = [said(one) for one in seen.doubts]
    told += [said_row(one) for one in (*reading.skipped, *reading.refused)]
    assert all(words.endswith(".") for words in told)
    assert under_headings == reading.summary.rows + len(reading.skipped) + len(reading.refused)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 4999), st.integers(0, 255), st.booleans())
def test_a_damaged_workbook_is_read_or_refused_and_nothing_else(at, byte, cut):
    data = bytearray(BOOK)
    data[at % len(data)] = byte
    done = _read_or_refusal("book.xlsx", bytes(data[: at % len(data)] if cut else data))
    assert done[-1] == "." if isinstance(done, str) else done[1].summary.rows <= 1
