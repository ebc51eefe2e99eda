"""Who pays for what, where money is shared out by equal shares: the count told by its purses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from spinney.base.web.components.words import EMPTY, money
from spinney.decisions.engine.problem import Problem
from spinney.decisions.engine.result import Outcome, Step


@dataclass(frozen=True)
class WhoPays:
    """A row for each voter: what it pays for each option that the shares bought, and what is left
    of its share. Amounts are rounded to the penny. `share` is what each vote had.
    """

    share: str
    options: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...], str], ...]


def who_pays(
    outcome: Outcome | None, problem: Problem, names: Mapping[str, str], voters: Mapping[str, str]
) -> WhoPays | None:
    """Who pays for what; None where the count was no sharing of money, bought nothing, or does not
    know whose votes they are. `voters` has the names of the voters of the papers.
    """
    if outcome is None or outcome.rule != "equal_shares" or not voters:
        return None
    share = _share(outcome)
    bought = [one for one in outcome.steps if one.code == "bought"]
    if share is None or not bought:
        return None
    rows = []
    for paper in problem.papers:
        paid = _paid(paper.marks, share * paper.weight, bought, paper.weight)
        cells = tuple(_pounds(one) if one else EMPTY for one in paid)
        left = _pounds(share * paper.weight - sum(paid))
        rows.append((voters[paper.voter], cells, left))
    options = tuple(names[one.options[0]] for one in bought)
    return WhoPays(_pounds(share), options, tuple(rows))


def _share(outcome: Outcome) -> Fraction | None:
    """What each vote could spend in the end: the last that was told."""
    told = [one.numbers["share"] for one in outcome.steps if one.code in ("shares", "raised")]
    return Fraction(told[-1]) if told else None


def _paid(
    marks: Mapping[str, int], purse: Fraction, bought: list[Step], weight: int
) -> list[Fraction]:
    """What one paper pays for each option, in the order in which they were bought."""
    paid = []
    for step in bought:
        points = marks.get(step.options[0], 0) * weight
        one = min(Fraction(step.numbers["price"]) * points, purse)
        purse -= one
        paid.append(one)
    return paid


def _pounds(amount: Fraction) -> str:
    return money(round(amount))
