"""A document as a Word file: real headings, automatic numbers, lists and tables. Pure.

Built with python-docx part by part, never from a template that is filled in, so that no brace or
sign that somebody wrote can mean anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spinney.agreements.engine.document import Document
from spinney.agreements.engine.documents.blocks import (
    Block,
    blocks,
    numbers_are_plain,
    party_words,
    short,
    subtitle,
)
from spinney.agreements.engine.documents.setting import Print
from spinney.base.kernel.printing.shown import for_word
from spinney.base.kernel.printing.word import add_field, bytes_of, new_document, say_about

if TYPE_CHECKING:
    from docx.document import Document as Made

DRAFT = "Draft, not signed"


def docx(document: Document, how: Print) -> bytes:
    """A document as DOCX. The same bytes for the same input."""
    made = new_document()
    say_about(made, title=document.title, subject=document.kind, made_at=how.made_at)
    _frame(made, document, how)
    _beginning(made, document, how)
    _clauses(made, document)
    if how.to_sign:
        _signatures(made, document)
    return bytes_of(made, how.made_at)


def _frame(made: Made, document: Document, how: Print) -> None:
    """The draft mark above each page; its number and the hash of the words below."""
    from docx.shared import Pt

    page = made.sections[0]
    if how.is_draft:
        marked = page.header.paragraphs[0].add_run(DRAFT)
        marked.bold = True
    foot = page.footer.paragraphs[0]
    foot.add_run(for_word(short(document.title)) + " · page ").font.size = Pt(8.5)
    add_field(foot, "PAGE", 8.5)
    foot.add_run(" of ").font.size = Pt(8.5)
    add_field(foot, "NUMPAGES", 8.5)
    if how.digest:
        page.footer.add_paragraph().add_run(f"SHA-256 of these words: {how.digest}").font.size = Pt(
            7.5
        )


def _beginning(made: Made, document: Document, how: Print) -> None:
    made.add_paragraph(for_word(document.title).strip() or "Agreement", style="Title")
    made.add_paragraph(for_word(subtitle(document)), style="Subtitle")
    if how.standing:
        made.add_paragraph(for_word(how.standing))
    if document.parties:
        _plain_heading(made, "Between")
        for one in document.parties:
            made.add_paragraph(for_word(party_words(one)), style="List Bullet")
    if document.varies:
        _plain_heading(made, "What this version changes, and why")
        made.add_paragraph(for_word(document.varies))


def _plain_heading(made: Made, words: str) -> None:
    """A heading without a number: those before and after the clauses."""
    made.add_paragraph(words, style="Heading 1")


def _clauses(made: Made, document: Document) -> None:
    number = _numbering(made) if numbers_are_plain(document) else None
    for clause in document.clauses:
        words = for_word(clause.heading)
        if number is None:
            words = f"{for_word(clause.number)}  {words}"
        heading = made.add_paragraph(words, style="Heading 1")
        if number is not None:
            _numbered(heading, number)
        for block in blocks(clause.paragraphs):
            _block(made, block)
    if document.starts:
        _plain_heading(made, "When it begins")
        made.add_paragraph(for_word(document.starts))


def _block(made: Made, block: Block) -> None:
    for item in block.items:
        made.add_paragraph(for_word(item), style="List Bullet" if block.is_list else None)


def _numbering(made: Made) -> int:
    """A list of its own for the clauses' numbers: 1, 2, 3… Returns its number."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    root = made.part.numbering_part.element
    known = [int(one.get(qn("w:abstractNumId"))) for one in root.findall(qn("w:abstractNum"))]
    abstract = max(known, default=0) + 1
    shape = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}">'
        '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl></w:abstractNum>'
    )
    # Shapes stand before the lists that use them: the schema wants it so.
    root.insert(len(known), shape)
    return int(root.add_num(abstract).numId)


def _numbered(paragraph: Any, number: int) -> None:
    said = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    said.get_or_add_ilvl().val = 0
    said.get_or_add_numId().val = number


def _signatures(made: Made, document: Document) -> None:
    """A table with a row for each party; its head comes again on each page."""
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    _plain_heading(made, "Signatures")
    made.add_paragraph("By signing you say that you may sign for your organisation.")
    heads = ("For", "Signature", "Name and position", "Date")
    table = made.add_table(rows=1, cols=len(heads), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for party in document.parties:
        row = table.add_row()
        row.height = Cm(1.8)
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        row.cells[0].text = for_word(party.name)
