"""A document as a Word file: real headings, automatic numbers, lists and tables. Pure.

Built with python-docx part by part, never from a template that is filled in, so that no brace or
sign that somebody wrote can mean anything.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC
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
from spinney.agreements.engine.documents.shown import for_word

if TYPE_CHECKING:
    from docx.document import Document as Made

FONT = "Arial"
"""Everybody has it, or (LibreOffice) its twin Liberation Sans."""
EARLIEST_YEAR = 1980  # a zip file knows no earlier one
DRAFT = "Draft, not signed"


def docx(document: Document, how: Print) -> bytes:
    """A document as DOCX. The same bytes for the same input."""
    import docx as word

    made = word.Document()
    _look(made)
    _about(made, document, how)
    _frame(made, document, how)
    _beginning(made, document, how)
    _clauses(made, document)
    if how.to_sign:
        _signatures(made, document)
    kept = io.BytesIO()
    made.save(kept)
    return _dated(kept.getvalue(), how)


def _look(made: Made) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    for name, size in (("Normal", 11), ("Title", 22), ("Subtitle", 12), ("Heading 1", 13.5)):
        style: Any = made.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        # The default template names fonts of its theme, which would go before ours.
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for part in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(part), None)
        for part in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(part), FONT)
        if name == "Title":
            for line in style.element.findall(".//" + qn("w:pBdr")):
                line.getparent().remove(line)
        if name != "Normal":
            style.font.color.rgb, style.font.italic = RGBColor(0x0B, 0x0C, 0x0C), False
            style.font.bold = name != "Subtitle"
    language = made.styles.element.find(".//" + qn("w:lang"))
    if language is not None:
        language.set(qn("w:val"), "en-GB")
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.4)


def _about(made: Made, document: Document, how: Print) -> None:
    about = made.core_properties
    when = how.made_at.astimezone(UTC).replace(tzinfo=None)
    about.title, about.author = for_word(document.title)[:255], "Spinney"
    about.subject, about.language = for_word(document.kind)[:255], "en-GB"
    about.created = about.modified = when
    about.last_modified_by, about.comments, about.revision = "Spinney", "", 1


def _frame(made: Made, document: Document, how: Print) -> None:
    """The draft mark above each page; its number and the hash of the words below."""
    from docx.shared import Pt

    page = made.sections[0]
    if how.is_draft:
        marked = page.header.paragraphs[0].add_run(DRAFT)
        marked.bold = True
    foot = page.footer.paragraphs[0]
    foot.add_run(for_word(short(document.title)) + " · page ").font.size = Pt(8.5)
    _field(foot, "PAGE")
    foot.add_run(" of ").font.size = Pt(8.5)
    _field(foot, "NUMPAGES")
    if how.digest:
        page.footer.add_paragraph().add_run(f"SHA-256 of these words: {how.digest}").font.size = Pt(
            7.5
        )


def _field(paragraph: Any, code: str) -> None:
    """A field that the word processor works out, such as the number of the page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    for kind in ("begin", "code", "separate", "shown", "end"):
        run = paragraph.add_run("1" if kind == "shown" else "")
        run.font.size = Pt(8.5)
        if kind == "code":
            said = OxmlElement("w:instrText")
            said.set(qn("xml:space"), "preserve")
            said.text = f" {code} "
            run._r.append(said)
        elif kind != "shown":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


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


def _dated(made: bytes, how: Print) -> bytes:
    """The same file with the day of its making in place of this moment's, which zip writes in."""
    when = how.made_at.astimezone(UTC)
    stamp = (max(when.year, EARLIEST_YEAR), when.month, when.day, when.hour, when.minute, 0)
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made)) as old,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for one in old.infolist():
            part = zipfile.ZipInfo(one.filename, stamp)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(part, old.read(one))
    return kept.getvalue()
