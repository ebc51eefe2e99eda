"""Feasibility studies: what each option costs over three years, and what each member would bear.
Pure.

    >>> hosting = [CostLine("Two workers", "running", (6_000_000, 6_100_000, 6_200_000))]
    >>> hosting.append(CostLine("Desks", "start", (500_000, 0, 0)))
    >>> totals(hosting).net
    (6500000, 6100000, 6200000)
    >>> members = [Bearer("ash", 20_000_000, 10), Bearer("elm", 10_000_000, 5)]
    >>> [one.pence for one in shares(totals(hosting).net, members, "income")]
    [(4333333, 4066667, 4133333), (2166667, 2033333, 2066667)]

The kinds of collaboration are those of Pepin's map (casebook P5): from group 1, networks that ask
little, to group 4, where others run a service for you. Commitment, formality and the cost of
running rise with the group.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spinney.base.kernel.money import Money

YEARS = 3
KINDS = ("start", "running", "saving")
RULES = ("equal", "income", "staff")


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of collaboration: its group on the map, and what such a kind asks for: commitment and
    formality from 1 (little) to 5, and what must be settled before it can begin.
    """

    key: str
    group: int
    title: str
    commitment: int
    formality: int
    asks: str


FORMS: tuple[Form, ...] = (
    Form("network", 1, "A network", 1, 1, "Somebody who calls you together."),
    Form("umbrella", 1, "An umbrella body", 1, 2, "A body that speaks for all of you."),
    Form("discount", 1, "A scheme for discounts", 1, 2, "A list of members, and a supplier."),
    Form("research", 2, "Finding things out together", 2, 2, "What is shared, and who owns it."),
    Form("training", 2, "Training together", 2, 2, "Who organises it, and who pays for places."),
    Form("buying", 3, "Buying together", 3, 3, "How you decide, and how costs are shared."),
    Form("lobbying", 3, "Lobbying together", 3, 2, "Who speaks for you, and on what."),
    Form("fundraising", 3, "Raising money together", 3, 3, "Who holds it, and how it is shared."),
    Form(
        "hosted", 3, "Shared staff or services, hosted by one of you", 4, 3,
        "A host, an agreement on the posts, and a way to settle disputes.",
    ),
    Form("premises", 3, "Sharing a building", 4, 4, "A lease, and who bears which risk."),
    Form("incubator", 3, "Helping new groups to grow", 3, 3, "Who takes part, and for how long."),
    Form(
        "company", 4, "A company of your own that serves you", 5, 5,
        "A company limited by guarantee, its board, and money to begin with.",
    ),
    Form(
        "outsourced", 4, "A service bought from another charity or a firm", 4, 4,
        "A specification, quotes, and a contract.",
    ),
)  # fmt: skip
"""Every kind, by group."""


@dataclass(frozen=True, slots=True)
class CostLine:
    """A cost (or what is saved) in each of three years, in pence."""

    words: str
    kind: str
    pence: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Totals:
    """Costs of an option by year, in pence; `net` is beginning and running less what is saved."""

    start: tuple[int, int, int]
    running: tuple[int, int, int]
    saving: tuple[int, int, int]

    @property
    def net(self) -> tuple[int, int, int]:
        """What is to be paid in each year; below nought, more is saved than spent."""
        first, second, third = (
            self.start[year] + self.running[year] - self.saving[year] for year in range(YEARS)
        )
        return first, second, third

    @property
    def three_years(self) -> int:
        return sum(self.net)


def totals(lines: Sequence[CostLine]) -> Totals:
    """The sums of an option's lines. Raises ValueError for a kind that there is not."""
    if any(one.kind not in KINDS for one in lines):
        raise ValueError("A cost is of beginning, of running, or a saving.")

    def of(kind: str) -> tuple[int, int, int]:
        rows = [one.pence for one in lines if one.kind == kind]
        first, second, third = (sum(row[year] for row in rows) for year in range(YEARS))
        return first, second, third

    return Totals(of("start"), of("running"), of("saving"))


@dataclass(frozen=True, slots=True)
class Bearer:
    """A member that would bear a part: its yearly income in pence, its staff; None if unknown."""

    member: str
    income_pence: int | None = None
    staff: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What one member would bear in each year, in pence."""

    member: str
    pence: tuple[int, int, int]

    @property
    def three_years(self) -> int:
        return sum(self.pence)


def unknown(members: Sequence[Bearer], rule: str) -> list[str]:
    """The members of which what the rule goes by is not known, or all where all is nought. Raises
    ValueError for a rule that there is not.
    """
    if rule not in RULES:
        raise ValueError(f"There is no rule {rule!r}.")
    if rule == "equal":
        return []
    known = [_weight(one, rule) for one in members]
    if not sum(one or 0 for one in known):
        return [one.member for one in members]
    return [one.member for one, weight in zip(members, known, strict=True) if weight is None]


def shares(net: tuple[int, int, int], members: Sequence[Bearer], rule: str) -> list[Share]:
    """What each member would bear, to the penny; empty while something is unknown, or where there
    is nobody.
    """
    if not members or unknown(members, rule):
        return []
    weights = [_weight(one, rule) or 0 for one in members]
    years = [Money(pence).share(weights) for pence in net]
    return [
        Share(one.member, (years[0][at].pence, years[1][at].pence, years[2][at].pence))
        for at, one in enumerate(members)
    ]


def _weight(one: Bearer, rule: str) -> int | None:
    if rule == "equal":
        return 1
    found = one.income_pence if rule == "income" else one.staff
    return None if found is None or found < 0 else found
