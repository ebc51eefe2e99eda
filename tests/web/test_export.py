"""What leaves as a file is safe to open: no text becomes a formula, no number becomes a text."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from spinney.base.web import export

DANGEROUS = "=+-@\t\r\n"
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
formulas = st.builds(
    "{}{}{}".format, st.sampled_from(["", " ", "  "]), st.sampled_from(DANGEROUS), texts
)


def read_csv(header, rows):
    text = "".join(export.csv_lines(header, rows))
    assert text[0] == "\ufeff"
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def read_xlsx(header, rows, sheet="Rows"):
    file = io.BytesIO()
    export.write_xlsx(file, header, rows, sheet)
    return load_workbook(file)


@given(st.one_of(texts, formulas))
@example("=cmd|' /C calc'!A0")
@example("@SUM(1+1)*cmd")
@example("＝1+1")
@example(" =1+1")
def test_no_text_in_a_csv_file_begins_as_a_formula(text):
    cell = read_csv(["a"], [[text]])[1][0]
    assert not cell.lstrip(" ").startswith((*DANGEROUS, *export.FORMULA_STARTS))


@given(texts)
def test_harmless_text_is_left_as_it_is(text):
    harmless = f"A{text}".replace("\x00", "")
    assert export.csv_cell(harmless) == harmless


@settings(max_examples=30, deadline=None)
@given(st.lists(st.one_of(texts, formulas), min_size=1, max_size=5))
def test_no_cell_of_a_workbook_is_a_formula(found):
    page = read_xlsx(["a"] * len(found), [found]).active
    for cell in page[2]:
        assert cell.data_type in ("s", "inlineStr")
        assert not str(cell.value or "").startswith(tuple("=+-@"))


@pytest.mark.parametrize("value", [-5, 0, 12, 3.5, Decimal("-12.50")])
def test_numbers_stay_numbers_even_below_nought(value):
    assert read_csv(["a"], [[value]])[1] == [str(value)]
    cell = read_xlsx(["a"], [[value]]).active["A2"]
    assert cell.data_type == "n"
    assert Decimal(str(cell.value)) == Decimal(str(value))


def test_a_number_written_as_text_is_text():
    assert export.csv_cell("-5") == "'-5"
    assert export.csv_cell("0161 496 0000") == "0161 496 0000"


def test_dates_sort_in_a_csv_and_are_dates_in_a_workbook():
    moment = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
    assert read_csv(["a", "b"], [[date(2026, 3, 12), moment]])[1] == [
        "2026-03-12",
        "2026-07-01 10:30",  # in London
    ]
    row = read_xlsx(["a", "b"], [[date(2026, 3, 12), moment]]).active[2]
    assert [f"{cell.value:%Y-%m-%d %H:%M}" for cell in row] == [
        "2026-03-12 00:00",
        "2026-07-01 10:30",
    ]
    assert all(cell.is_date for cell in row)


def test_letters_that_a_workbook_cannot_hold_are_left_out():
    assert read_xlsx(["a"], [["bell\x07 rings"]]).active["A2"].value == "bell rings"


def test_a_text_too_long_for_a_cell_says_that_it_was_cut():
    value = read_xlsx(["a"], [["x" * 40_000]]).active["A2"].value
    assert len(value) == export.LETTERS_IN_CELL
    assert value.endswith("…")


def test_rows_beyond_a_sheet_go_on_in_the_next(monkeypatch):
    monkeypatch.setattr(export, "ROWS_IN_SHEET", 3)
    book = read_xlsx(["n"], [[n] for n in range(7)], "Members [all]")
    assert [page.max_row - 1 for page in book] == [3, 3, 1]
    assert book.sheetnames[0] == "Members  all"
    assert [page["A1"].value for page in book] == ["n", "n", "n"]


def test_exactly_one_sheetful_makes_one_sheet(monkeypatch):
    monkeypatch.setattr(export, "ROWS_IN_SHEET", 3)
    assert len(read_xlsx(["n"], [[1], [2], [3]]).sheetnames) == 1
    assert len(read_xlsx(["n"], []).sheetnames) == 1


def test_a_csv_is_made_line_by_line():
    def endless():
        n = 0
        while True:
            n += 1
            yield [n]

    lines = export.csv_lines(["n"], endless())
    assert [next(lines) for _ in range(4)] == ["\ufeff", "n\r\n", "1\r\n", "2\r\n"]


def test_a_file_says_what_it_is_and_of_when():
    name = export.file_name("Members of “Bolton”, 2026", date(2026, 3, 12), "csv")
    assert name == "members-of-bolton-2026-2026-03-12.csv"
    assert export.file_name("…", date(2026, 3, 12), "xlsx") == "list-2026-03-12.xlsx"


def test_a_workbook_download_is_a_workbook(db):
    response = export.xlsx_response("a.xlsx", ["n"], [[1]], "Rows")
    body = b"".join(response.streaming_content)
    response.close()
    assert zipfile.ZipFile(io.BytesIO(body)).testzip() is None
    assert 'filename="a.xlsx"' in response["Content-Disposition"]
