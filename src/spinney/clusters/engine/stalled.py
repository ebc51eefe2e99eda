"""Whether a cluster has stalled, by the rule that its programme set, with the reasons as codes.

>>> rule = Rule(idle_days=42, late_days=28)
>>> quiet = Situation(last_active_on=date(2026, 1, 1), target_on=date(2026, 2, 1))
>>> [(r.code.value, r.days) for r in judge(rule, quiet, today=date(2026, 2, 12)).reasons]
[('idle', 42)]
>>> [(r.code.value, r.days) for r in judge(rule, quiet, today=date(2026, 3, 1)).reasons]
[('idle', 59), ('late', 28)]
>>> judge(rule, quiet, today=date(2026, 1, 30)).is_stalled
False
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Code(StrEnum):
    """Why a cluster counts as stalled."""

    IDLE = "idle"  # nothing happened for so many days
    LATE = "late"  # so many days past the target of the stage it is in


@dataclass(frozen=True)
class Rule:
    """From how many whole days on a cluster is stalled; 0 leaves that half of the rule out."""

    idle_days: int
    late_days: int


@dataclass(frozen=True)
class Situation:
    """What the rule looks at. `last_active_on` is the day of the last deed, or the day on which
    the cluster began when there was none; `target_on` is that of its present stage. A cluster
    that `is_over` (ended, or its programme does not run) is never stalled.
    """

    last_active_on: date | None
    target_on: date | None
    is_over: bool = False


@dataclass(frozen=True)
class Reason:
    """One half of the rule that holds: how many days it is, against how many were allowed."""

    code: Code
    days: int
    allowed: int


@dataclass(frozen=True)
class Verdict:
    """Stalled or not, and why."""

    reasons: tuple[Reason, ...] = ()

    @property
    def is_stalled(self) -> bool:
        return bool(self.reasons)


def judge(rule: Rule, situation: Situation, *, today: date) -> Verdict:
    """Apply the rule on a day. Days are whole days since the last deed and since the target."""
    if situation.is_over:
        return Verdict()
    halves = (
        (Code.IDLE, situation.last_active_on, rule.idle_days),
        (Code.LATE, situation.target_on, rule.late_days),
    )
    return Verdict(
        tuple(
            Reason(code, (today - since).days, allowed)
            for code, since, allowed in halves
            if allowed and since is not None and (today - since).days >= allowed
        )
    )
