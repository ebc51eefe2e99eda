"""What a group is worth, and why.

In a sentence: *a group's worth is what its members would be spared by meeting the needs they have
in common once instead of each alone, plus what the strongest offer among them gives to those who
need it, in the three areas where that comes to most, less their travel to the member whom all reach
most easily and the effort of agreeing, which grows with each pair of members.*

With levels n (need) and o (offer) divided by 3, for a group G and an area a:

    spared(a)  = sum of n over G - the deepest n in G
    offered(a) = sum over i in G of n_i x max(0, strongest o in G - o_i)
    worth(G)   = (shared x spared + offers x offered) over the `focus` best areas / focus
                 - travel x sum over i in G of min(2, hours from i to the host)
              - agreeing x pairs of members

Why so:

- *spared* is the classic saving of a joint solution (the cost of one that is deep enough for all,
  against one for each): nothing for one alone, more with each who needs the same.
- *offered* counts only what an offer adds to a member's own strength, so nobody is "helped" with
  what it does better itself; the second-best offer in a group adds nothing.
- *the best areas only*: a group that could do a little of ten things does none. Clusters narrow
  many issues to a few, and those few are what a facilitator wants to be told.
- *the host*: people meet somewhere. One place with the least travel is how they would choose.
- *agreeing*: without it the largest group allowed would always be the best. Every two members are
  one more pair who must trust each other; the clusters of Collaborate 2 had 3 to 6 members.

A member adds at most shared + offers (1 by default) and takes away at most 2 x travel and its
pairs' agreeing, so worth is bounded by the size; the worths of groups add up to that of a proposal.
It is a function of the set alone. For a given host, choice of areas, strongest offer and deepest
need in each it is a plain sum over the members, which is what lets the engine prove how far a
proposal is from the best (pricing.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from spinney.diagnostics.engine.groups.problem import HIGHEST, Organisation, Problem
from spinney.diagnostics.engine.groups.travel import TravelEstimate, kilometres

LONGEST_HOURS = 2.0
"""Travel beyond two hours counts as two: it is out of reach either way, and worth stays bounded."""


@dataclass(frozen=True)
class AreaWorth:
    """What one area brings to a group. `needed_by` and `helped` are keys; `offered_by` is the key
    of the strongest offer ("" when nobody's offer helps anybody). `spared` and `offered` are in
    units of worth, so that all areas' sums less travel are the group's worth.
    """

    area: str
    needed_by: tuple[str, ...]
    spared: float
    offered_by: str = ""
    strength: int = 0
    helped: tuple[str, ...] = ()
    offered: float = 0.0

    @property
    def worth(self) -> float:
        """What the area brings in all."""
        return self.spared + self.offered


@dataclass(frozen=True)
class GroupWorth:
    """A group's worth with its parts: the areas it would work on (best first), where it would meet
    (`host`), the minutes its members travel there in all, the longest way between two members who
    may both be placed (None when no two are), and how many ways to the host are not known.
    """

    members: tuple[str, ...]
    worth: float
    areas: tuple[AreaWorth, ...]
    host: str
    minutes_to_host: float
    travel: float
    agreeing: float
    longest_minutes: float | None
    longest_between: tuple[str, str] | None
    ways_unknown: int

    @property
    def spared(self) -> float:
        """Worth of needs met in common."""
        return sum(one.spared for one in self.areas)

    @property
    def offered(self) -> float:
        """Worth of offers to those who need them."""
        return sum(one.offered for one in self.areas)

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON, sums included."""
        from dataclasses import asdict

        return {**asdict(self), "spared": self.spared, "offered": self.offered}


def worth_of(problem: Problem, members: Sequence[Organisation]) -> GroupWorth:
    """What `members` would be worth as a group, whatever the rules say of it.

    >>> a = Organisation("a", "Alder Trust", {"HR": 3}, {}, 53.80, -1.55)
    >>> b = Organisation("b", "Beck House", {"HR": 2}, {}, 53.80, -1.55)
    >>> c = Organisation("c", "Cote Street", {}, {"HR": 3}, 53.80, -1.55)
    >>> found = worth_of(Problem((a, b, c)), (a, b, c))
    >>> round(found.worth, 3), found.areas[0].offered_by, found.areas[0].helped
    (1.137, 'c', ('a', 'b'))
    """
    focus = max(1, min(problem.weights.focus, len(problem.areas)))
    areas = [area_worth(problem, members, area, focus) for area in problem.areas]
    best = sorted(areas, key=lambda one: -one.worth)[:focus]
    best = [one for one in best if one.worth > 0]
    host, minutes, hours, unknown = _host(members, problem.travel)
    travel = problem.weights.travel * hours
    agreeing = problem.weights.agreeing * len(members) * (len(members) - 1) / 2
    longest, between = _longest(members, problem.travel)
    return GroupWorth(
        members=tuple(one.key for one in members),
        worth=sum(one.worth for one in best) - travel - agreeing,
        areas=tuple(best),
        host=host,
        minutes_to_host=minutes,
        travel=travel,
        agreeing=agreeing,
        longest_minutes=longest,
        longest_between=between,
        ways_unknown=unknown,
    )


def area_worth(
    problem: Problem, members: Sequence[Organisation], area: str, focus: int
) -> AreaWorth:
    """What one area would bring to these members, of `focus` areas in all."""
    weights = problem.weights
    need = [one.needs.get(area, 0) / HIGHEST for one in members]
    offer = [one.offers.get(area, 0) for one in members]
    strongest = max(offer, default=0)
    gains = [n * (strongest - o) / HIGHEST for n, o in zip(need, offer, strict=True)]
    helps = sum(gains) > 0
    return AreaWorth(
        area=area,
        needed_by=tuple(one.key for one, n in zip(members, need, strict=True) if n),
        spared=weights.shared * (sum(need) - max(need, default=0.0)) / focus,
        offered_by=members[offer.index(strongest)].key if helps else "",
        strength=strongest if helps else 0,
        helped=tuple(one.key for one, gain in zip(members, gains, strict=True) if gain > 0),
        offered=weights.offers * sum(gains) / focus,
    )


def minutes_apart(a: Organisation, b: Organisation, estimate: TravelEstimate) -> float | None:
    """Estimated minutes between two organisations; None when either's place is not known."""
    if a.place is None or b.place is None:
        return None
    return kilometres(a.place, b.place) * estimate.minutes_per_km


def _host(
    members: Sequence[Organisation], estimate: TravelEstimate
) -> tuple[str, float, float, int]:
    """Where all meet with least travel: its key, minutes and (capped) hours, ways not known."""
    found: tuple[str, float, float, int] | None = None
    for host in members:
        ways = [minutes_apart(one, host, estimate) for one in members if one is not host]
        minutes = [estimate.unknown_minutes if way is None else way for way in ways]
        hours = sum(min(LONGEST_HOURS, way / 60) for way in minutes)
        if found is None or hours < found[2]:
            found = (host.key, sum(minutes), hours, sum(way is None for way in ways))
    return found or ("", 0.0, 0.0, 0)


def _longest(
    members: Sequence[Organisation], estimate: TravelEstimate
) -> tuple[float | None, tuple[str, str] | None]:
    longest: float | None = None
    between: tuple[str, str] | None = None
    for number, a in enumerate(members):
        for b in members[number + 1 :]:
            way = minutes_apart(a, b, estimate)
            if way is not None and (longest is None or way > longest):
                longest, between = way, (a.key, b.key)
    return longest, between
