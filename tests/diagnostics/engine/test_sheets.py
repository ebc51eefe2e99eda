"""A form as a spreadsheet: filled in, shifted, spoiled, and read back."""

import io
import zipfile
from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from spinney.base.kernel.spreadsheets import WorkbookRefused
from spinney.diagnostics.engine.definition import Kind, Question, Section
from spinney.diagnostics.engine.sheets import read, template
from tests.diagnostics.engine.forms import TODAY, WHOLE_FORM, instrument

ANSWERS = {
    "staff": 3,
    "leader": "Ada",
    "area": ["hr", "ict"],
    "cost": 120_050,
    "computers[1].make": "Laptop",
    "computers[1].age": 9,
    "computers[1].old": "no",
    "computers[2].make": "=1+1",
}


def rows(data):
    sheet = load_workbook(io.BytesIO(data))["Answers"]
    return [[cell.value or "" for cell in row] for row in sheet.iter_rows()]


def sheet_of(table, name="Answers"):
    book = Workbook()
    book.active.title = name
    for row, cells in enumerate(table, start=1):
        for column, cell in enumerate(cells, start=1):
            book.active.cell(row=row, column=column, value=cell)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def taken(table):
    return read(WHOLE_FORM, sheet_of(table), today=TODAY)


HEAD = ["Code", "Question", "Hint", "Allowed answers", "Answer", "Comment"]


def line(code, answer, comment=""):
    return [code, "", "", "", answer, comment]


def test_a_filled_template_is_read_back():
    data = template(WHOLE_FORM, answers=ANSWERS, version="2")
    filled = read(WHOLE_FORM, data, today=TODAY, version="2")
    assert filled.problems == ()
    assert filled.answers == ANSWERS | {"computers[]": 2}


def test_each_question_has_a_row_with_what_may_be_answered():
    table = {row[0]: row for row in rows(template(WHOLE_FORM))}
    assert table["staff"][1:4] == ["How many staff? *", "", "A whole number, like 12"]
    assert table["area"][3] == "One or more, with ; between: People; Computers; None"
    assert table["computers[3].old"][1] == "Computer 3: Will you replace it?"
    assert "total" not in table
    assert "thanks" not in table


def test_there_are_rows_for_every_round_that_has_answers():
    few = template(WHOLE_FORM, rounds={"computers": 1})
    assert [row[0] for row in rows(few) if "make" in row[0]] == ["computers[1].make"]
    more = template(WHOLE_FORM, rounds={"computers": 1}, answers={"computers[3].make": "X"})
    assert sum("make" in row[0] for row in rows(more)) == 3


def test_codes_are_protected_and_answers_are_not():
    sheet = load_workbook(io.BytesIO(template(WHOLE_FORM)))["Answers"]
    assert sheet.protection.sheet
    row = next(cells for cells in sheet.iter_rows() if cells[0].value == "staff")
    assert [cell.protection.locked for cell in row] == [True] * 4 + [False] * 2


