"""What people write in a section: paragraphs, lists, headings, bold, and names of figures.

    ## A heading          - an item          1. a numbered item          **bold**
    Members saved {{savings_confirmed}}.     {{chart_spending}} on a line of its own

Anything else is taken as it stands: nobody can write markup by mistake.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

NAME = re.compile(r"\{\{\s*([a-z][a-z0-9_]{0,59})\s*\}\}")
"""A figure's or picture's name where it is to stand."""
_BRACES = re.compile(r"\{\{([^{}\n]{0,80})\}\}")
_STRONG = re.compile(r"\*\*(\S(?:[^*\n]*\S)?)\*\*")
_QUESTION = re.compile(r"\[([^\[\]]+)\]")
_ITEM = re.compile(r"[-*•] +(.*)")
_NUMBERED = re.compile(r"\d{1,3}[.)] +(.*)")
_HEADING = re.compile(r"#{1,6} +(.*)")


@dataclass(frozen=True)
class Piece:
    """Words as written, or the name of a figure that stands there."""

    text: str
    strong: bool = False
    is_name: bool = False


Line = tuple[Piece, ...]


@dataclass(frozen=True)
class Written:
    """A part of a text. `kind` is paragraph, items, numbered, heading or named (a picture or a
    figure alone on its line); `lines` its words.
    """

    kind: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Fault:
    """Something to be mended. `code` is unknown (there is nothing of this name), inside (a picture
    within a line) or question (a line in [brackets] waits for an answer; `name` is what it asks);
    `nearest` the name that was probably meant, or none.
    """

    code: str
    line: int
    name: str
    nearest: str = ""


def parts_of(text: str) -> tuple[Written, ...]:
    """The parts of a text, in order.

    >>> [(one.kind, len(one.lines)) for one in parts_of("## We met\\nOften.\\n- here\\n- there")]
    [('heading', 1), ('paragraph', 1), ('items', 2)]
    >>> parts_of("{{chart_spending}}")[0].kind
    'named'
    """
    found: list[Written] = []
    going_on = False
    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            going_on = False
            continue
        kind, words = _kind_of(line)
        if going_on and found[-1].kind == kind:
            found[-1] = _longer(found[-1], words)
        elif going_on and kind == "paragraph" and found[-1].kind in ("items", "numbered"):
            # A long item that was broken into lines by hand.
            found[-1] = _with_more(found[-1], words)
        else:
            found.append(Written(kind, (pieces_of(words),)))
        going_on = kind in ("paragraph", "items", "numbered")
    return tuple(found)


def _kind_of(line: str) -> tuple[str, str]:
    if NAME.fullmatch(line):
        return "named", line
    for kind, pattern in (("heading", _HEADING), ("items", _ITEM), ("numbered", _NUMBERED)):
        if (match := pattern.fullmatch(line)) is not None:
            return kind, match[1].strip()
    return "paragraph", line


def _longer(one: Written, words: str) -> Written:
    if one.kind == "paragraph":
        return _with_more(one, words)
    return Written(one.kind, (*one.lines, pieces_of(words)))


def _with_more(one: Written, words: str) -> Written:
    """The last line goes on after a blank."""
    longer = (*one.lines[-1], Piece(" "), *pieces_of(words))
    return Written(one.kind, (*one.lines[:-1], longer))


def pieces_of(line: str) -> Line:
    """The pieces of a line.

    >>> [(p.text, p.strong, p.is_name) for p in pieces_of("Saved **{{saved}} in all**.")]
    [('Saved ', False, False), ('saved', True, True), (' in all', True, False), ('.', False, False)]
    """
    found: list[Piece] = []
    at = 0
    for match in _STRONG.finditer(line):
        found += _named(line[at : match.start()], strong=False)
        found += _named(match[1], strong=True)
        at = match.end()
    return (*found, *_named(line[at:], strong=False))


def _named(text: str, *, strong: bool) -> Iterator[Piece]:
    at = 0
    for match in NAME.finditer(text):
        if match.start() > at:
            yield Piece(text[at : match.start()], strong)
        yield Piece(match[1], strong, is_name=True)
        at = match.end()
    if text[at:]:
        yield Piece(text[at:], strong)


def names_in(text: str) -> tuple[str, ...]:
    """Every name that a text uses, each once, in the order of the text."""
    return tuple(dict.fromkeys(match[1] for match in NAME.finditer(text)))


def faults_of(text: str, figures: Collection[str], pictures: Collection[str]) -> list[Fault]:
    """What is wrong with the names in a text, and what it still asks of whoever writes it.

    >>> faults_of("We saved {{saved_confirmd}}.", ["saved_confirmed"], [])
    [Fault(code='unknown', line=1, name='saved_confirmd', nearest='saved_confirmed')]
    >>> faults_of("See {{chart_costs}} here", [], ["chart_costs"])[0].code
    'inside'
    >>> faults_of("[Say who took part.]", [], [])
    [Fault(code='question', line=1, name='Say who took part.', nearest='')]
    """
    known = [*figures, *pictures]
    found: list[Fault] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if (question := _QUESTION.fullmatch(line.strip())) is not None:
            found.append(Fault("question", number, question[1]))
        alone = NAME.fullmatch(line.strip()) is not None
        for match in _BRACES.finditer(line):
            name = match[1].strip()
            if name not in known:
                near = get_close_matches(name.lower().replace(" ", "_"), known, n=1)
                found.append(Fault("unknown", number, name, near[0] if near else ""))
            elif name in pictures and not alone:
                found.append(Fault("inside", number, name))
    return found
