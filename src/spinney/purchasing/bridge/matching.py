"""Names as members write them, and people's answers, to the matching engine.

Answers are given between names as written, and names come and go with what members share. An answer
about a name that is not there now still counts: what follows from it for names that are there goes
along (`judged_among`), so that nothing is asked twice because somebody stopped sharing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spinney.purchasing.engine.matching.seen import Judged, Matched, Seen


@dataclass(frozen=True)
class Written:
    """A name as a member writes it, with the number that its files give, in so many lines."""

    organisation_id: int
    written: str
    number: str = ""
    times: int = 1


def matched(names: Sequence[Written], answers: Sequence[Judged]) -> Matched:
    """The suppliers among these names, by what people answered (oldest first)."""
    from spinney.purchasing.engine.matching.match import match_names

    seen = [Seen(str(one.organisation_id), one.written, one.number, one.times) for one in names]
    return match_names(seen, judged_among(answers, {one.written for one in names}))


def judged_among(answers: Sequence[Judged], present: set[str]) -> list[Judged]:
    """The answers about names that are there, oldest first; before them what follows from answers
    about names that are not: A is X and X is B, so A is B.

    >>> told = [Judged("A", "X", True), Judged("B", "X", True), Judged("X", "C", False)]
    >>> for one in judged_among(told, {"A", "B", "C"}): print(one.one, one.other, one.same)
    A B True
    A C False
    """
    groups = _Groups(one for one in answers if one.same)
    apart = [one for one in answers if not one.same]
    split = {groups.of(one.one) for one in apart if groups.of(one.one) == groups.of(one.other)}
    follows = []
    there: dict[str, list[str]] = {}
    for root, names in groups.members().items():
        there[root] = sorted(name for name in names if name in present)
        if len(there[root]) < len(names) and root not in split:
            follows += [Judged(one, other, True) for one, other in pairwise(there[root])]
    for one in apart:
        if one.one in present and one.other in present:
            continue
        left, right = groups.of(one.one), groups.of(one.other)
        if left != right:
            ends = [_first_there(root, there, present) for root in (left, right)]
            if all(ends):
                follows.append(Judged(ends[0], ends[1], False))
    return [*follows, *(one for one in answers if {one.one, one.other} <= present)]


def _first_there(root: str, there: dict[str, list[str]], present: set[str]) -> str:
    """A name of a group that is there, or nothing."""
    names = there.get(root, [root] if root in present else [])
    return names[0] if names else ""


class _Groups:
    """Names that were said to be the same, directly or through others."""

    def __init__(self, same: Iterable[Judged]) -> None:
        self._above: dict[str, str] = {}
        for one in same:
            left, right = self.of(one.one), self.of(one.other)
            self._above.setdefault(left, left)
            self._above.setdefault(right, right)
            self._above[max(left, right)] = min(left, right)

    def of(self, name: str) -> str:
        """The name that stands for its group; itself, where nothing was said of it."""
        while (above := self._above.get(name, name)) != name:
            name = above
        return name

    def members(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._above:
            found.setdefault(self.of(name), []).append(name)
        return found
