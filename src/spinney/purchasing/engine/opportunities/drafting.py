"""From what a search found to an opportunity: key, effort, day, and score with its steps. Pure.

The score is the middle of the range a year, taken down by how sure its ground is, by the effort,
and by how far off the day is on which something can be done: in thousandths, so whole numbers only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spinney.purchasing.engine.opportunities.known import Known, Piece
from spinney.purchasing.engine.opportunities.opportunity import (
    Assumption,
    Effort,
    Kind,
    MemberShare,
    Opportunity,
    Step,
    Why,
)

EFFORT = {Effort.SMALL: 1000, Effort.MEDIUM: 850, Effort.LARGE: 700}
PRICES_SEEN, ASSUMED, MAY_OVERLAP = 1000, 700, 500
"""How sure the ground is: prices that are paid, a share that we assume, a likeness of purpose."""
_SOON_DAYS, _YEAR_DAYS = 183, 366
_SOON, _THIS_YEAR, _LATER, _NOT_KNOWN = 1000, 850, 700, 850
FEW = 3
"""So many members agree without much ado."""


@dataclass(frozen=True)
class Draft:
    """What a search found. `of` tells drafts of one kind, category and supplier apart."""

    kind: Kind
    category: str
    suppliers: tuple[str, ...]
    shares: tuple[MemberShare, ...]
    pieces: frozenset[Piece]
    assumptions: tuple[Assumption, ...]
    why: tuple[Why, ...]
    sure: int
    of: str = ""

    @property
    def low_pence(self) -> int:
        return sum(one.low_pence for one in self.shares)

    @property
    def high_pence(self) -> int:
        return sum(one.high_pence for one in self.shares)

    @property
    def key(self) -> str:
        """The same for the same kind, category, supplier and `of`, whatever the amounts."""
        named = self.suppliers[0] if self.suppliers and self.kind is not Kind.JOIN else ""
        told = "|".join((self.kind.value, self.category, named, self.of))
        return f"{self.kind.value}-{hashlib.sha256(told.encode()).hexdigest()[:32]}"


def share(member: str, yearly: int, low: int, high: int) -> MemberShare:
    """A member's part, kept between nought and what it spends, low not above high."""
    yearly = max(yearly, 0)
    high = min(max(high, 0), yearly)
    return MemberShare(member, yearly, min(max(low, 0), high), high)


def finished(draft: Draft, known: Known, excludes: Sequence[str]) -> Opportunity:
    """The opportunity that a draft makes."""
    by_when = known.first_notice(draft.pieces)
    effort = _effort(draft, by_when)
    middle = (draft.low_pence + draft.high_pence) // 2
    steps = (
        ("middle", middle),
        ("ground", draft.sure),
        ("effort", EFFORT[effort]),
        ("when", _nearness(by_when, known.today)),
    )
    score = middle
    for _, thousandths in steps[1:]:
        score = score * thousandths // 1000
    reckoning = (*(Step(code, {"number": number}) for code, number in steps),)
    return Opportunity(
        key=draft.key,
        kind=draft.kind,
        category=draft.category,
        suppliers=draft.suppliers,
        members=draft.shares,
        low_pence=draft.low_pence,
        high_pence=draft.high_pence,
        assumptions=draft.assumptions,
        effort=effort,
        by_when=by_when,
        why=draft.why,
        score=score,
        reckoning=(*reckoning, Step("score", {"number": score})),
        excludes=tuple(sorted(excludes)),
    )


def _effort(draft: Draft, by_when: date | None) -> Effort:
    few = len(draft.shares) <= FEW
    if draft.kind is Kind.STOP:
        return Effort.SMALL
    if draft.kind is Kind.RENEGOTIATE:
        return Effort.SMALL if few else Effort.MEDIUM
    if draft.kind is Kind.SWITCH:
        bound = by_when is not None
        return Effort.SMALL if len(draft.shares) == 1 and not bound else Effort.MEDIUM
    return Effort.MEDIUM if few else Effort.LARGE


def _nearness(by_when: date | None, today: date) -> int:
    if by_when is None:
        return _NOT_KNOWN
    days = (by_when - today).days
    if days <= _SOON_DAYS:
        return _SOON
    return _THIS_YEAR if days <= _YEAR_DAYS else _LATER
