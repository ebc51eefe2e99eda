"""A file of ballots as somebody gives it: what was understood, what the rules come to, and the
ballot that could be made of it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO, StringIO, TextIOWrapper

from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.spreadsheets import WorkbookRefused, rows_of
from spinney.base.web.components.words import counted, money
from spinney.decisions.bridge.counting import MAIN_RULES
from spinney.decisions.bridge.texts import BallotText, OptionText
from spinney.decisions.engine import rules
from spinney.decisions.engine.files.faults import FileFault
from spinney.decisions.engine.files.reading import READERS, read_ballot
from spinney.decisions.engine.problem import Kind, Problem
from spinney.decisions.engine.saying import RULES as RULE_NAMES
from spinney.decisions.engine.settings import Settings
from spinney.decisions.engine.ways import WAYS

ENDINGS = (*(ending.lstrip(".") for ending in READERS), "xlsx")
"""How the names of files end that can be read."""
MOST_ROOM = 60_000
ROOM_OF = {"equal_shares": 2_500, "stv": 30_000, "condorcet": 40_000, "borda": 40_000}
"""So many papers times options are counted on a page, by the rules whose counts are longer and by
the others: about two seconds at the most. Larger files are counted on the command line.
"""
MOST_COUNTED = 250
MOST_OF = {"condorcet": 150}
"""So many options at the most, however few papers: each is set against each other, round by round.
"""
PENCE = 100
WAY_OF = {
    Kind.CHOOSE: "choose", Kind.APPROVE: "approve", Kind.SCORE: "score",
    Kind.ALLOCATE: "allocate", Kind.RANK: "rank", Kind.TIMES: "times",
}  # fmt: skip
LONGEST_TITLE = 200


@dataclass(frozen=True)
class CountedBy:
    """What one rule chooses on the papers of a file, in words; None where that takes longer than
    a page can wait.
    """

    rule: str
    chosen: tuple[str, ...] | None


@dataclass(frozen=True)
class Looked:
    """A file that could be read. `understood` are pairs of a word and what the file says there;
    `counts` what each rule that fits comes to; `too_many` says why it was not counted here;
    `text` and `options` are the ballot that could be made of it.
    """

    problem: Problem
    understood: tuple[tuple[str, str], ...]
    counts: tuple[CountedBy, ...]
    text: BallotText
    options: tuple[OptionText, ...]


def look_at(name: str, content: bytes) -> Looked:
    """What a file says. Raises BadInput, with the line and what to do, for one that cannot be
    read.
    """
    try:
        problem = _read(name, content)
    except (FileFault, WorkbookRefused) as fault:
        raise BadInput(str(fault), {"file": [str(fault)]}) from fault
    return Looked(
        problem=problem,
        understood=tuple(_understood(problem)),
        counts=tuple(_counts(problem)),
        text=text_of(problem),
        options=tuple(_option_text(problem, one.key) for one in problem.options),
    )


def _read(name: str, content: bytes) -> Problem:
    """What the bytes of a file say. A workbook is read as the table in its first sheet."""
    stem, _, ending = name.rpartition(".")
    if ending.lower() != "xlsx":
        return read_ballot(name, TextIOWrapper(BytesIO(content), "utf-8-sig", newline=""))
    rows = next(iter(rows_of(content).values()), [])
    text = StringIO(newline="")
    csv.writer(text).writerows(rows)
    text.seek(0)
    return read_ballot(f"{stem}.csv", text)


def _understood(problem: Problem) -> list[tuple[str, str]]:
    told = [
        ("The question", problem.title or "The file does not say"),
        ("How papers are marked", _MARKED[problem.kind]),
        ("Options", str(len(problem.options))),
        ("Papers", counted(problem.voters, "paper")),
    ]
    if problem.budget is not None:
        told.append(("Money to share out", _amount(problem, problem.budget)))
    else:
        told.append(("To be chosen", counted(problem.seats, "option")))
    if problem.most_marks:
        told.append(("Marks on a paper", f"{problem.most_marks} at the most"))
    if problem.most_each:
        told.append(("Highest mark", str(problem.most_each)))
    return told


_MARKED: Mapping[Kind, str] = {
    Kind.CHOOSE: "One option is chosen",
    Kind.APPROVE: "All options are ticked that one supports",
    Kind.SCORE: "Each option gets a score",
    Kind.ALLOCATE: "Points are shared out",
    Kind.RANK: "Options are put in order",
    Kind.TIMES: "Who can come when",
}


def _amount(problem: Problem, amount: int) -> str:
    currency = problem.about.get("currency", "")
    if currency in ("", "GBP"):
        return money(_pence(problem, amount))
    parts = int(problem.about.get("money_parts", "1"))
    return f"{amount / parts:,.2f} {currency}"


def _pence(problem: Problem, amount: int) -> int:
    """An amount of a file in the hundredth part of its money."""
    return amount * PENCE // int(problem.about.get("money_parts", "1"))


def _counts(problem: Problem) -> list[CountedBy]:
    names = {one.key: one.name or one.key for one in problem.options}
    fitting = [one for one in rules.rules_for(problem) if one in MAIN_RULES]
    quick = {one for one in fitting if _is_quick(one, problem)}
    found = {rule: rules.count(rule, problem).chosen for rule in quick}
    return [
        CountedBy(
            RULE_NAMES[rule].capitalize(),
            tuple(names[key] for key in found[rule]) if rule in found else None,
        )
        for rule in fitting
    ]


def _is_quick(rule: str, problem: Problem) -> bool:
    """Whether a page can wait for the count by a rule."""
    many = len(problem.options)
    has_room = problem.voters * many <= ROOM_OF.get(rule, MOST_ROOM)
    return has_room and many <= MOST_OF.get(rule, MOST_COUNTED)


def text_of(problem: Problem) -> BallotText:
    """The ballot that asks the same question, as a draft; it has none of the papers."""
    way = "money" if problem.budget is not None else WAY_OF[problem.kind]
    budget = None if problem.budget is None else _pence(problem, problem.budget)
    kind = WAYS[way].kind
    settings = Settings(
        seats=min(problem.seats, 50),
        most_marks=problem.most_marks if kind in (Kind.APPROVE, Kind.RANK) else None,
        top_mark=min(problem.most_each or 5, 10) if kind is Kind.SCORE else 5,
        points=min(problem.most_points or 10, 1000) if kind is Kind.ALLOCATE else 10,
        budget_pence=budget,
    )
    title = " ".join(problem.title.split()) or "What do we choose?"
    return BallotText(title=title[:LONGEST_TITLE], way=way, settings=settings)


def _option_text(problem: Problem, key: str) -> OptionText:
    one = problem.by_key[key]
    cost = None if problem.budget is None else _pence(problem, one.cost)
    title = " ".join((one.name or one.key).split())
    return OptionText(title=title[:LONGEST_TITLE], cost_pence=cost)
