"""What a term is made of: parts, each of a kind, with bounds; and reading them from JSON. Pure.

A value class is a frozen dataclass each of whose fields says with `asks` what it is:

    >>> @dataclass(frozen=True)
    ... class Notice(Value):
    ...     days: int = asks("Notice", Kind.NUMBER, least=0, most=90, unit="days")
    >>> read_value(Notice, 7), write_value(Notice(7))
    (Notice(days=7), 7)
    >>> read_value(Notice, 900)
    Traceback (most recent call last):
    ...
    spinney.agreements.engine.terms.parts.TermFault: “Notice” is 900 days. It must be a whole \
number from 0 to 90 days. Choose one in that range.

A class with one part is written as that part alone, others as an object of their parts; what is
empty is left out.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.money import Money

#: A value as JSON can hold it.
Json = Any

#: How an item of a list begins.
ITEM = "- "
MOST_RECORDS = 60
MOST_TEXT = 2000


class Kind(StrEnum):
    """What a part holds, in Python · in JSON."""

    TEXT = "text"  # str · string
    LINES = "lines"  # tuple[str, ...] · list of strings
    NUMBER = "number"  # int · number, in the part's unit
    MONEY = "money"  # int · number, pence
    SHARE = "share"  # int · number, of a hundred
    DATE = "date"  # date · "2026-03-12"
    YES_NO = "yes_no"  # bool · true or false
    CHOICE = "choice"  # str · one of the keys of `choices`
    CHOICES = "choices"  # tuple[str, ...] · list of such keys
    ORGANISATION = "organisation"  # str · uid
    ORGANISATIONS = "organisations"  # tuple[str, ...] · list of uids
    FIELDS = "fields"  # tuple[str, ...] · list of keys of declared fields
    RECORDS = "records"  # tuple of value classes · list of objects


class TermFault(BadInput):
    """A term has a value that cannot be: what is wrong, what is expected, what to do. `fields`
    has the faults of each part: "days", or "limits-2-up_to_pence" in the third record of "limits".
    """


@dataclass(frozen=True)
class Part:
    """One thing that is asked for a term. `least` and `most` bound numbers, money (pence), shares
    and the length of texts (`most`) and lists. `of` is the value class of records. Asked only when
    the part that `only_if` names has one of its values. A form requires what is `required`; JSON
    may leave out what is not `asked`, and then means `empty`.
    """

    key: str
    label: str
    kind: Kind
    help: str = ""
    choices: Sequence[tuple[str, str]] = ()
    least: int | None = None
    most: int | None = None
    unit: str = ""
    required: bool = True
    of: type[Value] | None = None
    only_if: tuple[str, tuple[str, ...]] | None = None
    #: What holds when nothing is said of it; with `asked` something must be said.
    empty: Any = None
    asked: bool = True

    def applies(self, said: Mapping[str, Any]) -> bool:
        """Whether it is asked, after the other answers."""
        return self.only_if is None or said.get(self.only_if[0]) in self.only_if[1]

    def word(self, choice: str) -> str:
        """A choice in words."""
        return dict(self.choices).get(choice, choice)


@dataclass(frozen=True)
class Value:
    """What the value classes of terms share."""

    def check(self) -> None:
        """Raise TermFault unless the parts go together."""

    # A value class says either of these two; the other follows from it.

    def words(self, names: Mapping[str, str]) -> str:
        """Plain sentences in one paragraph, as in a signed agreement."""
        return " ".join(line.removeprefix(ITEM) for line in self.lines(names))

    def lines(self, names: Mapping[str, str]) -> tuple[str, ...]:
        """The same in paragraphs, and in items of a list, which begin with "- "."""
        return (self.words(names),)

    def word(self, part: str) -> str:
        """The words of the choice that was made in a part."""
        return _part(type(self), part).word(getattr(self, part))


_EMPTY: dict[Kind, Any] = {
    Kind.LINES: (), Kind.CHOICES: (), Kind.ORGANISATIONS: (), Kind.FIELDS: (), Kind.RECORDS: (),
    Kind.TEXT: "", Kind.CHOICE: "", Kind.ORGANISATION: "", Kind.YES_NO: False, Kind.DATE: None,
}  # fmt: skip


def asks(label: str, kind: Kind, *, default: Any = MISSING, **about: Any) -> Any:
    """A field of a value class. `about`: the other attributes of Part."""
    if default is MISSING:
        absent = 0 if about.get("required", True) else None
        default = _EMPTY.get(kind, absent)
        about["asked"] = about.get("required", True)
    said = {"label": label, "kind": kind, "asked": False, **about}
    return field(default=default, metadata=said)


@cache
def _parts_of(cls: Hashable) -> tuple[Part, ...]:
    return tuple(Part(key=one.name, empty=one.default, **one.metadata) for one in fields(cls))  # type: ignore[arg-type]


def parts_of(cls: type[Value]) -> tuple[Part, ...]:
    """The parts of a value class, in order."""
    return _parts_of(cls)  # type: ignore[arg-type]


def _part(cls: type[Value], key: str) -> Part:
    return next(part for part in parts_of(cls) if part.key == key)


def read_value[V: Value](cls: type[V], data: Json) -> V:
    """A value from JSON. Raises TermFault, with every fault that it found."""
    value, faults = _read_object(cls, data, "")
    if value is None:
        told = [message for messages in faults.values() for message in messages]
        raise TermFault(" ".join(dict.fromkeys(told)), faults)
    return value


def write_value(value: Value) -> Json:
    """A value as JSON, the same for equal values."""
    parts = parts_of(type(value))
    written = {part.key: _write(part, getattr(value, part.key)) for part in parts}
    if len(parts) == 1:
        return written[parts[0].key]
    return {key: one for key, one in written.items() if one not in (None, "", [])}


def _write(part: Part, said: Any) -> Json:
    if part.kind is Kind.RECORDS:
        return [write_value(one) for one in said]
    if isinstance(said, date):
        return said.isoformat()
    return list(said) if isinstance(said, tuple) else said


Faults = dict[str, list[str]]


def _read_object[V: Value](cls: type[V], data: Json, at: str) -> tuple[V | None, Faults]:
    parts = parts_of(cls)
    if len(parts) == 1 and not (isinstance(data, Mapping) and parts[0].key in data):
        data = {parts[0].key: data}
    if not isinstance(data, Mapping):
        told = "This is not written as Spinney writes terms. Answer the question again."
        return None, {at.rstrip("-"): [told]}
    faults: Faults = {}
    for key in sorted(set(data) - {part.key for part in parts}):
        faults[f"{at}{key}"] = [f"There is nothing called “{key}” in this term. Leave it out."]
    said: dict[str, Any] = {}
    for part in parts:
        if part.applies(said):
            said[part.key] = _read_part(part, data.get(part.key), at, faults)
    if faults:
        return None, faults
    value = cls(**said)
    try:
        value.check()
    except TermFault as fault:
        whole = {"": [str(fault)]}
        return None, {f"{at}{k}".rstrip("-"): m for k, m in (fault.fields or whole).items()}
    return value, faults


def _read_part(part: Part, given: Json, at: str, faults: Faults) -> Any:
    """What one part says; its faults are added."""
    if given is None or given in ("", []):
        if part.asked:
            faults[f"{at}{part.key}"] = [_missing(part)]
        return part.empty
    if part.kind is Kind.RECORDS:
        return _read_records(part, given, at, faults)
    try:
        return _READ[part.kind](part, given)
    except TermFault as fault:
        faults[f"{at}{part.key}"] = [str(fault)]
        return part.empty


def _missing(part: Part) -> str:
    if part.kind in (Kind.CHOICE, Kind.CHOICES, Kind.YES_NO, Kind.FIELDS):
        return f"“{part.label}” is not answered. Choose one."
    if part.kind in (Kind.ORGANISATION, Kind.ORGANISATIONS):
        return f"“{part.label}” is not answered. Choose an organisation."
    return f"“{part.label}” is empty. Fill it in."


def _read_records(part: Part, given: Json, at: str, faults: Faults) -> tuple[Value, ...]:
    key = f"{at}{part.key}"
    if not isinstance(given, Sequence) or isinstance(given, str):
        faults[key] = [f"“{part.label}” is not a list. Answer the question again."]
        return ()
    most = part.most or MOST_RECORDS
    if len(given) > most:
        faults[key] = [f"“{part.label}” has {len(given)} lines. There may be at most {most}."]
        return ()
    read = []
    for row, one in enumerate(given):
        value, found = _read_object(part.of or Value, one, f"{key}-{row}-")
        faults.update(found)
        read += [value] if value is not None else []
    return tuple(read)


def _text(part: Part, given: Json) -> str:
    if not isinstance(given, str):
        raise TermFault(f"“{part.label}” is not words. Write it in words.")
    said, most = " ".join(given.split()), part.most or MOST_TEXT
    if len(said) > most:
        raise TermFault(
            f"“{part.label}” has {len(said)} characters. There may be at most {most}."
            " Shorten it, or put the rest in a clause of its own."
        )
    if not said and part.required:
        raise TermFault(_missing(part))
    return "".join(one for one in said if one.isprintable())


def _lines(part: Part, given: Json) -> tuple[str, ...]:
    if not isinstance(given, list | tuple):
        raise TermFault(f"“{part.label}” is not a list. Write one to a line.")
    lines = [_text(part, one) for one in given if one != ""]
    if len(lines) > MOST_RECORDS:
        raise TermFault(
            f"“{part.label}” has {len(lines)} lines. There may be at most {MOST_RECORDS}."
        )
    return tuple(lines)


def _number(part: Part, given: Json) -> int:
    if not isinstance(given, int) or isinstance(given, bool):
        raise TermFault(f"“{part.label}” is “{given}”. It must be a whole number{_range(part)}.")
    low = part.least if part.least is not None else 0
    if given < low or (part.most is not None and given > part.most):
        raise TermFault(
            f"“{part.label}” is {_amount(part, given)}. It must be a whole number{_range(part)}."
            " Choose one in that range."
        )
    return given


def _range(part: Part) -> str:
    low = part.least if part.least is not None else 0
    unit = " in a hundred" if part.kind is Kind.SHARE else f" {part.unit}" if part.unit else ""
    if part.most is None:
        return f" of {low} or more{unit}"
    return f" from {low} to {part.most}{unit}"


def _amount(part: Part, given: int) -> str:
    unit = "in a hundred" if part.kind is Kind.SHARE else part.unit
    return f"{given} {unit}".strip()


def _money(part: Part, given: Json) -> int:
    if not isinstance(given, int) or isinstance(given, bool):
        raise TermFault(f"“{part.label}” is “{given}”. It must be an amount in pence.")
    low = part.least if part.least is not None else 0
    most = part.most if part.most is not None else 10**13
    if not low <= given <= most:
        raise TermFault(
            f"“{part.label}” is {Money(given)}. It must be from {Money(low)} to {Money(most)}."
            " Choose an amount in that range."
        )
    return given


def _date(part: Part, given: Json) -> date:
    try:
        return given if isinstance(given, date) else date.fromisoformat(given)
    except (TypeError, ValueError) as error:
        raise TermFault(
            f"“{part.label}” is “{given}”. It must be a date, such as 12 March 2026."
        ) from error


def _yes_no(part: Part, given: Json) -> bool:
    if not isinstance(given, bool):
        raise TermFault(f"“{part.label}” is “{given}”. Choose yes or no.")
    return given


def _choice(part: Part, given: Json) -> str:
    if given not in [key for key, _ in part.choices]:
        offered = ", ".join(f"“{words}”" for _, words in part.choices)
        raise TermFault(f"“{part.label}” is “{given}”. Choose one of these: {offered}.")
    return str(given)


def _choices(part: Part, given: Json) -> tuple[str, ...]:
    chosen = {_choice(part, one) for one in _a_list(part, given)}
    return tuple(key for key, _ in part.choices if key in chosen)


def _a_list(part: Part, given: Json) -> list[Json]:
    if not isinstance(given, list | tuple):
        raise TermFault(f"“{part.label}” is not a list. Answer the question again.")
    return list(given)


def _uid(part: Part, given: Json) -> str:
    if not isinstance(given, str) or len(given) > 100:
        raise TermFault(f"“{part.label}” does not name an organisation. Choose one.")
    return given


def _keys(part: Part, given: Json) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_uid(part, one) for one in _a_list(part, given)))


_READ: dict[Kind, Any] = {
    Kind.TEXT: _text,
    Kind.LINES: _lines,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.SHARE: _number,
    Kind.DATE: _date,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.ORGANISATION: _uid,
    Kind.ORGANISATIONS: _keys,
    Kind.FIELDS: _keys,
}
