"""Ballots on money, drawn at random or written short."""

from dataclasses import replace

from hypothesis import strategies as st

from spinney.decisions.engine.problem import Option, Paper, Problem, TieBreak
from tests.decisions.engine.drawn import ballots, simple

TIES = (TieBreak.CHEAPER, TieBreak.MORE_VOTES, TieBreak.LOT)


def costing(problem, budget, *costs):
    """The ballot with a budget, and the costs of its options in their order."""
    options = (replace(one, cost=cost) for one, cost in zip(problem.options, costs, strict=True))
    return replace(problem, options=tuple(options), budget=budget, ties=TIES)


def on_money(kind, papers, budget, **costs):
    """A ballot written short: costs by the names of the options."""
    return costing(simple(kind, papers, options="".join(costs)), budget, *costs.values())


@st.composite
def money_ballots(draw, kind, most_options=6, most_papers=8):
    """A ballot of the kind on money: options that cost nothing, and dearer than the budget, too."""
    problem = draw(ballots(kind, most_options, most_papers))
    costs = [draw(st.sampled_from([0, 1, 2, 5, 5, 10, 13, 30])) for _ in problem.options]
    return costing(problem, draw(st.integers(0, 40)), *costs)


def shuffled(problem, order):
    """The same papers in another order, and the same options under other names."""
    names = {one.key: f"n-{one.key}" for one in problem.options}
    papers = (
        replace(paper, marks={names[key]: mark for key, mark in paper.marks.items()})
        for paper in order
    )
    options = (replace(one, key=names[one.key]) for one in problem.options)
    return replace(problem, options=tuple(options), papers=tuple(papers))


def one_by_one(problem):
    """Every vote as a paper of its own."""
    papers = (Paper(paper.marks) for paper in problem.papers for _ in range(paper.votes))
    return replace(problem, papers=tuple(papers))


def renamed(keys):
    return tuple(f"n-{key}" for key in keys)


__all__ = ["Option", "Problem", "costing", "money_ballots", "on_money", "one_by_one", "renamed"]
