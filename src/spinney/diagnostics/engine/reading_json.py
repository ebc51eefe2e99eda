"""An instrument read from the JSON that `Instrument.to_json` writes, every part of it looked at.

>>> read_json('{"key": "it", "title": "IT", "sections": []}').title
'IT'
>>> read_json('{"key": "it", "title": 7}')
Traceback (most recent call last):
...
spinney.diagnostics.engine.reading_json.NotAnInstrument: title: expected text, found 7.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from spinney.diagnostics.engine.definition import Instrument

MOST_LETTERS = 20_000
"""No text of an instrument is longer."""
PLAIN: Mapping[type, str] = {str: "text", int: "a whole number", bool: "true or false"}


class NotAnInstrument(ValueError):
    """What is wrong with a file, and where in it."""


def read_json(text: str) -> Instrument:
    """The instrument that a JSON text holds. Raises NotAnInstrument with the place of the first
    thing that cannot be ("sections[2].questions[0].kind: …").
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        where = f"line {line}: " if line else ""
        raise NotAnInstrument(f"{where}this is not JSON. Send it as it was downloaded.") from error
    made: Instrument = _made(Instrument, data, "")
    return made


def _made(kind: Any, data: Any, where: str) -> Any:
    """A value of a kind from JSON."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        return tuple(
            _made(inner[0], one, f"{where}[{at}]") for at, one in enumerate(_list(data, where))
        )
    if origin is not None and issubclass(origin, Mapping):
        return _pairs(data, where)
    if isinstance(kind, UnionType):
        if data is None and NoneType in inner:
            return None
        return _made(next(one for one in inner if one is not NoneType), data, where)
    if is_dataclass(kind):
        return _dataclass(kind, data, where)
    if issubclass(kind, StrEnum):
        return _one_of(kind, data, where)
    return _plain(kind, data, where)


def _dataclass(kind: Any, data: Any, where: str) -> Any:
    if not isinstance(data, dict):
        raise _fault(where, "a group of named parts", data)
    hints, known = get_type_hints(kind), {one.name: one for one in fields(kind)}
    unknown = next((name for name in data if name not in known), None)
    if unknown is not None:
        raise NotAnInstrument(f"{_dotted(where, unknown)}: Spinney knows no such part.")
    for name, one in known.items():
        needed = one.default is MISSING and one.default_factory is MISSING
        if needed and name not in data and get_origin(hints[name]) is not tuple:
            raise NotAnInstrument(f"{_dotted(where, name)}: this is missing.")
    said = {name: _made(hints[name], value, _dotted(where, name)) for name, value in data.items()}
    empty = {
        name: ()
        for name, one in known.items()
        if one.default is MISSING and one.default_factory is MISSING and name not in said
    }
    return kind(**said, **empty)


def _pairs(data: Any, where: str) -> dict[str, str]:
    """Pairs of texts, as `to_json` writes what has keys."""
    items = list(data.items()) if isinstance(data, dict) else _list(data, where)
    if not all(isinstance(one, list | tuple) and len(one) == 2 for one in items):
        raise _fault(where, "pairs of texts", data)
    return {
        _plain(str, key, f"{where}[{at}]"): _plain(str, value, f"{where}[{at}]")
        for at, (key, value) in enumerate(items)
    }


def _one_of(kind: type[StrEnum], data: Any, where: str) -> StrEnum:
    if data not in [one.value for one in kind]:
        raise _fault(where, "one of " + ", ".join(one.value for one in kind if one.value), data)
    return kind(data)


def _plain(kind: type, data: Any, where: str) -> Any:
    # true and false are whole numbers to Python, not to anybody else.
    if type(data) is not kind:
        raise _fault(where, PLAIN[kind], data)
    if isinstance(data, str) and len(data) > MOST_LETTERS:
        raise NotAnInstrument(f"{where}: the text is longer than {MOST_LETTERS:,} letters.")
    return data


def _list(data: Any, where: str) -> list[Any]:
    if not isinstance(data, list):
        raise _fault(where, "a list", data)
    return data


def _dotted(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _fault(where: str, wanted: str, found: Any) -> NotAnInstrument:
    shown = json.dumps(found, ensure_ascii=False, default=str)
    shown = shown if len(shown) <= 60 else shown[:57] + "…"
    return NotAnInstrument(f"{where or 'the file'}: expected {wanted}, found {shown}.")
