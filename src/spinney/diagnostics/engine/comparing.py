"""Two versions of one instrument side by side: what can be compared, and answers carried over.

A question can be compared when its key, kind and measure are the same and every answer that
could be chosen before can be chosen still. Other words alone do not break it, but are told, since
only people can say whether they still ask the same.

    >>> def version(label: str, kind: Kind) -> Instrument:
    ...     asked = Question("staff", kind, label)
    ...     return Instrument("i", "I", sections=(Section("s", "S", (asked,)),))
    >>> compare(version("Staff?", Kind.WHOLE), version("How many staff?", Kind.WHOLE)).of("staff")
    Compared(key='staff', likeness=<Likeness.REWORDED: 'reworded'>, reasons=('words',))
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from spinney.diagnostics.engine.checking import shape, wrongs_of
from spinney.diagnostics.engine.definition import Choice, Instrument, Kind, Question, Section
from spinney.diagnostics.engine.places import Answer, Answers, Place, rounds_key, split
from spinney.diagnostics.engine.walking import is_blank, walk

_LONG = frozenset({Kind.TEXT, Kind.LONG_TEXT})
_SILENT = frozenset({Kind.NOTE})


class Likeness(StrEnum):
    """How a question of the newer version stands to the older one's of the same key."""

    SAME = "same"
    REWORDED = "reworded"  # comparable: only words, hints or conditions differ
    CHANGED = "changed"  # not comparable, though answers may be carried over
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Compared:
    """One question. `reasons` are codes: kind, place, measure, calculation, choices_gone, levels
    (each breaks the comparison); words, hint, choices_added, choices_reworded, condition, limits
    (none does).
    """

    key: str
    likeness: Likeness
    reasons: tuple[str, ...] = ()

    @property
    def comparable(self) -> bool:
        return self.likeness in (Likeness.SAME, Likeness.REWORDED)


@dataclass(frozen=True)
class Lost:
    """An answer that could not be carried over, with a code (removed, kind, choice, no_round,
    does_not_fit) and words for why.
    """

    key: str
    answer: Answer
    code: str
    words: str


@dataclass(frozen=True)
class Carried:
    """Answers as the newer version has them, and those that it cannot have."""

    answers: dict[str, Answer]
    lost: tuple[Lost, ...]


@dataclass(frozen=True)
class Comparison:
    """Two versions with every question of both: the newer's in order, then those removed."""

    old: Instrument
    new: Instrument
    questions: tuple[Compared, ...]
    _by_key: Mapping[str, Compared] = field(default_factory=dict, repr=False)

    def of(self, key: str) -> Compared:
        """What is said of one question. Raises KeyError."""
        return self._by_key[key]

    @property
    def comparable(self) -> tuple[str, ...]:
        """Keys of the questions whose answers may stand side by side."""
        return tuple(one.key for one in self.questions if one.comparable)

    def carry(self, answers: Answers, *, today: date) -> Carried:
        """Answers to the older version as answers to the newer. Calculations are not carried:
        they are worked out again.
        """
        carried, lost = {}, []
        for key, answer in answers.items():
            if is_blank(answer) or self._is_calculated(key):
                continue
            found = _carry_one(self, key, answer)
            if isinstance(found, Lost):
                lost.append(found)
            else:
                carried[key] = found[0]
        way = walk(self.new, carried, today=today)
        for wrong in wrongs_of(way, required=False):
            answer = answers[wrong.key]
            carried.pop(wrong.key)
            lost.append(Lost(wrong.key, answer, "does_not_fit", wrong.words))
        return Carried(carried, tuple(lost))

    def _is_calculated(self, key: str) -> bool:
        question = _asked(self.old).get(split(key)[2])
        return question is not None and question[0].kind is Kind.CALCULATED


def compare(old: Instrument, new: Instrument) -> Comparison:
    """Set two versions of an instrument side by side, by the keys of their questions."""
    before, after = _asked(old), _asked(new)
    found = []
    for key, (question, section) in after.items():
        if key not in before:
            found.append(Compared(key, Likeness.ADDED))
        else:
            found.append(_compared(old, new, before[key], (question, section)))
    found += [Compared(key, Likeness.REMOVED) for key in before if key not in after]
    return Comparison(old, new, tuple(found), {one.key: one for one in found})


