"""Figures that add up: how many said yes, how many chose an option, the total of levels.

They are released one after another, the total first and then the groups of each breakdown from the
largest to the smallest, each in the finest bands that are safe beside everything shown so far, by
this release or an earlier one. Which bands those are follows from what is public already, so anyone
can check it and nobody learns from it.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from spinney.diagnostics.engine.disclosure.bands import Bands, finest
from spinney.diagnostics.engine.disclosure.crowd import Crowd, Told, crowd_of, supposed
from spinney.diagnostics.engine.disclosure.knowledge import Knowledge, outer_range
from spinney.diagnostics.engine.disclosure.ledger import Ledger, Shown
from spinney.diagnostics.engine.disclosure.rules import (
    Cell,
    Question,
    Reason,
    Respondent,
    Rules,
    Statistic,
)

MOST_FRESH = 12
"""So many more answers are tried when asked how many it would take."""


@dataclass(frozen=True, slots=True)
class Part:
    """A group of respondents that a figure is wanted of; "" and "" for everybody."""

    breakdown: str
    group: str
    respondents: tuple[Respondent, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """What is added up: a question's levels up to `top`; or, top 1, who chose one option."""

    question: Question
    statistic: Statistic
    top: int
    option: int | None = None


class Adding:
    """One figure's release: `next_bands`, then `show` or `leave`, part by part."""

    def __init__(self, figure: Figure, parts: Sequence[Part], ledger: Ledger, rules: Rules) -> None:
        self.figure, self._rules = figure, rules
        people = {person for part in parts for person in part.respondents}
        earlier = _connected(people, ledger, figure)
        self._crowd = crowd_of(frozenset(people.union(*(one.respondents for one in earlier))))
        self._told: list[Told] = [
            (self._crowd.group(one.respondents), one.low, one.high) for one in earlier
        ]
        self._before = len(self._told)
        self.shown: list[tuple[Part, int, int]] = []
        self._groups: dict[tuple[str, str], int] = {}

    def bands(self, part: Part) -> Bands:
        """Bands for a part beside all that was told; one band if nothing more can be shown."""
        group = self._group(part)
        for told, low, high in self._told:
            if told == group:
                return Bands(((low, high),), None, ())
        known, leaves = self._known(self._crowd, group)
        found = finest(known, leaves, self._rules.most_worlds)
        return found or Bands((outer_range(known, leaves),), None, ())

    def _group(self, part: Part) -> int:
        name = part.breakdown, part.group
        if name not in self._groups:
            self._groups[name] = self._crowd.group(part.respondents)
        return self._groups[name]

    def _known(self, crowd: Crowd, group: int) -> tuple[Knowledge, frozenset[int]]:
        return crowd.knowledge(self._told, group, self.figure.top, self._rules)

    def cell(self, part: Part, value: int) -> Cell:
        """The part's cell, its band recorded as told."""
        bands = self.bands(part)
        low, high = bands.find(value)
        if not bands.says_nothing:
            self._told.append((self._group(part), low, high))
            self.shown.append((part, low, high))
            return cell_of(self.figure, part, low, high, None)
        if low == high:
            return cell_of(self.figure, part, low, high, None)
        reason = self.why_not(part)
        if (low, high) == (0, self.figure.top * len(part.respondents)):
            return cell_of(self.figure, part, None, None, reason)
        again = any(told == self._group(part) for told, _l, _h in self._told)
        return cell_of(self.figure, part, low, high, None if again else reason)

    def why_not(self, part: Part) -> Reason:
        """Why a part cannot be shown more finely."""
        group = self._group(part)
        if any(told & group for told, _low, _high in self._told[self._before :]):
            return Reason.COMPLEMENTARY
        if any(told & group for told, _low, _high in self._told):
            return Reason.TOO_SOON
        return Reason.ALL_BUT_YOU

    def fresh_needed(self, part: Part) -> int | None:
        """How many more new answers it takes until something new could be shown of a part that it
        is too soon for; None: more than MOST_FRESH, or too many cases to tell.
        """
        for count in range(1, MOST_FRESH + 1):
            more = supposed(count)
            crowd = Crowd((*self._crowd.people, *more))
            told = [
                (crowd.group(self._names(group)), low, high)
                for group, low, high in self._told[: self._before]
            ]
            known, leaves = crowd.knowledge(
                told, crowd.group((*part.respondents, *more)), self.figure.top, self._rules
            )
            found = finest(known, leaves, self._rules.most_worlds)
            if found is None:
                return None
            if not found.says_nothing:
                return count
        return None

    def _names(self, group: int) -> Iterable[Respondent]:
        return (one for at, one in enumerate(self._crowd.people) if group >> at & 1)


def cell_of(
    figure: Figure, part: Part, low: int | None, high: int | None, reason: Reason | None = None
) -> Cell:
    """A figure's cell for a part."""
    key, size = figure.question.key, len(part.respondents)
    return Cell(
        key, figure.statistic, size, low, high, reason, figure.option, part.breakdown, part.group
    )


def _connected(respondents: Set[Respondent], ledger: Ledger, figure: Figure) -> list[Shown]:
    """Earlier figures of these respondents, of those whom these were shown with, and so on."""
    rest = [one for one in ledger.of(figure.question.key) if one.option == figure.option]
    people = set(respondents)
    found: list[Shown] = []
    while True:
        more = [one for one in rest if not people.isdisjoint(one.respondents)]
        if not more:
            return found
        found.extend(more)
        rest = [one for one in rest if people.isdisjoint(one.respondents)]
        people.update(*(one.respondents for one in more))


def value(figure: Figure, part: Part, answers: Mapping[Respondent, object]) -> int:
    """The figure itself."""
    total = 0
    for person in part.respondents:
        answer = answers[person]
        if figure.question.levels and isinstance(answer, frozenset | set | tuple | list):
            total += figure.option in answer
        elif isinstance(answer, int):
            total += figure.question.level(answer)
        else:
            raise ValueError(f"{figure.question.key}: {answer!r} is no answer to this question")
    return total
