"""Ballots as tables (CSV): what a spreadsheet holds, and the files of Scottish councils. Pure.

A row is a paper, a column an option, a cell the mark. Above the head may stand what the ballot is,
each line beginning with #; below it what the options have:

    #kind,rank
    #seats,2
    voter,weight,times,Ann,Bob
    #key,,,a,b
    ,1,5,1,2            five papers: Ann first, then Bob

Without #kind the marks are taken as approvals if all are 1; else the file must say what they are.
A Scottish file has "candidates,places", then "how many,first,second…", then "Candidate 1","Ann"…

    >>> scottish = ["2,1,", "30,2,1,", "4,1,", '"Candidate 1","Ann","Ind"', '"Candidate 2","Bob"']
    >>> problem = read([*scottish, '"The ward"'])
    >>> problem.title, problem.papers[0].marks, problem.options[0].name
    ('The ward', {'2': 1, '1': 2}, 'Ann')
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from spinney.decisions.engine.files.cells import long_cells
from spinney.decisions.engine.files.faults import FileFault
from spinney.decisions.engine.files.sound import check_paper, is_whole
from spinney.decisions.engine.problem import Kind, Option, Paper, Problem, TieBreak

NUMBERS = ("seats", "budget", "most_marks", "least_marks", "most_each", "most_points")
TEXTS = ("title", "seed")
OF_MONEY = ("currency", "money_parts")
"""What amounts are in, and how many parts of one they count: pounds and 100 are pence."""
LEADING = ("voter", "weight", "times")
OF_OPTIONS = ("key", "cost", "before")
_CANDIDATE = re.compile(r"candidate ([0-9]{1,6})", re.IGNORECASE)
_RISKY = re.compile(r"'*[=+\-@\t\r#]")
LONGEST_FIELD = 1_000_000
Row = tuple[int, list[str]]


def read(lines: Iterable[str], name: str = "") -> Problem:
    """The ballot in a table. `name` is its title where the file has none. Raises FileFault."""
    rows = list(_rows(lines))
    if not rows:
        raise FileFault("The file is empty.", expected="A row of names, then a row for each paper.")
    first = [cell for cell in rows[0][1] if cell]
    if len(first) == 2 and all(map(is_whole, first)):
        return _scottish(rows, name)
    return _table(rows, name)


def write(problem: Problem) -> str:
    """A ballot as a table that reads back the same, but for what is told `about` it."""
    out = StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["#kind", str(problem.kind)])
    for name in (*NUMBERS, *TEXTS):
        if getattr(problem, name) not in (None, ""):
            table.writerow([f"#{name}", _guarded(str(getattr(problem, name)))])
    for name in OF_MONEY:
        if name in problem.about:
            table.writerow([f"#{name}", _guarded(problem.about[name])])
    table.writerow(["#ties", *map(str, problem.ties)])
    table.writerow([*LEADING, *(_guarded(option.name) for option in problem.options)])
    for name in OF_OPTIONS:
        told = (_guarded(str(getattr(option, name))) for option in problem.options)
        table.writerow([f"#{name}", "", "", *told])
    for paper in problem.papers:
        marks = (paper.marks.get(option.key, "") for option in problem.options)
        table.writerow([_guarded(paper.voter), paper.weight, paper.times, *marks])
    return out.getvalue()


# Tables ----------------------------------------------------------------------------------------


@dataclass
class _Table:
    """What a file says of the ballot, its head, and what it says of the options."""

    told: dict[str, list[str]] = field(default_factory=dict)
    leading: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    of_options: dict[str, Row] = field(default_factory=dict)
    papers: list[Row] = field(default_factory=list)


def _table(rows: Sequence[Row], name: str) -> Problem:
    table = _sorted_out(rows)
    keys = [str(place) for place in range(1, len(table.names) + 1)]
    if "key" in table.of_options:
        keys = _along(table, "key")
    if len(set(keys)) < len(keys) or not all(keys):
        raise FileFault("Two options have the same key, or one has none.", expected="One for each.")
    papers = [_paper(line, cells, table, keys) for line, cells in table.papers]
    kind = _kind(table, papers)
    for (line, _), paper in zip(table.papers, papers, strict=True):
        check_paper(kind, paper, line)
    numbers: dict[str, Any] = {
        one: _number(table.told[one][0], 0, f"#{one}") for one in NUMBERS if table.told.get(one)
    }
    if numbers.get("seats", 1) < 1 or min(numbers.values(), default=0) < 0:
        raise FileFault("A number is too small.", expected="#seats from 1, the others from 0.")
    return Problem(
        kind=kind,
        options=tuple(_options(table, keys)),
        papers=tuple(papers),
        ties=_ties(table),
        title=_first(table, "title") or name,
        seed=_first(table, "seed"),
        about=_money(table),
        **numbers,
    )


def _money(table: _Table) -> dict[str, str]:
    """What the file says of its money."""
    about = {name: _first(table, name) for name in OF_MONEY if _first(table, name)}
    parts = about.get("money_parts", "1")
    if not is_whole(parts) or int(parts) < 1:
        raise FileFault(f"“{parts[:40]}” after #money_parts is no number.", expected="Such as 100.")
    return about


def _sorted_out(rows: Sequence[Row]) -> _Table:
    table = _Table()
    for line, cells in rows:
        if cells[0].startswith("#"):
            name = cells[0][1:].strip().lower()
            if not table.names:
                table.told[name] = [_unguarded(one) for one in cells[1:] if one]
            elif name in OF_OPTIONS:
                table.of_options[name] = (line, cells)
        elif not table.names:
            leading = [one.lower() for one in cells]
            count = next((n for n, one in enumerate(leading) if one not in LEADING), len(cells))
            table.leading = leading[:count]
            table.names = [_unguarded(one) for one in _trimmed(cells[count:])]
            if not table.names:
                raise FileFault("No column is an option.", line, "The options' names as the head.")
        else:
            table.papers.append((line, cells))
    if not table.names:
        raise FileFault("The file has no options.", expected="The options' names as the head.")
    return table


def _options(table: _Table, keys: Sequence[str]) -> Iterator[Option]:
    costs = [_number(one or "0", 0, "#cost") for one in _along(table, "cost")]
    before = [_number(one or "0", 0, "#before") for one in _along(table, "before")]
    for place, (key, name) in enumerate(zip(keys, table.names, strict=True)):
        yield Option(key, name, costs[place], before[place])


def _along(table: _Table, name: str) -> list[str]:
    """The cells of a # row that stand under the options."""
    _, cells = table.of_options.get(name, (0, []))
    start, wide = max(len(table.leading), 1), len(table.names)
    padded = [*cells[start:], *[""] * wide]
    return [_unguarded(one) for one in padded[:wide]]


