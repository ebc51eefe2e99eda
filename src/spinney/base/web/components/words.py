"""How amounts, dates and counts are said: "£15,000", "12 March 2026", "about 4 minutes".

Pure text from plain values, so that mail, exports and pages say the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils.timezone import is_aware, localtime

from spinney.base.kernel.money import Money

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MILES_IN_KM = 0.621371
EMPTY = "–"


def money(amount: Money | int | None) -> str:
    """Pence (or Money) as pounds: 1500000 is "£15,000", 1250 is "£12.50", None is "–"."""
    if amount is None:
        return EMPTY
    return str(amount if isinstance(amount, Money) else Money(int(amount)))


def short_money(amount: Money | int | None) -> str:
    """Pence to about three figures, for pictures: "£1.2m", "£340k", "£950"."""
    if amount is None:
        return EMPTY
    pounds = Decimal(amount.pence if isinstance(amount, Money) else int(amount)) / 100
    sign, size = ("−" if pounds < 0 else ""), abs(pounds)
    for limit, unit in ((Decimal(1_000_000), "m"), (Decimal(1_000), "k")):
        if size >= limit:
            places = Decimal("0.1") if size < limit * 10 else Decimal("1")
            rounded = (size / limit).quantize(places, ROUND_HALF_UP)
            return f"{sign}£{rounded.normalize():f}{unit}"
    return f"{sign}£{size.quantize(Decimal(1), ROUND_HALF_UP):f}"


def _local(when: date | datetime) -> date | datetime:
    return localtime(when) if isinstance(when, datetime) and is_aware(when) else when


def day(when: date | datetime | None) -> str:
    """A date in full: "12 March 2026"."""
    if when is None:
        return EMPTY
    when = _local(when)
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def weekday(when: date | datetime | None) -> str:
    """A date with its day of the week: "Thursday 12 March 2026"."""
    if when is None:
        return EMPTY
    return f"{DAYS[_local(when).weekday()]} {day(when)}"


def clock(when: datetime | None) -> str:
    """The time of day as in the interface: "10:42"."""
    return EMPTY if when is None else f"{_local(when):%H:%M}"


def day_and_time(when: datetime | None) -> str:
    """ "12 March 2026, 10:42"."""
    return EMPTY if when is None else f"{day(when)}, {clock(when)}"


def span(first: date | None, last: date | None) -> str:
    """Two dates without repeating what they share: "3 to 12 March 2026"."""
    if first is None or last is None:
        return f"from {day(first)}" if first else f"until {day(last)}" if last else EMPTY
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} to {day(last)}"
    return f"{day(first)} to {day(last)}"


def days_away(when: date | datetime | None, today: date) -> str:
    """How far off a day is: "today", "tomorrow", "in 5 days", "2 days ago"."""
    if when is None:
        return EMPTY
    when = _local(when)
    that = when.date() if isinstance(when, datetime) else when
    off = (that - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if off in near:
        return near[off]
    return f"in {off} days" if off > 0 else f"{-off} days ago"


def lasting(duration: timedelta | int | float | None) -> str:
    """A length of time (timedelta or seconds): "2 minutes", "3 hours", "5 weeks"."""
    if duration is None:
        return EMPTY
    seconds = duration.total_seconds() if isinstance(duration, timedelta) else float(duration)
    units = (("week", 604_800), ("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))
    for unit, length in units:
        if seconds >= length * 2 or (seconds >= length and seconds % length == 0):
            return counted(round(seconds / length), unit)
    return "about a second"


def minutes(amount: int | None) -> str:
    """What something takes of somebody's time: "about 4 minutes", "about 2½ hours" from two on."""
    if amount is None:
        return EMPTY
    if amount < 120:
        return f"about {counted(amount, 'minute')}"
    hours, half = divmod(round(amount / 30), 2)
    return f"about {hours:,}{'½' if half else ''} hours"


def distance(km: float | None) -> str:
    """Kilometres as miles, as people in Britain say it: "3.1 miles", "12 miles"."""
    if km is None:
        return EMPTY
    miles = km * MILES_IN_KM
    if miles < 0.1:
        return "less than 0.1 miles"
    text = f"{miles:.1f}" if miles < 10 else f"{miles:,.0f}"
    text = text.removesuffix(".0")
    return f"{text} mile" if text == "1" else f"{text} miles"


def number(value: float | None) -> str:
    """A count with thousands separated: "12,345"."""
    if value is None:
        return EMPTY
    return f"{value:,}"


def counted(count: int, noun: str, plural: str = "") -> str:
    """A count with its noun: "1 member", "2 members"; plural given where it is not noun + s."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def listed(names: Iterable[object], joiner: str = "and") -> str:
    """Names as in a sentence: "Ash, Birch and Cedar"."""
    words = [str(name) for name in names]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joiner} {words[-1]}"


def file_size(size: int | None) -> str:
    """Bytes in plain units: "340 kB", "2.1 MB", "20 MB"."""
    if size is None:
        return EMPTY
    if size < 1_000:
        return counted(size, "byte")
    if size < 1_000_000:
        return f"{round(size / 1_000)} kB"
    return f"{size / 1_000_000:.1f}".removesuffix(".0") + " MB"


def initials(name: str) -> str:
    """One or two letters for a disc: "The Bond Board" is "BB"."""
    words = [word for word in name.replace("-", " ").split() if word[:1].isalnum()]
    if len(words) > 1 and words[0].lower() in {"the", "a"}:
        words = words[1:]
    small = {"of", "and", "for", "in", "the"}
    words = [word for word in words if word.lower() not in small] or words
    return "".join(word[0].upper() for word in words[:2]) or "?"
