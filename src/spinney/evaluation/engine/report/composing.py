"""From written sections, figures and pictures to a Report, its notes numbered as they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from spinney.evaluation.engine.report.value import (
    Figure,
    Items,
    Note,
    Paragraph,
    Part,
    Photo,
    Picture,
    Report,
    Run,
    Section,
    Source,
    Subheading,
)
from spinney.evaluation.engine.report.writing import Line, Written, parts_of

MISSING = "[no such figure: {}]"
"""What stands where a name means nothing: seen, so that it is mended, and never a wrong number."""


class _Notes:
    """The notes so far: a figure named twice has one note."""

    def __init__(self) -> None:
        self.kept: dict[str, Note] = {}

    def number(self, key: str, words: str, said: str, source: Source) -> int:
        if key not in self.kept:
            self.kept[key] = Note(len(self.kept) + 1, words, said, source)
        return self.kept[key].number


def compose(
    title: str,
    sections: Iterable[tuple[str, str]],
    figures: Mapping[str, Figure],
    pictures: Mapping[str, Picture],
    *,
    made_at: datetime,
    subtitle: str = "",
    standing: str = "",
    is_draft: bool = False,
) -> Report:
    """A report of sections (heading, text as written). What a name means is looked up in figures
    and pictures; a name of nothing is said to be that.
    """
    notes = _Notes()
    made = tuple(
        Section(heading, tuple(_parts(text, figures, pictures, notes)))
        for heading, text in sections
    )
    kept = tuple(notes.kept.values())
    return Report(title, subtitle, standing, made_at, made, kept, is_draft)


def _parts(
    text: str, figures: Mapping[str, Figure], pictures: Mapping[str, Picture], notes: _Notes
) -> Iterator[Part]:
    for one in parts_of(text):
        if one.kind == "named" and one.lines[0][0].text in pictures:
            yield _noted(pictures[one.lines[0][0].text], notes)
        else:
            yield _in_words(one, figures, notes)


def _noted(picture: Picture, notes: _Notes) -> Part:
    """A picture with the number of its note; a photograph speaks for itself."""
    if isinstance(picture, Photo):
        return picture
    return replace(picture, note=notes.number(picture.key, picture.title, "", picture.source))


def _in_words(one: Written, figures: Mapping[str, Figure], notes: _Notes) -> Part:
    lines = tuple(_runs(line, figures, notes) for line in one.lines)
    if one.kind == "heading":
        return Subheading("".join(run.text for run in lines[0]))
    if one.kind in ("items", "numbered"):
        return Items(lines, numbered=one.kind == "numbered")
    return Paragraph(lines[0])


def _runs(line: Line, figures: Mapping[str, Figure], notes: _Notes) -> tuple[Run, ...]:
    made: list[Run] = []
    for piece in line:
        figure = figures.get(piece.text) if piece.is_name else None
        if figure is not None:
            number = notes.number(figure.key, figure.words, figure.said, figure.source)
            made.append(Run(figure.said, piece.strong, number))
        elif piece.is_name:
            made.append(Run(MISSING.format(piece.text), piece.strong))
        else:
            made.append(Run(piece.text, piece.strong))
    return tuple(made)
