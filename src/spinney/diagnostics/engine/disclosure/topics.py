"""Which questions are shown together, and which are left out for the sake of others.

A *topic* is a question by itself, or one with those that hang on it (`family`). Answers to
different topics can go together in any way, so that topics need not be reckoned with one another.
What would tie two topics together is a calculated question: it is shown only if nothing that it is
worked out from, or that shares a part with it, is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spinney.diagnostics.engine.disclosure.family import Branch, fits, ways
from spinney.diagnostics.engine.disclosure.rules import Kind, Question, Reason, Rules

MOST_WAYS = 150
"""Ways in which attackers may have answered a family, beyond which its last questions are left out.
"""


@dataclass(frozen=True, slots=True)
class Topic:
    """Questions shown together, the first of them first; those of them that get cells; and all
    questions, shown or not, whose earlier results tell something about these.
    """

    questions: tuple[Question, ...]
    shown: frozenset[str]
    related: frozenset[str]

    @property
    def is_family(self) -> bool:
        """Whether its questions are linked."""
        return len(self.questions) > 1

    @property
    def adds(self) -> bool:
        """Whether its figures add up over groups (see `adding`)."""
        first = self.questions[0]
        if self.is_family or first.kind in (Kind.CHOICE, Kind.AMOUNT):
            return False
        return first.kind is not Kind.SEVERAL or not (first.least_chosen or first.at_most)

    def branches(self) -> tuple[Branch, ...]:
        """The family, for reckoning."""
        return tuple(Branch(one.key, one.levels, one.asked_if) for one in self.questions)


def topics(
    questions: Sequence[Question], rules: Rules
) -> tuple[tuple[Topic, ...], dict[str, Reason]]:
    """Topics, and the questions that are left out, with the reason."""
    by_key = {one.key: one for one in questions}
    left_out = {one.key: Reason.NOT_SHOWN for one in questions if not one.shown}
    families = [
        [one, *_hanging_on(one.key, questions)]
        for one in questions
        if one.asked_if is None and not one.calculated_from
    ]
    reached = {one.key for family in families for one in family}
    for one in questions:
        if one.key not in reached and not one.calculated_from:
            left_out.setdefault(one.key, Reason.LINKED_QUESTION)
    found = []
    for family in families:
        kept = _kept(family, left_out, rules)
        shown = frozenset(one.key for one in kept if one.key not in left_out)
        if shown:
            found.append(Topic(kept, shown, _related(family, questions)))
    taken = {key for topic in found for key in topic.related}
    for one in questions:
        if one.calculated_from and one.key not in left_out:
            related = _around(one, questions, by_key)
            if taken & related or one.asked_if or _hanging_on(one.key, questions):
                left_out[one.key] = Reason.LINKED_QUESTION
                continue
            taken |= related
            found.append(Topic((one,), frozenset({one.key}), related))
    order = {one.key: at for at, one in enumerate(questions)}
    return tuple(sorted(found, key=lambda topic: order[topic.questions[0].key])), left_out


def _hanging_on(key: str, questions: Sequence[Question]) -> list[Question]:
    """Questions asked only with some answers to this one, and those that hang on them."""
    found: list[Question] = []
    keys = {key}
    more = True
    while more:
        fresh = [
            one
            for one in questions
            if one.asked_if and one.asked_if[0] in keys and one.key not in keys
        ]
        more = bool(fresh)
        found.extend(fresh)
        keys.update(one.key for one in fresh)
    return found


def _kept(
    family: Sequence[Question], left_out: dict[str, Reason], rules: Rules
) -> tuple[Question, ...]:
    """Those of a family that can be shown together; the others are marked as left out.

    A question that is not shown stays in if one that hangs on it is: it has to be kept safe too.
    """
    kept: list[Question] = [family[0]]
    for one in family[1:]:
        tried = [*kept, one]
        branches = [Branch(each.key, each.levels, each.asked_if) for each in tried]
        hard = one.kind is Kind.SEVERAL or family[0].kind is Kind.SEVERAL
        if hard or not fits(branches) or ways(branches) ** rules.coalition > MOST_WAYS:
            left_out.setdefault(one.key, Reason.LINKED_QUESTION)
            continue
        kept = tried
    needed: set[str] = {family[0].key}
    for one in reversed(kept):
        if one.key not in left_out or one.key in needed:
            needed.add(one.key)
            if one.asked_if:
                needed.add(one.asked_if[0])
    return tuple(one for one in kept if one.key in needed)


def _related(family: Sequence[Question], questions: Sequence[Question]) -> frozenset[str]:
    keys = {one.key for one in family}
    return frozenset(
        keys | {one.key for one in questions if keys.intersection(one.calculated_from)}
    )


def _around(
    calculated: Question, questions: Sequence[Question], by_key: Mapping[str, Question]
) -> frozenset[str]:
    """A calculated question, its parts with their families, and what else is worked out of them."""
    found = {calculated.key}
    pending = [calculated.key]
    while pending:
        one = by_key.get(pending.pop())
        parts = set(one.calculated_from) if one else set()
        if one is not None:
            parts |= {hanging.key for hanging in _hanging_on(one.key, questions)}
            parts |= {one.asked_if[0]} if one.asked_if else set()
            parts |= {other.key for other in questions if one.key in other.calculated_from}
        pending.extend(parts - found)
        found |= parts
    return frozenset(found)
