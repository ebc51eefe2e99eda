"""The rules by which papers are counted, by their names. Pure.

>>> from spinney.decisions.engine.problem import Kind, Option, Paper, Problem
>>> problem = Problem(
...     kind=Kind.APPROVE,
...     options=(Option("1", "A shared van", cost=6000), Option("2", "A shed", cost=3000)),
...     papers=(Paper({"1": 1}), Paper({"1": 1, "2": 1}, times=2)),
...     budget=6500,
... )
>>> count("greedy", problem).chosen
('1',)
"""

from __future__ import annotations

from spinney.decisions.engine.problem import Kind, Problem
from spinney.decisions.engine.result import Outcome
from spinney.decisions.engine.rules import (  # modules: a function would hide its namesake
    allocate,
    approval,
    borda,
    condorcet,
    equal_shares,
    greedy,
    phragmen,
    plurality,
    score,
    stv,
    times,
)
from spinney.decisions.engine.rules.rule import Rule, RuleDoesNotFit

__all__ = ["RULES", "Rule", "RuleDoesNotFit", "count", "rules_for"]

MARKED = frozenset({Kind.CHOOSE, Kind.APPROVE, Kind.SCORE, Kind.ALLOCATE})
RANKED = frozenset({Kind.RANK})

RULES: dict[str, Rule] = {
    # Sharing out money.
    "equal_shares": Rule(equal_shares.equal_shares, MARKED | RANKED, needs_budget=True),
    "greedy": Rule(greedy.greedy, MARKED | RANKED, needs_budget=True),
    "phragmen": Rule(phragmen.phragmen, MARKED, needs_budget=True),
    "greedy_stop": Rule(greedy.greedy_stop, MARKED | RANKED, needs_budget=True),
    "equal_shares_points": Rule(
        equal_shares.equal_shares_points, MARKED | RANKED, needs_budget=True
    ),
    "equal_shares_add1": Rule(equal_shares.equal_shares_add1, MARKED | RANKED, needs_budget=True),
    "equal_shares_greedy": Rule(
        equal_shares.equal_shares_greedy, MARKED | RANKED, needs_budget=True
    ),
    "equal_shares_plain": Rule(equal_shares.equal_shares_plain, MARKED | RANKED, needs_budget=True),
    "equal_shares_compared": Rule(
        equal_shares.equal_shares_compared, MARKED | RANKED, needs_budget=True
    ),
    # Choosing, scoring and elections.
    "plurality": Rule(plurality.plurality, frozenset({Kind.CHOOSE, Kind.RANK})),
    "approval": Rule(approval.approval, frozenset({Kind.APPROVE, Kind.RANK})),
    "score": Rule(score.score, frozenset({Kind.SCORE})),
    "allocate": Rule(allocate.allocate, frozenset({Kind.ALLOCATE})),
    "stv": Rule(stv.stv, frozenset({Kind.RANK})),
    "stv_scottish": Rule(stv.stv_scottish, frozenset({Kind.RANK})),
    "condorcet": Rule(condorcet.condorcet, frozenset({Kind.RANK, Kind.SCORE, Kind.ALLOCATE})),
    "borda": Rule(borda.borda, frozenset({Kind.RANK})),
    "times": Rule(times.times, frozenset({Kind.TIMES})),
}


def count(rule: str, problem: Problem) -> Outcome:
    """The outcome by the rule of that name. Raises RuleDoesNotFit where it is not in RULES or
    cannot count such papers.
    """
    if rule not in RULES:
        raise RuleDoesNotFit(rule, "unknown_rule", f"the rules are {', '.join(RULES)}.")
    misfit = RULES[rule].misfit(problem)
    if misfit is not None:
        raise RuleDoesNotFit(rule, *misfit)
    return RULES[rule].function(problem)


def rules_for(problem: Problem) -> tuple[str, ...]:
    """The names of all rules that can count these papers, in the order of RULES."""
    return tuple(name for name, rule in RULES.items() if rule.misfit(problem) is None)
