"""Months as people write them."""

from __future__ import annotations

import re
from datetime import date

from spinney.base.kernel.errors import BadInput

NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip


def read_month(text: str) -> date | None:
    """The first day of a month: "March 2026", "Mar 26", "3/2026", "2026-03", "01/03/2026"; None for
    nothing. Raises BadInput.

    >>> read_month("Mar 2026"), read_month("2026-03-15"), read_month("03/26")
    (datetime.date(2026, 3, 1), datetime.date(2026, 3, 1), datetime.date(2026, 3, 1))
    """
    plain = " ".join(text.replace(",", " ").split()).casefold()
    if not plain:
        return None
    found = _numbers(plain) or _named(plain)
    if found is None or not 1 <= found[1] <= 12:
        raise BadInput(f"“{text.strip()}” is no month. Write it like March 2026.")
    year, month = found
    return date(year + 2000 if year < 100 else year, month, 1)


def _numbers(plain: str) -> tuple[int, int] | None:
    """Year and month from numbers: the year first, or last."""
    first = re.fullmatch(r"(\d{4})[-/. ](\d{1,2})(?:[-/. ]\d{1,2}(?:[t ].*)?)?", plain)
    if first:
        return int(first[1]), int(first[2])
    last = re.fullmatch(r"(?:\d{1,2}[-/. ])?(\d{1,2})[-/. ](\d{4}|\d{2})", plain)
    return (int(last[2]), int(last[1])) if last else None


def _named(plain: str) -> tuple[int, int] | None:
    """Year and month from a name, or the first three letters of one."""
    found = re.fullmatch(r"(?:\d{1,2} )?([a-z]{3,9})\.?[- ](\d{4}|\d{2})", plain)
    if found is None:
        return None
    for number, name in enumerate(NAMES, start=1):
        if name.startswith(found[1]):
            return int(found[2]), number
    return None
