"""What follows for members who take the answers of all others as unchanged.

Answers that are sent again, here or to another survey that asks the same, are new ones: nobody can
be certain that they are as they were. But they mostly are, and whoever takes them so knows more:
six were shown in spring and seven in autumn, and the difference is the newcomer's. So a figure has
to leave every answer open for her as well. She knows of herself whether she changed her mind, so
each member (or so many of them together as the rules say) is looked at with her own answers apart
and one answer for everybody else. To take fewer answers as unchanged leaves more open, not less.

>>> from spinney.diagnostics.engine.disclosure.bands import coarsened, finest
>>> from spinney.diagnostics.engine.disclosure.knowledge import Knowledge
>>> spring = Past(dict.fromkeys("abcdef", "spring"), 4, 6)
>>> autumn = dict.fromkeys("abcdefg", "autumn")
>>> alone = finest(Knowledge((7,), 1, (), (((0, 1),),)), frozenset({0}))
>>> alone.all()
((0, 2), (3, 3), (4, 4), (5, 7))
>>> coarsened(alone, taken_as_unchanged(autumn, [spring], 1, Rules())).all()
((0, 2), (3, 7))
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

from spinney.diagnostics.engine.disclosure.crowd import Crowd
from spinney.diagnostics.engine.disclosure.knowledge import Knowledge
from spinney.diagnostics.engine.disclosure.rules import Respondent, Rules

type Members = Mapping[str, str]
"""Organisations, each with a mark of the answers that went in: the same mark, the same answers."""

type Pattern = tuple[str | None, ...]
"""An organisation's marks in each group, None where it is not in it."""

type Supposed = tuple[tuple[Knowledge, frozenset[int]], ...]


@dataclass(frozen=True, slots=True)
class Past:
    """A figure as it was told, of these organisations."""

    members: Members
    low: int
    high: int


def taken_as_unchanged(
    candidate: Members, told: Sequence[Past], top: int, rules: Rules
) -> Supposed:
    """What is known beside a candidate group to each kind of member who takes the others' answers
    as unchanged, with the candidate's leaves. Empty where nobody answered more than once: then
    there is nothing to suppose.
    """
    near = _connected(candidate, told)
    patterns = _patterns([candidate, *(one.members for one in near)])
    if not any(len({mark for mark in one if mark}) > 1 for one in patterns.values()):
        return ()
    return tuple(_known(candidate, near, held, top, rules) for held in _attackers(patterns, rules))


def _connected(candidate: Members, told: Sequence[Past]) -> list[Past]:
    """Figures of these organisations, of those whom these were told with, and so on."""
    people, rest, found = set(candidate), list(told), []
    while more := [one for one in rest if not people.isdisjoint(one.members)]:
        found.extend(more)
        rest = [one for one in rest if people.isdisjoint(one.members)]
        people.update(*(one.members for one in more))
    return found


def _patterns(groups: Sequence[Members]) -> dict[str, Pattern]:
    everybody = sorted({owner for group in groups for owner in group})
    return {owner: tuple(group.get(owner) for group in groups) for owner in everybody}


def _attackers(patterns: Mapping[str, Pattern], rules: Rules) -> Iterator[frozenset[str]]:
    """One example of every way in which so many may put their answers together."""
    alike: dict[Pattern, list[str]] = {}
    for owner, pattern in patterns.items():
        alike.setdefault(pattern, []).append(owner)
    number = min(rules.coalition, len(patterns) - 1)
    for together in combinations_with_replacement(alike, number):
        wanted = Counter(together)
        if all(len(alike[pattern]) >= count for pattern, count in wanted.items()):
            yield frozenset(
                owner for pattern, count in wanted.items() for owner in alike[pattern][:count]
            )


def _known(
    candidate: Members, told: Sequence[Past], held: frozenset[str], top: int, rules: Rules
) -> tuple[Knowledge, frozenset[int]]:
    """What is known to those who hold these organisations' answers."""

    def people(members: Members) -> list[Respondent]:
        return [Respondent(one, mark if one in held else "") for one, mark in members.items()]

    groups = [people(candidate), *(people(one.members) for one in told)]
    crowd = Crowd(person for group in groups for person in group)
    facts = [
        (crowd.group(group), one.low, one.high) for group, one in zip(groups[1:], told, strict=True)
    ]
    return crowd.knowledge(facts, crowd.group(groups[0]), top, rules, held)
