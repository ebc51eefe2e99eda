"""Figures shown in one go: counts of a choice, medians and spreads of amounts, linked questions.

Each group of people is shown by itself, by a formula (`formulas`) or as a tree (`family`). Groups
without anybody in common are safe beside one another, because their answers can go together in any
way. So either everybody is shown and no breakdown, or, when each of its groups is large, the groups
of one breakdown are, and for everybody what follows from them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spinney.diagnostics.engine.disclosure.adding import Part
from spinney.diagnostics.engine.disclosure.bands import Band, Bands
from spinney.diagnostics.engine.disclosure.family import Branch, Tree
from spinney.diagnostics.engine.disclosure.formulas import (
    choice_bands,
    halves,
    ranks,
    several_bands,
)
from spinney.diagnostics.engine.disclosure.rules import (
    Cell,
    Kind,
    Question,
    Reason,
    Respondent,
    Rules,
    Statistic,
)
from spinney.diagnostics.engine.disclosure.topics import Topic

type Answers = Mapping[str, Mapping[Respondent, object]]
"""Question, respondent, answer: a level, an option, a set of options, or an amount."""

type Slot = tuple[str, Statistic, int | None]
"""A place for a figure: question, statistic, option."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A topic shown in one go, under the rules. `anew`: earlier answers of the same organisations
    were shown before.
    """

    topic: Topic
    rules: Rules
    anew: bool = False

    def slots(self, question: Question, people: int) -> list[Slot]:
        """The figures of a question."""
        if question.kind is Kind.AMOUNT and not self.topic.is_family:
            places = ranks(people, self.rules.coalition)
            spread = (Statistic.LOWER, Statistic.MEDIAN, Statistic.UPPER)
            shown = spread if len(places) > 1 else (Statistic.MEDIAN,)
            return [(question.key, statistic, None) for statistic in shown]
        if question.kind is Kind.YES_NO:
            return [(question.key, Statistic.COUNT, None)]
        return [(question.key, Statistic.COUNT, option) for option in range(question.levels)]

    def planned(self, question: Question, people: int) -> Bands | None:
        """Bands of a question's figures as far as they follow from how many answered."""
        if self.as_tree:
            return None
        if question.kind is Kind.AMOUNT:
            return self._levels(question, people)
        if question.kind is Kind.CHOICE and not self.anew:
            return choice_bands(people, question.levels, self.rules.coalition)
        return several_bands(people, self.rules.coalition)

    def cells(self, part: Part, answers: Answers) -> list[Cell]:
        """Every cell of one group of people."""
        if self.as_tree:
            return self._tree(part, answers)
        question = self.topic.questions[0]
        if question.kind is Kind.AMOUNT:
            return self._amount(question, part, answers)
        bands = self.planned(question, len(part.respondents))
        cells = []
        for slot in self.slots(question, len(part.respondents)):
            count = _count(question, slot[2], part, answers)
            band = bands.find(count) if bands and not bands.says_nothing else None
            cells.append(_cell(slot, part, band, Reason.ALL_BUT_YOU))
        return cells

    @property
    def as_tree(self) -> bool:
        """Whether its counts are reckoned one after another."""
        first = self.topic.questions[0]
        several = first.kind is Kind.CHOICE and self.rules.least_possible > 2
        return self.topic.is_family or several

    def _levels(self, question: Question, people: int) -> Bands:
        least = self.rules.least_possible
        if ranks(people, self.rules.coalition) and question.levels >= least:
            return Bands((), (0, question.levels - 1), ())
        two = halves(question.levels, least)
        return Bands(two or ((0, question.levels - 1),), None, ())

    def _amount(self, question: Question, part: Part, answers: Answers) -> list[Cell]:
        given = answers[question.key]
        levels = sorted(_level(question, given[person]) for person in part.respondents)
        bands = self._levels(question, len(levels))
        places = ranks(len(levels), self.rules.coalition) or ((len(levels) + 1) // 2,)
        cells = []
        slots = self.slots(question, len(levels))
        for slot, place in zip(slots, places, strict=True):
            band = None if bands.says_nothing else bands.find(levels[place - 1])
            cells.append(_cell(slot, part, band, Reason.ALL_BUT_YOU))
        return cells

    def _tree(self, part: Part, answers: Answers) -> list[Cell]:
        rules, people = self.rules, len(part.respondents)
        branches = self.topic.branches()
        tree = Tree(people, branches, (), rules.coalition, rules.least_possible)
        cells = []
        for question in self.topic.questions:
            if question.key not in self.topic.shown:
                continue
            for slot in self.slots(question, people):
                if people < max(rules.least_group, question.least_group):
                    cells.append(_cell(slot, part, None, Reason.TOO_FEW))
                    continue
                option = 1 if slot[2] is None else slot[2]
                band = tree.bands(question.key, option).find(
                    _count(question, slot[2], part, answers)
                )
                tree = tree.told(question.key, option, band)
                nothing = band == (0, people)
                cells.append(_cell(slot, part, None if nothing else band, self._tree_reason))
        return cells

    @property
    def _tree_reason(self) -> Reason:
        return Reason.LINKED_QUESTION if self.topic.is_family else Reason.ALL_BUT_YOU


def in_total(of_parts: Sequence[Cell], everybody: Part) -> Cell:
    """What follows for everybody from the cells of groups that together are everybody."""
    first = of_parts[0]
    total = replace(first, size=len(everybody.respondents), breakdown="", group="", reason=None)
    if first.statistic is Statistic.COUNT:
        low = sum(one.low or 0 for one in of_parts)
        high = sum(one.size if one.high is None else one.high for one in of_parts)
        return replace(total, low=low, high=high)
    lows = [one.low for one in of_parts if one.low is not None]
    highs = [one.high for one in of_parts if one.high is not None]
    if first.statistic is Statistic.MEDIAN and len(lows) == len(of_parts):
        return replace(total, low=min(lows), high=max(highs))
    return replace(total, low=None, high=None, reason=Reason.COMPLEMENTARY)


def _cell(slot: Slot, part: Part, band: Band | None, reason: Reason) -> Cell:
    question, statistic, option = slot
    low, high = band or (None, None)
    return Cell(
        question,
        statistic,
        len(part.respondents),
        low,
        high,
        None if band else reason,
        option,
        part.breakdown,
        part.group,
    )


def _level(question: Question, answer: object) -> int:
    if not isinstance(answer, int):
        raise ValueError(f"{question.key}: {answer!r} is no answer to this question")
    return question.level(answer)


def _count(question: Question, option: int | None, part: Part, answers: Answers) -> int:
    """How many gave an option; those who were not asked did not."""
    given = answers.get(question.key, {})
    wanted = 1 if option is None else option
    found = 0
    for person in part.respondents:
        answer = given.get(person)
        if isinstance(answer, frozenset | set | tuple | list):
            found += wanted in answer
        elif answer is not None:
            found += _level(question, answer) == wanted
    return found


__all__ = ["Answers", "Branch", "Slot", "Whole", "in_total"]
