"""Everything that was ever shown of answers: what a later release has to be safe beside."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from spinney.diagnostics.engine.disclosure.rules import Respondent, Statistic


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure as it was shown, of just these respondents.

    `when`: the caller's own name for the publication (a date, a number). `levels` as the question
    had then: a figure of a question with other levels cannot be reckoned with, only kept apart.
    `related`: the questions that it was linked with then, whether or not they still are.
    """

    question: str
    when: str
    statistic: Statistic
    levels: int
    respondents: tuple[Respondent, ...]
    low: int
    high: int
    option: int | None = None
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """Figures shown, oldest first."""

    shown: tuple[Shown, ...] = ()
    _near: dict[str, list[Shown]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        """Sort by question once."""
        for one in self.shown:
            for key in {one.question, *one.related}:
                self._near.setdefault(key, []).append(one)

    def of(self, key: str) -> list[Shown]:
        """What was shown of a question itself."""
        return [one for one in self._near.get(key, ()) if one.question == key]

    def about(self, keys: Iterable[str]) -> list[Shown]:
        """What was shown of these questions, or of any linked with them when it was shown; oldest
        first.
        """
        near = {id(one) for key in keys for one in self._near.get(key, ())}
        return [one for one in self.shown if id(one) in near]

    def touching(self, keys: Iterable[str], respondents: Iterable[Respondent]) -> list[Shown]:
        """What was shown about these questions that some of these answers went into."""
        people = set(respondents)
        return [one for one in self.about(keys) if not people.isdisjoint(one.respondents)]

    def with_more(self, more: Iterable[Shown]) -> "Ledger":
        """This ledger and what has been shown since."""
        return Ledger((*self.shown, *more))
