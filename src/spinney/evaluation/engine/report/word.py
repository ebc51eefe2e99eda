"""A report as a Word document: real headings, lists and tables, charts told in words, notes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from spinney.base.kernel.printing.shown import for_word
from spinney.base.kernel.printing.word import (
    SIZES,
    add_field,
    bytes_of,
    new_document,
    say_about,
)
from spinney.evaluation.engine.report.drawings import pngs
from spinney.evaluation.engine.report.value import (
    NOTHING,
    Chart,
    Items,
    Note,
    Paragraph,
    Part,
    Photo,
    Report,
    Run,
    Subheading,
    Table,
)
from spinney.evaluation.engine.report.word_parts import add_bookmark, add_grid, add_line, add_link

if TYPE_CHECKING:
    from docx.document import Document as Made

LOOK = {**SIZES, "Title": 24.0, "Heading 1": 16.0, "Heading 2": 12.0, "Caption": 11.0}
LEAST_FOR_CONTENTS = 4
WIDE_CM, PHOTO_CM = 16.2, 13.0
DRAFT = "Draft"
NOTES = "Where the figures come from"
ABOUT_NOTES = (
    "Each figure and picture was taken from the records. Its number in the text leads here; the"
    " address leads to the records, for those who may see them."
)


def docx(report: Report) -> bytes:
    """The report as DOCX. The same report gives the same bytes."""
    made = new_document(LOOK)
    say_about(made, title=report.title, subject=report.subtitle, made_at=report.made_at)
    _frame(made, report)
    _beginning(made, report)
    drawn = [p.svg for one in report.sections for p in one.parts if isinstance(p, Chart) and p.svg]
    pictures = iter(pngs(drawn))
    for number, section in enumerate(report.sections, start=1):
        heading = add_line(made, for_word(section.heading), "Heading 1")
        add_bookmark(heading, f"section_{number}", number)
        for part in section.parts:
            _part(made, part, pictures)
    if report.notes:
        _notes(made, report.notes, first_mark=len(report.sections) + 1)
    return bytes_of(made, report.made_at)


def _frame(made: Made, report: Report) -> None:
    from docx.shared import Pt

    page = made.sections[0]
    if report.is_draft:
        page.header.paragraphs[0].add_run(DRAFT).bold = True
    foot = page.footer.paragraphs[0]
    foot.add_run(for_word(report.title)[:80] + " · page ").font.size = Pt(8.5)
    add_field(foot, "PAGE", 8.5)
    foot.add_run(" of ").font.size = Pt(8.5)
    add_field(foot, "NUMPAGES", 8.5)


def _beginning(made: Made, report: Report) -> None:
    add_line(made, for_word(report.title).strip() or "Report", "Title")
    for words, style in ((report.subtitle, "Subtitle"), (report.standing, "")):
        if words:
            add_line(made, for_word(words), style)
    if len(report.sections) < LEAST_FOR_CONTENTS:
        return
    add_line(made, "Contents").runs[0].bold = True
    for number, section in enumerate(report.sections, start=1):
        line = add_line(made)
        add_link(line, for_word(section.heading), to=f"section_{number}")


def _part(made: Made, part: Part, pictures: Iterator[bytes]) -> None:
    match part:
        case Paragraph():
            _write(add_line(made), part.runs)
        case Items():
            _items(made, part)
        case Subheading():
            add_line(made, for_word(part.text), "Heading 2")
        case Table():
            _caption(made, part.title, part.note)
            if part.grid.rows:
                add_grid(made, part.grid, size=9.5)
            else:
                add_line(made, NOTHING)
        case Photo():
            _photo(made, part)
        case Chart():
            _chart(made, part, pictures)


def _items(made: Made, part: Items) -> None:
    # Word's own numbering runs on from list to list: each list here is numbered in words.
    for at, item in enumerate(part.items, start=1):
        line = add_line(made, style="" if part.numbered else "List Bullet")
        if part.numbered:
            line.add_run(f"{at}.  ")
        _write(line, item)


def _write(line: Any, runs: tuple[Run, ...]) -> None:
    for one in runs:
        line.add_run(for_word(one.text)).bold = one.strong or None
        _mark(line, one.note)


def _mark(line: Any, note: int) -> None:
    if note:
        add_link(line, str(note), to=f"note_{note}", raised=True)


def _caption(made: Made, title: str, note: int) -> None:
    line = add_line(made, style="Caption")
    line.paragraph_format.keep_with_next = True
    line.add_run(for_word(title)).bold = True
    _mark(line, note)


def _chart(made: Made, part: Chart, pictures: Iterator[bytes]) -> None:
    from docx.shared import Cm

    _caption(made, part.title, part.note)
    if not part.svg:
        add_line(made, for_word(part.description))
        return
    line = add_line(made)
    line.paragraph_format.keep_with_next = True
    shape = line.add_run().add_picture(io.BytesIO(next(pictures)), width=Cm(WIDE_CM))
    about = shape._inline.docPr
    about.set("descr", for_word(part.description))
    about.set("title", for_word(part.title))
    if part.grid.rows:
        said = add_line(made, "The same in figures")
        said.paragraph_format.keep_with_next = True
        add_grid(made, part.grid, size=9)


def _photo(made: Made, part: Photo) -> None:
    from docx.shared import Cm

    line = add_line(made)
    line.paragraph_format.keep_with_next = True
    shape = line.add_run().add_picture(io.BytesIO(part.content), width=Cm(PHOTO_CM))
    shape._inline.docPr.set("descr", for_word(part.says))
    add_line(made, style="Caption").add_run(for_word(part.says))


def _notes(made: Made, notes: tuple[Note, ...], first_mark: int) -> None:
    add_line(made, NOTES, "Heading 1")
    add_line(made, ABOUT_NOTES)
    for one in notes:
        line = add_line(made)
        add_bookmark(line, f"note_{one.number}", first_mark + one.number)
        line.add_run(for_word(f"{one.number}. {one.words}")).bold = True
        told = [
            f": {one.said}" if one.said else "",
            f", {one.source.day}" if one.source.day else "",
        ]
        line.add_run(for_word(f"{''.join(told)}. {one.source.words} "))
        if one.source.address:
            add_link(line, for_word(one.source.address), address=one.source.address)
