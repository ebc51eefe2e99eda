"""Delimited text: encodings, delimiters, broken rows."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.base.kernel.tabular.stored import FileRefused
from spinney.register.engine.tabular.text import delimiter_of, open_text
from tests.register.engine.stored import held, table

CELL = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\x85\u2028\u2029"),
    max_size=12,
).map(str.strip)


def rows_of(content: bytes | str) -> list[list[str]]:
    return [row for _, row in table(content).records()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_same_table_is_read_in_any_usual_encoding(encoding):
    text = "Name,Town\nSiân’s Café,Llanfair\n" + "Plain words,Bolton\n" * 20
    opened = table(text.encode(encoding))
    assert opened.headers == ("Name", "Town")
    assert next(iter(opened.records())) == (2, ["Siân’s Café", "Llanfair"])


def test_a_late_letter_of_windows_1252_does_not_spoil_a_file_that_began_as_ascii():
    content = (
        b"Name,Town\n" + b"Plain,Bolton\n" * 8000 + b"Caf\xe9,Hull\n" + "Siân,Leeds\n".encode()
    )
    rows = rows_of(content)
    assert rows[-2:] == [["Café", "Hull"], ["Siân", "Leeds"]]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_told_from_the_first_lines(delimiter):
    rows = [["Name", "Note"], ["Anchor", "soup, bread; tea | cake"], ["Beech", "x"]]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    assert delimiter_of(out.getvalue()) == delimiter
    assert rows_of(out.getvalue()) == rows[1:]


@given(st.lists(st.lists(CELL, min_size=2, max_size=5), min_size=2, max_size=8))
def test_whatever_was_written_as_csv_is_read_back(rows):
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    rows[0] = [f"h{n}" for n in range(width)]
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    assert rows_of(out.getvalue()) == [row for row in rows[1:] if any(row)]


def test_headings_are_trimmed_and_told_apart():
    assert table(" Name ,CompanyNumber, CompanyNumber,\na,b,c,\n").headers == (
        "Name", "CompanyNumber", "CompanyNumber (2)", "",
    )  # fmt: skip


RAW = "date_of_extract\tname\tnote\n"


def test_a_row_broken_by_line_breaks_is_whole_again():
    assert rows_of(RAW + "d\tAnchor\r\nHouse\tx\r\nd\tBeech\tx\r\n") == [
        ["d", "Anchor\nHouse", "x"], ["d", "Beech", "x"],
    ]  # fmt: skip


def test_a_row_cut_short_does_not_swallow_the_next():
    assert rows_of(RAW + "d\tcut\r\nd\tBeech\tx\r\n") == [["d", "cut"], ["d", "Beech", "x"]]


def test_a_tab_inside_a_value_is_escaped():
    assert rows_of(RAW + "d\tAnchor\\\tHouse\tx\r\n") == [["d", "Anchor\tHouse", "x"]]


def test_quotation_marks_mean_nothing_in_a_raw_table():
    assert rows_of(RAW + 'd\t"The Anchor\tx\r\n') == [["d", '"The Anchor', "x"]]


def test_an_empty_file_is_refused():
    with pytest.raises(FileRefused, match="is empty"):
        open_text(held(b"\xef\xbb\xbf \n"))


def test_a_quotation_mark_left_open_is_found():
    content = 'Name,Note\nAnchor,x\nBeech,"' + "word " * 300_000
    with pytest.raises(FileRefused, match="past line 3"):
        rows_of(content)


def test_lines_are_counted_as_a_person_counts_them():
    lines = [line for line, _ in table('Name,Note\nA,"one\ntwo"\n\nB,x\n').records()]
    assert lines == [2, 5]


def test_reading_tells_how_far_it_is():
    opened = table("Name,Note\n" + "Anchor,soup\n" * 50_000)
    for line, _ in opened.records():
        if line == 25_000:
            assert 0.3 < opened.meter.done / opened.meter.total < 0.9
    assert opened.meter.done == opened.meter.total


BROKEN = 'Name,Number\n"Anchor House,1\nBeech Trust,2\n'


@pytest.mark.parametrize(
    "text",
    [
        BROKEN + "Cedar Barn,3\n" * 200,
        BROKEN,
        'Name,Number\nBeech Trust,2\n"Anchor House,1',
        BROKEN + '"Cedar, Barn",3\n' + "Elm,4\n" * 10,
        'Name,Number\n"Anchor' + "\n" * 60 + '",1\n',
    ],
)
def test_a_quotation_mark_left_open_swallows_nothing(text):
    with pytest.raises(FileRefused, match=r"past line [123]: a quotation mark that opens there"):
        rows_of(text)


def test_marks_within_a_line_and_line_breaks_in_a_value_are_read_as_they_stand():
    text = 'Name,Number\n"The "Hub" Ltd",1\n5" Pipes,2\n"Anchor\nHouse ""A""",3\n'
    assert rows_of(text) == [
        ['The Hub" Ltd"', "1"], ['5" Pipes', "2"], ['Anchor\nHouse "A"', "3"],
    ]  # fmt: skip
