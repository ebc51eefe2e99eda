"""The terms in force as their page shows them: in words, with where each comes from, what will
change, and what changed since a day. Two queries, however many agreements there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from spinney.agreements.bridge.terms import in_words, names_for, names_in_conflicts
from spinney.agreements.engine.documents.blocks import Block, blocks
from spinney.agreements.engine.terms import (
    CATALOGUE,
    GROUPS,
    Conflict,
    Source,
    Stated,
    Terms,
    changed,
    conflicts,
    in_force,
    turning_days,
)
from spinney.agreements.queries.terms import Clash, ever_stated
from spinney.clusters import api as clusters

DAY = timedelta(days=1)


@dataclass(frozen=True)
class TermRow:
    """One term on a day: what holds, in words, and where it comes from (nowhere: not agreed)."""

    key: str
    group: str
    title: str
    words: str
    blocks: Sequence[Block]
    sources: tuple[Source, ...]
    unreadable: Source | None = None

    @property
    def is_agreed(self) -> bool:
        return bool(self.sources)

    @property
    def source(self) -> Source | None:
        return self.sources[-1] if self.sources else None


@dataclass(frozen=True)
class TermGroup:
    """The terms on one subject: those that are agreed, and those that are not yet."""

    title: str
    rows: Sequence[TermRow]

    @property
    def agreed(self) -> list[TermRow]:
        return [row for row in self.rows if row.is_agreed]

    @property
    def open(self) -> list[TermRow]:
        return [row for row in self.rows if not row.is_agreed]


@dataclass(frozen=True)
class Change:
    """A term that changes: as it was and as it becomes, in words."""

    title: str
    before: str
    after: str
    was_agreed: bool
    is_agreed: bool
    source: Source | None


@dataclass(frozen=True)
class Turn:
    """A day on which terms change."""

    on: date
    changes: Sequence[Change]

    @property
    def agreed(self) -> list[Change]:
        """What is agreed otherwise from then on."""
        return [one for one in self.changes if one.is_agreed]

    @property
    def gone(self) -> list[str]:
        """What is agreed no longer, by title: Spinney then does what it does until you agree."""
        return [one.title.lower() for one in self.changes if not one.is_agreed]


@dataclass(frozen=True)
class TermsPage:
    """What the page shows of a day (`on`); `since` is set when it is compared with another one."""

    on: date
    groups: Sequence[TermGroup]
    coming: Sequence[Turn]
    clashes: Sequence[Clash]
    since: date | None
    differences: Sequence[Change]

    @property
    def rows(self) -> list[TermRow]:
        return [row for group in self.groups for row in group.rows]

    @property
    def agreed(self) -> int:
        return sum(row.is_agreed for row in self.rows)


def page_of(cluster: clusters.Cluster, on: date, since: date | None = None) -> TermsPage:
    """The terms of a cluster on a day, what changes after it, and what changed since another."""
    stated = ever_stated(cluster)
    now = in_force(stated, on)
    before = in_force(stated, since) if since else None
    later = [in_force(stated, day) for day in turning_days(stated) if day > on]
    clashing = clashes_among([one for one in stated if one.holds(on)])
    names = names_for([now, *later, *([before] if before else [])])
    names |= names_in_conflicts(clashing) if clashing else {}
    return TermsPage(
        on,
        _groups(now, names),
        _turns([now, *later], names),
        [_clash(one, names) for one in clashing],
        since,
        _changes(before, now, names) if before else (),
    )


def _groups(now: Terms, names: Mapping[str, str]) -> list[TermGroup]:
    rows = []
    for key, term in CATALOGUE.items():
        said, sources = now.value(key).lines(names), now.sources(key)
        if term.of_its_own and len(sources) > 1:
            said = tuple(f"“{s.title}”: {in_words(key, s.said, names)}" for s in sources)
        plain = " ".join(one.removeprefix("- ") for one in said)
        group = GROUPS[term.group]
        row = TermRow(key, group, term.title, plain, blocks(said), sources, now.unreadable.get(key))
        rows.append(row)
    return [TermGroup(t, [row for row in rows if row.group == t]) for t in GROUPS.values()]


def _turns(days: Sequence[Terms], names: Mapping[str, str]) -> list[Turn]:
    """What changes from each day to the next, where anything does."""
    pairs = zip(days, days[1:], strict=False)
    turns = [Turn(after.on, _changes(before, after, names)) for before, after in pairs]
    return [turn for turn in turns if turn.changes]


def _changes(before: Terms, after: Terms, names: Mapping[str, str]) -> list[Change]:
    return [
        Change(
            CATALOGUE[key].title,
            before.value(key).words(names),
            after.value(key).words(names),
            before.source(key) is not None,
            after.source(key) is not None,
            after.source(key),
        )
        for key in changed(before, after)
    ]


def clashes_among(stated: Iterable[Stated]) -> list[Conflict]:
    """Where agreements that are in force together say different things: the later against each of
    the earlier ones, in the order of the catalogue.
    """
    ours = sorted(stated, key=lambda one: one.since)
    found = [one for at, later in enumerate(ours) for one in conflicts(later, ours[:at])]
    order = list(CATALOGUE)
    return sorted(found, key=lambda one: order.index(one.key))


def _clash(one: Conflict, names: Mapping[str, str]) -> Clash:
    return Clash(
        one,
        CATALOGUE[one.key].title,
        in_words(one.key, one.new.said, names),
        in_words(one.key, one.other.said, names),
    )
