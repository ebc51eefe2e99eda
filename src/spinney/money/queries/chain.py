"""Whether a ledger is whole: every entry follows from the one before it, each adds up to nought,
what is kept equals what the lines add up to, and the record says the same.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Sum

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.money import Money
from spinney.base.record.models import Entry as Recorded
from spinney.clusters import api as clusters
from spinney.money.bridge.posting import fact_of
from spinney.money.engine.ledger import breaks_of
from spinney.money.models import Balance, Entry, Posting

WORDS = {
    "missing": "it is not there",
    "chain": "does not follow from the entry before it",
    "changed": "was changed after it was written",
    "unbalanced": "its lines do not add up to nought",
}
POSTED = ("money.post_entry", "money.post_entries", "money.reverse_entry")


@dataclass(frozen=True)
class LedgerFault:
    """A place where a ledger does not hold together, and what is wrong there; number 0 is the
    ledger as a whole.
    """

    number: int
    reason: str


def clusters_with_entries() -> dict[int, int]:
    """How many entries each ledger has, by the cluster's id. One query."""
    rows = Entry.objects.order_by().values_list("cluster_id").annotate(count=Count("pk"))
    return dict(rows)


def verify_ledger(cluster: clusters.Cluster) -> list[LedgerFault]:
    """Walk a ledger from its first entry. Five queries, whatever its length."""
    lines: defaultdict[int, list[tuple[str, int, str, str]]] = defaultdict(list)
    rows = Posting.objects.filter(entry__cluster=cluster).order_by("pk")
    for entry, account, pence, fund, note in rows.values_list(
        "entry_id", "account__code", "pence", "fund__uid", "note"
    ).iterator(chunk_size=5_000):
        lines[entry].append((account, pence, str(fund) if fund else "", note))
    entries = list(Entry.objects.filter(cluster=cluster).order_by("number"))
    numbers = {one.pk: one.number for one in entries}
    facts = [
        (
            fact_of(one, lines[one.pk], numbers.get(one.reverses_id or 0)),
            one.before_digest, one.digest,
        )
        for one in entries
    ]  # fmt: skip
    found = [LedgerFault(number, WORDS[code]) for number, code in breaks_of(facts)]
    return [*found, *_against_record(cluster, entries), *_kept(cluster)]


def _against_record(cluster: clusters.Cluster, entries: list[Entry]) -> list[LedgerFault]:
    """The record says the number and digest of what was written: an end that was cut off shows."""
    there = {one.number: one.digest for one in entries}
    details = Recorded.objects.filter(
        book=str(cluster_scope(cluster.pk)), verb__in=POSTED
    ).values_list("detail", flat=True)
    found = []
    for one in details:
        number, digest = int(one["number"]), str(one["digest"])
        if number > max(there, default=0):
            found.append(LedgerFault(number, "it was written, and is not there any more"))
        elif number in there and there[number] != digest:
            found.append(LedgerFault(number, "the record says that something else was written"))
    return found


def _kept(cluster: clusters.Cluster) -> list[LedgerFault]:
    keys = ("account", "fund", "activity", "budget_line", "organisation")
    summed = {
        row[:-1]: row[-1]
        for row in Posting.objects.filter(entry__cluster=cluster)
        .order_by().values_list(*keys).annotate(total=Sum("pence"))
    }  # fmt: skip
    rows = Balance.objects.filter(account__cluster=cluster).values_list(*keys, "pence")
    kept = {row[:-1]: row[-1] for row in rows}
    off = sum(abs(kept.get(key, 0) - summed.get(key, 0)) for key in {*kept, *summed})
    if not off:
        return []
    return [LedgerFault(0, f"what is kept differs by {Money(off)} from what the lines add up to")]
