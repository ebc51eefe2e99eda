"""Parts of a Word document that python-docx has no call for: links, marks to link to, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spinney.base.kernel.printing.shown import for_word
from spinney.evaluation.engine.report.grids import numeric_columns
from spinney.evaluation.engine.report.value import Grid

if TYPE_CHECKING:
    from docx.document import Document as Made


STYLES = {
    "Title": "Title", "Subtitle": "Subtitle", "Heading 1": "Heading1", "Heading 2": "Heading2",
    "List Bullet": "ListBullet", "Caption": "Caption",
}  # fmt: skip
"""Names of styles, and what python-docx's template calls them within: looking a name up walks all
its styles, for each paragraph again.
"""


def add_line(made: Made, words: str = "", style: str = "") -> Any:
    """A paragraph at the end of the document, in a style of `STYLES`."""
    line = made.add_paragraph(words)
    if style:
        line._p.style = STYLES[style]
    return line


def add_bookmark(paragraph: Any, name: str, number: int) -> None:
    """A mark at the beginning of a paragraph that links within the file can lead to. `number` is
    another for each mark of a file.
    """
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for one in (begin, end):
        one.set(qn("w:id"), str(number))
    begin.set(qn("w:name"), name)
    properties = paragraph._p.pPr
    at = 0 if properties is None else list(paragraph._p).index(properties) + 1
    paragraph._p.insert(at, begin)
    paragraph._p.insert(at + 1, end)


def add_link(
    paragraph: Any, words: str, *, to: str = "", address: str = "", raised: bool = False
) -> None:
    """A link at the end of a paragraph: `to` a mark of this file, or an address. `raised`: small
    and above the line, as the number of a note stands.
    """
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    link = OxmlElement("w:hyperlink")
    if to:
        link.set(qn("w:anchor"), to)
    else:
        kept = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), kept)
    run = paragraph.add_run(words)
    run.font.color.rgb = RGBColor(0x1F, 0x4D, 0x3A)
    run.font.underline = not raised
    run.font.superscript = raised or None
    link.append(run._r)  # the run moves into the link
    paragraph._p.append(link)


def add_grid(made: Made, grid: Grid, *, size: float) -> None:
    """A table whose head comes again on each page, numbers to the right."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    right = numeric_columns(grid)
    # Cells are asked of the whole table once: each asking of a row walks the table again.
    table = made.add_table(rows=1 + len(grid.rows), cols=len(grid.header), style="Table Grid")
    cells, across = table._cells, len(grid.header)
    for at, row in enumerate((grid.header, *grid.rows)):
        for column, words in enumerate(row[:across]):
            line = cells[at * across + column].paragraphs[0]
            run = line.add_run(for_word(words))
            run.font.size, run.bold = Pt(size), at == 0 or None
            if right[column]:
                line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        table.rows[at]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    add_line(made).paragraph_format.space_after = Pt(0)
