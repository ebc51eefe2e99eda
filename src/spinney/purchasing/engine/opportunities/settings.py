"""What finding opportunities takes for granted where the figures themselves do not say. Pure.

The shares that buying together is assumed to save are our own assumption, kept low on purpose: no
source that we know of measures them for small charities. They go by how well buying together works
for a category (`engine.categories.tree`, `joins_well`), and a cluster may put its own in their
place. Whatever comes of them says so (`assumption "assumed_saving"`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.engine.comparing.prices import Likeness

Range = tuple[int, int]
"""From, to: hundredths of a per cent."""

WHOLE = 10_000
"""All of an amount, in hundredths of a per cent."""

JOINING: Mapping[int, Range] = {0: (0, 0), 1: (100, 300), 2: (200, 600), 3: (300, 1000)}
"""What a large buyer could save by buying with others, by how well the category joins."""

ONE_IS_ENOUGH = frozenset(
    {"telecoms", "it_support", "payroll_hr", "banking_cards", "software", "water", "security"}
)
"""Categories of lasting services in which a second supplier may do what the first does already."""


@dataclass(frozen=True)
class Settings:
    """`assumed`: a cluster's own range for a category, in hundredths of a per cent, instead of
    JOINING. `worth_pence`: what saves at most less a year is not listed. `months_needed`: shorter
    data are not stretched to a year. `mainly`: the share of a member's category, in hundredths of a
    per cent, from which a supplier is its main one, so that its price is that supplier's price.
    `banded`: the members of which only bands may be known; theirs are reckoned from bands.
    """

    assumed: Mapping[str, Range] = field(default_factory=dict)
    one_is_enough: frozenset[str] = ONE_IS_ENOUGH
    worth_pence: int = 5_000
    months_needed: int = 3
    mainly: int = 8_000
    likeness: Likeness = field(default_factory=Likeness)
    banded: frozenset[str] = frozenset()

    def joining(self, category: str) -> Range:
        """The assumed saving of buying together; nought to nought where it makes no sense."""
        if category in self.assumed:
            return self.assumed[category]
        return JOINING[CATEGORIES[category].joins_well] if category in CATEGORIES else (0, 0)

    def asking(self, category: str) -> Range:
        """The assumed saving of asking one supplier together: half of that, as nobody moves."""
        low, high = self.joining(category)
        return low // 2, high // 2
