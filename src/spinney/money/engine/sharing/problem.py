"""A problem of sharing costs as JSON: read, checked, and told where it is wrong. Pure.

The format is described in docs/guide/analyst.md. Amounts are whole pence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.periods import Period
from spinney.money.engine.sharing.game import (
    HUNDREDTHS,
    MOST_MEMBERS,
    Curve,
    Game,
    Once,
    given_game,
)
from spinney.money.engine.sharing.limits import NO_LIMITS, Limits
from spinney.money.engine.sharing.members import Member
from spinney.money.engine.sharing.rules import BANDS, RULES, Band, Rule

Json = Any
KEYS = {
    "title", "cost_pence", "actual_pence", "paid", "period", "members", "rule", "bands", "mix",
    "limits", "alone",
}  # fmt: skip
MEMBER_KEYS = {
    "name", "income_pence", "staff", "use", "actual_use", "parts", "from", "to", "sites",
}  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """A cost, who shares it, how, and what groups would pay alone (`game`, where it is said).
    `actual` are the members with what they really used; `paid` what each has paid (None: its share
    of the budget).
    """

    title: str
    pence: int
    members: tuple[Member, ...]
    rule: str = "equal"
    bands: tuple[Band, ...] = BANDS
    mix: tuple[tuple[str, int], ...] = ()
    limits: Limits = NO_LIMITS
    period: Period | None = None
    actual_pence: int | None = None
    actual: tuple[Member, ...] = ()
    paid: Mapping[str, int] | None = None
    game: Game | None = None

    def rule_of(self, kind: str) -> Rule:
        """The rule of a name, with this problem's bands and mix."""
        return Rule(kind, self.bands, self.mix if kind == "mixed" else ())

    def rules(self) -> list[str]:
        """The rules for which the problem says enough."""
        has = {
            "income": all(one.income_pence is not None for one in self.members),
            "staff": all(one.staff is not None for one in self.members),
            "use": all(one.units is not None for one in self.members),
            "fixed": all(one.parts is not None for one in self.members),
        }
        has |= {"equal": True, "bands": has["income"], "mixed": bool(self.mix)}
        return [kind for kind in RULES if has[kind]]


def read_problem(data: Json) -> Problem:
    """A problem from JSON. Raises BadInput that says what is wrong, and where."""
    said = _object(data, "The problem", KEYS)
    rows = said.get("members")
    if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_MEMBERS:
        raise BadInput(f"“members” is a list of 1 to {MOST_MEMBERS} members.")
    rows = [_object(row, f"Member {at}", MEMBER_KEYS) for at, row in enumerate(rows, start=1)]
    members = tuple(_member(row, at) for at, row in enumerate(rows, start=1))
    names = [one.key for one in members]
    if len(set(names)) < len(names):
        raise BadInput("Two members have the same name. Give each its own.")
    return Problem(
        title=str(said.get("title", "")),
        pence=_pence(said, "cost_pence"),
        members=members,
        rule=str(said.get("rule", "equal")),
        bands=_bands(said.get("bands")),
        mix=_mix(said.get("mix")),
        limits=_limits(said.get("limits")),
        period=_period(said.get("period")),
        actual_pence=_pence(said, "actual_pence") if "actual_pence" in said else None,
        actual=tuple(map(_as_used, members, rows)),
        paid=_paid(said.get("paid"), names),
        game=_game(said["alone"], members, rows) if "alone" in said else None,
    )


def _object(data: Json, where: str, keys: set[str]) -> dict[str, Json]:
    if not isinstance(data, dict):
        raise BadInput(f"{where} is written in curly brackets, with a name for each value.")
    strange = sorted(set(data) - keys)
    if strange:
        known = ", ".join(sorted(keys))
        raise BadInput(f"{where} has “{strange[0]}”, which means nothing. It may have: {known}.")
    return data


