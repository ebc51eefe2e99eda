"""Respondents as they stand in published groups: from names to leaves and back.

Groups of respondents are whole numbers whose bits are respondents: cheap to cut up.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import combinations_with_replacement

from spinney.diagnostics.engine.disclosure.knowledge import Fact, Held, Knowledge
from spinney.diagnostics.engine.disclosure.rules import Respondent, Rules

type Group = int
type Told = tuple[Group, int, int]
"""Published: a group's total lies between two figures."""

UNBORN = "\0"
"""Begins the names of respondents who are only supposed, to see how many fresh ones it takes."""


class Crowd:
    """Respondents in a fixed order; each owner may have sent answers more than once."""

    def __init__(self, respondents: Iterable[Respondent]) -> None:
        self.people = tuple(sorted(set(respondents)))
        self._bits = {person: 1 << at for at, person in enumerate(self.people)}
        by_owner: dict[str, list[int]] = {}
        for person, bit in self._bits.items():
            by_owner.setdefault(person.owner, []).append(bit)
        self._single = sum(bits[0] for bits in by_owner.values() if len(bits) == 1)
        self._several = [bits for bits in by_owner.values() if len(bits) > 1]

    def group(self, respondents: Iterable[Respondent]) -> Group:
        """The group of these respondents."""
        return sum(map(self._bits.__getitem__, set(respondents)))

    def knowledge(
        self,
        told: Sequence[Told],
        candidate: Group,
        top: int,
        rules: Rules,
        held: Collection[str] = (),
    ) -> tuple[Knowledge, frozenset[int]]:
        """What is known beside a candidate group, in leaves; and the candidate's leaves.

        Attackers are members of any of the groups told of, or of the candidate; or just the owners
        `held`, who have put their answers together.
        """
        leaves = _cut([candidate, *(group for group, _low, _high in told)])
        ranges: dict[frozenset[int], tuple[int, int]] = {}
        for group, low, high in told:
            inside = _inside(leaves, group)
            known = ranges.get(inside, (low, high))
            ranges[inside] = (max(low, known[0]), min(high, known[1]))
        facts = tuple(Fact(inside, low, high) for inside, (low, high) in ranges.items())
        attackers = (
            (self._standing(leaves, held),) if held else self._attackers(leaves, rules.coalition)
        )
        sizes = tuple(leaf.bit_count() for leaf in leaves)
        known_all = Knowledge(sizes, top, facts, attackers, rules.least_possible)
        return known_all, _inside(leaves, candidate)

    def _standing(self, leaves: Sequence[Group], owners: Collection[str]) -> Held:
        """How these owners' answers stand in the leaves."""
        theirs = self.group(person for person in self.people if person.owner in owners)
        within = ((at, (leaf & theirs).bit_count()) for at, leaf in enumerate(leaves))
        return tuple((at, number) for at, number in within if number)

    def _attackers(self, leaves: Sequence[Group], coalition: int) -> tuple[Held, ...]:
        """Every way in which so many owners may stand in the leaves."""
        standings: Counter[tuple[int, ...]] = Counter()
        for at, leaf in enumerate(leaves):
            standings[at,] += (leaf & self._single).bit_count()
        for bits in self._several:
            standing = tuple(at for at, leaf in enumerate(leaves) for bit in bits if leaf & bit)
            standings[standing] += bool(standing)
        kinds = sorted(kind for kind, owners in standings.items() if owners)
        number = min(coalition, sum(standings.values()) - 1)
        found: set[Held] = set()
        for together in combinations_with_replacement(kinds, max(number, 0)):
            if all(standings[kind] >= owners for kind, owners in Counter(together).items()):
                held = Counter(leaf for standing in together for leaf in standing)
                found.add(tuple(sorted(held.items())))
        return tuple(sorted(found))


@lru_cache(maxsize=64)
def crowd_of(respondents: frozenset[Respondent]) -> Crowd:
    """The crowd of these: the figures of a survey are mostly of the same."""
    return Crowd(respondents)


def _cut(groups: Iterable[Group]) -> list[Group]:
    """The coarsest leaves of which every group is made up, in the groups' order."""
    leaves: list[Group] = []
    for group in groups:
        rest = group
        cut: list[Group] = []
        for leaf in leaves:
            rest &= ~leaf
            cut.extend(part for part in (leaf & group, leaf & ~group) if part)
        leaves = [*cut, *([rest] if rest else [])]
    return leaves


def _inside(leaves: Sequence[Group], group: Group) -> frozenset[int]:
    return frozenset(at for at, leaf in enumerate(leaves) if leaf & group)


def supposed(count: int) -> list[Respondent]:
    """Respondents who do not exist."""
    return [Respondent(f"{UNBORN}{at}") for at in range(count)]
