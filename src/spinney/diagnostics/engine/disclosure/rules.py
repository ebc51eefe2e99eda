"""What is asked of a release: the questions, who answered, the rules, and the reasons it gives."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

POUND_EDGES: Final = (1, 500_00, 2_000_00, 5_000_00, 15_000_00, 50_000_00)
"""Where bands of money begin, in pence: nothing, under £500, £500 to
£2,000, £2,000 to £5,000, £5,000 to £15,000, £15,000 to £50,000, £50,000 or more."""


class Kind(StrEnum):
    """How a question is answered."""

    YES_NO = "yes_no"  # 0 or 1; shown as how many said yes
    SCALE = "scale"  # an ordered level 0..levels-1; shown as the total of levels, hence the mean
    CHOICE = "choice"  # one of `levels` options 0..levels-1; shown as how many chose each
    SEVERAL = "several"  # a set of options; shown as how many chose each
    AMOUNT = "amount"  # a whole number (pence, hours) cut into bands; shown as median and spread


class Statistic(StrEnum):
    """What a cell holds. Counts and totals are in people and levels; the others are levels."""

    COUNT = "count"
    TOTAL = "total"
    MEDIAN = "median"
    LOWER = "lower"  # the lower end of the spread: about a quarter lie below
    UPPER = "upper"


class Reason(StrEnum):
    """Why a cell is suppressed, or shown more coarsely than it might be."""

    TOO_FEW = "too_few"  # fewer answers than the question asks for
    ALL_BUT_YOU = "all_but_you"  # so few that each could work out the others
    COMPLEMENTARY = "complementary"  # the rest could be had by taking it from another figure
    LINKED_QUESTION = "linked_question"  # with a linked question it would give an answer away
    TOO_SOON = "too_soon"  # with what was shown before it would give an answer away
    ELSEWHERE = "elsewhere"  # with what another survey showed it would give an answer away
    NOT_SHOWN = "not_shown"  # only facilitators see answers to this question


class Respondent(NamedTuple):
    """One organisation's answers as sent at one time; both keys are opaque.

    `sent` changes whenever its answers are sent again, *whether or not they differ*: if it changed
    only with the answer, a yes/no known to have changed would be known altogether.
    """

    owner: str
    sent: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, for the purposes of showing its results.

    `levels`: how many levels or options (2 for yes/no; for AMOUNT they follow from `edges`).
    `least_chosen` (SEVERAL): options that everybody has to choose at least, 0 or 1; `at_most`: and
    at most (0: as many as there are). `asked_if`: the key of the question that decides whether this
    one is asked, and the answers to that question with which it is. `calculated_from`: questions
    whose answers, or part of them, this one's answer is worked out from.
    """

    key: str
    kind: Kind
    levels: int = 2
    least_group: int = 0
    shown: bool = True
    edges: tuple[int, ...] = ()
    least_chosen: int = 0
    at_most: int = 0
    asked_if: tuple[str, frozenset[int]] | None = None
    calculated_from: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Whatever the levels of an amount were said to be, they follow from its edges."""
        if self.kind is Kind.AMOUNT:
            edges = self.edges or POUND_EDGES
            object.__setattr__(self, "edges", edges)
            object.__setattr__(self, "levels", len(edges) + 1)
        if self.kind is Kind.YES_NO:
            object.__setattr__(self, "levels", 2)
        if self.levels < 2 or list(self.edges) != sorted(set(self.edges)):
            raise ValueError(f"{self.key}: at least two levels, and edges that rise, are needed")

    def level(self, answer: int) -> int:
        """The level of an answer: itself, but for amounts the band it falls into.

        >>> Question("rent", Kind.AMOUNT).level(600_00)
        2
        """
        found = answer if self.kind is not Kind.AMOUNT else sum(answer >= e for e in self.edges)
        if not 0 <= found < self.levels:
            raise ValueError(f"{self.key}: {answer} is no answer to this question")
        return found


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One way of dividing the organisations (by kind, area, size): the group each belongs to.

    Organisations without a group are in none of the groups shown.
    """

    key: str
    groups: tuple[tuple[str, str], ...]
    """Pairs of owner and group."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How careful to be.

    `least_group`: fewest answers from which anything is shown (a question may ask for more).
    `coalition`: how many members may put their answers together and still not work out another's.
    `least_possible`: how many answers must remain possible for every other member (2: never
    certain). `large_part`: from this size on, each group of a breakdown is shown in its own right
    for choices and amounts, and their total follows from them. `most_worlds`: how many cases to
    work through, at most, where there is no formula; beyond it the answer is no.
    """

    least_group: int = 3
    coalition: int = 1
    least_possible: int = 2
    large_part: int = 12
    most_worlds: int = 3_000

    def __post_init__(self) -> None:
        """Refuse rules under which there would be nothing to keep."""
        if self.least_group < 2 or self.coalition < 1 or self.least_possible < 2:
            raise ValueError("At least 2 answers, a coalition of 1 and 2 possible answers")


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a release.

    `low`..`high` is what is shown (the same when exact; both None when suppressed): people for
    COUNT, summed levels for TOTAL, a level for the others. `option` for questions with options.
    `breakdown` and `group` are "" for everybody. `size`: how many answered. `reason` is given for
    a suppressed cell and for one that shows only what follows from other cells.
    """

    question: str
    statistic: Statistic
    size: int
    low: int | None = None
    high: int | None = None
    reason: Reason | None = None
    option: int | None = None
    breakdown: str = ""
    group: str = ""

    @property
    def suppressed(self) -> bool:
        """Whether nothing is shown."""
        return self.low is None

    @property
    def range(self) -> tuple[int, int]:
        """What is shown; ValueError when nothing is."""
        if self.low is None or self.high is None:
            raise ValueError("Nothing is shown in a suppressed cell")
        return self.low, self.high

    @property
    def exact(self) -> bool:
        """Whether the figure itself is shown."""
        return self.low is not None and self.low == self.high
