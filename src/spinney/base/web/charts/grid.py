"""A grid of cells: what stands at each pair of marks of two scales, by letters with a key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from spinney.base.web.charts.canvas import Canvas, text_width, wrapped
from spinney.base.web.charts.picture import Picture
from spinney.base.web.components.parts import Tone
from spinney.base.web.components.words import counted

_FILL = {Tone.GO: "pic-moss", Tone.WAITS: "pic-honey", Tone.LATE: "pic-rust"}
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LEFT, LEAST_ROW, LINE = 18.0, 40.0, 18.0
SMALL, KEY = 12.0, 14.0
PALE = "0.35"


def letter_for(number: int) -> str:
    """A, B, … Z, AA, AB, … for 0, 1, …

    >>> letter_for(0), letter_for(25), letter_for(26), letter_for(52)
    ('A', 'Z', 'AA', 'BA')
    """
    before, at = divmod(number, len(ALPHABET))
    return (letter_for(before - 1) if before else "") + ALPHABET[at]


@dataclass(frozen=True)
class GridCell:
    """One cell: the names of what stands there, its tone, and the word that says the tone."""

    names: Sequence[str]
    tone: Tone = Tone.QUIET
    word: str = ""


@dataclass(frozen=True)
class _Place:
    """Where a cell is drawn."""

    x: float
    y: float
    width: float
    height: float


Lettered = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class GridChart(Picture):
    """Cells by row (the first on top) and column (the first on the left); `across` and `down` name
    the scales, `columns` and `lines` their marks. `unit` is what stands in the cells.
    """

    title: str
    across: str
    down: str
    columns: Sequence[str]
    lines: Sequence[str]
    cells: Sequence[Sequence[GridCell]]
    unit: str = "thing"
    note: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(cell.names for row in self.cells for cell in row)

    @property
    def description(self) -> str:
        count = sum(len(cell.names) for row in self.cells for cell in row)
        if not count:
            return "There is nothing to show yet."
        told = f"{counted(count, self.unit)}, by {self.down.lower()} and {self.across.lower()}."
        first = next((at for at in self._filled() if at), "")
        return f"{told} On top: {first}." if first else told

    def _filled(self) -> Sequence[str]:
        return [", ".join(cell.names) for row in self.cells for cell in reversed(row) if cell.names]

    @cached_property
    def _lettered(self) -> list[list[Lettered]]:
        """What stands in each cell, each with its letter: from the top, and from the right."""
        count = 0
        found = []
        for row in self.cells:
            line: list[Lettered] = []
            for cell in reversed(row):
                line.insert(
                    0, tuple((letter_for(count + at), name) for at, name in enumerate(cell.names))
                )
                count += len(cell.names)
            found.append(line)
        return found

    def _key(self) -> Iterator[str]:
        for row in self._lettered:
            for there in reversed(row):
                yield from _named(there)

    def header(self) -> Sequence[str]:
        return [f"{self.down}, then {self.across.lower()}", *self.columns]

    def rows(self) -> Sequence[Sequence[object]]:
        return [
            [line, *(_told(cell, there) for cell, there in zip(row, lettered, strict=True))]
            for line, row, lettered in zip(self.lines, self.cells, self._lettered, strict=True)
        ]

    def draw(self, width: int, uid: str) -> Canvas:
        canvas = Canvas(width)
        step = (canvas.width - LEFT) / max(1, len(self.columns))
        y = 2.0
        for line, row, lettered in zip(self.lines, self.cells, self._lettered, strict=True):
            high = max(
                [_height(cell, there, step) for cell, there in zip(row, lettered, strict=True)],
                default=LEAST_ROW,
            )
            canvas.text(0, y + high / 2 + 5, line[:1])
            for number, (cell, there) in enumerate(zip(row, lettered, strict=True)):
                at = _Place(LEFT + number * step, y, step, high)
                _draw_cell(canvas, cell, there, at)
            y += high
        canvas.height = self._draw_key(canvas, self._draw_marks(canvas, y, step))
        return canvas

    def _draw_marks(self, canvas: Canvas, y: float, step: float) -> float:
        """The marks of the columns, in words where these fit; where what follows may begin."""
        named = [wrapped(name, step - 8, SMALL) for name in self.columns]
        if any("…" in line for lines in named for line in lines):
            named = [[name[:1]] for name in self.columns]
        for number, lines in enumerate(named):
            for at, line in enumerate(lines):
                middle = LEFT + (number + 0.5) * step
                canvas.text(middle, y + 15 + 14 * at, line, anchor="middle", size=SMALL)
        y += 15 + 14 * max(map(len, named), default=1)
        canvas.text(LEFT, y + 8, f"{self.across} →   ↑ {self.down}")
        return y + 14

    def _draw_key(self, canvas: Canvas, y: float) -> float:
        """The letters with what they stand for; the height of the whole."""
        y += 6
        for told in self._key():
            for at, line in enumerate(wrapped(told, canvas.width - LEFT, KEY)):
                y += LINE
                canvas.text(0 if not at else LEFT, y, line, size=KEY)
        return y + 6


def _named(there: Lettered) -> list[str]:
    return [f"{letter}: {name}" for letter, name in there]


def _told(cell: GridCell, there: Lettered) -> str:
    """A cell in words, for the table."""
    names = ", ".join(_named(there))
    return f"{cell.word}. {names}" if cell.word and names else cell.word or names


def _letters(there: Lettered, step: float) -> list[str]:
    return wrapped(" ".join(letter for letter, _ in there), step - 8) if there else []


def _height(cell: GridCell, there: Lettered, step: float) -> float:
    lines = len(_letters(there, step)) + bool(cell.word)
    return max(LEAST_ROW, lines * LINE + 10)


def _draw_cell(canvas: Canvas, cell: GridCell, there: Lettered, at: _Place) -> None:
    """The tone, an outline without a fill over it, the word of the tone and the letters."""
    ground = "pic-main" if cell.names else "pic-land"
    x, y, width, height = at.x + 1, at.y + 1, at.width - 2, at.height - 2
    canvas.rect(_FILL.get(cell.tone, ground), x, y, width, height, fill_opacity=PALE)
    heavy = 2.5 if cell.names else 1
    canvas.rect("pic-line" if cell.names else "pic-line-quiet", x, y, width, height,
                stroke_width=heavy)  # fmt: skip
    lines = _letters(there, at.width)
    size = SMALL if text_width(cell.word, SMALL) <= width + 1 else SMALL - 1
    if cell.word:
        canvas.text(at.x + at.width / 2, at.y + 15, cell.word, anchor="middle", size=size)
    top = at.y + LINE if cell.word else at.y + (at.height - len(lines) * LINE) / 2
    for number, line in enumerate(lines, start=1):
        middle = at.x + at.width / 2
        canvas.text(middle, top + number * LINE - 4, line, "pic-text pic-bold", "middle")
