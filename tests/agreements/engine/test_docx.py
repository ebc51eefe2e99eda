"""An agreement as a Word document: real headings and numbers, and nothing that anybody wrote can
break or steer it.
"""

import io
import zipfile

import docx as word
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from spinney.agreements.engine.document import FixedClause, NamedParty
from spinney.agreements.engine.documents import Print, docx
from tests.agreements.engine.making import DRAFT, NOON, a_document


def opened(made: bytes):
    return word.Document(io.BytesIO(made))


def test_headings_lists_and_numbers_are_real():
    made = opened(docx(a_document(), DRAFT))
    styled = [(one.style.name, one.text) for one in made.paragraphs]
    assert ("Title", "Rules of the Elm Valley Spinney") in styled
    assert ("Heading 1", "What we are for") in styled
    assert ("List Bullet", "for heat") in styled
    assert ("List Bullet", "Elm House (lead body; registered charity 1999999)") in styled
    numbered = [one for one in made.paragraphs if one._p.find(f".//{qn('w:numPr')}") is not None]
    assert [one.text for one in numbered] == ["What we are for", "Money"]
    number = numbered[0]._p.pPr.numPr.numId.val
    kept = made.part.numbering_part.element
    [listed] = [one for one in kept.findall(qn("w:num")) if one.numId == number]
    abstract = listed.abstractNumId.val
    shapes = {one.get(qn("w:abstractNumId")): one for one in kept.findall(qn("w:abstractNum"))}
    assert shapes[str(abstract)].find(f".//{qn('w:numFmt')}").get(qn("w:val")) == "decimal"


def test_numbers_that_are_not_one_two_three_are_kept_as_they_are():
    clauses = (FixedClause("1", "a", "First", ()), FixedClause("1.1", "b", "Below", ()))
    headings = [p.text for p in opened(docx(a_document(clauses=clauses), DRAFT)).paragraphs]
    assert "1.1  Below" in headings


def test_signatures_are_a_table_whose_head_comes_again():
    made = opened(docx(a_document(), Print(NOON, to_sign=True, digest="a" * 64)))
    [table] = made.tables
    assert [cell.text for cell in table.columns[0].cells] == ["For", "Elm House", "Rowan Rooms"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    foot = made.sections[0].footer
    assert f"SHA-256 of these words: {'a' * 64}" in [one.text for one in foot.paragraphs]
    fields = foot._element.findall(f".//{qn('w:instrText')}")
    assert [one.text.strip() for one in fields] == ["PAGE", "NUMPAGES"]


def test_a_draft_says_so_above_each_page():
    assert opened(docx(a_document(), DRAFT)).sections[0].header.paragraphs[0].text == (
        "Draft, not signed"
    )
    fixed = opened(docx(a_document(), Print(NOON)))
    assert fixed.sections[0].header.paragraphs[0].text == ""


def test_the_same_input_gives_the_same_bytes():
    assert docx(a_document(), DRAFT) == docx(a_document(), DRAFT)


def test_it_says_in_which_language_and_by_whom_it_was_made():
    about = opened(docx(a_document(), DRAFT)).core_properties
    assert (about.title, about.author) == ("Rules of the Elm Valley Spinney", "Spinney")
    assert about.created.replace(tzinfo=None) == NOON.replace(tzinfo=None)


ANY = st.text(st.characters(), max_size=80)


@settings(max_examples=20, deadline=None)
@given(ANY, ANY, ANY, st.lists(ANY, max_size=4))
def test_whatever_is_written_every_part_is_sound(title, name, heading, paragraphs):
    document = a_document(
        title=title, parties=(NamedParty("u", name, "Member"),),
        clauses=(FixedClause("1", "a", heading, tuple(paragraphs)),),
    )  # fmt: skip
    made = docx(document, Print(NOON, to_sign=True))
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert parts.testzip() is None
        for one in parts.namelist():
            if one.endswith((".xml", ".rels")):
                etree.fromstring(parts.read(one))  # noqa: S320  (made here)
    opened(made)


def test_braces_of_templates_are_words():
    text = "{{ secret }} {% for x in y %} {# no #} <w:t>&amp;"
    made = opened(docx(a_document(clauses=(FixedClause("1", "a", text, (text,)),)), DRAFT))
    assert [one.text for one in made.paragraphs].count(text) == 2