def _whole(value: Json, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadInput(f"{where} is “{value}”. It must be a whole number, nought or more.")
    return value


def _pence(said: Mapping[str, Json], key: str) -> int:
    if key not in said:
        raise BadInput(f"Say “{key}”: the cost in pence.")
    return _whole(said[key], f"“{key}”")


def _decimal(value: Json, where: str) -> Decimal:
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        found = Decimal(-1)
    if isinstance(value, bool) or not found.is_finite() or not 0 <= found <= 10**9:
        raise BadInput(f"{where} is “{value}”. It must be a number, nought or more.")
    if found != found.quantize(Decimal("0.01")):
        raise BadInput(f"{where} is “{value}”. It may have two places after the point.")
    return found


def _day(value: Json, where: str) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise BadInput(f"{where} is “{value}”. Write a day like 2026-04-01.") from error


def _member(row: Mapping[str, Json], at: int) -> Member:
    name = row.get("name")
    if not isinstance(name, str) or not name.strip():
        raise BadInput(f"Member {at} has no “name”.")
    where = f"{name}: "
    first, last = (_day(row.get(key), f"{where}“{key}”") for key in ("from", "to"))
    if first and last and last < first:
        raise BadInput(f"{where}it leaves before it joins.")
    whole = {key: _whole(row[key], f"{where}“{key}”") for key in ("income_pence", "parts")
             if row.get(key) is not None}  # fmt: skip
    parts = {key: _decimal(row[key], f"{where}“{key}”") for key in ("staff", "use")
             if row.get(key) is not None}  # fmt: skip
    return Member(
        name, whole.get("income_pence"), parts.get("staff"), parts.get("use"),
        whole.get("parts"), first, last,
    )  # fmt: skip


def _as_used(one: Member, row: Mapping[str, Json]) -> Member:
    if row.get("actual_use") is None:
        return one
    return replace(one, units=_decimal(row["actual_use"], f"{one.key}: “actual_use”"))


def _pairs(data: Json, where: str) -> list[tuple[Json, Json]]:
    if not isinstance(data, list) or not all(isinstance(r, list) and len(r) == 2 for r in data):
        raise BadInput(f"{where} is a list of pairs, like [[0, 1], [10000000, 2]].")
    return [(first, second) for first, second in data]


def _bands(data: Json) -> tuple[Band, ...]:
    if data is None:
        return BANDS
    rows = _pairs(data, "“bands”")
    return tuple(Band(_whole(a, "A band's income"), _whole(b, "A band's parts")) for a, b in rows)


def _mix(data: Json) -> tuple[tuple[str, int], ...]:
    rows = [] if data is None else _pairs(data, "“mix”")
    return tuple((str(kind), _whole(parts, "A rule's part in the mix")) for kind, parts in rows)


def _limits(data: Json) -> Limits:
    if data is None:
        return NO_LIMITS
    names = {"least_pence", "most_pence", "least_percent", "most_percent"}
    said = _object(data, "“limits”", names)
    return Limits(**{name: _whole(value, f"“{name}”") for name, value in said.items()})


def _period(data: Json) -> Period | None:
    if data is None:
        return None
    if not isinstance(data, list) or len(data) != 2:
        raise BadInput('“period” is its first and last day, like ["2026-04-01", "2027-03-31"].')
    first, last = (_day(one, "A day of the period") for one in data)
    if first is None or last is None:
        raise BadInput("“period” needs both days.")
    return Period(first, last)


def _paid(data: Json, names: Sequence[str]) -> dict[str, int] | None:
    if data is None:
        return None
    said = _object(data, "“paid”", set(names))
    return {name: _whole(value, f"What {name} paid") for name, value in said.items()}


def _game(data: Json, members: Sequence[Member], rows: Sequence[Mapping[str, Json]]) -> Game:
    """What groups would pay: a list of groups with their cost, or what the cost is made of."""
    said = _object(data, "“alone”", {"groups", "made_of"})
    names = [one.key for one in members]
    if "groups" in said:
        if "made_of" in said:
            raise BadInput("“alone” has either “groups” or “made_of”, not both.")
        return given_game(names, _groups(said["groups"], names))
    sites = [row.get("sites") or [] for row in rows]
    return game_made_of(said.get("made_of"), members, sites)


def _groups(data: Json, names: Sequence[str]) -> dict[frozenset[str], int]:
    found = {}
    for group, pence in _pairs(data, "“groups”"):
        if not isinstance(group, list) or not set(map(str, group)) <= set(names):
            raise BadInput(f"The group {group} has somebody who is not a member.")
        found[frozenset(map(str, group))] = _whole(pence, f"The cost of {', '.join(group)}")
    return found


PART_KEYS = {"kind", "pence", "members", "prices", "each"}
PART_KINDS = ("once", "per_unit", "per_site", "per_step")


def game_made_of(
    data: Json, members: Sequence[Member], sites: Sequence[Sequence[str]] = ()
) -> Game:
    """The game of a cost that is made of parts, as in “made_of” of a problem: paid once by whoever
    needs it, by units with prices that fall in quantity, once for each site, or in steps of so
    many units begun. `sites` are each member's. Raises BadInput.
    """
    if not isinstance(data, list) or not data:
        raise BadInput("“made_of” is a list of what the cost is made of.")
    once: list[Once] = []
    curves: list[Curve] = []
    place = {one.key: at for at, one in enumerate(members)}
    for number, row in enumerate(data, start=1):
        part = _object(row, f"Part {number} of the cost", PART_KEYS)
        kind = part.get("kind")
        if kind not in PART_KINDS:
            raise BadInput(f"Part {number} has no “kind”. It is one of {', '.join(PART_KINDS)}.")
        if kind == "once":
            once.append(_once(part, place))
        elif kind == "per_site":
            once += _by_site(_pence(part, "pence"), sites)
        else:
            curves.append(_curve(part, members))
    return Game(tuple(place), tuple(once), tuple(curves))


def _once(part: Mapping[str, Json], place: Mapping[str, int]) -> Once:
    named = part.get("members") or list(place)
    strange = [one for one in named if one not in place]
    if strange:
        raise BadInput(f"A part of the cost is for {strange[0]}, who is not a member.")
    return Once(_pence(part, "pence"), frozenset(place[one] for one in named))


def _by_site(pence: int, sites: Sequence[Sequence[str]]) -> list[Once]:
    at: dict[str, set[int]] = {}
    for member, found in enumerate(sites):
        for site in found:
            at.setdefault(str(site), set()).add(member)
    if not at:
        raise BadInput("A part is paid for each site, and no member has “sites”.")
    return [Once(pence, frozenset(members)) for members in at.values()]


def _curve(part: Mapping[str, Json], members: Sequence[Member]) -> Curve:
    lacking = [one.key for one in members if one.units is None]
    if lacking:
        raise BadInput(f"A part of the cost goes by use. Say how much {lacking[0]} uses.")
    units = tuple(int((one.units or 0) * HUNDREDTHS) for one in members)
    if part["kind"] == "per_step":
        each = int(_decimal(part.get("each"), "“each”") * HUNDREDTHS)
        return Curve(units, steps=(each, _pence(part, "pence")))
    prices = part.get("prices") or [[0, part.get("pence")]]
    rows = _pairs(prices, "“prices”")
    tiers = tuple(
        (
            int(_decimal(start, "From how many units") * HUNDREDTHS),
            int(_decimal(pence, "The price of a unit in pence") * HUNDREDTHS),
        )
        for start, pence in rows
    )
    return Curve(units, tiers=tiers)