def test_choices_are_offered_as_a_list():
    book = load_workbook(io.BytesIO(template(WHOLE_FORM)))
    (offer,) = book["Answers"].data_validations.dataValidation
    where = offer.formula1.split("!")[1].replace("$", "")
    assert [cell[0].value for cell in book["Lists"][where]] == ["Yes", "No"]
    assert len(str(offer.sqref).split()) == 3


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "=cmd|' /C calc'!A0"])
def test_no_text_becomes_a_formula(text):
    form = instrument(Section("s", text, (Question("q", Kind.TEXT, text, hint=text),)))
    data = template(form, answers={"q": text})
    sheet = load_workbook(io.BytesIO(data))["Answers"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    assert read(form, data, today=TODAY).answers == {"q": text}


def test_rows_may_be_sorted_moved_inserted_and_columns_swapped():
    table = [
        [],
        ["", "A note of ours"],
        ["Comment", "Answer", "Code"],
        ["", "Ada", "leader"],
        [],
        ["about right", 3.0, " STAFF "],
        ["", "", "area"],
    ]
    filled = taken(table)
    assert filled.problems == ()
    assert filled.answers == {"staff": 3, "leader": "Ada", "computers[]": 0}
    assert filled.comments == {"staff": "about right"}


def test_each_problem_says_where_it_is_and_what_was_expected():
    table = [
        HEAD,
        line("staff", "many"),
        line("area", "People; Cats"),
        line("", "lost"),
        line("nonsense", "x"),
        line("computers[9].make", "x"),
        line("computers[1].old", "perhaps"),
        line("computers[1].age", 6),
    ]
    filled = taken(table)
    assert [(p.sheet, p.row, p.column, p.code) for p in filled.problems] == [
        ("Answers", 2, "E", "not_whole"),
        ("Answers", 3, "E", "not_a_choice"),
        ("Answers", 4, "A", "no_code"),
        ("Answers", 5, "A", "unknown_code"),
        ("Answers", 6, "A", "unknown_code"),
        ("Answers", 7, "E", "not_a_choice"),
    ]
    assert filled.problems[5].expected == "One of: Yes; No"
    assert filled.answers == {}
    assert filled.read == {"computers[1].age": 6, "computers[]": 1}


def test_a_limit_that_is_broken_is_found_in_its_row():
    filled = taken([HEAD, [], line("staff", 501)])
    assert [(p.row, p.code, p.words) for p in filled.problems] == [
        (3, "constraint", "This must be at least 0 and at most 500.")
    ]


def test_the_same_code_twice_must_agree():
    assert (
        taken([HEAD, line("staff", 3), line("staff", 3), line("staff", "")]).answers["staff"] == 3
    )
    clash = taken([HEAD, line("staff", 3), line("staff", 4)])
    assert [(p.row, p.code) for p in clash.problems] == [(3, "code_twice")]


def test_what_is_missing_or_not_asked_is_told_apart():
    filled = taken([HEAD, line("staff", 1), line("leader", "Ada"), line("computers[1].age", 2)])
    assert filled.problems == ()
    assert filled.missing == ("computers[1].make",)
    assert filled.set_aside == {"leader": "Ada"}


def test_dates_and_money_from_real_cells():
    from datetime import datetime

    form = instrument(
        Section("s", "S", (Question("d", Kind.DATE, "D"), Question("m", Kind.MONEY, "M")))
    )
    data = sheet_of([HEAD, line("d", datetime(2026, 3, 12)), line("m", 0.1 + 0.2)])  # noqa: DTZ001
    assert read(form, data, today=TODAY).answers == {"d": "2026-03-12", "m": 30}


def test_another_form_or_version_is_a_problem():
    other = template(replace(WHOLE_FORM, key="other"))
    codes = [p.code for p in read(WHOLE_FORM, other, today=TODAY).problems]
    assert codes == ["other_form"]
    book = template(WHOLE_FORM, version="1")
    codes = [p.code for p in read(WHOLE_FORM, book, today=TODAY, version="2").problems]
    assert codes == ["other_version"]


def test_a_sheet_without_rows_of_the_form_is_a_problem():
    assert [p.code for p in taken([HEAD, []]).problems] == ["no_rows"]


def test_a_sheet_without_headings_is_a_problem():
    filled = taken([["Name", "Age"], ["Ada", 3]])
    assert [p.code for p in filled.problems] == ["no_headings"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04rubbish", b"Code,Answer\nstaff,3\n"])
def test_what_is_no_workbook_is_refused(data):
    with pytest.raises(WorkbookRefused):
        read(WHOLE_FORM, data, today=TODAY)


def test_a_sheet_that_reaches_too_far_is_refused_before_it_is_read():
    book = Workbook()
    book.active.cell(row=1_000_000, column=1, value="x")
    written = io.BytesIO()
    book.save(written)
    with pytest.raises(WorkbookRefused, match="reaches beyond"):
        read(WHOLE_FORM, written.getvalue(), today=TODAY)


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def with_sheet(xml, name="xl/worksheets/sheet1.xml", before=b""):
    """A workbook whose sheet is this XML, at this place in the archive."""
    written, book = io.BytesIO(before), sheet_of([HEAD])
    written.seek(len(before))
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            text = old.read(part).replace(b"worksheets/sheet1.xml", name[3:].encode())
            if part != "xl/worksheets/sheet1.xml":
                new.writestr(part, text)
        new.writestr(name, xml)
    return written.getvalue()


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="20001"><c r="A20001"><v>1</v></c></row>',
        '<row><c r="a30000"><v>1</v></c></row>',  # as small letters
        '<row><c r = "A30000"><v>1</v></c></row>',  # with spaces
        '<row><c s="&gt;>" r="A30000"><v>1</v></c></row>',  # after a sign that ends a tag
        "<row>" + "<c><v>1</v></c>" * 301 + "</row>",  # without saying where
        "<row><c><v>1</v></c></row>" * 20_001,
        '<row r="15000"><c r="KA15000"><v>1</v></c></row><row><c/></row>' + "<row/>" * 9_000,
    ],
)
def test_however_a_sheet_says_how_far_it_reaches(cells):
    data = with_sheet(f"{SHEET}{cells}</sheetData></worksheet>")
    with pytest.raises(WorkbookRefused, match=r"reaches beyond|more cells"):
        read(WHOLE_FORM, data, today=TODAY)


