"""Several rules on the same papers: what each chooses, and who is left with nothing. Pure.

>>> from spinney.decisions.engine.problem import Kind, Option, Paper, Problem
>>> problem = Problem(
...     kind=Kind.APPROVE,
...     options=(Option("van", cost=60), Option("desk", cost=40), Option("shed", cost=40)),
...     papers=(
...         Paper({"van": 1, "desk": 1}, times=5),
...         Paper({"van": 1}),
...         Paper({"shed": 1}, times=4),
...     ),
...     budget=100,
... )
>>> [(one.rule, one.chosen, one.left_out.number) for one in compare(problem)[:2]]
[('equal_shares', ('van', 'shed'), 0), ('greedy', ('van', 'desk'), 4)]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Self

from spinney.decisions.engine.feeling import LeftOut, left_out, satisfaction
from spinney.decisions.engine.problem import Paper, Problem
from spinney.decisions.engine.result import Outcome, number_from_json, number_to_json
from spinney.decisions.engine.rules import count, rules_for

Json = Any
MONEY = ("equal_shares", "greedy", "phragmen")
"""The rules that are compared where money is shared out and nothing else is asked: the others in
RULES are variants of these.
"""


@dataclass(frozen=True)
class Compared:
    """What one rule comes to. `spent` is out of the budget, and `share` what part of it (None where
    there is none, or nothing in it); `left_out` are the voters with nothing that they liked, and
    `satisfaction` what voters got of the most that they could have got, from 0 to 1 (see
    `feeling`); `gained` and `lost` are the options against those of the first rule.
    """

    rule: str
    code: str
    chosen: tuple[str, ...]
    spent: int
    share: Fraction | None
    left_out: LeftOut
    satisfaction: Fraction | None
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether it chooses the same options as the first rule, in whatever order."""
        return not self.gained and not self.lost

    def to_json(self) -> dict[str, Json]:
        return {
            "rule": self.rule,
            "code": self.code,
            "chosen": list(self.chosen),
            "spent": self.spent,
            "share": None if self.share is None else number_to_json(self.share),
            "left_out": self.left_out.to_json(),
            "satisfaction": (
                None if self.satisfaction is None else number_to_json(self.satisfaction)
            ),
            "gained": list(self.gained),
            "lost": list(self.lost),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        share, satisfied = data["share"], data["satisfaction"]
        return cls(
            rule=data["rule"],
            code=data["code"],
            chosen=tuple(data["chosen"]),
            spent=data["spent"],
            share=None if share is None else number_from_json(share),
            left_out=LeftOut.from_json(data["left_out"]),
            satisfaction=None if satisfied is None else number_from_json(satisfied),
            gained=tuple(data["gained"]),
            lost=tuple(data["lost"]),
        )


def compare(problem: Problem, rules: Sequence[str] = ()) -> tuple[Compared, ...]:
    """What the rules come to, in their order; those of `usual_rules` where none are named. Raises
    RuleDoesNotFit where one of them cannot count these papers.
    """
    outcomes = [count(rule, problem) for rule in rules or usual_rules(problem)]
    people = _alike_together(problem)
    return tuple(_against(problem, people, outcome, outcomes[0]) for outcome in outcomes)


def usual_rules(problem: Problem) -> tuple[str, ...]:
    """The rules worth comparing on these papers; variants of the same rule are left out."""
    fitting = rules_for(problem)
    return fitting if problem.budget is None else tuple(one for one in MONEY if one in fitting)


def _alike_together(problem: Problem) -> Problem:
    """The same people, those who marked alike as one paper: quicker, where nobody is named."""
    people: Counter[frozenset[tuple[str, int]]] = Counter()
    for paper in problem.papers:
        people[frozenset(paper.marks.items())] += paper.times
    papers = (Paper(dict(marks), times=times) for marks, times in people.items())
    return replace(problem, papers=tuple(papers))


def _against(problem: Problem, people: Problem, outcome: Outcome, first: Outcome) -> Compared:
    return Compared(
        rule=outcome.rule,
        code=outcome.code,
        chosen=outcome.chosen,
        spent=outcome.spent,
        share=Fraction(outcome.spent, problem.budget) if problem.budget else None,
        left_out=left_out(problem, outcome.chosen),
        satisfaction=satisfaction(people, outcome.chosen),
        gained=tuple(key for key in outcome.chosen if key not in first.chosen),
        lost=tuple(key for key in first.chosen if key not in outcome.chosen),
    )
