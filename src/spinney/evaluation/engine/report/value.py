"""What a report is: sections of paragraphs, figures with their sources, tables and charts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

Cells = tuple[str, ...]
NOTHING = "Nothing is recorded yet."
"""What stands in place of a table without rows."""


@dataclass(frozen=True)
class Source:
    """Where a figure comes from: what was counted, in words; its address on the site (whole, with
    https://), empty where there is no page; the day on which it was so, in words.
    """

    words: str
    address: str = ""
    day: str = ""


@dataclass(frozen=True)
class Figure:
    """A figure that a text can name. `said` is its value in words ("£2,100"), as it is printed."""

    key: str
    words: str
    said: str
    source: Source


@dataclass(frozen=True)
class Grid:
    """The cells of a table: the first cell of a row names it."""

    header: Cells
    rows: tuple[Cells, ...]


@dataclass(frozen=True)
class Table:
    """A table of its own that a text can name."""

    key: str
    title: str
    grid: Grid
    source: Source
    note: int = 0


@dataclass(frozen=True)
class Chart:
    """A chart that a text can name: drawn (a whole SVG, with its colours in it), told in words for
    those who do not see it, and the same data as a table. Without `svg` only the words stand.
    """

    key: str
    title: str
    description: str
    svg: str
    grid: Grid
    source: Source
    note: int = 0


@dataclass(frozen=True)
class Photo:
    """A picture that somebody added: JPEG of so many dots; `says` tells it in words."""

    key: str
    says: str
    content: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Run:
    """Words of one look. `note` is the number of the note that says where they come from."""

    text: str
    strong: bool = False
    note: int = 0


@dataclass(frozen=True)
class Paragraph:
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Items:
    """A list; numbered 1, 2, 3… or with bullets."""

    items: tuple[tuple[Run, ...], ...]
    numbered: bool = False


@dataclass(frozen=True)
class Subheading:
    text: str


Picture = Table | Chart | Photo
Part = Paragraph | Items | Subheading | Picture


@dataclass(frozen=True)
class Section:
    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Note:
    """Where the figure with this number comes from. `words` names it, `said` is its value."""

    number: int
    words: str
    said: str
    source: Source


@dataclass(frozen=True)
class Report:
    """A whole report. `standing` says what it is as it stands ("Draft of 3 May 2026"); `is_draft`
    marks each page. `made_at` is the moment that the files say they were made: no clock is asked.
    """

    title: str
    subtitle: str
    standing: str
    made_at: datetime
    sections: tuple[Section, ...]
    notes: tuple[Note, ...] = ()
    is_draft: bool = False