def test_a_sheet_that_hides_under_another_name_is_not_read():
    far = f'{SHEET}<row r="30000"><c r="A30000"><v>1</v></c></row></sheetData></worksheet>'
    with pytest.raises(WorkbookRefused):
        read(WHOLE_FORM, with_sheet(far, "xl/worksheets/sheet1.dat"), today=TODAY)


def test_an_archive_that_is_also_a_file_of_another_kind_is_read_as_what_was_looked_at():
    cells = f"{SHEET}</sheetData></worksheet>"
    data = with_sheet(cells, before=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504)
    filled = read(WHOLE_FORM, data, today=TODAY)
    assert [p.code for p in filled.problems] == ["no_headings"]


def test_a_sheet_full_of_formulas_is_read():
    chain = "".join(f'<c r="A{n}" i="1"/>' for n in range(1, 2_000))
    written = io.BytesIO(sheet_of([HEAD, line("staff", 3)]))
    with zipfile.ZipFile(written, "a") as parts:
        parts.writestr("xl/calcChain.xml", f"<calcChain>{chain}</calcChain>")
    assert read(WHOLE_FORM, written.getvalue(), today=TODAY).read["staff"] == 3


def test_many_sheets_that_each_reach_as_far_as_may_be_are_refused():
    book = Workbook()
    for _ in range(9):
        book.create_sheet().cell(row=15_000, column=200, value="x")
    written = io.BytesIO()
    book.save(written)
    with pytest.raises(WorkbookRefused, match="more cells"):
        read(WHOLE_FORM, written.getvalue(), today=TODAY)


def test_a_bomb_is_refused():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", "<workbook/>")
        parts.writestr("xl/worksheets/sheet1.xml", b" " * (61 * 1024 * 1024))
    with pytest.raises(WorkbookRefused, match="would open to more"):
        read(WHOLE_FORM, written.getvalue(), today=TODAY)


def test_a_sheet_that_tempts_a_reader_to_try_everything_takes_no_time():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", "<workbook/>")
        parts.writestr("xl/worksheets/sheet1.xml", "<c " * 1_000_000)
    before = process_time()
    with pytest.raises(WorkbookRefused):
        read(WHOLE_FORM, written.getvalue(), today=TODAY)
    assert process_time() - before < 5


TYPED = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=12
)


@settings(max_examples=25, deadline=None)
@given(
    st.fixed_dictionaries(
        {"staff": st.integers(2, 500)},
        optional={
            "leader": TYPED.filter(lambda t: t == " ".join(t.split()) and t),
            "area": st.sampled_from([["hr"], ["hr", "ict"], ["none"]]),
            "computers[1].age": st.integers(0, 99),
            "computers[3].make": st.sampled_from(["=A1", "x", "'y", "-3"]),
        },
    )
)
def test_whatever_is_filled_in_comes_back(answers):
    filled = read(WHOLE_FORM, template(WHOLE_FORM, answers=answers), today=TODAY)
    assert filled.problems == ()
    assert {k: v for k, v in filled.answers.items() if k != "computers[]"} == answers
