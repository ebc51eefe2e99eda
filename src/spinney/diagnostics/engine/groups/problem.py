"""What is known of the organisations, which rules groups must keep, and what counts for how much.

Everything is frozen and goes to JSON and back unchanged:

>>> one = Problem((Organisation("a", "Alder Trust", {"HR": 3}, {"ICT": 2}, 53.8, -1.55),))
>>> Problem.from_json(one.as_json()) == one
True
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import cached_property
from itertools import combinations
from typing import Any

from spinney.base.kernel.errors import BadInput
from spinney.diagnostics.engine.groups.travel import TravelEstimate, kilometres

HIGHEST = 3
"""Needs and offers go from 0 (none) to 3 (deep need, strong offer)."""
FRAGILE_BELOW = 4
"""Fragile: fewer than this many full-time staff (Birmingham shared services pilot)."""


@dataclass(frozen=True)
class Organisation:
    """One organisation: for each area how much it needs (0-3) and how much it could offer (0-3),
    where it is (degrees; None where not known), what kind it is, whether it is fragile, and its
    size in full-time staff (None where not known).
    """

    key: str
    name: str
    needs: Mapping[str, int] = field(default_factory=dict)
    offers: Mapping[str, int] = field(default_factory=dict)
    latitude: float | None = None
    longitude: float | None = None
    kind: str = ""
    fragile: bool = False
    size: float | None = None

    def __post_init__(self) -> None:
        for said, levels in (("need", self.needs), ("offer", self.offers)):
            for area, level in levels.items():
                if level not in range(HIGHEST + 1):
                    raise BadInput(
                        f"{self.name}: the {said} for {area} is {level}. Give 0, 1, 2 or 3."
                    )
        if (self.latitude is None) != (self.longitude is None):
            raise BadInput(f"{self.name}: give both latitude and longitude, or neither.")
        if not _is_place(self.latitude, 90) or not _is_place(self.longitude, 180):
            raise BadInput(f"{self.name}: {self.latitude}, {self.longitude} is no place on Earth.")

    @property
    def place(self) -> tuple[float, float] | None:
        """Latitude and longitude, when both are known."""
        if self.latitude is None or self.longitude is None:
            return None
        return (self.latitude, self.longitude)


def _is_place(degrees: float | None, most: int) -> bool:
    return degrees is None or (math.isfinite(degrees) and abs(degrees) <= most)


@dataclass(frozen=True)
class Rules:
    """What every group must keep to. `together` and `apart` hold pairs of keys; every group has
    one of each of `one_of_kinds`; at most `most_fragile` fragile members; no two members more than
    `longest_minutes` apart. With `everyone_placed` nobody is left outside unless no way is found.
    """

    min_size: int = 3
    max_size: int = 8
    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    one_of_kinds: tuple[str, ...] = ()
    most_fragile: int | None = None
    longest_minutes: float | None = None
    everyone_placed: bool = False


@dataclass(frozen=True)
class Weights:
    """What counts for how much (see worth.py), and what leaving one organisation outside costs.

    `focus` is the number of areas a group would work on: clusters narrow many issues to about three
    (Hull: from many to HR, ICT and buildings).
    """

    shared: float = 0.5
    offers: float = 0.5
    travel: float = 0.5
    agreeing: float = 0.01
    focus: int = 3
    outside_price: float = 0.5


@dataclass(frozen=True)
class Problem:
    """Who is to be grouped, by which rules, with which weights.

    Raises BadInput when the rules contradict each other or name somebody who is not there.
    """

    organisations: tuple[Organisation, ...]
    rules: Rules = Rules()
    weights: Weights = Weights()
    travel: TravelEstimate = TravelEstimate()

    def __post_init__(self) -> None:
        _check_sizes(self.rules)
        _check_numbers(self.weights, self.travel)
        keys = [one.key for one in self.organisations]
        if len(set(keys)) < len(keys):
            twice = Counter(keys).most_common(1)[0][0]
            raise BadInput(f"Two organisations have the key {twice}. Give each its own.")
        self._check_pairs(frozenset(keys))

    def _check_pairs(self, keys: frozenset[str]) -> None:
        for pair in (*self.rules.together, *self.rules.apart):
            for key in (key for key in pair if key not in keys):
                raise BadInput(f"A rule names {key}, which is not among the organisations.")
            if pair[0] == pair[1]:
                raise BadInput(f"A rule pairs {pair[0]} with itself.")
        self._check_kinds()
        bundle_of = {key: bundle for bundle in self.bundles() for key in bundle}
        for a, b in self.rules.apart:
            if b in bundle_of.get(a, ()):
                raise BadInput(f"{a} and {b} must be together by one rule and apart by another.")
        self._check_bundles()

    def _check_kinds(self) -> None:
        kinds = {one.kind for one in self.organisations}
        for kind in self.rules.one_of_kinds:
            if kind not in kinds:
                raise BadInput(f"Every group must have one of the kind {kind}; there is none.")

    def _check_bundles(self) -> None:
        fragile = {one.key for one in self.organisations if one.fragile}
        most = self.rules.most_fragile
        for bundle in self.bundles():
            listed = ", ".join(bundle)
            if len(bundle) > self.rules.max_size:
                raise BadInput(
                    f"{listed} must be together, but a group has at most {self.rules.max_size}."
                )
            if most is not None and len(fragile.intersection(bundle)) > most:
                raise BadInput(
                    f"{listed} must be together, but a group has at most {most} fragile."
                )
            self._check_ways(bundle)

    def _check_ways(self, bundle: tuple[str, ...]) -> None:
        longest = self.rules.longest_minutes
        for a, b in combinations(bundle, 2):
            here, there = self.by_key[a].place, self.by_key[b].place
            if longest is None or here is None or there is None:
                continue
            minutes = kilometres(here, there) * self.travel.minutes_per_km
            if minutes > longest:
                raise BadInput(
                    f"{a} and {b} must be together, but are about {minutes:.0f} minutes apart; "
                    f"the longest travel is {longest:g}."
                )

    @cached_property
    def by_key(self) -> dict[str, Organisation]:
        """The organisations by their keys."""
        return {one.key: one for one in self.organisations}

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """Every area that anybody needs or offers, in alphabetical order."""
        found = {a for one in self.organisations for a, level in one.needs.items() if level}
        found |= {a for one in self.organisations for a, level in one.offers.items() if level}
        return tuple(sorted(found))

    def bundles(self) -> tuple[tuple[str, ...], ...]:
        """Those who must be together, directly or through others; only bundles of two or more."""
        bundle_of: dict[str, set[str]] = {}
        for a, b in self.rules.together:
            joined = bundle_of.get(a, {a}) | bundle_of.get(b, {b})
            bundle_of.update(dict.fromkeys(joined, joined))
        found = {tuple(sorted(bundle)) for bundle in bundle_of.values()}
        return tuple(sorted(found))

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON; `from_json` reads them back."""
        return asdict(self)

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Problem:
        """The problem that `as_json` wrote. What is left out takes its default; raises BadInput
        for a name that means nothing here.
        """
        rules = dict(plain.get("rules", {}))
        for name in ("together", "apart"):
            if name in rules:
                rules[name] = tuple((a, b) for a, b in rules[name])
        if "one_of_kinds" in rules:
            rules["one_of_kinds"] = tuple(rules["one_of_kinds"])
        return cls(
            tuple(_made(Organisation, one) for one in plain["organisations"]),
            _made(Rules, rules),
            _made(Weights, plain.get("weights", {})),
            _made(TravelEstimate, plain.get("travel", {})),
        )


