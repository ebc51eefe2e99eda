"""The terms in force on a day, from what agreements state; and where two of them clash. Pure.

>>> from spinney.agreements.engine.terms.catalogue import CATALOGUE
>>> said = {"meeting_notice": {"days": 14}}
>>> rules = Stated(1, 11, 1, date(2026, 2, 1), None, said, title="Rules")
>>> now = in_force([rules], date(2026, 3, 1))
>>> now.meeting_notice.days, now.source("meeting_notice").title, now.source("quorum")
(14, 'Rules', None)
>>> in_force([rules], date(2026, 1, 1)).meeting_notice.days
7
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from functools import reduce
from types import MappingProxyType
from typing import Any

from spinney.agreements.engine.terms.belonging import Accession, Joining, Leaving, Suspension, Tiers
from spinney.agreements.engine.terms.catalogue import CATALOGUE, read, write
from spinney.agreements.engine.terms.cost_sharing import CostSharing
from spinney.agreements.engine.terms.costs import (
    Insurance,
    OpenBooks,
    Payment,
    Purchases,
    SpendingLimits,
)
from spinney.agreements.engine.terms.deciding import (
    DecisionRule,
    Electorate,
    JointDecisions,
    MeetingNotice,
    Meetings,
    Quorum,
    SigningRule,
    Voting,
)
from spinney.agreements.engine.terms.lasting import DisputeSteps, Ends, Review
from spinney.agreements.engine.terms.parts import Json, TermFault, Value
from spinney.agreements.engine.terms.roles import (
    BidWindow,
    EqualAccountability,
    Guarantor,
    Host,
    HostedPost,
    LeadBody,
    Outputs,
    Risks,
    StaffTransfer,
)
from spinney.agreements.engine.terms.sharing import (
    Branding,
    BreachNotice,
    DataShared,
    Publication,
    RecordsKept,
    Values,
)
from spinney.base.kernel.periods import Period


@dataclass(frozen=True)
class ClauseRef:
    """The clause that puts a term in words: its key, number and heading."""

    key: str
    number: str
    heading: str


@dataclass(frozen=True)
class Stated:
    """What a version states: of agreement and version (pks), its number, the first and the last
    day on which it is in force (`until` None: until something ends it), terms as JSON, the clause
    of each term, and the keys in which it takes the place of others.
    """

    agreement: int
    version: int
    number: int
    since: date
    until: date | None
    terms: Mapping[str, Json]
    clauses: Mapping[str, ClauseRef] = field(default_factory=dict)
    instead_of: tuple[str, ...] = ()
    title: str = ""

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Source:
    """Where a term comes from, and what it says there (JSON)."""

    agreement: int
    version: int
    number: int
    since: date
    until: date | None
    title: str
    clause: ClauseRef | None
    said: Json


@dataclass(frozen=True)
class Terms:
    """Every term as it is on a day (`on`): agreed, or what Spinney does until something is.

    `source(key)` says where one comes from; None: it is not agreed. `unreadable` has terms that
    were signed in a form that this Spinney cannot read; for those the default holds too.
    """

    decision_rule: DecisionRule
    electorate: Electorate
    quorum: Quorum
    voting: Voting
    meeting_notice: MeetingNotice
    meetings: Meetings
    joint_decisions: JointDecisions
    signing_rule: SigningRule
    tiers: Tiers
    joining: Joining
    suspension: Suspension
    leaving: Leaving
    accession: Accession
    lead_body: LeadBody
    host: Host
    guarantor: Guarantor
    risks: Risks
    equal_accountability: EqualAccountability
    outputs: Outputs
    bid_window: BidWindow
    cost_sharing: CostSharing
    spending_limits: SpendingLimits
    payment: Payment
    insurance: Insurance
    open_books: OpenBooks
    purchases: Purchases
    staff_transfer: StaffTransfer
    hosted_post: HostedPost
    data_shared: DataShared
    breach_notice: BreachNotice
    records_kept: RecordsKept
    publication: Publication
    branding: Branding
    values: Values
    dispute_steps: DisputeSteps
    review: Review
    ends: Ends
    on: date
    by_key: Mapping[str, tuple[Source, ...]] = field(default_factory=dict)
    unreadable: Mapping[str, Source] = field(default_factory=dict)

    def source(self, key: str) -> Source | None:
        """Where a term comes from (the last one, of a term that adds up); None: not agreed."""
        found = self.sources(key)
        return found[-1] if found else None

    def sources(self, key: str) -> tuple[Source, ...]:
        """All that a term comes from: several only of one that adds up, or that each agreement says
        for itself.
        """
        return self.by_key.get(key, ())

    def value(self, key: str) -> Value:
        """A term by its key. Raises KeyError for what is no term."""
        return getattr(self, CATALOGUE[key].key)  # type: ignore[no-any-return]

    def agreed(self) -> tuple[str, ...]:
        """The keys of the terms that are agreed, in the order of the catalogue."""
        return tuple(key for key in CATALOGUE if key in self.by_key)


@dataclass(frozen=True)
class Conflict:
    """Two agreements that would say different things of a term at the same time."""

    key: str
    new: Source
    other: Source


def changed(before: Terms, after: Terms) -> tuple[str, ...]:
    """The keys of the terms that differ between two days, in the order of the catalogue."""
    return tuple(
        key
        for key in CATALOGUE
        if before.value(key) != after.value(key) or (key in before.by_key) != (key in after.by_key)
    )


def turning_days(stated: Iterable[Stated]) -> tuple[date, ...]:
    """The days on which something comes into force, or is no longer in force; in order."""
    ours = list(stated)
    begins = {one.since for one in ours}
    over = {one.until + timedelta(days=1) for one in ours if one.until is not None}
    return tuple(sorted(begins | over))


def in_force(stated: Iterable[Stated], at: date) -> Terms:
    """The terms on a day. Of the versions in force that state a term, the one that came into force
    last holds; of those that did so on one day, the one that is given later. A term that adds up is
    put together from all of them, from the last one on that takes the place of the others; of one
    that each agreement says for itself, all are sources, and the last is the value.
    """
    ours = sorted((one for one in stated if one.holds(at)), key=lambda one: one.since)
    stating: dict[str, list[Stated]] = {}
    for one in ours:
        for key in one.terms:
            if key in CATALOGUE:
                stating.setdefault(key, []).append(one)
    values: dict[str, Any] = {key: term.default for key, term in CATALOGUE.items()}
    sources: dict[str, tuple[Source, ...]] = {}
    unreadable: dict[str, Source] = {}
    for key, chain in stating.items():
        found, failed = _composed(key, chain)
        if found:
            said = [value for value, _ in found]
            values[key] = reduce(_joined, said) if CATALOGUE[key].adds_up else said[-1]
            sources[key] = tuple(source_of(one, key) for _, one in found)
        if failed is not None:
            unreadable[key] = source_of(failed, key)
    return Terms(
        **values,
        on=at,
        by_key=MappingProxyType(sources),
        unreadable=MappingProxyType(unreadable),
    )


def _composed(
    key: str, chain: Sequence[Stated]
) -> tuple[list[tuple[Value, Stated]], Stated | None]:
    """Of those that state a term, in the order in which they came into force: those that count, in
    that order; and the one that would have counted, could it be read.
    """
    found: list[tuple[Value, Stated]] = []
    failed: Stated | None = None
    for one in reversed(chain):
        try:
            found.insert(0, (read(key, one.terms[key]), one))
        except TermFault:
            failed = failed or one
            continue
        term = CATALOGUE[key]
        if not (term.adds_up or term.of_its_own) or key in one.instead_of:
            break
    return found, failed


def _joined[V: Value](first: V, then: V) -> V:
    """Two values of a term that adds up: the lists one after the other, the rest as the later."""
    lists = {
        one.name: (*getattr(first, one.name), *getattr(then, one.name))
        for one in fields(then)
        if isinstance(getattr(then, one.name), tuple)
    }
    return replace(then, **lists)


def source_of(stated: Stated, key: str) -> Source:
    """Where a version states a term."""
    return Source(
        stated.agreement, stated.version, stated.number, stated.since, stated.until, stated.title,
        stated.clauses.get(key), stated.terms[key],
    )  # fmt: skip


def conflicts(new: Stated, others: Iterable[Stated]) -> tuple[Conflict, ...]:
    """What a version would state otherwise than versions of other agreements that are in force
    while it is: but for terms that add up, those that each agreement says for itself, those in
    which the new one says that it takes the place of others, and those in which a later one says
    so. In the order of the catalogue.
    """
    found = [
        Conflict(key, source_of(new, key), source_of(other, key))
        for other in _at_the_same_time(new, others)
        for key in new.terms
        if key in other.terms and _clash(key, new, other)
    ]
    order = list(CATALOGUE)
    return tuple(sorted(found, key=lambda one: (order.index(one.key), one.other.version)))


def replaced(new: Stated, others: Iterable[Stated]) -> tuple[Conflict, ...]:
    """What a version would take the place of in other agreements that are in force while it is, or
    come into force later: where it says so, and where it says something else. What another version
    took the place of already counts no more. In the order of the catalogue.
    """
    everybody = list(others)
    found = [
        Conflict(key, source_of(new, key), source_of(other, key))
        for other in _at_the_same_time(new, everybody)
        for key in new.terms
        if key in other.terms
        and _takes_place(key, new, other)
        and not _taken_already(key, other, everybody, new.since)
    ]
    order = list(CATALOGUE)
    return tuple(sorted(found, key=lambda one: (order.index(one.key), one.other.version)))


def _takes_place(key: str, new: Stated, other: Stated) -> bool:
    return key in CATALOGUE and (key in new.instead_of or _clash(key, new, other))


def _taken_already(key: str, other: Stated, everybody: Iterable[Stated], on: date) -> bool:
    """Whether another version in force on a day said that it takes the place of this one."""
    return any(
        one.agreement != other.agreement
        and key in one.terms
        and key in one.instead_of
        and one.since >= other.since
        and one.holds(on)
        for one in everybody
    )


def _at_the_same_time(new: Stated, others: Iterable[Stated]) -> Sequence[Stated]:
    period = Period(new.since, new.until)
    return [
        one
        for one in others
        if one.agreement != new.agreement and Period(one.since, one.until).overlaps(period)
    ]


def _clash(key: str, new: Stated, other: Stated) -> bool:
    if key not in CATALOGUE or key in new.instead_of:
        return False
    if CATALOGUE[key].adds_up or CATALOGUE[key].of_its_own:
        return False
    if key in other.instead_of and other.since > new.since:
        return False
    return bool(_plain(key, new.terms[key]) != _plain(key, other.terms[key]))


def _plain(key: str, said: Json) -> Json:
    """What is said in one spelling, so that equal things are equal."""
    try:
        return write(key, read(key, said))
    except TermFault:
        return said
