"""What comes again in a facilitator's log: how often, in which stage of the cluster, and the quiet
spells between.

>>> day = date(2026, 1, 1)
>>> log = [Seen("turf", day, 7, "Plan"), Seen("turf", day + timedelta(days=50), 7, "Doing")]
>>> over = look_over(log, day + timedelta(days=60))
>>> [(one.what, one.times, one.stages) for one in over.recurrences]
[('turf', 2, (('Plan', 1), ('Doing', 1)))]
>>> [(spell.days, spell.goes_on) for spell in over.quiet]
[(50, False)]
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

QUIET_FROM = timedelta(days=42)
"""Six weeks without a hard moment count as a quiet spell."""


@dataclass(frozen=True)
class Seen:
    """One hard moment of the log: its key, day, cluster, and the stage it was in ("" for none)."""

    what: str
    on: date
    cluster: int
    stage: str


@dataclass(frozen=True)
class Recurrence:
    """One kind of moment over time; stages by how often, those of equal number as they came."""

    what: str
    times: int
    first: date
    last: date
    stages: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class QuietSpell:
    """A time in which nothing was logged of a cluster; `goes_on` to this day."""

    cluster: int
    since: date
    until: date
    goes_on: bool

    @property
    def days(self) -> int:
        return (self.until - self.since).days


@dataclass(frozen=True)
class Overview:
    """What a log shows: what came how often (most first), by stage, and quiet spells (longest
    first).
    """

    recurrences: tuple[Recurrence, ...]
    by_stage: tuple[tuple[str, int], ...]
    quiet: tuple[QuietSpell, ...]

    @property
    def again(self) -> tuple[Recurrence, ...]:
        """What came more than once."""
        return tuple(one for one in self.recurrences if one.times > 1)


def look_over(log: Sequence[Seen], today: date) -> Overview:
    """What comes again in a log, in whatever order it is given."""
    in_order = sorted(log, key=lambda seen: seen.on)
    by_what: dict[str, list[Seen]] = defaultdict(list)
    for seen in in_order:
        by_what[seen.what].append(seen)
    recurrences = [
        Recurrence(what, len(every), every[0].on, every[-1].on, _stages(every))
        for what, every in by_what.items()
    ]
    recurrences.sort(key=lambda one: (-one.times, one.first, one.what))
    quiet = sorted(_quiet(in_order, today), key=lambda spell: (-spell.days, spell.since))
    return Overview(tuple(recurrences), _stages(in_order), tuple(quiet))


def _stages(every: Sequence[Seen]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(seen.stage for seen in every).most_common())


def _quiet(in_order: Sequence[Seen], today: date) -> Iterator[QuietSpell]:
    days: dict[int, list[date]] = defaultdict(list)
    for seen in in_order:
        days[seen.cluster].append(seen.on)
    for cluster, every in days.items():
        spells = [QuietSpell(cluster, *pair, goes_on=False) for pair in pairwise(every)]
        spells.append(QuietSpell(cluster, every[-1], today, goes_on=True))
        yield from (one for one in spells if one.until - one.since >= QUIET_FROM)
