"""Small words for terms: lists, counts, days. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from spinney.base.kernel.money import Money

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

UNNAMED = "an organisation that is not named here"


def listed(items: Iterable[str], last: str = "and") -> str:
    """ "one, two and three"."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 day", "7 days"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def day(when: date) -> str:
    """ "12 March 2026"."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def pounds(pence: int) -> str:
    """ "£15,000"."""
    return str(Money(pence))


def named(uid: str, names: Mapping[str, str]) -> str:
    """The name of an organisation."""
    return names.get(uid, UNNAMED)


def all_named(uids: Iterable[str], names: Mapping[str, str]) -> str:
    """The names of several, as a list."""
    return listed(named(one, names) for one in uids)


def lower(words: str) -> str:
    """The same inside a sentence: "The members" is "the members"."""
    return words[:1].lower() + words[1:]


def upper(words: str) -> str:
    """The same at the start of a sentence."""
    return words[:1].upper() + words[1:]


def every(months: int) -> str:
    """How often: "every month", "every quarter", "every year", "every 5 months"."""
    usual = {1: "every month", 3: "every quarter", 6: "twice a year", 12: "every year"}
    return usual.get(months, f"every {counted(months, 'month')}")
