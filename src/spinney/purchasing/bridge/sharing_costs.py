"""A joint contract's cost shared by the term in force, and how that was reckoned, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from spinney.agreements import api as agreements
from spinney.base.web.components.words import money as pounds
from spinney.money import api as money
from spinney.money.api import Part, Piece, Sharing
from spinney.purchasing.bridge.quotes import plain_number
from spinney.register.api import Organisation

__all__ = ["Part", "Sharing"]

RULE_WORDS = {
    **money.RULE_WORDS,
    "use": "by how much each takes",
    "fixed": "in the fixed parts that you agreed",
}
MISSING_WORDS = {**money.MISSING_WORDS, "use": "how much it takes"}


@dataclass(frozen=True)
class Shared:
    """What each member bears: the split of what is paid in a year, and of what is paid `once`
    besides, the rule in words and the agreement it comes from (empty:
    nothing is agreed, so Spinney shares in equal parts).
    """

    split: Sharing
    words: str
    source: str
    names: Mapping[str, str]
    once: Sharing

    @property
    def rows(self) -> list[tuple[str, int, int, str]]:
        """Name, pence a year, pence once, and how it was reckoned, for each member."""
        once = {one.member: one.pence for one in self.once.parts}
        return [
            (self.names[one.member], one.pence, once.get(one.member, 0), part_words(one))
            for one in self.split.parts
        ]

    @property
    def missing_words(self) -> list[str]:
        """What must be known before the cost can be shared, or why it cannot be."""
        said = [
            f"{self.names[one.member]}: {MISSING_WORDS[one.what]} is not known."
            for one in self.split.missing
        ]
        no_way = self.split.impossible
        return [*said, money.impossible_words(no_way, self.split.pence)] if no_way else said


@dataclass(frozen=True)
class ContractTerms:
    """What a joint contract says. `sharing` is the kind of cost, as the agreement names it."""

    title: str
    first_day: date
    end_day: date
    notice_days: int = 0
    renews: bool = False
    sharing: str = ""


def shared_cost(
    pence: int, once: int, cost: str, terms: agreements.Terms, members: Iterable[Organisation],
    quantities: Mapping[int, Decimal],
) -> Shared:  # fmt: skip
    """A yearly cost, and what is paid once, shared among members by the rule in force for a kind
    of cost.
    """
    agreed = money.agreed_rule(terms, cost)
    organisations = list(members)
    bearers = [
        money.Member(
            str(one.pk), one.income_pence, one.staff, quantities.get(one.pk),
            agreed.parts.get(str(one.uid)),
        )
        for one in organisations
    ]  # fmt: skip
    # A smallest or largest share in pounds is of the year; what is paid once keeps only those in
    # a hundred.
    in_hundred = money.Limits(
        least_percent=agreed.limits.least_percent, most_percent=agreed.limits.most_percent
    )
    return Shared(
        money.share_cost(pence, agreed.rule, bearers, limits=agreed.limits),
        RULE_WORDS[agreed.rule.kind],
        agreed.title,
        {str(one.pk): one.name for one in organisations},
        money.share_cost(once, agreed.rule, bearers, limits=in_hundred),
    )


def part_words(part: Part) -> str:
    """How one part was reckoned: "takes 3 of 10, of £30,000"."""
    said = "; ".join(_piece_words(one) for one in part.pieces)
    more = {"least": "the smallest share", "most": "the largest share"}.get(part.held)
    return f"{said}; {more}" if more else said


def _piece_words(piece: Piece) -> str:
    whole = pounds(round(Fraction(piece.cost)))
    if piece.rule == "income":
        return f"income {pounds(piece.weight)} of {pounds(piece.of)} together, of {whole}"
    if piece.rule in ("use", "staff"):
        one, of = (plain_number(Decimal(number) / 100) for number in (piece.weight, piece.of))
        said = f"{one} of {of} staff" if piece.rule == "staff" else f"takes {one} of {of}"
        return f"{said}, of {whole}"
    return f"{piece.weight} of {piece.of} parts, of {whole}"
