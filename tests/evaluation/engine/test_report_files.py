"""A report as PDF and as Word: what it says, that it reads aloud, that its bytes are the same."""

import io

import docx as word
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from spinney.evaluation.engine.report import docx, pdf
from tests.evaluation.engine.reports import TEXT, a_report

REPORT = a_report(TEXT, "{{table_empty}}", "Three", "Four", is_draft=True)


def read(made: bytes) -> str:
    return " ".join(" ".join(p.extract_text() for p in PdfReader(io.BytesIO(made)).pages).split())


def test_a_pdf_says_everything_and_where_it_comes_from():
    made = pdf(REPORT)
    said = read(made)
    for words in (
        "What came of it", "Elm Valley", "Draft of 3 May 2026", "Contents", "Part 1",
        "by heat", "1. First 2. Then", "The same in figures", "Hall – £1,200",
        "No meetings were noted.", "Nothing is recorded yet.", "Where the figures come from",
        "1. Savings confirmed: £2,100, on 3 May 2026. What members confirmed, added up.",
        "https://spinney.example.org/clusters/3/savings/",
    ):  # fmt: skip
        assert words in said, words
    assert made == pdf(REPORT)
    assert "Contents" not in read(pdf(a_report()))


def test_a_pdf_is_tagged_and_its_charts_are_told_in_words():
    file = PdfReader(io.BytesIO(pdf(REPORT)))
    about = file.root_object["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1<" in about
    assert file.root_object["/MarkInfo"]["/Marked"]
    told = [one["/Alt"] for one in _tags(file.root_object["/StructTreeRoot"]) if "/Alt" in one]
    assert {"2 bars. Longest: Rent, £300.", "Us at the market"} <= set(told)
    kinds = {str(one.get("/S")) for one in _tags(file.root_object["/StructTreeRoot"])}
    assert {"/H2", "/H3", "/L", "/Table", "/TH", "/Figure", "/Link"} <= kinds


def _tags(node):
    found = []
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        one = kid.get_object() if hasattr(kid, "get_object") else kid
        if hasattr(one, "get") and "/S" in one:
            found += [one, *_tags(one)]
    return found


def test_a_word_document_has_real_headings_tables_pictures_and_links():
    made = docx(REPORT)
    assert made == docx(REPORT)
    file = word.Document(io.BytesIO(made))
    styled = {(one.style.name, one.text) for one in file.paragraphs}
    for line in (
        ("Title", "What came of it"), ("Heading 1", "Part 1"), ("Heading 2", "Money"),
        ("List Bullet", "£2,1001 by heat"), ("Heading 1", "Where the figures come from"),
    ):  # fmt: skip
        assert line in styled
    told = [shape._inline.docPr.get("descr") for shape in file.inline_shapes]
    assert told == ["2 bars. Longest: Rent, £300.", "Us at the market"]
    assert "Nothing is recorded yet." in [one.text for one in file.paragraphs]
    table = file.tables[0]
    assert [cell.text for cell in table.rows[1].cells] == ["Rent", "£300", "£500"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    body = file.element.body
    marks = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    numbers = [one.get(qn("w:id")) for one in body.iter(qn("w:bookmarkStart"))]
    leads_to = {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))} - {None}
    assert leads_to <= marks
    assert len(set(numbers)) == len(numbers)
    away = [one.target_ref for one in file.part.rels.values() if one.is_external]
    assert "https://spinney.example.org/clusters/3/savings/" in away


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120), st.text(max_size=30))
def test_whatever_was_written_can_be_set(text, heading):
    report = a_report(f"{heading}\n\n- {text}\n\n**{text}**")
    assert pdf(report).startswith(b"%PDF")
    assert word.Document(io.BytesIO(docx(report))).paragraphs


@pytest.mark.parametrize("markup", ["#pagebreak()", "$x$", "<w:p/>", "*a* _b_ `c`", "\\u{1F333}"])
def test_nothing_that_was_written_is_markup(markup):
    report = a_report(f"Before {markup} after")
    assert f"Before {markup} after" in read(pdf(report))
