"""Files of participatory budgeting (`.pb`), as pabulib.org keeps them. Pure.

Three tables one after the other, separated by semicolons: META (key;value), PROJECTS and VOTES.
Read as they are found: with or without a byte order mark, with either line ending, empty lines,
quoted fields, decimal commas, columns in any order and columns that we do not know. Money becomes
whole numbers of the smallest part of a unit that the file uses (`money_parts` in `about`: 100 where
there are cents, 1 where all is in whole units); points likewise (`point_parts`).

Faliszewski et al., "Participatory Budgeting: Data, Tools and Analysis", IJCAI 2023.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import StringIO
from typing import Any

from spinney.decisions.engine.files.cells import long_cells
from spinney.decisions.engine.files.decimals import Decimals
from spinney.decisions.engine.files.faults import FileFault
from spinney.decisions.engine.problem import Kind, Option, Paper, Problem, TieBreak

KINDS = {
    "approval": Kind.APPROVE,
    "choose-1": Kind.CHOOSE,
    "scoring": Kind.SCORE,
    "cumulative": Kind.ALLOCATE,
    "ordinal": Kind.RANK,
}
MONEY_TIES = (TieBreak.CHEAPER, TieBreak.MORE_VOTES, TieBreak.LOT)
"""How ties are parted where a file says nothing of it, as equalshares.net recommends."""

SECTIONS = ("META", "PROJECTS", "VOTES")
COUNTED = {"num_projects", "num_votes", "budget", "vote_type", "description"}
"""Keys of META that stand elsewhere in a problem, or are counted anew when it is written."""

LIMITS = {
    "least_marks": "min_length",
    "most_marks": "max_length",
    "most_each": "max_points",
    "most_points": "max_sum_points",
}
LONGEST_FIELD = 10_000_000


@dataclass(frozen=True)
class Election:
    """A file: what was voted on, META as it stands there, for each project the number in its
    `selected` column (None where the file has no such column), and its points or votes as the file
    states them ({} where it does not).
    """

    problem: Problem
    meta: Mapping[str, str]
    selected: Mapping[str, int] | None
    stated: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """A line of a table with the names of its columns, and where it stands in the file."""

    line: int
    cells: Mapping[str, str]

    def need(self, column: str, table: str) -> str:
        if column not in self.cells:
            raise FileFault(
                f"The table {table} has no column {column!r}.",
                self.line,
                what_to_do=f"Add {column!r} to the line below {table}.",
            )
        return self.cells[column]


def read(lines: Iterable[str], name: str = "") -> Problem:
    """What was voted on. Raises FileFault where the lines are no such file."""
    return read_election(lines, name).problem


def read_election(lines: Iterable[str], name: str = "") -> Election:
    """The whole file. Raises FileFault where the lines are no such file."""
    tables = _tables(lines)
    meta = {row.cells["key"]: row for row in tables["META"]}
    told = {key: row.cells.get("value", "") for key, row in meta.items()}
    kind = _kind(meta)
    money, points = Decimals(), Decimals()
    budget = money.take(_required(meta, "budget").cells["value"], meta["budget"].line, "budget")
    costs = _costs(tables["PROJECTS"], money)
    _same_number(meta, "num_projects", len(costs), "projects")
    papers = list(_papers(_vote_lines(tables, meta), kind, set(costs), points))
    _same_number(meta, "num_votes", len(papers), "votes")
    problem = Problem(
        kind=kind,
        options=tuple(
            Option(row.cells["project_id"], row.cells.get("name", ""), money.whole(cost))
            for cost, row in zip(costs.values(), tables["PROJECTS"], strict=True)
        ),
        papers=tuple(
            Paper({key: points.whole(mark) for key, mark in marks.items()}, voter, weight)
            for marks, voter, weight in papers
        ),
        budget=money.whole(budget),
        ties=MONEY_TIES,
        title=told.get("description", name),
        about=_about(told, money, points),
    )
    problem = replace(problem, **_limits(meta, kind, points))
    return Election(problem, told, _selected(tables["PROJECTS"]), _stated(tables["PROJECTS"]))


def _tables(lines: Iterable[str]) -> dict[str, list[Row]]:
    """The rows of the three tables, without empty ones."""
    with long_cells(LONGEST_FIELD):
        return _read_tables(lines)


def _read_tables(lines: Iterable[str]) -> dict[str, list[Row]]:
    reader = csv.reader(_without_mark(lines), delimiter=";")
    tables: dict[str, list[Row]] = {}
    section, columns = "", [""]
    for row in _rows(reader):
        if _blank(row) and not (section == "VOTES" and len(row) == len(columns) > 0):
            continue
        title = _title(row)
        if title in tables:
            raise FileFault(f"The table {title} stands there twice.", reader.line_num)
        if title:
            section, columns = title, []
            tables[section] = []
        elif not section:
            raise FileFault(
                f"The file begins with {row[0][:40]!r}.",
                reader.line_num,
                "A .pb file begins with a line that says META.",
            )
        elif not columns:
            columns = [cell.strip().lower() for cell in row]
        else:
            cells = dict(zip(columns, (cell.strip() for cell in row), strict=False))
            tables[section].append(Row(reader.line_num, cells))
    _all_there(tables)
    return tables


def _blank(row: list[str]) -> bool:
    return not any(cell.strip() for cell in row)


def _title(row: list[str]) -> str:
    """The table that begins with this row, "" where none does."""
    first = row[0].strip().upper()
    return first if first in SECTIONS and _blank(row[1:]) else ""


def _all_there(tables: Mapping[str, list[Row]]) -> None:
    for name in SECTIONS:
        if name not in tables:
            raise FileFault(
                f"There is no table {name}.",
                expected=f"A line that says {name}, a line with the names of the columns, rows.",
            )
    if any("key" not in row.cells for row in tables["META"]):
        raise FileFault("The line below META should be: key;value", tables["META"][0].line)


def _without_mark(lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield line.removeprefix("\ufeff") if number == 0 else line


def _rows(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error as fault:
        raise FileFault(
            f"The line cannot be taken apart: {fault}.",
            getattr(reader, "line_num", 0),
            what_to_do="Look for a quotation mark that is not closed.",
        ) from fault


def _required(meta: Mapping[str, Row], key: str) -> Row:
    row = meta.get(key)
    if row is None or not row.cells.get("value"):
        raise FileFault(
            f"META says nothing of {key!r}.",
            row.line if row else 0,
            what_to_do=f"Add a line such as {key};… below META.",
        )
    return row


def _kind(meta: Mapping[str, Row]) -> Kind:
    row = _required(meta, "vote_type")
    if row.cells["value"] not in KINDS:
        raise FileFault(
            f"There is no vote_type {row.cells['value']!r}.",
            row.line,
            f"One of {', '.join(KINDS)}.",
        )
    return KINDS[row.cells["value"]]


def _same_number(meta: Mapping[str, Row], key: str, number: int, what: str) -> None:
    """A file that was cut off or put together wrongly is told by its own counts."""
    if key in meta and (stated := _whole(meta[key])) != number:
        raise FileFault(
            f"META says that there are {stated} {what}, and the file has {number}.",
            meta[key].line,
            what_to_do="See that the file is whole.",
        )


def _whole(row: Row) -> int:
    return _whole_of(row, "value", row.cells["key"])


def _whole_of(row: Row, column: str, what: str = "") -> int:
    decimals = Decimals()
    number = decimals.take(row.cells.get(column, ""), row.line, what or column)
    return decimals.whole(number) // decimals.parts


def _costs(rows: list[Row], money: Decimals) -> dict[str, str]:
    """The cost of each project, as it is written."""
    costs: dict[str, str] = {}
    for row in rows:
        key = row.need("project_id", "PROJECTS")
        if not key or key in costs:
            fault = f"The project {key!r} stands there twice." if key else "A project has no id."
            raise FileFault(fault, row.line, "Every project has an id of its own.")
        cost = money.take(row.need("cost", "PROJECTS"), row.line, f"cost of project {key!r}")
        if cost.startswith("-"):
            raise FileFault(f"The project {key!r} costs less than nothing.", row.line)
        costs[key] = cost
    return costs


def _vote_lines(tables: Mapping[str, list[Row]], meta: Mapping[str, Row]) -> list[Row]:
    """The rows of VOTES. One with nothing in it is an empty paper of somebody unnamed where META
    counts it as a vote, and else an empty line.
    """
    rows = tables["VOTES"]
    if "num_votes" in meta and _whole(meta["num_votes"]) == len(rows):
        return rows
    return [row for row in rows if any(row.cells.values())]


def _papers(
    rows: list[Row], kind: Kind, keys: set[str], points: Decimals
) -> Iterator[tuple[dict[str, str], str, int]]:
    for row in rows:
        named = [key.strip() for key in row.need("vote", "VOTES").split(",") if key.strip()]
        unknown = next((key for key in named if key not in keys), None)
        if unknown is not None:
            raise FileFault(
                f"A vote names the project {unknown!r}, which is not in PROJECTS.", row.line
            )
        weight = row.cells.get("vote_strength", "")
        if weight and not weight.isdecimal():
            raise FileFault(f"The vote_strength is not a whole number: {weight!r}.", row.line)
        yield _marks(row, kind, named, points), row.cells.get("voter_id", ""), int(weight or 1)


def _marks(row: Row, kind: Kind, named: list[str], points: Decimals) -> dict[str, str]:
    if kind in (Kind.APPROVE, Kind.CHOOSE):
        return dict.fromkeys(named, "1")
    if kind is Kind.RANK:
        return {key: str(place) for place, key in enumerate(dict.fromkeys(named), start=1)}
    given = [one.strip() for one in row.need("points", "VOTES").split(",") if one.strip()]
    if len(given) != len(named) or len(set(named)) != len(named):
        raise FileFault(
            f"The vote has {len(named)} projects and {len(given)} points, or names one twice.",
            row.line,
            "As many points as projects, in the same order.",
        )
    return {
        key: points.take(one, row.line, "points") for key, one in zip(named, given, strict=True)
    }


def _limits(meta: Mapping[str, Row], kind: Kind, points: Decimals) -> dict[str, Any]:
    """How many or how much may be marked, where META says it."""
    limits: dict[str, int] = {"most_marks": 1} if kind is Kind.CHOOSE else {}
    for name, key in LIMITS.items():
        if meta.get(key) and meta[key].cells.get("value"):
            number = _whole(meta[key])
            limits[name] = number * points.parts if key.endswith("points") else number
    return limits


def _about(told: Mapping[str, str], money: Decimals, points: Decimals) -> dict[str, str]:
    kept = {key: value for key, value in told.items() if key not in {*COUNTED, *LIMITS.values()}}
    parts = {"money_parts": money.parts, "point_parts": points.parts}
    return kept | {key: str(number) for key, number in parts.items() if number > 1}


def _selected(rows: list[Row]) -> dict[str, int] | None:
    if not rows or "selected" not in rows[0].cells:
        return None
    return {
        row.cells["project_id"]: _whole_of(row, "selected") if row.cells.get("selected") else 0
        for row in rows
    }


def _stated(rows: list[Row]) -> dict[str, str]:
    column = next((one for one in ("score", "votes") if rows and one in rows[0].cells), "")
    return {row.cells["project_id"]: row.cells.get(column, "") for row in rows} if column else {}


def write(problem: Problem, selected: Sequence[str] = ()) -> str:
    """The file of a problem with a budget; it reads back equal, alike papers each for itself.
    `selected` are the options that were chosen, "" for none known. What it cannot hold is left out:
    how ties are parted, the seed, equal places of ranked papers. Raises ValueError for times.
    """
    if problem.kind not in KINDS.values() or problem.budget is None:
        raise ValueError("A .pb file is about options that cost money out of a budget.")
    money = Decimals(len(problem.about.get("money_parts", "1")) - 1)
    points = Decimals(len(problem.about.get("point_parts", "1")) - 1)
    out = StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\n")
    table.writerows([["META"], ["key", "value"], *_meta_rows(problem, money, points)])
    table.writerows([["PROJECTS"], *_project_rows(problem, money, selected)])
    table.writerows([["VOTES"], *_vote_rows(problem, points)])
    return out.getvalue()


def _meta_rows(problem: Problem, money: Decimals, points: Decimals) -> Iterator[list[str]]:
    yield ["description", problem.title]
    for key in ("country", "unit", "instance"):
        yield [key, problem.about.get(key, "")]
    yield ["num_projects", str(len(problem.options))]
    yield ["num_votes", str(problem.voters)]
    yield ["budget", money.written(problem.budget or 0)]
    kind = next(name for name, kind in KINDS.items() if kind is problem.kind)
    yield ["vote_type", kind]
    known = {"country", "unit", "instance", "money_parts", "point_parts"}
    for key, value in problem.about.items():
        if key not in known:
            yield [key, value]
    for name, key in LIMITS.items():
        number = getattr(problem, name)
        if number:
            yield [key, points.written(number) if key.endswith("points") else str(number)]


def _project_rows(
    problem: Problem, money: Decimals, selected: Sequence[str]
) -> Iterator[list[str]]:
    yield ["project_id", "cost", "name", *(["selected"] if selected else [])]
    for one in problem.options:
        chosen = [str(int(one.key in selected))] if selected else []
        yield [one.key, money.written(one.cost), one.name, *chosen]


def _vote_rows(problem: Problem, points: Decimals) -> Iterator[list[str]]:
    pointed = problem.kind in (Kind.SCORE, Kind.ALLOCATE)
    weighted = any(paper.weight != 1 for paper in problem.papers)
    yield ["voter_id", "vote", *(["points"] if pointed else []),
           *(["vote_strength"] if weighted else [])]  # fmt: skip
    for paper in problem.papers:
        low_first = problem.kind is Kind.RANK
        keys = sorted(paper.marks, key=lambda key: paper.marks[key] * (1 if low_first else -1))
        cells = [paper.voter, ",".join(keys)]
        if pointed:
            cells.append(",".join(points.written(paper.marks[key]) for key in keys))
        if weighted:
            cells.append(str(paper.weight))
        for _ in range(paper.times):
            yield cells
