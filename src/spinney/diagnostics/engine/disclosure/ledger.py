"""Everything that was ever shown of answers: what a later release has to be safe beside."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spinney.diagnostics.engine.disclosure.rules import Respondent, Statistic


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure as it was shown, of just these respondents.

    `when`: the caller's own name for the publication (a date, a number). `levels` as the question
    had then: a figure of a question with other levels cannot be reckoned with, only kept apart.
    """

    question: str
    when: str
    statistic: Statistic
    levels: int
    respondents: tuple[Respondent, ...]
    low: int
    high: int
    option: int | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """Figures shown, oldest first."""

    shown: tuple[Shown, ...] = ()
    _of: dict[str, tuple[Shown, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        """Sort by question once."""
        for one in self.shown:
            self._of[one.question] = (*self._of.get(one.question, ()), one)

    def of(self, keys: Iterable[str]) -> Iterator[Shown]:
        """What was shown of these questions."""
        for key in keys:
            yield from self._of.get(key, ())

    def touches(self, keys: Iterable[str], respondents: Iterable[Respondent]) -> bool:
        """Whether anything was shown of these questions that some of these answers went into."""
        people = set(respondents)
        return any(not people.isdisjoint(one.respondents) for one in self.of(keys))

    def with_more(self, more: Iterable[Shown]) -> "Ledger":
        """This ledger and what has been shown since."""
        return Ledger((*self.shown, *more))
