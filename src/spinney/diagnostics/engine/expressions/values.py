"""What an expression comes to, and how one kind of value becomes another (XPath 1.0, section 4).

A value is a number (a double, NaN for "no number"), a text, yes or no, or nodes: the answers to a
question, one text for each round that the expression sees, "" where nothing is answered. Dates
are texts ("2026-03-12") which count, as numbers, the days since 1 January 1970 (ODK XForms).
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from decimal import Decimal

Nodes = tuple[str, ...]
Value = float | str | bool | Nodes

_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?")
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  (days are counted without a zone)
_LAST_DAY = 2_932_896


def number_of(value: Value) -> float:
    """As a number; NaN for an empty text or one that is no number.

    >>> number_of("1970-01-11"), number_of(True), number_of(("3", "4"))
    (10.0, 1.0, 3.0)
    """
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    text = text_of(value).strip()
    if _NUMBER.fullmatch(text):
        return float(text)
    return days_of(text) if _DATE.fullmatch(text) else math.nan


def days_of(text: str) -> float:
    """Days since 1970 of a date or a moment; NaN for neither."""
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return math.nan
    return (moment - _EPOCH) / timedelta(days=1)


def date_of(value: Value) -> date | None:
    """As a date: a text that is one, or a number of days; None for anything else."""
    days = number_of(value)
    if math.isnan(days) or not -719_162 <= days <= _LAST_DAY:
        return None
    return (_EPOCH + timedelta(days=math.floor(days))).date()


def moment_of(value: Value) -> datetime | None:
    """As a date with a time of day; None for what is no date."""
    days = number_of(value)
    if date_of(value) is None:
        return None
    return _EPOCH + timedelta(days=days)


def text_of(value: Value) -> str:
    """As text: whole numbers without a point, yes and no as "true" and "false".

    >>> text_of(3.0), text_of(0.1 + 0.2), text_of(True), text_of(())
    ('3', '0.3', 'true', '')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _digits(value)
    if isinstance(value, str):
        return value
    return value[0] if value else ""


def _digits(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value) and abs(value) < 1e21:
        return str(int(value))
    return format(Decimal(format(value, ".15g")), "f")


def truth_of(value: Value) -> bool:
    """As yes or no: a number that is not nought, a text that is not empty.

    Nodes count by what is answered, as ODK does, so that an unanswered question says no.
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return not (value == 0 or math.isnan(value))
    return text_of(value) != ""


def settled(value: float) -> float:
    """A number without the dust of binary fractions: 10.1 + 20.2 is 30.3."""
    return value if math.isnan(value) or math.isinf(value) else float(format(value, ".15g"))
