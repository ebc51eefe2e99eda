"""How firm a result is: other rules, near ties, and whether one vote could change it. Pure.

One changed vote: some voter marks her paper otherwise. One vote less: a voter is taken away. Both
are settled exactly or not at all, by counting again. Where a rule adds marks up, nothing need be
tried when the margin is greater than what a paper can move, and else only the few papers that do
most; by other rules every way to mark every paper is tried, if that takes at most `work` steps (a
step is a paper in a recount). "not_tried" means that there were too many, and that none of those
that do most changed anything.

    >>> from spinney.decisions.engine.problem import Option, Paper
    >>> papers = (Paper({"1": 1}, times=3), Paper({"2": 1}, times=2))
    >>> problem = Problem(Kind.CHOOSE, (Option("1"), Option("2")), papers, most_marks=1)
    >>> found = what_if(problem, count("plurality", problem))
    >>> found.changed.code, found.less.code, str(found.near.margin)
    ('could_change', 'could_change', '1')
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import Any, Self

from spinney.decisions.engine.changed_papers import (
    deciding_markings,
    deciding_rankings,
    every_marking,
    room_for,
)
from spinney.decisions.engine.problem import Kind, Paper, Problem, TieBreak
from spinney.decisions.engine.result import Outcome, number_from_json, number_to_json
from spinney.decisions.engine.rules import count, rules_for

Json = Any
WORK = 120_000
ADDING = frozenset({"plurality", "approval", "score", "allocate"})
"""Rules whose result hangs on sums of marks alone."""
COMPARING = ADDING | {"times"}
"""Rules by which no paper helps an option more than one that gives all to it and nothing else."""
Marking = Mapping[str, int] | None
VARIANTS = frozenset({"stv_scottish", "greedy_stop"})
"""Rules that are shown beside others only when asked for: they are forms of one that is shown, as
are all `equal_shares_…`.
"""
SLOW, SLOWER = "equal_shares", 4
"""A recount by equal shares takes so many times the work of others."""


@dataclass(frozen=True)
class Other:
    """What another rule comes to on the same papers; `gained` and `lost` are against the result.
    `equal` are the options that only a lot parts into chosen and not chosen.
    """

    rule: str
    code: str
    chosen: tuple[str, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    equal: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether it chooses the same options, in whatever order."""
        return not self.gained and not self.lost


@dataclass(frozen=True)
class Near:
    """The narrowest step of the count: `margin` in the measure of the rule between the option
    `ahead` and the next, `behind`. None for both options where nothing was left to choose from.
    `at` is "chosen" (last chosen against first not chosen), "exclusion" or "pair".
    """

    margin: Fraction
    ahead: str
    behind: str
    at: str


