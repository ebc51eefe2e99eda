"""Any file a person may choose: opened, or refused with a reason and a remedy."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest
from openpyxl import Workbook

from spinney.base.kernel.tabular import workbook_parts
from spinney.base.kernel.tabular.archives import Limits
from spinney.base.kernel.tabular.stored import FileRefused
from spinney.register.engine.tabular.opening import tables_in
from tests.register.engine.stored import held, table, zipped


def read_all(content: bytes, name: str, limits: Limits | None) -> None:
    for opened in tables_in(held(content, name), limits):
        list(opened.records())


def refusal(content: bytes, name: str = "file", limits: Limits | None = None) -> str:
    with pytest.raises(FileRefused) as refused:
        read_all(content, name, limits)
    return str(refused.value)


def sheet(*rows: list[object], **cells: object) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cell, value in cells.items():
        book.active[cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b"\x1f\x8b\x08rest", "a gzip archive"),
        (b"SQLite format 3\0", "a database"),
        (bytes(range(256)) * 20, "not a table of text"),
        (b"", "empty"),
    ],
)
def test_a_file_of_the_wrong_type_is_named(content, what):
    assert what in refusal(content)


def test_a_word_document_is_no_table():
    assert "Word document" in refusal(zipped(**{"word/document__xml": "<w/>"}))


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = zipped(big__csv=b"Name,Note\n" + b"0" * 80_000_000)
    assert len(bomb) < 200_000
    assert "not safe to open" in refusal(bomb)


def test_a_zip_that_unpacks_to_too_much_is_refused():
    two = zipped(a__csv="Name,x\n" + "a,b\n" * 5000, b__csv="Name,x\n" + "c,d\n" * 5000)
    assert "at most 20 kB" in refusal(two, limits=Limits(unpacked=20_000))


def test_a_zip_with_too_many_files_is_refused():
    many = zipped(**{f"f{n}__csv": "Name,x\n" for n in range(4)})
    assert "4 files; at most 3" in refusal(many, limits=Limits(members=3))


def test_a_zip_in_a_zip_is_refused_whatever_it_is_called():
    inner = zipped(a__csv="Name,x\n")
    assert "another packed file" in refusal(zipped(inner__zip=inner))
    assert "packed inside another" in refusal(zipped(inner__csv=inner))


def test_a_locked_zip_is_refused():
    content = bytearray(zipped(a__csv="Name,x\na,b\n"))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    assert "locked with a password" in refusal(bytes(content))


def test_a_zip_that_breaks_off_is_refused_in_plain_words():
    whole = zipped(a__csv="Name,x\n" + "".join(f"{zlib.crc32(b'%d' % n)},x\n" for n in range(9000)))
    assert "damaged" in refusal(whole[:-100])
    broken = bytearray(whole)
    broken[2000:2400] = bytes(400)
    assert "damaged" in refusal(bytes(broken))


def test_a_zip_gives_its_tables_by_name_and_leaves_out_what_a_computer_added():
    content = zipped(
        b__csv="Name,x\nb,1\n", a__csv="Name,x\na,1\n", **{"__MACOSX/._a__csv": "junk"}
    )
    found = [opened.file for opened in tables_in(held(content, "both.zip"))]
    assert found == ["both.zip › a.csv", "both.zip › b.csv"]


def test_a_zip_can_be_read_again_from_its_beginning():
    (opened,) = tables_in(held(zipped(a__csv="Name,x\na,1\n"), "one.zip"))
    assert list(opened.records()) == list(opened.records()) == [(2, ["a", "1"])]


def test_a_spreadsheet_is_read_as_text():
    from datetime import date

    opened = table(sheet(["Name", "Income", "On"], ["Anchor", 1250.5, date(2025, 3, 31)]), "a.xlsx")
    assert opened.headers == ("Name", "Income", "On")
    assert list(opened.records()) == [(2, ["Anchor", "1250.5", "2025-03-31"])]


def test_formulas_are_not_calculated_and_the_person_is_told_which_have_no_value():
    opened = table(
        sheet(["Name", "Income"], ["Anchor", None], B2="=1+1", B3="=HYPERLINK(1)"), "a.xlsx"
    )
    assert list(opened.records()) == [(2, ["Anchor", ""])]
    assert "2 cells hold formulas" in opened.remarks[0]
    assert "B2, B3" in opened.remarks[1]


def test_a_formula_in_a_csv_stays_text():
    assert next(iter(table("Name,x\n=1+1,@x\n").records()))[1] == ["=1+1", "@x"]


def test_a_spreadsheet_that_opens_to_too_much_is_refused():
    rows = [["Name"], *([f"Organisation {n}"] for n in range(3000))]
    assert "Save it as CSV" in refusal(sheet(*rows), "a.xlsx", Limits(sheet=50_000))


def test_a_sheet_that_claims_far_cells_is_refused_before_it_is_opened():
    small = sheet(["Name", "Income"], ["Anchor", 5], XFD1048576="end")
    assert len(small) < 10_000
    told = refusal(small, "a.xlsx")
    assert "row 1,048,576 and column 16,384" in told
    assert "Delete the empty rows and columns" in told
    # One far column, or many rows of few columns, are a table all the same.
    long = table(sheet(["Name", "Income"], ["Anchor", 5], A90000="end"), "a.xlsx")
    assert len(list(long.records())) == 2


def test_a_damaged_spreadsheet_is_refused():
    whole = sheet(["Name"], ["Anchor"])
    assert "damaged" in refusal(whole[: len(whole) // 2], "a.xlsx")


def test_a_json_list_is_a_table():
    opened = table(
        '\ufeff[{"name": "Anchor", "open": true, "tags": ["a", "b"], "x": null}]', "a.json"
    )
    assert opened.headers == ("name", "open", "tags", "x")
    assert list(opened.records()) == [(1, ["Anchor", "True", "a; b", ""])]


def test_json_that_breaks_off_says_where():
    text = '[{"name": "a"}, {"name": "b"}, {"na'
    assert "after record 2" in refusal(text.encode(), "a.json")


def test_json_of_another_shape_is_refused():
    assert "no records" in refusal(b'{"name": "a"}', "a.json")
    assert "Record 1" in refusal(b"[1, 2]", "a.json")


def test_half_of_a_surrogate_pair_does_not_reach_the_database():
    (row,) = [row for _, row in table('[{"name": "a\\ud800b"}]', "a.json").records()]
    row[0].encode()


def test_a_zip_that_lies_about_its_sizes_is_refused():
    honest = bytearray(zipped(a__csv="Name,x\n" + "a,b\n" * 500_000))
    at = honest.index(b"PK\x01\x02")
    honest[at + 24 : at + 28] = (100).to_bytes(4, "little")
    assert "damaged" in refusal(bytes(honest))


def test_the_standard_library_still_refuses_overlapping_members():
    content = zipped(a__csv="Name,x\na,1\n", b__csv="Name,x\nb,1\n")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first, second = archive.infolist()
    moved = content.replace(
        second.header_offset.to_bytes(4, "little") + b"b.csv",
        first.header_offset.to_bytes(4, "little") + b"b.csv",
    )
    assert "damaged" in refusal(moved)


def test_a_workbook_that_is_too_large_is_told_which_limit_it_passes(monkeypatch):
    book = held(sheet(*[["the same", "words"]] * 2_000), "book.xlsx")
    monkeypatch.setattr(workbook_parts, "NEVER_A_BOMB", 1_000)
    with pytest.raises(FileRefused, match="more than 2 times its size"):
        workbook_parts.check_size(book, Limits(ratio=2))
    with pytest.raises(FileRefused, match="at most 1 kB of a spreadsheet"):
        workbook_parts.check_size(book, Limits(sheet=1_000, ratio=2))
    workbook_parts.check_size(book, Limits())
