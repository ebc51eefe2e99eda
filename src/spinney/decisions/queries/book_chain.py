"""Whether the register of decisions is whole: every entry follows from the one before it, and the
record of the cluster says the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spinney.base.kernel.actors import cluster_scope
from spinney.base.record.models import Entry
from spinney.clusters import api as clusters
from spinney.decisions.bridge.facts import START, digest_of
from spinney.decisions.models import Decision
from spinney.decisions.states import DecisionState

ENTERED = ("decisions.enter_ballot", "decisions.note_decision", "decisions.correct_decision")


@dataclass(frozen=True)
class BookFault:
    """A place where the register does not hold together, and what is wrong there."""

    number: int
    reason: str


def verify_book(cluster: clusters.Cluster) -> list[BookFault]:
    """Walk the register of a cluster from its first entry, and compare it with the record. Two
    queries. No faults: nobody has changed, taken out or put in an entry.
    """
    entries = list(Decision.objects.filter(cluster=cluster).order_by("number"))
    recorded = _recorded(cluster)
    return [*_chain(entries), *_against_record(entries, recorded)]


def _recorded(cluster: clusters.Cluster) -> dict[int, str]:
    """The digest of each number, as it was recorded when it was entered."""
    rows = Entry.objects.filter(book=str(cluster_scope(cluster.pk)), verb__in=ENTERED)
    details = rows.order_by("number").values_list("detail", flat=True)
    return {int(one["number"]): str(one["digest"]) for one in details}


def _chain(entries: list[Decision]) -> Iterator[BookFault]:
    before, expected = START, 1
    for one in entries:
        if one.number != expected:
            missing = range(expected, one.number)
            yield BookFault(expected, f"{_numbers(missing)} not there")
        elif one.before_digest != before:
            yield BookFault(one.number, "does not follow from the entry before it")
        if digest_of(one.number, one.facts, one.before_digest) != one.digest:
            yield BookFault(one.number, "what it says was changed after it was written")
        elif not _shows_its_facts(one):
            yield BookFault(one.number, "its name, day or kind was changed after it was written")
        elif not _stands_as_it_was_carried(one):
            yield BookFault(one.number, "whether it was carried was changed after it was written")
        before, expected = one.digest, one.number + 1


def _numbers(missing: range) -> str:
    if len(missing) == 1:
        return "it is"
    return f"entries {missing[0]} to {missing[-1]} are"


def _shows_its_facts(one: Decision) -> bool:
    """Whether the columns that a list shows say what the facts say."""
    shown = (one.title, one.origin, one.decided_on.isoformat())
    facts = one.facts
    return shown == (facts.get("title"), facts.get("origin"), facts.get("decided_on"))


def _stands_as_it_was_carried(one: Decision) -> bool:
    """Whether an entry stands only if it was carried, and is not carried only if it was not."""
    if one.state == DecisionState.SUPERSEDED:
        return True
    return (one.state != DecisionState.NOT_CARRIED) == bool(one.facts.get("carried", True))


def _against_record(entries: list[Decision], recorded: dict[int, str]) -> Iterator[BookFault]:
    there = {one.number: one.digest for one in entries}
    for number, digest in recorded.items():
        if number in there and there[number] != digest:
            yield BookFault(
                number, "the record of the cluster says that something else was entered"
            )
        elif number not in there and number > max(there, default=0):
            yield BookFault(number, "it was entered, and is not there any more")
    for number in there:
        if number not in recorded:
            yield BookFault(number, "nothing in the record of the cluster says that it was entered")
