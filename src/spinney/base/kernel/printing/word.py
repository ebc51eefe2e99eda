"""What every Word document of Spinney has: its look, what it says of itself, fields, its bytes.

Built with python-docx part by part, never from a template that is filled in, so that no brace or
sign that somebody wrote can mean anything.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from spinney.base.kernel.printing.shown import for_word

if TYPE_CHECKING:
    from docx.document import Document as Made

FONT = "Arial"
"""Everybody has it, or (LibreOffice) its twin Liberation Sans."""
EARLIEST_YEAR = 1980  # a zip file knows no earlier one
SIZES = {"Normal": 11.0, "Title": 22.0, "Subtitle": 12.0, "Heading 1": 13.5}


def new_document(sizes: Mapping[str, float] = SIZES) -> Made:
    """An empty A4 document in British English; `sizes` are points by the name of the style."""
    import docx as word
    from docx.oxml.ns import qn
    from docx.shared import Cm

    made = word.Document()
    for name, size in sizes.items():
        _dress(made, name, size)
    language = made.styles.element.find(".//" + qn("w:lang"))
    if language is not None:
        language.set(qn("w:val"), "en-GB")
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.4)
    return made


def _dress(made: Made, name: str, size: float) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style: Any = made.styles[name]
    style.font.name, style.font.size = FONT, Pt(size)
    # The default template names fonts of its theme, which would go before ours.
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for part in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(part), None)
    if name == "Title":
        for line in style.element.findall(".//" + qn("w:pBdr")):
            line.getparent().remove(line)
    if name != "Normal":
        style.font.color.rgb, style.font.italic = RGBColor(0x0B, 0x0C, 0x0C), False
        style.font.bold = name not in ("Subtitle", "Caption")


def say_about(made: Made, *, title: str, subject: str, made_at: datetime) -> None:
    """What the file says of itself: title, subject, when it was made."""
    about = made.core_properties
    when = made_at.astimezone(UTC).replace(tzinfo=None)
    about.title, about.author = for_word(title)[:255], "Spinney"
    about.subject, about.language = for_word(subject)[:255], "en-GB"
    about.created = about.modified = when
    about.last_modified_by, about.comments, about.revision = "Spinney", "", 1


def add_field(paragraph: Any, code: str, size: float) -> None:
    """A field that the word processor works out, such as the number of the page (PAGE)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    for kind in ("begin", "code", "separate", "shown", "end"):
        run = paragraph.add_run("1" if kind == "shown" else "")
        run.font.size = Pt(size)
        if kind == "code":
            said = OxmlElement("w:instrText")
            said.set(qn("xml:space"), "preserve")
            said.text = f" {code} "
            run._r.append(said)
        elif kind != "shown":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def bytes_of(made: Made, made_at: datetime) -> bytes:
    """The file. The day of its making stands in place of this moment's, which zip writes in, so
    that the same words give the same bytes.
    """
    first = io.BytesIO()
    made.save(first)
    when = made_at.astimezone(UTC)
    stamp = (max(when.year, EARLIEST_YEAR), when.month, when.day, when.hour, when.minute, 0)
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(first) as old,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for one in old.infolist():
            part = zipfile.ZipInfo(one.filename, stamp)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(part, old.read(one))
    return kept.getvalue()
