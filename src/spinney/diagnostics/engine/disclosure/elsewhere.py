"""What other surveys showed that asked the same question of some of the same organisations.

An organisation that answers again, there or here, may have changed its answer or not: nobody knows.
Whoever takes the others' answers as unchanged can take one figure from another, so a figure has to
be safe for her too (see `supposing`). Figures that add up are reckoned with. What is shown in one
go is shown of just the same organisations once more, or of altogether different ones. Beside what
cannot be reckoned with, or where it is not known of whom a figure is, nothing is shown at all.

>>> six = Group(frozenset("abcdef"), 6)
>>> stands_clear(Group(frozenset("abcde"), 5), six, anew=True)
False
>>> stands_clear(six, six, anew=True), stands_clear(Group(frozenset("xyz"), 3), six, anew=False)
(True, True)
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from spinney.diagnostics.engine.disclosure.rules import Respondent, Statistic


@dataclass(frozen=True, slots=True)
class Group:
    """Organisations that a figure is of: `size` of those `among`. Where nobody may know who said
    what there can be more among whom they are.
    """

    among: frozenset[str]
    size: int

    @property
    def is_sure(self) -> bool:
        """Whether it is known who they are."""
        return self.size == len(self.among)


class Shape(NamedTuple):
    """What a figure is of, in terms of the question here."""

    statistic: Statistic
    levels: int
    option: int | None = None


@dataclass(frozen=True, slots=True)
class There:
    """A figure that another survey showed: of whom, between what and what. `shape` is None where it
    cannot be reckoned with: of a question that was linked with others, or had other choices.
    `answers` marks which of its answers to that survey went in, by organisation.
    """

    survey: str
    group: Group
    low: int
    high: int
    shape: Shape | None = None
    answers: frozenset[tuple[str, str]] = frozenset()

    @property
    def members(self) -> dict[str, str]:
        """The organisations, each marked with the answers that went in."""
        sent = dict(self.answers)
        return {one: f"{self.survey} {sent.get(one, '')}" for one in sorted(self.group.among)}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Figures of other surveys, by the question's key here; and who stands behind the owners of
    this survey. Owners of whom that is not known are somebody of `among`.
    """

    shown: Mapping[str, frozenset[There]] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    among: frozenset[str] = frozenset()

    def of(self, keys: Iterable[str]) -> frozenset[There]:
        """The figures of any of these questions."""
        return frozenset().union(*(self.shown.get(key, frozenset()) for key in keys))

    def group(self, respondents: Sequence[Respondent]) -> Group:
        """The organisations behind respondents. One who cannot be one of `among` is itself."""
        known = {one for one, _sent in self.answers(respondents)}
        return Group(self.among if "" in known else frozenset(known), len(respondents))

    def answers(self, respondents: Sequence[Respondent]) -> frozenset[tuple[str, str]]:
        """The organisations behind respondents, "" where that is not known, and what each sent."""
        unknown = "" if self.among else None
        pairs = ((self.owners.get(one.owner, unknown), one) for one in respondents)
        return frozenset((one.owner if known is None else known, one.sent) for known, one in pairs)


def stands_clear(one: Group, other: Group, *, anew: bool) -> bool:
    """Whether two groups are of altogether different organisations or, where these may be shown
    `anew`, of just the same.
    """
    return one.among.isdisjoint(other.among) or (anew and one.is_sure and one == other)
