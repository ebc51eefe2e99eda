"""Figures that add up: how many said yes, how many chose an option, the total of levels.

They are released one after another, the total first and then the groups of each breakdown from the
largest to the smallest, each in the finest bands that are safe beside everything shown so far, by
this release or an earlier one. Which bands those are follows from what is public already, so anyone
can check it and nobody learns from it.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from spinney.diagnostics.engine.disclosure.bands import Bands, coarsened, finest
from spinney.diagnostics.engine.disclosure.crowd import Crowd, Told, crowd_of, supposed
from spinney.diagnostics.engine.disclosure.elsewhere import Elsewhere, Shape
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
from spinney.diagnostics.engine.disclosure.supposing import Members, Past, taken_as_unchanged

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

    @property
    def shape(self) -> Shape:
        """What a figure of another survey has to be of to be reckoned with."""
        return Shape(self.statistic, self.question.levels, self.option)


class Adding:
    """One figure's release: part by part, each beside all that was told before it."""

    def __init__(
        self,
        figure: Figure,
        parts: Sequence[Part],
        ledger: Ledger,
        rules: Rules,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        self.figure, self._rules = figure, rules
        self._elsewhere = elsewhere or Elsewhere()
        self._there = [
            Past(one.members, one.low, one.high)
            for one in sorted(self._elsewhere.of([figure.question.key]), key=repr)
            if one.shape == figure.shape and one.group.is_sure
        ]
        people = {person for part in parts for person in part.respondents}
        earlier = _connected(people, ledger, figure)
        self._crowd = crowd_of(frozenset(people.union(*(one.respondents for one in earlier))))
        self._sent_before = [
            Past(self._marked(one.respondents), one.low, one.high)
            for one in ledger.of(figure.question.key)
            if one.option == figure.option and one not in earlier
        ]
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
        found = self._beside(self._crowd, self._told, group)
        if found is not None:
            return found
        known, leaves = self._known(self._crowd, self._told, group)
        return Bands((outer_range(known, leaves),), None, ())

    def _beside(self, crowd: Crowd, told: Sequence[Told], group: int) -> Bands | None:
        """The finest bands of a group that are safe; None: too many cases."""
        found = finest(*self._known(crowd, told, group), self._rules.most_worlds)
        before = [*self._there, *self._sent_before]
        if found is None or found.says_nothing or not (before or self._again(crowd)):
            return found
        here = [Past(self._marked(_names(crowd, one)), low, high) for one, low, high in told]
        members = self._marked(_names(crowd, group))
        more = taken_as_unchanged(members, [*before, *here], self.figure.top, self._rules)
        return coarsened(found, more, self._rules.most_worlds)

    def _again(self, crowd: Crowd) -> bool:
        """Whether an organisation's answers were sent more than once."""
        owners = self._elsewhere.owners
        return len({owners.get(one.owner, one.owner) for one in crowd.people}) < len(crowd.people)

    def _marked(self, people: Sequence[Respondent]) -> Members:
        """The organisations behind respondents, each marked with the answers that it sent."""
        of = self._elsewhere.group(people)
        if self._elsewhere.among and of.is_sure:
            return dict.fromkeys(sorted(of.among), "here")
        owners = self._elsewhere.owners
        return {owners.get(one.owner, one.owner): f"here {one.sent}" for one in people}

    def _group(self, part: Part) -> int:
        name = part.breakdown, part.group
        if name not in self._groups:
            self._groups[name] = self._crowd.group(part.respondents)
        return self._groups[name]

    def _known(
        self, crowd: Crowd, told: Sequence[Told], group: int
    ) -> tuple[Knowledge, frozenset[int]]:
        return crowd.knowledge(told, group, self.figure.top, self._rules)

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
        found = finest(*self._known(self._crowd, self._told, group), self._rules.most_worlds)
        if found is None or found.says_nothing:
            return Reason.ALL_BUT_YOU
        return Reason.ELSEWHERE if self._there else Reason.TOO_SOON

    def fresh_needed(self, part: Part) -> int | None:
        """How many more new answers it takes until something new could be shown of a part that it
        is too soon for; None: more than MOST_FRESH, or too many cases to tell.
        """
        for count in range(1, MOST_FRESH + 1):
            more = supposed(count)
            crowd = Crowd((*self._crowd.people, *more))
            told = [
                (crowd.group(_names(self._crowd, group)), low, high)
                for group, low, high in self._told[: self._before]
            ]
            found = self._beside(crowd, told, crowd.group((*part.respondents, *more)))
            if found is None:
                return None
            if not found.says_nothing:
                return count
        return None


def _names(crowd: Crowd, group: int) -> list[Respondent]:
    return [one for at, one in enumerate(crowd.people) if group >> at & 1]


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