def _made[T](kind: type[T], values: Mapping[str, Any]) -> T:
    known = {one.name for one in fields(kind)}  # type: ignore[arg-type]
    for name in values:
        if name not in known:
            raise BadInput(f"{name} means nothing here. Known are {', '.join(sorted(known))}.")
    return kind(**values)


def _check_sizes(rules: Rules) -> None:
    if not 2 <= rules.min_size <= rules.max_size:
        raise BadInput("A group has at least 2 members, and its most is not below its least.")
    if rules.most_fragile is not None and rules.most_fragile < 0:
        raise BadInput("The most fragile members of a group cannot be below 0.")
    if rules.longest_minutes is not None and not rules.longest_minutes > 0:
        raise BadInput("The longest travel must be above 0 minutes.")


def _check_numbers(weights: Weights, travel: TravelEstimate) -> None:
    for name in ("shared", "offers", "travel", "agreeing", "outside_price"):
        value = getattr(weights, name)
        if not (math.isfinite(value) and value >= 0):
            raise BadInput(f"The weight {name} is {value}. Give 0 or more.")
    if weights.focus < 1:
        raise BadInput("A group works on at least one area.")
    if not (travel.detour >= 1 and travel.km_per_hour > 0 and travel.unknown_minutes >= 0):
        raise BadInput("A detour is at least 1, a speed above 0, unknown minutes not below 0.")
