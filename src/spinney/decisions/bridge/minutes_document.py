"""Minutes as a Word file: real headings, lists and a table of who came, and nothing of a template.

Built with python-docx part by part, so that no sign that somebody wrote can mean anything.
"""

from __future__ import annotations

import io
import unicodedata
from typing import TYPE_CHECKING, Any

from spinney.base.web.components.words import day
from spinney.decisions.bridge.minutes_text import CameSaid, ItemSaid, MinutesText, paragraphs
from spinney.decisions.models import Minutes
from spinney.decisions.states import MinutesState

if TYPE_CHECKING:
    from docx.document import Document as Made

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Arial"


def docx_of(text: MinutesText, minutes: Minutes) -> bytes:
    """The minutes as DOCX. What is not approved says so."""
    import docx as word  # slow to import

    made = word.Document()
    _look(made)
    about = made.core_properties
    about.title, about.author = _plain(f"Minutes of {text.title}")[:255], "Spinney"
    about.last_modified_by, about.comments, about.language = "Spinney", "", "en-GB"
    made.add_heading(_plain(f"Minutes of {text.title}"), level=0)
    made.add_paragraph(_plain(f"{text.cluster}. {_standing(minutes)}"))
    _facts(made, text)
    _came(made, text)
    _said(made, "At the beginning", text.opening)
    for number, item in enumerate(text.items, start=1):
        _item(made, f"{number}. {item.title}", item)
    if text.besides.decisions or text.besides.actions:
        _item(made, text.besides.title, text.besides)
    _said(made, "At the end", text.closing)
    if text.corrections:
        made.add_heading("Corrections that were taken in", level=1)
        for one in text.corrections:
            made.add_paragraph(_plain(one), style="List Bullet")
    if minutes.digest:
        made.sections[0].footer.paragraphs[0].text = f"SHA-256 of these minutes: {minutes.digest}"
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def _plain(words: str) -> str:
    """Words as XML may hold them: without control characters."""
    return "".join(one for one in words if one == "\t" or unicodedata.category(one) != "Cc")


def _look(made: Made) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    for name, size in (("Normal", 11), ("Title", 22), ("Heading 1", 13.5)):
        style: Any = made.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        # The default template names fonts of its theme, which would go before ours.
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for part in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(part), None)
        if name != "Normal":
            style.font.color.rgb = RGBColor(0x0B, 0x0C, 0x0C)
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.4)


def _standing(minutes: Minutes) -> str:
    if minutes.state == MinutesState.APPROVED:
        return f"Approved on {day(minutes.approved_at)}."
    return "Not approved yet."


def _facts(made: Made, text: MinutesText) -> None:
    rows = [
        ("When", text.when),
        ("Began and ended", f"{text.began} to {text.ended}" if text.ended else text.began),
        ("Where", text.where),
        ("In the chair", text.chair),
        ("Minutes by", text.taken_by),
        ("Quorum", " ".join(one for one in (text.quorum_rule, text.quorum) if one)),
    ]
    table = made.add_table(rows=0, cols=2)
    for name, value in rows:
        if value:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = name, _plain(value)


def _came(made: Made, text: MinutesText) -> None:
    for title, rows in (
        ("Who came", text.present), ("Apologies", text.apologies), ("No word", text.no_word),
    ):  # fmt: skip
        if rows:
            made.add_heading(title, level=1)
        for one in rows:
            made.add_paragraph(_plain(_came_words(one)), style="List Bullet")
    if text.others:
        made.add_paragraph(_plain(f"Also there: {text.others}"))


def _came_words(one: CameSaid) -> str:
    who = f"{one.name}: {one.person}" if one.person else one.name
    return f"{who} ({one.how})" if one.how else who


def _said(made: Made, title: str, words: str) -> None:
    if words.strip():
        made.add_heading(title, level=1)
        for line in paragraphs(words):
            made.add_paragraph(_plain(line))


def _item(made: Made, title: str, item: ItemSaid) -> None:
    made.add_heading(_plain(title), level=1)
    for line in item.paragraphs:
        made.add_paragraph(_plain(line))
    for decision in item.decisions:
        entry = made.add_paragraph()
        entry.add_run(_plain(f"Decision {decision.number}: {decision.title}. ")).bold = True
        entry.add_run(_plain(decision.outcome))
    for action in item.actions:
        due = f", by {action.due}" if action.due else ""
        words = f"{action.what} ({action.who}{due})"
        made.add_paragraph(_plain(words), style="List Bullet")