@dataclass(frozen=True)
class Sensitivity:
    """`code` is "could_change", "cannot_change" or "not_tried"; `chosen` is an example of what one
    vote could lead to.
    """

    code: str
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True)
class WhatIf:
    """All of it. `near` is None where the rule has no margin in one number."""

    rule: str
    others: tuple[Other, ...]
    near: Near | None
    changed: Sensitivity
    less: Sensitivity

    def to_json(self) -> dict[str, Json]:
        near = self.near
        return {
            "rule": self.rule,
            "others": [_plain(one) for one in self.others],
            "near": near and {**vars(near), "margin": number_to_json(near.margin)},
            "changed": _plain(self.changed),
            "less": _plain(self.less),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        near = data["near"]
        return cls(
            rule=data["rule"],
            others=tuple(Other(**_tuples(one)) for one in data["others"]),
            near=near and Near(**{**near, "margin": number_from_json(near["margin"])}),
            changed=Sensitivity(**_tuples(data["changed"])),
            less=Sensitivity(**_tuples(data["less"])),
        )


def what_if(problem: Problem, outcome: Outcome, work: int = WORK) -> WhatIf:
    """How firm the outcome of a problem is. The rule is that of the outcome, as in RULES."""
    return WhatIf(
        rule=outcome.rule,
        others=tuple(others(problem, outcome)),
        near=near(problem, outcome),
        changed=one_changed(problem, outcome, work),
        less=one_less(problem, outcome, work),
    )


def others(problem: Problem, outcome: Outcome) -> Iterator[Other]:
    """What every other rule that fits these papers would have chosen, variants left out."""
    for rule in rules_for(problem):
        variant = rule in VARIANTS or rule.startswith("equal_shares_")
        if rule != outcome.rule and not variant:
            found = count(rule, problem)
            gained = tuple(key for key in found.chosen if key not in outcome.chosen)
            lost = tuple(key for key in outcome.chosen if key not in found.chosen)
            yield Other(rule, found.code, found.chosen, gained, lost, _by_lot(found))


def _by_lot(found: Outcome) -> tuple[str, ...]:
    """The options that a lot alone parted into chosen and not chosen."""
    drawn = [set(one.options) for one in found.ties if one.parted_by == TieBreak.LOT]
    chosen = set(found.chosen)
    parted = [equal for equal in drawn if equal & chosen and equal - chosen]
    return tuple(key for key in found.totals if any(key in equal for equal in parted))


# Near ties -------------------------------------------------------------------------------------


def near(problem: Problem, outcome: Outcome) -> Near | None:
    """The narrowest step of a count; None where it was about money or times, or nothing was
    chosen.
    """
    if not outcome.chosen:
        return None
    if outcome.rule in ADDING | {"borda"}:
        return _last_place(outcome)
    if outcome.rule in ("stv", "stv_scottish"):
        return _closest_exclusion(outcome)
    return _closest_pair(outcome) if outcome.rule == "condorcet" else None


def _last_place(outcome: Outcome) -> Near | None:
    rest = [key for key in outcome.totals if key not in outcome.chosen]
    if not rest:
        return None
    ahead = min(outcome.chosen, key=lambda key: outcome.totals[key])
    behind = max(rest, key=lambda key: outcome.totals[key])
    return Near(outcome.totals[ahead] - outcome.totals[behind], ahead, behind, "chosen")


def _closest_exclusion(outcome: Outcome) -> Near | None:
    """The option that was excluded by the fewest votes, and the next above it then."""
    found: list[Near] = []
    before = outcome.totals
    elected: set[str] = set()
    for step in outcome.steps:
        if step.code in ("elected", "last_places"):
            elected.update(step.options)
        if step.code == "excluded":
            out = step.options[0]
            rest = [key for key in step.tallies if key not in elected]
            next_up = min(rest, key=lambda key: before[key])
            margin = before[next_up] - before[out]
            found.append(Near(margin, next_up, out, "exclusion"))
        if step.tallies:
            before = step.tallies
    return min(found, key=lambda one: one.margin, default=None)


def _closest_pair(outcome: Outcome) -> Near | None:
    """The option that came nearest to the first chosen, two by two."""
    votes = {step.options[0]: step.tallies for step in outcome.steps if step.code == "preferred"}
    first = outcome.chosen[0]
    leads = {
        other: votes[first][other] - votes[other][first]
        for other in votes
        if other not in outcome.chosen
    }
    if not leads:
        return None
    nearest = min(leads, key=lambda key: leads[key])
    return Near(leads[nearest], first, nearest, "pair")


# One vote --------------------------------------------------------------------------------------


def one_changed(problem: Problem, outcome: Outcome, work: int = WORK) -> Sensitivity:
    """Whether another choice could have been made if one voter had marked her paper otherwise."""
    if _out_of_reach(problem, outcome, 2):
        return Sensitivity("cannot_change")
    papers, work = _alike_together(problem), _work_for(outcome, work)
    tries, exact = _tries(problem, outcome, len(papers) ** 2, work)
    return _tried(replace(problem, papers=papers), outcome, tries, exact, work)


def one_less(problem: Problem, outcome: Outcome, work: int = WORK) -> Sensitivity:
    """Whether another choice could have been made if one voter had not voted."""
    if _out_of_reach(problem, outcome, 1):
        return Sensitivity("cannot_change")
    papers = _alike_together(problem)
    tries: list[Marking] = [None]
    work = _work_for(outcome, work)
    return _tried(replace(problem, papers=papers), outcome, tries, True, work)


def _work_for(outcome: Outcome, work: int) -> int:
    return work // SLOWER if outcome.rule.startswith(SLOW) else work


def _tries(
    problem: Problem, outcome: Outcome, each: int, work: int
) -> tuple[Iterable[Marking], bool]:
    """How to mark a paper so that the choice changes if it can, and whether these ways are all
    that need be tried. `each` is what it takes to try one of them on every paper.
    """
    if outcome.rule in COMPARING and problem.least_marks <= 1:
        return deciding_markings(problem, outcome.chosen), True
    if room_for(problem) * each <= work:
        return every_marking(problem), True
    if problem.kind is Kind.RANK:
        return deciding_rankings(problem, outcome.chosen), outcome.rule == "borda"
    return deciding_markings(problem, outcome.chosen), False


def _tried(
    problem: Problem, outcome: Outcome, tries: Iterable[Marking], exact: bool, work: int
) -> Sensitivity:
    """Mark each paper in each of the ways (None: take it away) and count again, while there is
    work left.
    """
    left = work // max(len(problem.papers), 1)
    for marks, place in product(tries, range(len(problem.papers))):
        if left <= 0:
            return Sensitivity("not_tried")
        left -= 1
        found = count(outcome.rule, replace(problem, papers=_with(problem.papers, place, marks)))
        if set(found.chosen) != set(outcome.chosen):
            return Sensitivity("could_change", found.chosen)
    return Sensitivity("cannot_change" if exact else "not_tried")


def _alike_together(problem: Problem) -> tuple[Paper, ...]:
    """The papers, those that are alike as one, so that each way is tried once."""
    alike: Counter[tuple[tuple[tuple[str, int], ...], int]] = Counter()
    for paper in problem.papers:
        if paper.times > 0:
            alike[tuple(sorted(paper.marks.items())), paper.weight] += paper.times
    return tuple(Paper(dict(m), weight=weight, times=n) for (m, weight), n in alike.items())


def _with(papers: Sequence[Paper], place: int, marks: Marking) -> tuple[Paper, ...]:
    """The papers, with one of those at the place marked so, or taken away."""
    paper = papers[place]
    old = (replace(paper, times=paper.times - 1),) if paper.times > 1 else ()
    new = () if marks is None else (replace(paper, marks=marks, times=1),)
    return (*papers[:place], *old, *new, *papers[place + 1 :])


def _out_of_reach(problem: Problem, outcome: Outcome, moves: int) -> bool:
    """Whether no paper can move enough: what stood on it goes, and (with two moves) what it could
    have had comes instead.
    """
    if not problem.papers:
        return False
    each = moves * max(paper.weight for paper in problem.papers)
    if outcome.rule == "condorcet":
        return problem.seats == 1 and _lead_over_all(outcome) > each
    if outcome.rule not in ADDING | {"borda"} or len(outcome.chosen) < problem.seats:
        return False
    closest = _last_place(outcome)
    least = min(outcome.totals[key] for key in outcome.chosen)
    reach = each * _most_for_one(problem, outcome.rule)
    return least > reach and (closest is None or closest.margin > reach)


def _lead_over_all(outcome: Outcome) -> Fraction:
    """By how many votes at least the first chosen beats each other; 0 where it does not."""
    leads = [step.numbers["lead"] for step in outcome.steps if step.code == "beats_all"]
    return Fraction(leads[0]) if leads else Fraction(0)


def _most_for_one(problem: Problem, rule: str) -> int:
    """The most that one paper can give to one option."""
    if rule == "borda":
        return len(problem.options) - 1
    limits = {Kind.SCORE: problem.most_each, Kind.ALLOCATE: problem.most_points}
    if problem.kind not in limits:
        return 1
    highest = max((mark for paper in problem.papers for mark in paper.marks.values()), default=1)
    return max(limits[problem.kind] or 1, highest)


def _plain(one: Other | Sensitivity) -> dict[str, Json]:
    return {name: list(it) if isinstance(it, tuple) else it for name, it in vars(one).items()}


def _tuples(data: Mapping[str, Json]) -> dict[str, Json]:
    return {name: tuple(it) if isinstance(it, list) else it for name, it in data.items()}
