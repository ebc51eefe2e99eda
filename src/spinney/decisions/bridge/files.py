"""A closed ballot as files: tables for people, and the files of the field for other programs."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from spinney.decisions.bridge.counted import BallotOutcome
from spinney.decisions.bridge.counting import problem_of, way_of
from spinney.decisions.bridge.outcome_words import name_of, outcome_words
from spinney.decisions.bridge.roll import names_of, roll_of, vote_of
from spinney.decisions.engine.files import blt, pabulib, plain_json, rankings_csv
from spinney.decisions.engine.problem import Kind, Problem
from spinney.decisions.models import Ballot

Row = Sequence[Any]
PENCE = "100"


@dataclass(frozen=True)
class Offered:
    """A file that a ballot can be taken away as. `ending` is that of its name."""

    key: str
    ending: str
    label: str
    what_for: str


RESULT_CSV = Offered("result_csv", "csv", "The result (CSV)", "For any spreadsheet")
RESULT_XLSX = Offered("result_xlsx", "xlsx", "The result (XLSX)", "For Excel")
VOTES_CSV = Offered("votes_csv", "csv", "Every vote (CSV)", "Who voted how, with reasons")
VOTES_XLSX = Offered("votes_xlsx", "xlsx", "Every vote (XLSX)", "Who voted how, with reasons")
PAPERS_CSV = Offered("papers_csv", "csv", "The papers (CSV)", "To bring in again, or to count")
PAPERS_XLSX = Offered("papers_xlsx", "xlsx", "The papers (XLSX)", "To bring in again, or to count")
JSON = Offered("json", "json", "To count again (JSON)", "“spinney ballot count” comes to the same")
TOTALS = Offered("totals", "json", "Totals and steps (JSON)", "For other programs; without papers")
PB = Offered("pb", "pb", "Pabulib (.pb)", "For programs that count shared budgets")
BLT = Offered("blt", "blt", "BLT", "For programs that count ranked papers")


def offered(ballot: Ballot) -> tuple[Offered, ...]:
    """The files of a ballot. Of a secret one nothing with papers in it, not even without names:
    few voters can be told by what they marked.
    """
    kind = way_of(ballot).kind
    if ballot.secret or kind is None:
        votes = () if ballot.secret else (VOTES_CSV, VOTES_XLSX)
        return (RESULT_CSV, RESULT_XLSX, *votes, TOTALS)
    theirs = {"money": (PB,)}.get(ballot.way, (BLT,) if kind is Kind.RANK else ())
    papers = (PAPERS_CSV, PAPERS_XLSX, JSON, *theirs)
    return (RESULT_CSV, RESULT_XLSX, VOTES_CSV, VOTES_XLSX, *papers)


# Tables ---------------------------------------------------------------------------------------


def result_table(ballot: Ballot, found: BallotOutcome) -> tuple[list[str], list[Row]]:
    """What came out: a row for each option, or for each voice."""
    if not way_of(ballot).has_options:
        labels = {one.key: one.label for one in way_of(ballot).voices}
        rows = [[labels[key], many] for key, many in found.says.items()]
        return ["What was said", "By how many"], [*rows, *_last_rows(ballot, found)]
    header = ["Number", "Option", "Chosen", "Cost in pounds", "Had", "Mean", "How far apart"]
    return header, [*_option_rows(ballot, found), *_last_rows(ballot, found)]


def _option_rows(ballot: Ballot, found: BallotOutcome) -> Iterator[Row]:
    totals = found.marks.totals if found.marks else {}
    spreads = found.feeling.spreads if found.feeling else {}
    place = {key: number for number, key in enumerate(found.chosen, start=1)}
    for option in ballot.options.all():
        spread = spreads.get(option.key)
        yield [
            option.number,
            name_of(option),
            "taken out" if option.withdrawn_at else place.get(option.key, ""),
            None if option.cost_pence is None else option.cost_pence / 100,
            as_number(totals.get(option.key)),
            as_number(spread.mean) if spread else None,
            as_number(spread.agreement) if spread else None,
        ]


def _last_rows(ballot: Ballot, found: BallotOutcome) -> Iterable[Row]:
    return [
        [],
        ["Outcome", outcome_words(ballot, found)],
        ["Asked", found.turnout.asked],
        ["Took part", found.turnout.voted],
    ]


def votes_table(ballot: Ballot) -> tuple[list[str], Iterator[Row]]:
    """Who voted how in an open ballot. Raises ValueError for a secret one."""
    if ballot.secret:
        raise ValueError("The votes of a secret ballot are nobody's to list.")
    options = list(ballot.options.all())
    header = ["Organisation", "Votes", "Took part", "How", "Said", "Reason"]
    return header + [name_of(one) for one in options], _vote_rows(
        ballot, [one.key for one in options]
    )


def _vote_rows(ballot: Ballot, keys: Iterable[str]) -> Iterator[Row]:
    labels = {one.key: one.label for one in way_of(ballot).voices}
    roll = roll_of(ballot)
    keys = list(keys)
    notes = {one.pk: "declared an interest" for one in roll.recused}
    notes |= {one.pk: "left" for one in roll.left}
    for elector in (*roll.voters, *roll.recused, *roll.left):
        name, note = elector.organisation.name, notes.get(elector.pk)
        vote = None if note else vote_of(elector)
        if vote is None:
            yield [name, elector.weight, note or "no", "", "", "", *("" for _ in keys)]
            continue
        said = [vote.get_how_display(), labels.get(vote.says, vote.says), vote.reason]
        yield [name, elector.weight, "yes", *said, *(vote.marks.get(key, "") for key in keys)]


def as_number(value: Fraction | None) -> int | float | None:
    """A number for a spreadsheet: whole, or to six places."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else round(float(value), 6)


