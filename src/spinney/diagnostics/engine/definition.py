"""What an instrument asks, as frozen data: sections, questions, choices, and how each is shown.

A definition is a value: the same JSON gives the same definition, and a published version of an
instrument never changes. The words of conditions and calculations are those of XLSForm
(`${staff} > 4 and selected(${areas}, 'hr')`), read by `engine.expressions`.

    >>> yes_no = ChoiceList("yes_no", (Choice("yes", "Yes"), Choice("no", "No")))
    >>> has_it = Question("backup", Kind.ONE, "Do you keep copies of your files?", choices="yes_no")
    >>> it = Instrument("it", "IT", sections=(Section("s", "Copies", (has_it,)),), lists=(yes_no,))
    >>> Instrument.from_json(it.to_json()) == it
    True
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, Self


class Kind(StrEnum):
    """What an answer is. In JSON: text as it stands, whole numbers as int, decimals as text, money
    in pence as int, dates as "2026-03-12", ONE and SCALE as a choice's name, SEVERAL as a list of
    names, NOTE and a repeat's heading as nothing, CALCULATED as what it comes to.
    """

    TEXT = "text"
    LONG_TEXT = "long_text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"
    ONE = "one"
    SEVERAL = "several"
    SCALE = "scale"  # one of several whose order means more or less: choices carry a level
    NOTE = "note"
    CALCULATED = "calculated"


class Measure(StrEnum):
    """What an answer says about an organisation, so that results can be put together from it."""

    NONE = ""
    NEED = "need"  # SCALE: how much help is needed in the area
    STRENGTH = "strength"  # SCALE: how strong it is in the area
    POST = "post"  # ONE or SCALE: whether somebody is employed for the area
    COST = "cost"  # MONEY: what the area costs in a year
    SATISFACTION = "satisfaction"  # SCALE: how satisfied with what it has
    INTEREST = "interest"  # SCALE or ONE: whether it would share in the area
    OFFER = "offer"  # SEVERAL or TEXT: what it could offer others
    BASELINE = "baseline"  # ONE: whether a thing that everybody should have is there
    RENEWAL = "renewal"  # DATE: when a contract or licence ends
    SIZE = "size"  # WHOLE: staff, volunteers and the like
    HOPE = "hope"  # LONG_TEXT
    FEAR = "fear"  # LONG_TEXT


class Shown(StrEnum):
    """Who may see what comes of a question, at most; the survey's mode may narrow it further."""

    GROUP = "group"  # the group sees what is computed from it, never the answer
    FACILITATOR = "facilitator"  # the facilitator alone, with the name
    OWN = "own"  # nobody but the organisation: it only steers what is asked next


@dataclass(frozen=True)
class Choice:
    """One answer to choose. `level` orders the choices of a scale, lowest first, from 0; `meets`
    says whether it meets the baseline, `exclusive` that it cannot be chosen beside others.
    `columns` are what a question's `choice_filter` may look at.
    """

    name: str
    label: str
    level: int | None = None
    meets: bool | None = None
    exclusive: bool = False
    columns: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class ChoiceList:
    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Question:
    """One thing asked. `key` is unique in the instrument and stays the same through its versions
    where answers can be compared. `cost_pence` is what it costs, roughly, to mend a baseline that
    is not met, with `remedy` the words for it; `per` the key of the number it is multiplied by.
    """

    key: str
    kind: Kind
    label: str
    hint: str = ""
    required: bool = False
    choices: str = ""
    relevant: str = ""
    constraint: str = ""
    constraint_message: str = ""
    calculation: str = ""
    measure: Measure = Measure.NONE
    area: str = ""
    shown: Shown = Shown.GROUP
    remedy: str = ""
    cost_pence: int = 0
    per: str = ""
    default: str = ""
    choice_filter: str = ""
    source: str = ""


@dataclass(frozen=True)
class Section:
    """Questions that belong together. `on_one_page` asks them on one page, else each has its own.
    With `repeats` they are asked again for each thing of a kind (each computer), up to that many;
    `each` names the thing, and `times`, an expression, says how many there are (without it, who
    answers adds one after another).
    """

    key: str
    title: str
    questions: tuple[Question, ...]
    intro: str = ""
    relevant: str = ""
    on_one_page: bool = False
    repeats: int = 0
    each: str = ""
    times: str = ""


@dataclass(frozen=True)
class Instrument:
    """A whole instrument. `minutes` is what it takes, roughly; `source` says what it rests on."""

    key: str
    title: str
    purpose: str = ""
    minutes: int = 10
    source: str = ""
    sections: tuple[Section, ...] = ()
    lists: tuple[ChoiceList, ...] = ()
    areas: Mapping[str, str] = field(default_factory=dict)

    def questions(self) -> Iterator[Question]:
        for section in self.sections:
            yield from section.questions

    def question(self, key: str) -> Question:
        """The question of a key. Raises KeyError."""
        found = next((q for q in self.questions() if q.key == key), None)
        if found is None:
            raise KeyError(key)
        return found

    def section_of(self, key: str) -> Section:
        """The section in which a question stands. Raises KeyError."""
        for section in self.sections:
            if any(q.key == key for q in section.questions):
                return section
        raise KeyError(key)

    def choices_of(self, question: Question) -> tuple[Choice, ...]:
        """The choices of a question; none for one that is typed."""
        return next((one.choices for one in self.lists if one.name == question.choices), ())

    def to_json(self) -> dict[str, Any]:
        """As plain JSON, without what stands at its default."""
        plain = _plain(self)
        assert isinstance(plain, dict)  # noqa: S101  (a dataclass becomes a dict)
        return plain

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Raises KeyError, TypeError or ValueError for what is no instrument."""
        return cls(
            **{
                **data,
                "sections": tuple(_section(s) for s in data.get("sections", ())),
                "lists": tuple(
                    ChoiceList(one["name"], tuple(_choice(c) for c in one["choices"]))
                    for one in data.get("lists", ())
                ),
                "areas": dict(data.get("areas", {})),
            }
        )


def _section(data: Mapping[str, Any]) -> Section:
    return Section(**{**data, "questions": tuple(_question(q) for q in data.get("questions", ()))})


def _choice(data: Mapping[str, Any]) -> Choice:
    return Choice(**{**data, "columns": dict(data.get("columns", {}))})


def _question(data: Mapping[str, Any]) -> Question:
    return Question(**{name: READ.get(name, _same)(value) for name, value in data.items()})


def _same(value: Any) -> Any:
    return value


READ: dict[str, Callable[[Any], Any]] = {"kind": Kind, "measure": Measure, "shown": Shown}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Mapping):
        # Pairs, as databases that keep JSON need not keep the order of an object's keys.
        return [[key, one] for key, one in value.items()]
    if not hasattr(value, "__dataclass_fields__"):
        return value
    said = {f.name: getattr(value, f.name) for f in fields(value)}
    keep = {"key", "title", "questions", "kind", "label", "name", "choices"}
    default = {f.name: f.default for f in fields(value)}
    return {
        name: _plain(one)
        for name, one in said.items()
        if name in keep and one not in ("", ()) or one not in (default[name], {}, ())
    }
