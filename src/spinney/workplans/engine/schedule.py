"""How a plan stands on a day, and when it can be done: what waits for what, what is late, the
earliest dates, and the chain that decides when all is done. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from spinney.workplans.engine.cycles import edges_of, in_order, without_cycles
from spinney.workplans.engine.plan import Kind, Need, Passed, Plan, Planned, Stage

DAY = timedelta(days=1)


class How(StrEnum):
    """How an activity stands on a day. STOPPED: something that it needs cannot be had any more."""

    DONE = "done"
    DROPPED = "dropped"
    STOPPED = "stopped"
    WAITS = "waits"
    UNDER_WAY = "under_way"
    READY = "ready"
    TO_COME = "to_come"


@dataclass(frozen=True)
class Standing:
    """How one activity stands. `waits_for` is what it needs and has not got; `cannot_have` what it
    needs and can no longer get. `late_days` are the days since it was to be done (0: not late),
    `late_to_begin` since it was to begin. `comes_down_to` is where a chain of waiting ends: what
    could be done about it now.
    """

    key: int
    how: How
    waits_for: tuple[Need, ...] = ()
    cannot_have: tuple[Need, ...] = ()
    late_days: int = 0
    late_to_begin: int = 0
    comes_down_to: tuple[Need, ...] = ()

    @property
    def is_late(self) -> bool:
        """Whether it was to be done, or to have begun, before this day."""
        return bool(self.late_days or self.late_to_begin)


def standings(plan: Plan, today: date) -> dict[int, Standing]:
    """How each activity stands on a day."""
    roots = _roots(plan)
    return {one.key: _standing(plan, one, roots[one.key], today) for one in plan.activities}


def _standing(plan: Plan, one: Planned, roots: tuple[Need, ...], today: date) -> Standing:
    if not one.is_open:
        return Standing(one.key, How.DONE if one.stage == Stage.DONE else How.DROPPED)
    waits = tuple(need for need in one.needs if plan.passed(need) == Passed.OPEN)
    lost = tuple(need for need in one.needs if plan.passed(need) == Passed.FAILED)
    begun = one.stage == Stage.UNDER_WAY
    return Standing(
        one.key,
        _how(one, today, waits, lost),
        waits,
        lost,
        late_days=_days_after(one.last, today),
        late_to_begin=0 if begun else _days_after(one.first, today),
        comes_down_to=roots if waits else (),
    )


def _how(one: Planned, today: date, waits: tuple[Need, ...], lost: tuple[Need, ...]) -> How:
    if lost:
        return How.STOPPED
    if one.stage == Stage.UNDER_WAY:
        return How.UNDER_WAY
    if waits:
        return How.WAITS
    return How.TO_COME if one.first is not None and one.first > today else How.READY


def _days_after(planned: date | None, today: date) -> int:
    return max(0, (today - planned).days) if planned is not None else 0


def _roots(plan: Plan) -> dict[int, tuple[Need, ...]]:
    """Activity -> the needs at the far ends of what it waits for, itself left out."""
    cut = without_cycles(plan)
    found: dict[int, tuple[Need, ...]] = {}
    for key in in_order(cut):
        ends: dict[Need, None] = {}
        for need in cut.by_key[key].needs:
            if plan.passed(need) != Passed.OPEN:
                continue
            further = found.get(need.key, ()) if need.kind == Kind.ACTIVITY else ()
            ends |= dict.fromkeys(further or (need,))
        found[key] = tuple(ends)
    return found


@dataclass(frozen=True)
class Dates:
    """When an activity can be done, as things stand: not before its planned first day, not before
    today unless it has begun, and not before what it needs. `slack` is by how many days it can be
    later before all is done later; None where it does not matter any more (done). `sure` is False
    where something before it has no dates, so that the days are only the earliest thinkable.
    """

    first: date
    last: date
    slack: int | None = None
    sure: bool = True

    @property
    def is_critical(self) -> bool:
        """Whether every day that it is later makes the whole later."""
        return self.slack == 0


@dataclass(frozen=True)
class Timetable:
    """When everything can be done. Activities without dates of their own have none here either.
    `critical` is a chain, first to last, that decides when all is done: what is open of it.
    """

    dates: Mapping[int, Dates]
    ends: date | None = None
    critical: tuple[int, ...] = ()


def timetable(plan: Plan, today: date) -> Timetable:
    """When each activity can be done, as things stand on a day; what was dropped is left out, and
    so are needs that run in a circle or can no longer be met.

        >>> one = Planned(1, "Recruit", date(2026, 4, 1), date(2026, 4, 30))
        >>> two = Planned(2, "Train", date(2026, 5, 1), date(2026, 5, 8),
        ...               needs=(Need(Kind.ACTIVITY, 1),))
        >>> found = timetable(Plan((one, two)), date(2026, 4, 11))
        >>> str(found.dates[2].first), str(found.ends), found.critical
        ('2026-05-11', '2026-05-18', (1, 2))
    """
    plan = without_cycles(plan)
    order = in_order(plan)
    spans = _forward(plan, order, today)
    if not spans:
        return Timetable({})
    ends = max(span[1] for span in spans.values())
    slack = _slack(plan, order, spans, ends)
    unsure = _unsure(plan, order)
    dates = {
        key: Dates(first, last, slack.get(key), key not in unsure)
        for key, (first, last) in spans.items()
    }
    return Timetable(dates, ends, _chain(plan, spans, slack))


Spans = dict[int, tuple[date, date]]


def _forward(plan: Plan, order: Iterable[int], today: date) -> Spans:
    spans: Spans = {}
    for key in order:
        one = plan.by_key[key]
        span = _settled_span(one)
        if one.is_open and one.days is not None:
            span = _open_span(plan, one, spans, today)
        if span is not None:
            spans[key] = span
    return spans


def _settled_span(one: Planned) -> tuple[date, date] | None:
    """When something was done: as it was, or else as it was planned."""
    last = one.ended or one.last
    first = one.began or one.first or last
    if one.stage != Stage.DONE or last is None or first is None:
        return None
    return min(first, last), last


def _open_span(plan: Plan, one: Planned, spans: Spans, today: date) -> tuple[date, date]:
    assert one.first is not None  # noqa: S101  (the caller asks only for what has days)
    assert one.last is not None  # noqa: S101
    if one.stage == Stage.UNDER_WAY:
        return one.began or one.first, max(one.last, today)
    first = max([one.first, today, *(day + DAY for day in _before(plan, one, spans))])
    return first, first + (one.last - one.first)


def _before(plan: Plan, one: Planned, spans: Spans) -> list[date]:
    """The last days of what it needs, as far as known."""
    found = []
    for need in one.needs:
        if plan.passed(need) == Passed.FAILED:
            continue
        if need.kind == Kind.ACTIVITY:
            span = spans.get(need.key)
            found += [span[1]] if span else []
        elif plan.passed(need) == Passed.OPEN:
            gate = plan.by_need.get(need)
            found += [gate.expected] if gate and gate.expected else []
    return found


def _slack(plan: Plan, order: list[int], spans: Spans, ends: date) -> dict[int, int]:
    """How many days each open activity can be later before all is done later."""
    edges = edges_of(plan)
    latest: dict[int, date] = dict.fromkeys(spans, ends)
    for key in reversed(order):
        one = plan.by_key[key]
        if key not in spans or not one.is_open:
            continue
        begins = latest[key] - (spans[key][1] - spans[key][0])
        for needed in edges[key]:
            if needed in latest and one.stage == Stage.TO_DO:
                latest[needed] = min(latest[needed], begins - DAY)
    return {key: (latest[key] - spans[key][1]).days for key in spans if plan.by_key[key].is_open}


def _chain(plan: Plan, spans: Spans, slack: Mapping[int, int]) -> tuple[int, ...]:
    """From the open activity that ends last back along what it directly follows."""
    critical = [key for key in slack if slack[key] == 0]
    if not critical:
        return ()
    chain = [max(critical, key=lambda key: (spans[key][1], -key))]
    edges = edges_of(plan)
    while plan.by_key[chain[-1]].stage == Stage.TO_DO:
        first = spans[chain[-1]][0]
        drives = [
            key for key in edges[chain[-1]] if slack.get(key) == 0 and spans[key][1] + DAY == first
        ]
        if not drives:
            break
        chain.append(min(drives))
    return tuple(reversed(chain))


def _unsure(plan: Plan, order: Iterable[int]) -> set[int]:
    """Activities behind an open one without dates, or a gate of which no day is known."""
    found: set[int] = set()
    for key in order:
        one = plan.by_key[key]
        if one.is_open and any(_is_unsure(plan, need, found) for need in one.needs):
            found.add(key)
    return found


def _is_unsure(plan: Plan, need: Need, known: set[int]) -> bool:
    if plan.passed(need) != Passed.OPEN:
        return False
    needed = plan.activity(need)
    if needed is not None:
        return needed.days is None or needed.key in known
    gate = plan.by_need.get(need)
    return gate is None or gate.expected is None


@dataclass(frozen=True)
class Clash:
    """An activity that is to begin before what it needs is to be there; `days` too early."""

    key: int
    need: Need
    days: int


def clashes(plan: Plan) -> list[Clash]:
    """Where the days of a plan do not go together. What is under way or over does not clash.

    >>> one = Planned(1, "Recruit", date(2026, 4, 1), date(2026, 4, 30))
    >>> two = Planned(2, "Train", date(2026, 4, 21), date(2026, 5, 8),
    ...               needs=(Need(Kind.ACTIVITY, 1),))
    >>> [(found.key, found.days) for found in clashes(Plan((one, two)))]
    [(2, 10)]
    """
    found = []
    for one in plan.activities:
        if one.stage != Stage.TO_DO or one.first is None:
            continue
        for need in one.needs:
            there = _there_on(plan, need)
            if there is not None and there >= one.first:
                found.append(Clash(one.key, need, (there - one.first).days + 1))
    return found


def _there_on(plan: Plan, need: Need) -> date | None:
    """The day on which something that is open is to be there."""
    if plan.passed(need) != Passed.OPEN:
        return None
    needed = plan.activity(need)
    if needed is not None:
        return needed.last
    gate = plan.by_need.get(need)
    return gate.expected if gate is not None else None
