"""May this instalment be released? Every reason against it, none kept back.

Nothing here knows who asks: whether two people must stand behind a payment is `second_needed`.
Amounts are whole pence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spinney.base.kernel.money import Money

#: The kinds of condition, as `InstalmentCondition.kind` writes them.
AGREEMENT, PROGRAMME, SPENT, REPORT, WORDS = (
    "agreement",
    "programme",
    "spent",
    "report",
    "words",
)


@dataclass(frozen=True)
class Asked:
    """A condition: its kind, what it asks (`value`: the kind of agreement, the place of the last
    stage whose conditions count, percent, the number of the report), and whether somebody noted
    that it is met (only "words" is met by a note).
    """

    kind: str
    value: str = ""
    words: str = ""
    noted: bool = False


@dataclass(frozen=True)
class Part:
    """An instalment: its number, pence, whether it is still to be released, and its conditions."""

    number: int
    pence: int
    is_open: bool
    conditions: tuple[Asked, ...] = ()


@dataclass(frozen=True)
class Standing:
    """How things stand on the day. `unmet` are the programme's grant conditions that are not met,
    as (place of the stage, words). `open_before` are numbers of earlier instalments not released.
    """

    approved: bool
    made_elsewhere: bool = False
    in_force: frozenset[str] = frozenset()
    unmet: tuple[tuple[int, str], ...] = ()
    accepted: frozenset[int] = frozenset()
    open_before: tuple[int, ...] = ()
    awarded: int = 0
    released: int = 0
    spent: int = 0


@dataclass(frozen=True)
class Reason:
    """Why not: a code, and the figures or words that belong to it."""

    code: str
    value: str = ""
    found: int = 0
    needed: int = 0


def why_not(part: Part, standing: Standing) -> tuple[Reason, ...]:
    """Every reason why the instalment may not be released; empty when it may.

    >>> why_not(Part(1, 100, True), Standing(approved=True, awarded=100))
    ()
    >>> [one.code for one in why_not(Part(1, 100, True), Standing(approved=False, awarded=100))]
    ['not_approved']
    """
    found: list[Reason] = []
    if not standing.approved:
        found.append(Reason("not_approved"))
    if standing.made_elsewhere:
        found.append(Reason("made_elsewhere"))
    if not part.is_open:
        found.append(Reason("not_open"))
    if standing.open_before:
        first = standing.open_before[0]
        found.append(Reason("earlier_open", str(first), len(standing.open_before)))
    if standing.released + part.pence > standing.awarded:
        left = standing.awarded - standing.released
        found.append(Reason("more_than_awarded", "", max(left, 0), part.pence))
    for one in part.conditions:
        found += unmet(one, standing)
    return tuple(found)


def unmet(condition: Asked, standing: Standing) -> Sequence[Reason]:
    """What one condition still asks. A kind that nobody knows is never met."""
    if condition.kind == AGREEMENT:
        met = condition.value in standing.in_force
        return () if met else (Reason("no_agreement", condition.value),)
    if condition.kind == PROGRAMME:
        upto = _whole(condition.value)
        return tuple(
            Reason("programme", words)
            for place, words in standing.unmet
            if upto is None or place <= upto
        )
    if condition.kind == SPENT:
        return _spent(condition, standing)
    if condition.kind == REPORT:
        number = _whole(condition.value)
        return () if number in standing.accepted else (Reason("no_report", condition.value),)
    if condition.kind == WORDS and condition.noted:
        return ()
    return (Reason("words", condition.words),)


def _spent(condition: Asked, standing: Standing) -> Sequence[Reason]:
    """At least so many percent of what was released before: reckoned in whole pence, so that
    nothing is rounded up to "met". While an earlier part waits and nothing was released, there is
    nothing of which anything could be spent: that is not "met" either. What was spent beyond what
    was released was not spent of the grant, and does not count.
    """
    if not standing.released and standing.open_before:
        return (Reason("nothing_released", condition.value),)
    needed = -(-standing.released * _percent(condition) // 100)
    spent = min(standing.spent, standing.released)
    if spent >= needed:
        return ()
    return (Reason("too_little_spent", condition.value, spent, needed),)


def eased(before: Iterable[Asked], after: Iterable[Asked]) -> tuple[Asked, ...]:
    """The conditions that stood before and that none of those after asks in full: dropped, or
    made weaker.

    >>> eased([Asked(SPENT, "75"), Asked(REPORT, "1")], [Asked(SPENT, "50"), Asked(REPORT, "1")])
    (Asked(kind='spent', value='75', words='', noted=False),)
    """
    kept = list(after)
    return tuple(one for one in before if not any(_asks_in_full(each, one) for each in kept))


def _asks_in_full(new: Asked, old: Asked) -> bool:
    """Whether one condition asks at least what the other asks."""
    if new.kind != old.kind:
        return False
    if new.kind == SPENT:
        return _percent(new) >= _percent(old)
    if new.kind == PROGRAMME:
        upto, before = _whole(new.value), _whole(old.value)
        return upto is None or (before is not None and upto >= before)
    return (new.value, new.words) == (old.value, old.words)


def _percent(condition: Asked) -> int:
    found = _whole(condition.value)
    return 100 if found is None else found


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def second_needed(pence: int, limit: int) -> bool:
    """Whether a second person must stand behind a payment: above the limit, not at it."""
    return pence > limit


def split(awarded: int, percents: Sequence[int]) -> tuple[int, ...]:
    """The instalments of an award by percent, adding up to the penny.
    Percents that do not add up to 100 are taken as parts of their sum.

    >>> split(1_500_001, [60, 30, 10])
    (900001, 450000, 150000)
    """
    return tuple(one.pence for one in Money(awarded).share(percents))
