"""Ballot papers to print: one for each organisation that is asked, with its name and a code; in a
secret ballot as many without any, and a sheet for the envelopes.
"""

from __future__ import annotations

from dataclasses import dataclass

from spinney.base.web.components.words import money
from spinney.decisions.bridge.paper_codes import paper_code
from spinney.decisions.engine.marking import asks_reason, most_marks
from spinney.decisions.engine.problem import Kind
from spinney.decisions.engine.settings import Settings
from spinney.decisions.engine.ways import WAYS, Way
from spinney.decisions.models import Ballot
from spinney.decisions.queries.entries import electors_on_paper
from spinney.decisions.queries.vote_words import CAN_COME, option_words


@dataclass(frozen=True)
class Line:
    """One line of a paper: an option (or a voice), its cost or time, what is said of it, and the
    boxes to tick; room to write a number, where there are none.
    """

    text: str
    hint: str = ""
    more: str = ""
    boxes: tuple[str, ...] = ()


@dataclass(frozen=True)
class BallotPaper:
    """A paper as it is printed. `name` and `code` are "" where it is nobody's."""

    name: str = ""
    code: str = ""


@dataclass(frozen=True)
class Papers:
    """All papers of a ballot: `how` to mark them, their `lines`, whether there is room for a
    `reason`, and one paper for each. `names` are those whose envelopes are printed.
    """

    how: str
    lines: tuple[Line, ...]
    reason: bool
    papers: tuple[BallotPaper, ...]
    names: tuple[str, ...]


def papers_of(ballot: Ballot, *, only_missing: bool = False) -> Papers:
    """The papers for those who take part; `only_missing`: for those who have not voted."""
    way, settings = WAYS[ballot.way], Settings.from_json(ballot.settings)
    electors = electors_on_paper(ballot)
    if only_missing:
        electors = [one for one in electors if one.voted_at is None]
    names = tuple(one.organisation.name for one in electors)
    papers = [
        BallotPaper() if ballot.secret else BallotPaper(one.organisation.name, paper_code(one))
        for one in electors
    ]
    return Papers(
        how=how_to_mark(way, settings),
        lines=tuple(_lines(ballot, way, settings)),
        reason=asks_reason(way, settings, secret=ballot.secret),
        papers=tuple(papers),
        names=names,
    )


def _lines(ballot: Ballot, way: Way, settings: Settings) -> list[Line]:
    if not way.has_options:
        return [
            Line(one.label, "Say why below." if one.needs_reason else "", boxes=("",))
            for one in way.voices
        ]
    live = [one for one in ballot.options.all() if one.withdrawn_at is None]
    words = [(option_words(one), one.description) for one in live]
    boxes = _boxes(way, settings)
    return [Line(str(said), said.hint, more, boxes) for said, more in words]


def _boxes(way: Way, settings: Settings) -> tuple[str, ...]:
    """What can be ticked beside an option; nothing where a number is written."""
    if way.kind in (Kind.CHOOSE, Kind.APPROVE):
        return ("",)
    if way.kind is Kind.TIMES:
        return tuple(label for _, label in CAN_COME)
    if way.kind is Kind.SCORE and settings.top_mark <= 10:
        return tuple(str(mark) for mark in range(settings.top_mark + 1))
    return ()


def how_to_mark(way: Way, settings: Settings) -> str:
    """How a paper is marked, in words to whoever does."""
    if not way.has_options:
        return "Tick one box."
    if way.kind in (Kind.CHOOSE, Kind.APPROVE):
        return _ticks(way, settings)
    return {
        Kind.SCORE: f"Give each a score from 0 to {settings.top_mark}, the more the better. Leave"
        " out those that you have no opinion on.",
        Kind.RANK: "Write 1 beside the one you want most, 2 beside the next, and so on. You can"
        " stop when you like.",
        Kind.ALLOCATE: f"You have {settings.points} points. Write beside each how many it gets.",
        Kind.TIMES: "Tick for each whether you can come.",
    }[way.kind or Kind.RANK]


def _ticks(way: Way, settings: Settings) -> str:
    most = most_marks(way, settings)
    if way.key == "money":
        said = f"Tick all that you support. There are {money(settings.budget_pence)} to share out."
    elif most == 1:
        said = "Tick one box."
    elif most is None:
        said = "Tick all that you support."
    else:
        said = f"Tick up to {most} boxes."
    return said if most in (None, 1) or way.key != "money" else f"{said} Tick {most} at the most."
