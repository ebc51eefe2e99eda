"""What shared data may be used for: a short list that rooms can add to. Pure.

>>> [key for key, _ in PURPOSES][:2]
['working_together', 'referrals']
>>> PURPOSES.title("referrals")
'Referring people to one another'
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload


@dataclass(frozen=True)
class Purpose:
    """What data may be used for: `title` names it; `describes` says what that is, and is not."""

    key: str
    title: str
    describes: str


WORKING_TOGETHER = "working_together"
FIRST = (
    Purpose(
        WORKING_TOGETHER,
        "Working together day to day",
        "Knowing whom to ask at a partner, and what it can show. Not for mailings or fundraising.",
    ),
    Purpose(
        "referrals",
        "Referring people to one another",
        "Passing somebody on to a partner that can help, and hearing what came of it.",
    ),
    Purpose(
        "evidence_of_need",
        "Showing what is needed",
        "Counts and findings put together, so that nobody can be told apart.",
    ),
    Purpose(
        "joint_bids",
        "Bidding and applying together",
        "Filling in tenders and applications that several make together.",
    ),
    Purpose(
        "monitoring",
        "Reporting on what was done",
        "Returns to a lead body, a funder or a commissioner about work done together.",
    ),
    Purpose(
        "emergency",
        "Keeping people safe in an emergency",
        "When somebody is in danger and there is no time to ask.",
    ),
)


class Purposes(Sequence[tuple[str, str]]):
    """The purposes that a protocol can name, as (key, title): the choices of a question. What a
    room declares when it starts is there from then on, for every question that offers them.
    """

    def __init__(self, first: Sequence[Purpose]) -> None:
        self._by_key = {one.key: one for one in first}

    def declare(self, purpose: Purpose) -> Purpose:
        """Add one. Raises ValueError for a key that means something else."""
        if self._by_key.get(purpose.key, purpose) != purpose:
            raise ValueError(f"The purpose {purpose.key!r} is declared already, as something else.")
        self._by_key[purpose.key] = purpose
        return purpose

    def all(self) -> dict[str, Purpose]:
        """Every purpose by its key, in the order of declaring."""
        return dict(self._by_key)

    def title(self, key: str) -> str:
        """How a purpose is called; one that nobody declares any more is called by its key."""
        return self._by_key[key].title if key in self._by_key else key

    @overload
    def __getitem__(self, index: int) -> tuple[str, str]: ...
    @overload
    def __getitem__(self, index: slice) -> list[tuple[str, str]]: ...
    def __getitem__(self, index: int | slice) -> tuple[str, str] | list[tuple[str, str]]:
        return [(one.key, one.title) for one in self._by_key.values()][index]

    def __len__(self) -> int:
        return len(self._by_key)


PURPOSES = Purposes(FIRST)
