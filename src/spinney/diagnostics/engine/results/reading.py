"""From what an instrument asks to what can be shown of it: each question with its levels, what it
hangs on, and each sheet's answers as levels.

What a result could give away through another question is settled here: a question whose condition
cannot be worked out from one choice alone is tied to a question that nobody knows, so that the
release leaves it out. What repeats (a page for each computer), dates, words and calculations are
never computed for the group.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from spinney.diagnostics.engine import definition as asked
from spinney.diagnostics.engine.disclosure.rules import Kind, Question
from spinney.diagnostics.engine.expressions import Scope, holds, parse
from spinney.diagnostics.engine.places import Answer
from spinney.diagnostics.engine.results.items import Item, Measure

UNKNOWN: tuple[str, frozenset[int]] = ("?", frozenset())
"""Hangs on something that cannot be reckoned with: the release leaves the question out."""

COUNT_EDGES = (1, 4, 10, 25, 100, 250)
"""Where bands of people and things begin: none, 1 to 3, 4 to 9, 10 to 24, 25 to 99, 100 to 249,
250 or more.
"""

_NUMBERS = frozenset({asked.Kind.WHOLE, asked.Kind.DECIMAL, asked.Kind.MONEY})
_CHOSEN = frozenset({asked.Kind.ONE, asked.Kind.SCALE})
_MEASURES = {
    asked.Measure.NEED: Measure.NEED,
    asked.Measure.STRENGTH: Measure.STRENGTH,
    asked.Measure.SATISFACTION: Measure.SATISFACTION,
    asked.Measure.POST: Measure.POST,
    asked.Measure.COST: Measure.COST,
    asked.Measure.INTEREST: Measure.INTEREST,
    asked.Measure.OFFER: Measure.OFFER,
    asked.Measure.BASELINE: Measure.BASELINE,
}
_ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class Coding:
    """A question as it is shown. `groups` are the names of choices that count as one level or
    option, `labels` the words of each level or option; `blank_counts`: that somebody who was asked
    and said nothing counts as the first, "did not say".
    """

    asked: asked.Question
    item: Item
    groups: tuple[frozenset[str], ...] = ()
    labels: tuple[str, ...] = ()
    blank_counts: bool = False

    def level(self, answer: Answer) -> int | frozenset[int] | None:
        """An answer as a level, an option, a set of options or an amount; None for none."""
        if isinstance(answer, list):
            return frozenset(at for at, names in enumerate(self.groups) if names & set(answer))
        if answer is None or answer == "":
            return None
        if self.asked.kind in _NUMBERS:
            return self._amount(answer)
        found = (at for at, names in enumerate(self.groups) if str(answer) in names)
        return next(found, None)

    def _amount(self, answer: str | int) -> int | None:
        try:
            number = math.floor(float(answer))
        except (ValueError, OverflowError):
            return None
        if self.item.question.kind is Kind.AMOUNT:
            return number
        edges = edges_of(self.asked)
        return int(self.blank_counts) + sum(number >= one for one in edges)


@dataclass(frozen=True)
class Reading:
    """An instrument as results read it, question by question in its order."""

    instrument: asked.Instrument
    codings: Mapping[str, Coding] = field(default_factory=dict)

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(one.item for one in self.codings.values())

    def sheet(self, values: Mapping[str, Answer]) -> dict[str, int | frozenset[int] | None]:
        """What one organisation sent, as levels. Choosing nothing of several is an answer."""
        found: dict[str, int | frozenset[int] | None] = {}
        for key, coding in self.codings.items():
            level = coding.level(values.get(key))
            if level is None and coding.item.question.kind is Kind.SEVERAL:
                level = frozenset() if not coding.item.question.least_chosen else None
            if level is None and coding.blank_counts and _was_asked(coding, found, self.codings):
                level = 0
            found[key] = level
        return found


def _was_asked(coding: Coding, sheet: Mapping[str, object], codings: Mapping[str, Coding]) -> bool:
    hangs = coding.item.question.asked_if
    if hangs is None:
        return True
    given = sheet.get(hangs[0])
    return hangs[0] in codings and isinstance(given, int) and given in hangs[1]


def read(instrument: asked.Instrument) -> Reading:
    """What results can be made of an instrument for the group."""
    questions = {
        one.key: one
        for section in instrument.sections
        if not section.repeats
        for one in section.questions
    }
    hangs = {
        key: _hangs(instrument, one, questions) for key, one in questions.items() if _counts(one)
    }
    codings: dict[str, Coding] = {}
    for key in hangs:
        codings[key] = _coding(instrument, questions[key], hangs)
    return Reading(instrument, codings)


def _counts(question: asked.Question) -> bool:
    return question.kind in _NUMBERS | _CHOSEN | {asked.Kind.SEVERAL}


@dataclass(frozen=True)
class Hang:
    """The question that another hangs on, and the names of its choices with which it is asked."""

    parent: str
    names: frozenset[str]


def _hangs(
    instrument: asked.Instrument,
    question: asked.Question,
    questions: Mapping[str, asked.Question],
) -> Hang | None:
    """What a question hangs on; a Hang on "?" for what cannot be worked out."""
    conditions = [
        one for one in (instrument.section_of(question.key).relevant, question.relevant) if one
    ]
    if question.choice_filter or _speaks_of_others(question):
        return Hang("?", frozenset())
    if not conditions:
        return None
    try:
        read_ = [parse(one) for one in conditions]
        refs = frozenset().union(*(one.refs for one in read_))
        parent = questions.get(next(iter(refs))) if len(refs) == 1 else None
        if parent is None or parent.kind not in _CHOSEN:
            return Hang("?", frozenset())
        names = frozenset(
            one.name
            for one in instrument.choices_of(parent)
            if all(holds(each, _with(one.name)) for each in read_)
        )
    except ValueError:
        return Hang("?", frozenset())
    return Hang(parent.key, names)


def _with(name: str) -> Scope:
    return Scope(today=_ANY_DAY, nodes=lambda key: (name,), every=lambda key: (name,))


def _speaks_of_others(question: asked.Question) -> bool:
    """Whether what may be answered depends on another answer, or in a way not reckoned with."""
    if not question.constraint:
        return False
    try:
        refs = parse(question.constraint).refs
    except ValueError:
        return True
    if refs or question.kind in _CHOSEN:
        return True
    several = question.kind is asked.Kind.SEVERAL
    return several and "selected(" in question.constraint.replace("count-selected(", "")


def _coding(
    instrument: asked.Instrument, question: asked.Question, hangs: Mapping[str, Hang | None]
) -> Coding:
    groups, labels = _levels(instrument, question, hangs)
    hang = hangs[question.key]
    blank = hang is not None and not question.required and question.kind in _NUMBERS | _CHOSEN
    kind = _kind(question, groups)
    if blank:
        # Whoever is asked and leaves it blank would drop out of all that hangs together: what is
        # not said is an answer like any other.
        kind, labels = Kind.CHOICE, ("Did not say", *labels)
        groups = (frozenset(), *groups)
    edges = edges_of(question)
    made = Question(
        question.key,
        kind,
        levels=max(2, len(labels) if question.kind in _NUMBERS or blank else len(groups)),
        shown=question.shown is asked.Shown.GROUP,
        edges=edges if kind is Kind.AMOUNT else (),
        least_chosen=_least(instrument, question, groups) if kind is Kind.SEVERAL else 0,
        at_most=_most(question, groups) if kind is Kind.SEVERAL else 0,
        asked_if=_asked_if(instrument, hang, hangs),
    )
    measure = _MEASURES.get(question.measure, Measure.OTHER)
    # What is paid for each computer cannot be worked out for a group from how many lack it.
    cost = None if question.per else question.cost_pence or None
    return Coding(question, Item(made, question.area, measure, cost), groups, labels, blank)


def _kind(question: asked.Question, groups: Sequence[frozenset[str]]) -> Kind:
    if question.kind in _NUMBERS:
        return Kind.AMOUNT
    if question.kind is asked.Kind.SEVERAL:
        return Kind.SEVERAL
    if question.kind is asked.Kind.SCALE:
        return Kind.SCALE
    return Kind.YES_NO if len(groups) == 2 else Kind.CHOICE


def _asked_if(
    instrument: asked.Instrument, hang: Hang | None, hangs: Mapping[str, Hang | None]
) -> tuple[str, frozenset[int]] | None:
    if hang is None:
        return None
    if hang.parent not in hangs:
        return UNKNOWN
    parent = instrument.question(hang.parent)
    groups, _ = _levels(instrument, parent, hangs)
    more = 1 if hangs[parent.key] is not None and not parent.required else 0
    return hang.parent, frozenset(
        at + more for at, names in enumerate(groups) if names & hang.names
    )


# Levels ---------------------------------------------------------------------------------------


def _levels(
    instrument: asked.Instrument, question: asked.Question, hangs: Mapping[str, Hang | None]
) -> tuple[tuple[frozenset[str], ...], tuple[str, ...]]:
    """Names of choices by level or option, and the words of each."""
    if question.kind in _NUMBERS:
        return (), band_labels(question)
    choices = instrument.choices_of(question)
    if question.kind is asked.Kind.SEVERAL:
        kept = [one for one in choices if not one.exclusive]
        return tuple(frozenset({one.name}) for one in kept), tuple(one.label for one in kept)
    if question.kind is asked.Kind.SCALE:
        return _scale(choices)
    return _options(choices, question, [one for one in hangs.values() if one])


def _scale(
    choices: Sequence[asked.Choice],
) -> tuple[tuple[frozenset[str], ...], tuple[str, ...]]:
    ranked = sorted({one.level for one in choices if one.level is not None})
    groups = [[one for one in choices if one.level == rank] for rank in ranked]
    if len(groups) < 2:  # no scale: in the order in which they stand
        groups = [[one] for one in choices]
    names = tuple(frozenset(one.name for one in group) for group in groups)
    return names, tuple(_or(group) for group in groups)


def _or(group: Sequence[asked.Choice]) -> str:
    first, *more = [one.label for one in group]
    small = [f"{label[:1].lower()}{label[1:]}" if label[1:2].islower() else label for label in more]
    return ", or ".join([first, *small])


def _options(
    choices: Sequence[asked.Choice], question: asked.Question, hangs: Iterable[Hang]
) -> tuple[tuple[frozenset[str], ...], tuple[str, ...]]:
    """Choices that say the same for what is measured count as one, where nothing else that is
    asked depends on which of them it was.
    """
    own = _own(question, choices)
    depends = [one.names for one in hangs if one.parent == question.key]
    found: dict[tuple[object, ...], list[asked.Choice]] = {}
    for one in choices:
        mark = (own(one), *(one.name in names for names in depends))
        found.setdefault(mark, []).append(one)
    groups = list(found.values())
    if len(groups) == 2:
        groups.sort(key=lambda group: _is_yes(group[0], question))
    names = tuple(frozenset(one.name for one in group) for group in groups)
    return names, tuple(_or(group) for group in groups)


def _own(
    question: asked.Question, choices: Sequence[asked.Choice]
) -> Callable[[asked.Choice], object]:
    levels = [one.level for one in choices if one.level is not None]
    if question.measure is asked.Measure.POST and len(levels) == len(choices) > 2:
        return lambda one: (one.level or 0) >= len(choices) / 2
    if question.measure is asked.Measure.BASELINE and any(one.meets for one in choices):
        return lambda one: one.meets is True
    return lambda one: one.name


def _is_yes(choice: asked.Choice, question: asked.Question) -> tuple[bool, int]:
    """The greater of two is what a figure counts: "yes", what meets, the higher level."""
    said = choice.name == "yes" if choice.meets is None else choice.meets
    return said, choice.level or 0


def _least(
    instrument: asked.Instrument, question: asked.Question, groups: Sequence[frozenset[str]]
) -> int:
    """Whether at least one has to be chosen; not where "nothing" can be, or blank."""
    return int(question.required and len(groups) == len(instrument.choices_of(question)))


def _most(question: asked.Question, groups: Sequence[frozenset[str]]) -> int:
    """The most that may be chosen; 0 for all."""
    if not question.constraint:
        return 0
    condition = parse(question.constraint)
    names = [next(iter(group)) for group in groups]
    allowed = [
        count
        for count in range(1, len(names) + 1)
        if holds(condition, Scope(today=_ANY_DAY, this=" ".join(names[:count])))
    ]
    return max(allowed, default=0) if len(allowed) < len(names) else 0


def edges_of(question: asked.Question) -> tuple[int, ...]:
    """Where the bands of a number begin: money in pence. Bands that its limits rule out are left
    out, since of those everybody knows already.

    >>> from spinney.diagnostics.engine.definition import Kind, Question
    >>> edges_of(Question("staff", Kind.WHOLE, "Staff?", constraint=". >= 0 and . <= 12"))
    (1, 4, 10)
    """
    money = question.kind is asked.Kind.MONEY
    edges = Question("", Kind.AMOUNT).edges if money else COUNT_EDGES
    if not question.constraint:
        return edges
    condition, unit = parse(question.constraint), 100 if money else 1

    def fits(number: int) -> bool:
        return holds(condition, Scope(today=_ANY_DAY, this=f"{number / unit:g}"))

    kept = tuple(one for one in edges if fits(one) and fits(one - 1))
    return kept or edges[:1]


def band_labels(question: asked.Question) -> tuple[str, ...]:
    """The words of each band of a number.

    >>> from spinney.diagnostics.engine.definition import Kind, Question
    >>> band_labels(Question("rent", Kind.MONEY, "Rent?"))[:3]
    ('nothing', 'under £500', '£500 to £2,000')
    >>> band_labels(Question("staff", Kind.WHOLE, "Staff?"))[:3]
    ('none', '1 to 3', '4 to 9')
    """
    edges = edges_of(question)
    money = question.kind is asked.Kind.MONEY
    found = ["nothing" if money else "none"] if edges[0] == 1 else [f"under {edges[0]}"]
    for low, high in zip(edges, edges[1:], strict=False):
        if not money:
            found.append(f"{low} to {high - 1}")
        elif low == 1:
            found.append(f"under £{high // 100:,}")
        else:
            found.append(f"£{low // 100:,} to £{high // 100:,}")
    last = f"£{edges[-1] // 100:,}" if money else f"{edges[-1]}"
    return (*found, f"{last} or more" if edges[-1] != 1 else "something")