def _paper(line: int, cells: Sequence[str], table: _Table, keys: Sequence[str]) -> Paper:
    lead = dict(zip(table.leading, cells, strict=False))
    marked = _trimmed(cells[len(table.leading) :])
    if len(marked) > len(keys):
        raise FileFault(
            f"The row has {len(marked)} marks for {len(keys)} options.", line, "A cell for each."
        )
    marks = {
        key: _number(cell, line, name)
        for key, name, cell in zip(keys, table.names, marked, strict=False)
        if cell
    }
    return Paper(
        marks=marks,
        voter=_unguarded(lead.get("voter", "")),
        weight=_number(lead.get("weight") or "1", line, "weight"),
        times=_number(lead.get("times") or "1", line, "times"),
    )


def _kind(table: _Table, papers: Sequence[Paper]) -> Kind:
    said = _first(table, "kind").lower()
    if said in set(Kind):
        return Kind(said)
    if not said and all(mark == 1 for paper in papers for mark in paper.marks.values()):
        return Kind.APPROVE
    raise FileFault(
        f"“{said}” is no kind of paper." if said else "The file does not say what its marks are.",
        expected=f"A first line such as #kind,rank (one of {', '.join(Kind)}).",
    )


def _ties(table: _Table) -> tuple[TieBreak, ...]:
    said = table.told.get("ties", [])
    if not set(said) <= set(TieBreak):
        raise FileFault("#ties names what parts no tie.", expected=f"Of {', '.join(TieBreak)}.")
    return tuple(TieBreak(one) for one in said) or (TieBreak.LOT,)


def _first(table: _Table, name: str) -> str:
    return next(iter(table.told.get(name, [])), "")


# Scottish files ---------------------------------------------------------------------------------


def _scottish(rows: Sequence[Row], name: str) -> Problem:
    candidates, seats = (int(cell) for cell in rows[0][1] if cell)
    options: dict[str, Option] = {}
    papers: list[tuple[int, list[str]]] = []
    title = name
    for line, cells in rows[1:]:
        named = _CANDIDATE.fullmatch(cells[0])
        if named:
            key = str(int(named[1]))
            options[key] = Option(key, cells[1] if len(cells) > 1 else "")
        elif is_whole(cells[0]) and not options:
            papers.append((line, cells))
        else:
            title = cells[0]
    if len(options) != candidates or seats < 1:
        raise FileFault(
            f"The file says {candidates} candidates and names {len(options)}.",
            expected='After the papers, "Candidate 1","Ann" and so on.',
        )
    return Problem(
        kind=Kind.RANK,
        options=tuple(options.values()),
        papers=tuple(_ranked(line, cells, options) for line, cells in papers),
        seats=seats,
        title=title,
    )


def _ranked(line: int, cells: Sequence[str], options: dict[str, Option]) -> Paper:
    order = [cell for cell in cells[1:] if cell]
    for cell in order:
        if cell not in options:
            raise FileFault(f"“{cell[:40]}” is no candidate.", line, "The candidates' numbers.")
    if len(set(order)) < len(order):
        raise FileFault("A candidate is on a paper twice.", line)
    return Paper({key: place for place, key in enumerate(order, 1)}, times=int(cells[0]))


# Cells ------------------------------------------------------------------------------------------


def _rows(lines: Iterable[str]) -> Iterator[Row]:
    """The rows that have anything in them, with their lines."""
    reader = csv.reader(line.lstrip("\ufeff") for line in lines)
    try:
        with long_cells(LONGEST_FIELD):
            for cells in reader:
                stripped = [cell.strip() for cell in cells]
                if any(stripped):
                    yield reader.line_num, stripped
    except csv.Error as error:
        raise FileFault(
            "The row is no CSV.", reader.line_num, "Cells with commas between."
        ) from error


def _number(text: str, line: int, what: str) -> int:
    if not is_whole(text.removeprefix("-")):
        raise FileFault(f"“{text[:40]}” under {what} is no whole number.", line, "Such as 3.")
    return int(text)


def _trimmed(cells: Sequence[str]) -> list[str]:
    """Without the empty cells at the end that spreadsheets leave."""
    wide = max((n for n, cell in enumerate(cells, 1) if cell), default=0)
    return list(cells[:wide])


def _guarded(text: str) -> str:
    """A text that a spreadsheet must not take for a formula."""
    return f"'{text}" if _RISKY.match(text) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and _RISKY.match(text) else text
