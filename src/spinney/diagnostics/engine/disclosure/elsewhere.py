"""What other surveys showed that asked the same question of some of the same organisations.

Answers may be the same in both, or may have changed meanwhile: nobody knows. So figures of another
survey cannot be reckoned with as those of this one are; only the sets of organisations are looked
at. Taken as unchanged, two figures differ by the answers of those who are in one of them alone. If
these are so few that nothing of the question would be shown of them by themselves, the later figure
is kept back. Just the same organisations once more leave nothing to subtract.

>>> six = Group(frozenset("abcdef"), 6)
>>> gives_away(Group(frozenset("abcde"), 5), frozenset({six}), frozenset(), 3)
True
>>> gives_away(six, frozenset({six}), frozenset(), 3)
False
>>> gives_away(Group(frozenset("abcdefghi"), 9), frozenset({six}), frozenset(), 3)
False
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from spinney.diagnostics.engine.disclosure.rules import Respondent

PRIME = 2_147_483_647
"""Rows are reduced modulo this: quicker than fractions, and the same for such small tables."""

type Row = list[int]


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


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Groups of which other surveys showed a question, by the question's key here; and who stands
    behind the owners of this survey. Owners of whom that is not known are somebody of `among`.
    `least`: the smallest group that those surveys promised, by the same keys.
    """

    shown: Mapping[str, frozenset[Group]] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    among: frozenset[str] = frozenset()
    least: Mapping[str, int] = field(default_factory=dict)

    def of(self, keys: Iterable[str]) -> frozenset[Group]:
        """The groups of which any of these questions was shown."""
        return frozenset().union(*(self.shown.get(key, frozenset()) for key in keys))

    def promised(self, keys: Iterable[str]) -> int:
        """The smallest group that was promised where any of these questions was shown."""
        return max((self.least.get(key, 0) for key in keys), default=0)

    def group(self, respondents: Sequence[Respondent]) -> Group:
        """The organisations behind respondents."""
        known = {self.owners.get(one.owner, "") for one in respondents}
        return Group(self.among if "" in known else frozenset(known), len(respondents))


@lru_cache(maxsize=1024)
def gives_away(group: Group, there: frozenset[Group], here: frozenset[Group], least: int) -> bool:
    """Whether a figure of `group`, beside those of other surveys (`there`) and those of this one
    (`here`), would give a figure of fewer than `least` organisations.
    """
    if any(_too_near(group, one, least) for one in there):
        return True
    if not there or not group.is_sure:
        return False
    return _follows(group, there, here, least)


def _too_near(one: Group, other: Group, least: int) -> bool:
    """Whether two groups differ, or may differ, by some, but fewer than `least`."""
    if one.is_sure and one == other:
        return False
    in_both = min(one.size, other.size, len(one.among & other.among))
    return one.size + other.size - 2 * in_both < least


def _follows(group: Group, there: frozenset[Group], here: frozenset[Group], least: int) -> bool:
    """Whether adding and subtracting several figures, one of another survey among them, leaves so
    few. What could be had before, or from this survey alone, is not this figure's doing.
    """
    elsewhere = [one.among for one in there if one.is_sure]
    own = [one.among for one in here if one.is_sure]
    atoms = _atoms([group.among, *elsewhere, *own])
    sizes = [len(one) for one in atoms]

    def row(people: frozenset[str]) -> Row:
        return [int(atom <= people) for atom in atoms]

    new, theirs, ours = row(group.among), list(map(row, elsewhere)), list(map(row, own))
    for found in _reduced([new, *theirs, *ours]):
        size = sum(size for size, value in zip(sizes, found, strict=True) if value)
        if size >= least or _is_in(found, [*theirs, *ours]) or _is_in(found, [new, *ours]):
            continue
        return True
    return False


def _atoms(groups: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """The people whom no group tells apart, together; the most first, so that what is left when
    rows are reduced is of as few as can be.
    """
    cut: dict[tuple[bool, ...], set[str]] = {}
    for person in frozenset().union(*groups):
        cut.setdefault(tuple(person in one for one in groups), set()).add(person)
    return sorted(map(frozenset, cut.values()), key=lambda one: (-len(one), min(one)))


def _reduced(rows: Sequence[Row]) -> list[Row]:
    """Reduced row echelon form."""
    left = [row[:] for row in rows]
    done = 0
    for column in range(len(left[0])):
        pivot = next((at for at in range(done, len(left)) if left[at][column]), None)
        if pivot is None:
            continue
        left[done], left[pivot] = left[pivot], left[done]
        inverse = pow(left[done][column], -1, PRIME)
        left[done] = [value * inverse % PRIME for value in left[done]]
        for at, row in enumerate(left):
            if at != done and row[column]:
                left[at] = [
                    (a - row[column] * b) % PRIME for a, b in zip(row, left[done], strict=True)
                ]
        done += 1
    return left[:done]


def _is_in(row: Row, rows: Sequence[Row]) -> bool:
    """Whether a row is made up of others."""
    return bool(rows) and len(_reduced([*rows, row])) == len(_reduced(rows))