# For other programs -----------------------------------------------------------------------------


def shared_problem(ballot: Ballot) -> Problem:
    """What was counted in an open ballot, with the names of those who voted. Raises ValueError
    for a secret one.
    """
    if ballot.secret:
        raise ValueError("The papers of a secret ballot are given to nobody.")
    roll = roll_of(ballot)
    names = names_of(roll.voters)
    problem = problem_of(ballot, roll)
    papers = tuple(replace(one, voter=names[one.voter]) for one in problem.papers)
    about = {"unit": ballot.cluster.name, "instance": str(ballot.uid)}
    if problem.budget is not None:
        about |= {"currency": "GBP", "money_parts": PENCE}
    return replace(problem, papers=papers, about=about)


def written(key: str, ballot: Ballot, found: BallotOutcome) -> str:
    """One of the files for other programs, as text. Raises KeyError for what is none."""
    return _WRITERS[key](ballot, found)


def _json(ballot: Ballot, found: BallotOutcome) -> str:
    return plain_json.write(shared_problem(ballot), found.marks)


def papers_table(ballot: Ballot) -> list[list[str]]:
    """The papers of an open ballot in the layout that is read in again (`files.rankings_csv`)."""
    return list(csv.reader(rankings_csv.write(shared_problem(ballot)).splitlines()))


def _papers(ballot: Ballot, found: BallotOutcome) -> str:
    return rankings_csv.write(shared_problem(ballot))


def _totals(ballot: Ballot, found: BallotOutcome) -> str:
    said: Mapping[str, Any] = {
        "title": ballot.title,
        "way": ballot.way,
        "secret": ballot.secret,
        "seed": ballot.seed,
        "options": {one.key: name_of(one) for one in ballot.options.all()},
        "outcome_words": outcome_words(ballot, found),
    }
    return json.dumps({**found.to_json(), **said}, ensure_ascii=False, indent=1) + "\n"


def _pb(ballot: Ballot, found: BallotOutcome) -> str:
    return pabulib.write(shared_problem(ballot), found.chosen)


def _blt(ballot: Ballot, found: BallotOutcome) -> str:
    return blt.write(shared_problem(ballot))


_WRITERS: Mapping[str, Callable[[Ballot, BallotOutcome], str]] = {
    "json": _json, "papers_csv": _papers, "totals": _totals, "pb": _pb, "blt": _blt,
}  # fmt: skip
