"""A joint contract's cost shared by the term in force, and how that was reckoned, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from spinney.agreements import api as agreements
from spinney.base.web.components.words import money
from spinney.purchasing.bridge.quotes import plain_number
from spinney.purchasing.engine.cost_split import Bearer, Part, Split, split
from spinney.register.api import Organisation

__all__ = ["Part", "Split"]

RULE_WORDS = {
    "equal": "in equal parts",
    "income": "by yearly income",
    "staff": "by number of staff",
    "use": "by how much each takes",
    "fixed": "in the fixed parts that you agreed",
}
MISSING_WORDS = {
    "income": "its yearly income",
    "staff": "how many staff it has",
    "use": "how much it takes",
    "fixed": "its part in the agreement",
    "equal": "",
}


@dataclass(frozen=True)
class Shared:
    """What each member bears: the split of what is paid in a year, and of what is paid `once`
    besides, the rule in words and the agreement it comes from (empty:
    nothing is agreed, so Spinney shares in equal parts).
    """

    split: Split
    words: str
    source: str
    names: Mapping[str, str]
    once: Split

    @property
    def rows(self) -> list[tuple[str, int, int, str]]:
        """Name, pence a year, pence once, and how it was reckoned, for each member."""
        once = {one.member: one.pence for one in self.once.parts}
        return [
            (self.names[one.member], one.pence, once.get(one.member, 0),
                part_words(self.split, one))
            for one in self.split.parts
        ]  # fmt: skip

    @property
    def missing_words(self) -> list[str]:
        """What must be known before the cost can be shared."""
        return [
            f"{self.names[one.member]}: {MISSING_WORDS[one.what]} is not known."
            for one in self.split.missing
        ]


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
    said = terms.cost_sharing
    rule = said.rule_for(cost)
    fixed = said.shares_of(cost)
    organisations = list(members)
    bearers = [
        Bearer(
            str(one.pk), one.income_pence, one.staff, quantities.get(one.pk),
            fixed.get(str(one.uid)),
        )
        for one in organisations
    ]  # fmt: skip
    source = terms.source("cost_sharing")
    return Shared(
        split(pence, rule, bearers),
        RULE_WORDS[rule],
        source.title if source else "",
        {str(one.pk): one.name for one in organisations},
        split(once, rule, bearers),
    )


def part_words(found: Split, part: Part) -> str:
    """How one part was reckoned: "£20,000 of £30,000"."""
    whole = money(found.pence)
    if found.rule == "income":
        return f"income {money(part.weight)} of {money(part.of)} together, of {whole}"
    if found.rule == "use":
        took, of = Decimal(part.weight) / 100, Decimal(part.of) / 100
        return f"takes {plain_number(took)} of {plain_number(of)}, of {whole}"
    if found.rule == "staff":
        return f"{part.weight} of {part.of} staff, of {whole}"
    return f"{part.weight} of {part.of} parts, of {whole}"
