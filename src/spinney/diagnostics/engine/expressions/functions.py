"""The functions of the expression language (XPath 1.0 and ODK XForms), each on given values.

Those that look at where they stand (`today`, `position`, `once`, `if` …) are in `evaluating`;
`ARITY` has how many values each takes, those included.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from spinney.diagnostics.engine.expressions.patterns import matches
from spinney.diagnostics.engine.expressions.values import (
    Value,
    date_of,
    moment_of,
    number_of,
    settled,
    text_of,
    truth_of,
)

MANY = 1000
LONGEST_TEXT = 20_000
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def _numbers(given: Sequence[Value]) -> list[float]:
    """The number of each node, and of each value that is no nodes."""
    texts = (one if isinstance(one, tuple) else (one,) for one in given)
    return [number_of(each) for group in texts for each in group]


def _sum(given: Sequence[Value]) -> float:
    return settled(math.fsum(found) if _finite(found := _numbers(given)) else sum(found))


def _finite(numbers: Sequence[float]) -> bool:
    return all(math.isfinite(one) for one in numbers)


def _extreme(which: Callable[[Sequence[float]], float]) -> Callable[[Sequence[Value]], float]:
    def of(given: Sequence[Value]) -> float:
        found = _numbers(given)
        return which(found) if found and not any(math.isnan(one) for one in found) else math.nan

    return of


def _whole(value: float, how: Callable[[float], float]) -> float:
    return float(how(value)) if math.isfinite(value) else value


def _round(given: Sequence[Value]) -> float:
    value = number_of(given[0])
    places = number_of(given[1]) if len(given) > 1 else 0.0
    if not (math.isfinite(value) and math.isfinite(places)) or abs(places) > 15:
        return value
    if len(given) == 1:
        return float(math.floor(value + 0.5))
    try:
        step = Decimal(1).scaleb(-int(places))
        return float(Decimal(text_of(value)).quantize(step, ROUND_HALF_UP))
    except InvalidOperation:
        return value


def _power(given: Sequence[Value]) -> float:
    try:
        found = math.pow(number_of(given[0]), number_of(given[1]))
    except (OverflowError, ValueError):
        return math.nan
    return settled(found)


def _names(value: Value) -> list[str]:
    return text_of(value).split()


def _selected_at(given: Sequence[Value]) -> str:
    names, at = _names(given[0]), number_of(given[1])
    return names[int(at)] if math.isfinite(at) and 0 <= at < len(names) else ""


def _coalesce(given: Sequence[Value]) -> str:
    return next((text for text in map(text_of, given) if text), "")


def _substr(given: Sequence[Value]) -> str:
    """ODK's: from a place counted from 0 up to, not including, another; negative from the end."""
    text = text_of(given[0])
    ends = [number_of(one) for one in given[1:]]
    if not _finite(ends):
        return ""
    return text[int(ends[0]) : int(ends[1]) if len(ends) > 1 else None]


def _substring(given: Sequence[Value]) -> str:
    """XPath's: from a place counted from 1, so many letters, both rounded."""
    text, start = text_of(given[0]), _round(given[1:2])
    end = start + _round(given[2:3]) if len(given) > 2 else math.inf
    return "".join(letter for at, letter in enumerate(text, 1) if start <= at < end)


def _substring_before(given: Sequence[Value]) -> str:
    text, mark = text_of(given[0]), text_of(given[1])
    return text[: text.index(mark)] if mark in text else ""


def _substring_after(given: Sequence[Value]) -> str:
    text, mark = text_of(given[0]), text_of(given[1])
    return text[text.index(mark) + len(mark) :] if mark in text else ""


def _translate(given: Sequence[Value]) -> str:
    text, old, new = (text_of(one) for one in given)
    table: dict[int, str] = {}
    for at, letter in enumerate(old):
        table.setdefault(ord(letter), new[at] if at < len(new) else "")
    return text.translate(table)


def _join(given: Sequence[Value]) -> str:
    texts = [t for one in given[1:] for t in (one if isinstance(one, tuple) else (text_of(one),))]
    return text_of(given[0]).join(texts)[:LONGEST_TEXT]


def _date(given: Sequence[Value]) -> str:
    found = date_of(given[0])
    return found.isoformat() if found else ""


def _format_date(given: Sequence[Value]) -> str:
    moment, pattern = moment_of(given[0]), text_of(given[1])
    if moment is None:
        return ""
    said = {
        "%Y": f"{moment.year:04}",
        "%y": f"{moment.year % 100:02}",
        "%m": f"{moment.month:02}",
        "%n": str(moment.month),
        "%b": _MONTHS[moment.month - 1],
        "%d": f"{moment.day:02}",
        "%e": str(moment.day),
        "%a": _DAYS[moment.weekday()],
        "%H": f"{moment.hour:02}",
        "%h": str(moment.hour),
        "%M": f"{moment.minute:02}",
        "%S": f"{moment.second:02}",
    }
    for sign, words in said.items():
        pattern = pattern.replace(sign, words)
    return pattern


