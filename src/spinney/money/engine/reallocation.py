"""May this underspend go there? A proposed reallocation is held against the rules. Pure.

    >>> ash = Share("1", "ash", 60_000, spent=20_000, areas=frozenset({"North"}))
    >>> elm = Share("2", "elm", 40_000, is_small=True, areas=frozenset({"South"}))
    >>> found = check([ash, elm], [Move("1", "2", 40_000)], Rules())
    >>> [(one.code, one.verdict) for one in found if one.verdict != "holds"]
    [('coverage', 'breaks')]

Rules: at least a third of the price goes to small bodies; no area loses the only one who works
there; restricted money stays in its fund and its purpose; no line falls below what is spent and
promised; and what is taken from lines is what lines are given. Each says its figure before and
after. A rule that was broken before and is no worse after does not stand in the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from spinney.money.engine.underspend import Forecast

HOLDS, MENDS, BETTER, SAME, BREAKS = "holds", "mends", "better", "same", "breaks"
THIRD = Fraction(1, 3)


@dataclass(frozen=True, slots=True)
class Share:
    """A line of costs as the rules see it: whose it is, its pence, what is spent and promised, the
    fund and purpose it is bound to (`is_bound`: restricted), whether its member is a small body
    (None: its income is not known), and the areas that its member works in with it.
    """

    key: str
    member: str
    pence: int
    spent: int = 0
    committed: int = 0
    fund: str = ""
    purpose: str = ""
    is_bound: bool = False
    is_small: bool | None = None
    areas: frozenset[str] = frozenset()

    @property
    def bound(self) -> int:
        return self.spent + self.committed


@dataclass(frozen=True, slots=True)
class Move:
    """So many pence from one line to another, by their keys."""

    source: str
    target: str
    pence: int


@dataclass(frozen=True, slots=True)
class Rules:
    """`small_share` of the price goes to small bodies (nought: no such rule); `price` is that price
    in pence, all lines together if it is not given; `covered` are areas that somebody must cover
    (those covered before, if empty).
    """

    small_share: Fraction = THIRD
    price: int | None = None
    covered: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ruling:
    """How one rule stands: its `code` (`small_share`, `coverage`, `purpose`, `spent`, `amounts`,
    `whole`), what it is about (an area, a line), its figure before and after, what it must reach,
    and why, as codes with names and pence.
    """

    code: str
    verdict: str
    before: int = 0
    after: int = 0
    limit: int = 0
    about: str = ""
    why: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def allows(self) -> bool:
        """Whether the reallocation may be carried out as far as this rule goes."""
        return self.verdict != BREAKS


def check(lines: Sequence[Share], moves: Sequence[Move], rules: Rules) -> list[Ruling]:
    """Every rule, before and after the moves; those that break first."""
    before = {one.key: one for one in lines}
    after = carried_out(before, moves)
    found = [_amounts(before, moves)]
    if rules.small_share:
        found.append(_small_share(before, after, rules))
    found += _coverage(lines, after, rules)
    found += _purposes(before, moves)
    found += _never_below_spent(before, after)
    found.append(_whole(before, after))
    return sorted(found, key=lambda one: one.allows)


def allows(rulings: Iterable[Ruling]) -> bool:
    """Whether nothing stands in the way."""
    return all(one.allows for one in rulings)


def carried_out(lines: Mapping[str, Share], moves: Iterable[Move]) -> dict[str, int]:
    """The pence of every line after the moves; moves of unknown lines change nothing."""
    pence = {key: one.pence for key, one in lines.items()}
    for move in moves:
        if move.source in pence and move.target in pence:
            pence[move.source] -= move.pence
            pence[move.target] += move.pence
    return pence


def _verdict(before: int, after: int, limit: int) -> str:
    """How a rule stands whose figure must reach a limit."""
    if after >= limit:
        return HOLDS if before >= limit else MENDS
    if before >= limit or after < before:
        return BREAKS
    return SAME if after == before else BETTER


def _amounts(lines: Mapping[str, Share], moves: Sequence[Move]) -> Ruling:
    """At least one move; each of more than nought, between two lines that there are."""
    why: list[tuple[str, tuple[str, ...]]] = []
    for move in moves:
        named = (move.source, move.target)
        if not {move.source, move.target} <= set(lines):
            why.append(("no_such_line", named))
        elif move.source == move.target:
            why.append(("same_line", named))
        elif move.pence <= 0:
            why.append(("no_amount", named))
    if not moves:
        why.append(("no_moves", ()))
    moved = sum(one.pence for one in moves)
    return Ruling("amounts", BREAKS if why else HOLDS, 0, moved, why=tuple(why))


def _small_share(before: Mapping[str, Share], after: Mapping[str, int], rules: Rules) -> Ruling:
    """What goes to small bodies, in pence, against the share of the price that must."""
    small = {key for key, one in before.items() if one.is_small}
    old, new = sum(before[key].pence for key in small), sum(after[key] for key in small)
    price = rules.price if rules.price is not None else sum(one.pence for one in before.values())
    limit = -(-price * rules.small_share.numerator // rules.small_share.denominator)
    not_known = sorted({one.member for one in before.values() if one.is_small is None})
    verdict = _verdict(old, new, limit)
    why = (("income_not_known", tuple(not_known)),) if not_known else ()
    return Ruling("small_share", verdict, old, new, limit, why=why)


def _coverage(lines: Sequence[Share], after: Mapping[str, int], rules: Rules) -> list[Ruling]:
    """For each area, who works there with money still to spend, before and after."""
    was, will = _workers(lines, {one.key: one.pence for one in lines}), _workers(lines, after)
    areas = rules.covered or frozenset(was)
    found = []
    for area in sorted(areas):
        old, new = was.get(area, ()), will.get(area, ())
        why = [("works_there", tuple(new))] if new else [("nobody_left", tuple(old))]
        if len(new) == 1:
            why = [("only_one", tuple(new))]
        verdict = _verdict(len(old), len(new), 1)
        found.append(Ruling("coverage", verdict, len(old), len(new), 1, area, tuple(why)))
    return found


def _workers(lines: Iterable[Share], pence: Mapping[str, int]) -> dict[str, list[str]]:
    """By area, the members that still have something to spend there, in order."""
    found: dict[str, list[str]] = {}
    for one in lines:
        if pence[one.key] - one.spent <= 0:
            continue
        for area in one.areas:
            members = found.setdefault(area, [])
            if one.member not in members:
                members.append(one.member)
    return found


def _purposes(lines: Mapping[str, Share], moves: Sequence[Move]) -> list[Ruling]:
    """Restricted money stays in its fund, and within that in its purpose."""
    found = []
    for move in moves:
        source, target = lines.get(move.source), lines.get(move.target)
        if source is None or target is None:
            continue
        bound = source.is_bound or target.is_bound
        if bound and source.fund != target.fund:
            why = ("other_fund", (source.fund, target.fund))
        elif source.is_bound and source.purpose and source.purpose != target.purpose:
            why = ("other_purpose", (source.purpose, target.purpose))
        else:
            continue
        found.append(Ruling("purpose", BREAKS, about=move.source, limit=move.pence, why=(why,)))
    return found or [Ruling("purpose", HOLDS)]


def _never_below_spent(before: Mapping[str, Share], after: Mapping[str, int]) -> list[Ruling]:
    found = []
    for key, one in before.items():
        if after[key] == one.pence:
            continue
        verdict = _verdict(one.pence, after[key], one.bound)
        why = (("bound", (str(one.spent), str(one.committed))),)
        found.append(Ruling("spent", verdict, one.pence, after[key], one.bound, key, why))
    return found or [Ruling("spent", HOLDS)]


def _whole(before: Mapping[str, Share], after: Mapping[str, int]) -> Ruling:
    old, new = sum(one.pence for one in before.values()), sum(after.values())
    return Ruling("whole", HOLDS if old == new else BREAKS, old, new, old)


@dataclass(slots=True)
class _Need:
    key: str
    pence: int
    is_only_one: bool


def suggest(lines: Sequence[Share], forecasts: Mapping[str, Forecast], rules: Rules) -> list[Move]:
    """Moves from lines that are sure to have something left to lines that will not do, first to
    members who alone work in an area; only what every rule allows.
    """
    spare = {key: min(one.left_at_least, one.free) for key, one in forecasts.items()}
    moves: list[Move] = []
    for need in _needs(lines, forecasts):
        for source in sorted(lines, key=lambda one: -spare.get(one.key, 0)):
            pence = min(need.pence, spare.get(source.key, 0))
            if pence <= 0 or source.key == need.key:
                continue
            tried = [*moves, Move(source.key, need.key, pence)]
            if not allows(check(lines, tried, rules)):
                continue
            moves = tried
            spare[source.key] -= pence
            need.pence -= pence
    return moves


def _needs(lines: Sequence[Share], forecasts: Mapping[str, Forecast]) -> list[_Need]:
    """Lines that will not do, those of members who alone work somewhere first, the largest first.
    """  # fmt: skip
    workers = _workers(lines, {one.key: one.pence for one in lines})
    found = []
    for one in lines:
        short = forecasts[one.key].short if one.key in forecasts else 0
        if short:
            alone = any(workers.get(area) == [one.member] for area in one.areas)
            found.append(_Need(one.key, short, alone))
    return sorted(found, key=lambda need: (not need.is_only_one, -need.pence))