def choice_map(
    old: tuple[Choice, ...], new: tuple[Choice, ...]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The name that each older choice has now, by name or else by its very words; and those gone.

    >>> choice_map((Choice("y", "Yes"), Choice("m", "Maybe")), (Choice("yes", "Yes"),))
    ({'y': 'yes'}, ('m',))
    """
    names = {one.name for one in new}
    labels: dict[str, list[str]] = {}
    for one in new:
        labels.setdefault(_plain(one.label), []).append(one.name)
    kept: dict[str, str] = {one.name: one.name for one in old if one.name in names}
    for one in old:
        same = [name for name in labels.get(_plain(one.label), []) if name not in kept.values()]
        if one.name not in kept and len(same) == 1:
            kept[one.name] = same[0]
    return kept, tuple(one.name for one in old if one.name not in kept)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _asked(instrument: Instrument) -> dict[str, tuple[Question, Section]]:
    return {
        one.key: (one, section)
        for section in instrument.sections
        for one in section.questions
        if one.kind not in _SILENT
    }


def _compared(
    old: Instrument,
    new: Instrument,
    before: tuple[Question, Section],
    after: tuple[Question, Section],
) -> Compared:
    breaks = [*_breaks(before, after), *_choice_breaks(old, new, before[0], after[0])]
    soft = [*_differences(before[0], after[0]), *_choice_differences(old, new, before, after)]
    if breaks:
        return Compared(after[0].key, Likeness.CHANGED, (*breaks, *soft))
    if soft:
        return Compared(after[0].key, Likeness.REWORDED, tuple(soft))
    return Compared(after[0].key, Likeness.SAME)


def _breaks(before: tuple[Question, Section], after: tuple[Question, Section]) -> Iterator[str]:
    if not _same_kind(before[0].kind, after[0].kind):
        yield "kind"
    if _round_of(before[1]) != _round_of(after[1]):
        yield "place"
    if (before[0].measure, before[0].area) != (after[0].measure, after[0].area):
        yield "measure"
    if before[0].calculation != after[0].calculation:
        yield "calculation"


def _same_kind(one: Kind, other: Kind) -> bool:
    return one is other or {one, other} <= _LONG


def _round_of(section: Section) -> str:
    return section.key if section.repeats else ""


def _choice_breaks(
    old: Instrument, new: Instrument, before: Question, after: Question
) -> Iterator[str]:
    was, now = old.choices_of(before), new.choices_of(after)
    kept, gone = choice_map(was, now)
    if gone and now:
        yield "choices_gone"
    by_name = {one.name: one for one in now}
    pairs = [(one, by_name[kept[one.name]]) for one in was if one.name in kept]
    levels = any((a.level, a.meets) != (b.level, b.meets) for a, b in pairs)
    longer = before.kind is Kind.SCALE and len(was) != len(now)
    if levels or (longer and now and not gone):
        yield "levels"


def _differences(before: Question, after: Question) -> Iterator[str]:
    if _plain(before.label) != _plain(after.label):
        yield "words"
    if _plain(before.hint) != _plain(after.hint):
        yield "hint"
    if before.relevant != after.relevant:
        yield "condition"
    if before.constraint != after.constraint:
        yield "limits"


def _choice_differences(
    old: Instrument,
    new: Instrument,
    before: tuple[Question, Section],
    after: tuple[Question, Section],
) -> Iterator[str]:
    was, now = old.choices_of(before[0]), new.choices_of(after[0])
    kept, _ = choice_map(was, now)
    if set(kept.values()) < {one.name for one in now}:
        yield "choices_added"
    labels = {one.name: _plain(one.label) for one in now}
    if any(labels[kept[one.name]] != _plain(one.label) for one in was if one.name in kept):
        yield "choices_reworded"


# carrying


def _carry_one(pair: Comparison, key: str, answer: Answer) -> Lost | tuple[Answer]:
    section, at, name = split(key)
    if not name or name.endswith("[]"):
        return _carry_count(pair, key, answer)
    before, after = _asked(pair.old).get(name), _asked(pair.new).get(name)
    if after is None or before is None:
        return Lost(key, answer, "removed", "This is no longer asked.")
    now = after[1]
    if Place(now.key if at else section, name, at).key != key or bool(now.repeats) != bool(at):
        return Lost(key, answer, "no_round", "This is asked in another part now.")
    if at > now.repeats:
        return Lost(key, answer, "no_round", "It is not asked that many times any more.")
    return _converted(pair, key, answer, before[0], after[0])


def _carry_count(pair: Comparison, key: str, answer: Answer) -> Lost | tuple[Answer]:
    if any(rounds_key(one.key) == key and one.repeats for one in pair.new.sections):
        return (answer,)
    return Lost(key, answer, "removed", "This part is not asked several times any more.")


def _converted(
    pair: Comparison, key: str, answer: Answer, before: Question, after: Question
) -> Lost | tuple[Answer]:
    was, now = pair.old.choices_of(before), pair.new.choices_of(after)
    if was:
        kept, _ = choice_map(was, now)
        chosen = answer if isinstance(answer, list) else [str(answer)]
        if not all(name in kept for name in chosen):
            labels = {one.name: one.label for one in was}
            gone = "; ".join(labels.get(name, name) for name in chosen if name not in kept)
            return Lost(key, answer, "choice", f"“{gone}” cannot be chosen any more.")
        mapped = [kept[name] for name in chosen]
        answer = mapped if after.kind is Kind.SEVERAL else mapped[0] if len(mapped) == 1 else mapped
    elif after.kind is Kind.DECIMAL and isinstance(answer, int) and before.kind is Kind.WHOLE:
        answer = str(answer)
    if not _convertible(before.kind, after.kind) or shape(after, answer, now) is not None:
        return Lost(key, answer, "kind", "Another kind of answer is wanted now.")
    return (answer,)


_WIDER = {
    (Kind.TEXT, Kind.LONG_TEXT),
    (Kind.LONG_TEXT, Kind.TEXT),
    (Kind.WHOLE, Kind.DECIMAL),
    (Kind.ONE, Kind.SEVERAL),
    (Kind.SEVERAL, Kind.ONE),
    (Kind.ONE, Kind.SCALE),
    (Kind.SCALE, Kind.ONE),
}


def _convertible(before: Kind, after: Kind) -> bool:
    """Whether an answer can mean the same; `shape` then says whether this one fits."""
    return before is after or (before, after) in _WIDER