def _count(given: Sequence[Value]) -> float:
    return float(sum(len(one) if isinstance(one, tuple) else 1 for one in given))


def _count_answered(given: Sequence[Value]) -> float:
    nodes = given[0] if isinstance(given[0], tuple) else (text_of(given[0]),)
    return float(sum(1 for one in nodes if one))


def _real(how: Callable[[float], float]) -> Callable[[Sequence[Value]], float]:
    """A function of one number; NaN where it has no value."""

    def of(given: Sequence[Value]) -> float:
        try:
            return settled(how(number_of(given[0])))
        except (ValueError, OverflowError):
            return math.nan

    return of


def _checklist(given: Sequence[Value]) -> bool:
    """Whether at least and at most so many hold; -1 for no limit."""
    least, most = number_of(given[0]), number_of(given[1])
    count = sum(truth_of(one) for one in given[2:])
    return count >= least and (most == -1 or count <= most)


Function = Callable[[Sequence[Value]], Value]
PLAIN: dict[str, tuple[int, int, Function]] = {
    "selected": (2, 2, lambda g: text_of(g[1]).strip() in _names(g[0])),
    "count-selected": (1, 1, lambda g: float(len(_names(g[0])))),
    "selected-at": (2, 2, _selected_at),
    "coalesce": (1, MANY, _coalesce),
    "count": (1, 1, _count),
    "count-non-empty": (1, 1, _count_answered),
    "sum": (1, MANY, _sum),
    "min": (1, MANY, _extreme(min)),
    "max": (1, MANY, _extreme(max)),
    "int": (1, 1, lambda g: _whole(number_of(g[0]), math.trunc)),
    "floor": (1, 1, lambda g: _whole(number_of(g[0]), math.floor)),
    "ceiling": (1, 1, lambda g: _whole(number_of(g[0]), math.ceil)),
    "round": (1, 2, _round),
    "abs": (1, 1, lambda g: abs(number_of(g[0]))),
    "pow": (2, 2, _power),
    "sqrt": (1, 1, _real(math.sqrt)),
    "exp": (1, 1, _real(math.exp)),
    "log": (1, 1, _real(math.log)),
    "log10": (1, 1, _real(math.log10)),
    "pi": (0, 0, lambda g: math.pi),
    "checklist": (3, MANY, _checklist),
    "not": (1, 1, lambda g: not truth_of(g[0])),
    "boolean": (1, 1, lambda g: truth_of(g[0])),
    "boolean-from-string": (1, 1, lambda g: text_of(g[0]) in ("true", "1")),
    "true": (0, 0, lambda g: True),
    "false": (0, 0, lambda g: False),
    "concat": (1, MANY, lambda g: _join(["", *g])),
    "join": (2, MANY, _join),
    "contains": (2, 2, lambda g: text_of(g[1]) in text_of(g[0])),
    "starts-with": (2, 2, lambda g: text_of(g[0]).startswith(text_of(g[1]))),
    "ends-with": (2, 2, lambda g: text_of(g[0]).endswith(text_of(g[1]))),
    "substr": (2, 3, _substr),
    "substring": (2, 3, _substring),
    "substring-before": (2, 2, _substring_before),
    "substring-after": (2, 2, _substring_after),
    "translate": (3, 3, _translate),
    "upper-case": (1, 1, lambda g: text_of(g[0]).upper()),
    "lower-case": (1, 1, lambda g: text_of(g[0]).lower()),
    "regex": (2, 2, lambda g: matches(text_of(g[1]), text_of(g[0]))),
    "date": (1, 1, _date),
    "decimal-date-time": (1, 1, lambda g: number_of(g[0])),
    "decimal-date": (1, 1, lambda g: number_of(g[0])),
    "format-date": (2, 2, _format_date),
    "format-date-time": (2, 2, _format_date),
}
PLACED: dict[str, tuple[int, int]] = {
    "if": (3, 3),
    "today": (0, 0),
    "now": (0, 0),
    "once": (1, 1),
    "position": (1, 1),
    "indexed-repeat": (3, 3),
    "number": (0, 1),
    "string": (0, 1),
    "string-length": (0, 1),
    "normalize-space": (0, 1),
    "jr:choice-name": (2, 2),
}
ARITY: dict[str, tuple[int, int]] = PLACED | {
    name: (least, most) for name, (least, most, _) in PLAIN.items()
}
