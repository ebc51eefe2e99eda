"""Which tier a member holds, why, until when, and what would change it.

A ladder of tiers (rungs), highest first, each with its needs; the evidence that a member holds
and shares; the rung to which it was admitted; a day. A member stands on the first rung, from the
one to which it was admitted downwards, all of whose needs are met on that day; if none is, on the
last one, so that everybody has a place. Every outcome carries its reasons as codes.

>>> accounts = Need("n1", "accounts", max_age_months=18)
>>> ladder = (Rung("full", (accounts,)), Rung("associate"))
>>> statement = Held("e1", "accounts", issued_on=date(2025, 3, 31))
>>> judge(Case(ladder, "full", (statement,), date(2026, 3, 20))).rung
'full'
>>> judge(Case(ladder, "full", (statement,), date(2026, 10, 1))).rung
'associate'
>>> foresee(Case(ladder, "full", (statement,), date(2026, 3, 20)))
(Step(on=datetime.date(2026, 10, 1), rung='associate'),)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.periods import Period, add_months

ONE_DAY = timedelta(days=1)


class Reason(StrEnum):
    """How one need stands on a day."""

    MET = "met"  # by the evidence named, until the date given
    MISSING = "missing"  # nothing of the kind is shared
    COVER_TOO_LOW = "cover_too_low"  # the best there is covers less than is asked
    EXPIRED = "expired"  # it was in date, and is no longer
    TOO_OLD = "too_old"  # it was recent enough, and is no longer
    NOT_YET = "not_yet"  # it begins on the date given


@dataclass(frozen=True)
class Need:
    """What a tier asks for: evidence of a kind, in date, at most so many months old, with at least
    so much cover (in pence). `key` names it to the caller.
    """

    key: str
    kind: str
    max_age_months: int | None = None
    min_cover_pence: int | None = None


@dataclass(frozen=True)
class Rung:
    """One tier of a ladder, with what it asks for."""

    key: str
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True)
class Held:
    """One piece of evidence that is shared with the cluster. Its age counts from `issued_on`;
    it holds up to and on `expires_on`.
    """

    key: str
    kind: str
    issued_on: date
    expires_on: date | None = None
    cover_pence: int | None = None

    def __post_init__(self) -> None:
        if self.expires_on is not None and self.expires_on < self.issued_on:
            raise BadInput("Evidence cannot expire before it was issued.")


@dataclass(frozen=True)
class Case:
    """All that a judgement depends on. `ladder` runs from the highest rung to the lowest."""

    ladder: tuple[Rung, ...]
    admitted_to: str
    held: tuple[Held, ...]
    on: date

    def __post_init__(self) -> None:
        keys = [rung.key for rung in self.ladder]
        if self.admitted_to not in keys:
            raise BadInput("The tier it was admitted to is not one of these tiers.")
        if len(set(keys)) != len(keys):
            raise BadInput("Two tiers have the same key.")

    @property
    def open_rungs(self) -> tuple[Rung, ...]:
        """The rungs on which the member may stand: the one admitted to, and those below."""
        keys = [rung.key for rung in self.ladder]
        return self.ladder[keys.index(self.admitted_to) :]


@dataclass(frozen=True)
class Finding:
    """How one need stands: the reason, the evidence that it rests on (the key, or ""), and the day
    that belongs to the reason: the last day on which it is met (None: for good), the day it ended,
    or the day it begins.
    """

    need: Need
    reason: Reason
    evidence: str = ""
    day: date | None = None

    @property
    def is_met(self) -> bool:
        return self.reason is Reason.MET


@dataclass(frozen=True)
class RungFindings:
    """How the needs of one rung stand."""

    rung: str
    findings: tuple[Finding, ...]

    @property
    def is_met(self) -> bool:
        return all(finding.is_met for finding in self.findings)

    @property
    def unmet(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if not finding.is_met)


@dataclass(frozen=True)
class Judgement:
    """The rung held, and how every rung from the one admitted to down to it stands."""

    rung: str
    considered: tuple[RungFindings, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """How the needs of the rung that is held stand."""
        return self.considered[-1].findings

    @property
    def above(self) -> tuple[RungFindings, ...]:
        """The rungs that were passed over, highest first."""
        return self.considered[:-1]


@dataclass(frozen=True)
class Step:
    """From a day on, the member will hold another rung, if nothing new comes in."""

    on: date
    rung: str


def period_of(need: Need, held: Held) -> Period | None:
    """The days on which this evidence meets the need; None if it never does.

    >>> need = Need("n", "accounts", max_age_months=18)
    >>> period_of(need, Held("e", "accounts", issued_on=date(2025, 3, 31)))
    Period(first=datetime.date(2025, 3, 31), last=datetime.date(2026, 9, 30))
    """
    if held.kind != need.kind or _covers_too_little(need, held):
        return None
    ends = [day for day in (held.expires_on, _grows_too_old_after(need, held)) if day is not None]
    return Period(held.issued_on, min(ends) if ends else None)


def judge(case: Case) -> Judgement:
    """The rung that the member holds on the day of the case, with the reasons."""
    considered = []
    for rung in case.open_rungs:
        findings = RungFindings(rung.key, tuple(_find(n, case.held, case.on) for n in rung.needs))
        considered.append(findings)
        if findings.is_met:
            break
    return Judgement(considered[-1].rung, tuple(considered))


def foresee(case: Case) -> tuple[Step, ...]:
    """Every later day on which the rung changes by itself, if nothing new comes in."""
    steps: list[Step] = []
    rung = judge(case).rung
    for day in _turning_days(case):
        then = judge(Case(case.ladder, case.admitted_to, case.held, day)).rung
        if then != rung:
            steps.append(Step(day, then))
            rung = then
    return tuple(steps)


def _turning_days(case: Case) -> list[date]:
    days = set()
    for rung in case.open_rungs:
        for need in rung.needs:
            for held in case.held:
                period = period_of(need, held)
                if period is not None:
                    days.add(period.first)
                    if period.last is not None:
                        days.add(period.last + ONE_DAY)
    return sorted(day for day in days if day > case.on)


def _find(need: Need, held: tuple[Held, ...], on: date) -> Finding:
    """The most favourable finding about a need: of what meets it, that which does so longest."""
    nothing = Finding(need, Reason.MISSING)
    return max((_look(need, one, on) for one in held), key=_rank, default=nothing)


def _look(need: Need, held: Held, on: date) -> Finding:
    """What one piece of evidence says about a need on a day."""
    if held.kind != need.kind:
        return Finding(need, Reason.MISSING)
    period = period_of(need, held)
    if period is None:
        return Finding(need, Reason.COVER_TOO_LOW, held.key)
    if on < period.first:
        return Finding(need, Reason.NOT_YET, held.key, period.first)
    if on in period:
        return Finding(need, Reason.MET, held.key, period.last)
    expired = held.expires_on is not None and held.expires_on == period.last
    return Finding(need, Reason.EXPIRED if expired else Reason.TOO_OLD, held.key, period.last)


_ORDER = (
    Reason.MISSING,
    Reason.COVER_TOO_LOW,
    Reason.TOO_OLD,
    Reason.EXPIRED,
    Reason.NOT_YET,
    Reason.MET,
)


def _rank(finding: Finding) -> tuple[int, int, str]:
    """More favourable findings rank higher; of equals, the later day (no day at all is latest),
    except for what begins, where the sooner is better.
    """
    day = finding.day.toordinal() if finding.day else date.max.toordinal()
    if finding.reason is Reason.NOT_YET:
        day = -day
    return _ORDER.index(finding.reason), day, finding.evidence


def _covers_too_little(need: Need, held: Held) -> bool:
    return need.min_cover_pence is not None and (held.cover_pence or 0) < need.min_cover_pence


def _grows_too_old_after(need: Need, held: Held) -> date | None:
    if need.max_age_months is None:
        return None
    return add_months(held.issued_on, need.max_age_months)


def to_json(case: Case) -> dict[str, Any]:
    """The case as plain values, so that it can be downloaded and judged again elsewhere."""
    plain = asdict(case)
    plain["on"] = case.on.isoformat()
    for held in plain["held"]:
        held["issued_on"] = held["issued_on"].isoformat()
        held["expires_on"] = held["expires_on"] and held["expires_on"].isoformat()
    return plain


def from_json(plain: Mapping[str, Any]) -> Case:
    """The case that `to_json` wrote. Raises BadInput when it is not one."""
    try:
        return Case(
            ladder=tuple(
                Rung(rung["key"], tuple(Need(**need) for need in rung["needs"]))
                for rung in plain["ladder"]
            ),
            admitted_to=plain["admitted_to"],
            held=tuple(_held_from(plain["held"])),
            on=date.fromisoformat(plain["on"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(f"This is not a case of tiers: {error}.") from error


def _held_from(rows: list[Mapping[str, Any]]) -> Iterator[Held]:
    for row in rows:
        expires_on = row["expires_on"]
        yield Held(
            row["key"],
            row["kind"],
            date.fromisoformat(row["issued_on"]),
            date.fromisoformat(expires_on) if expires_on else None,
            row["cover_pence"],
        )
