"""Entries of the ledger: written, and taken back with another. The one way in which money moves:
every noun of this room that moves any calls these, after it has asked whether its own deed may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.db import connection, transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.ids import new_uid
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.writing import in_one_go
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.bridge import posting as bridge
from spinney.money.bridge.posting import PostingLine
from spinney.money.events.ledger import entry_posted, entry_reversed
from spinney.money.models import Entry
from spinney.money.policies import ledger as rules


@dataclass(frozen=True)
class Draft:
    """An entry that is to be written."""

    day: date
    words: str
    lines: Sequence[PostingLine]
    source: str = ""
    reverses: Entry | None = None


def _require(verb: str, cluster: clusters.Cluster, by: Actor) -> None:
    """Whoever comes by a link was let in by the deed that posts: only others are asked."""
    if by.pass_ is None:
        require(policies.MAY, verb, by=by, scope=cluster_scope(cluster.pk))


@transaction.atomic
def post_entry(
    *, cluster: clusters.Cluster, day: date, words: str, lines: Sequence[PostingLine],
    source: str = "", by: Actor, now: datetime, reversal_of: Entry | None = None,
) -> Entry:  # fmt: skip
    """Write one entry. Its lines add up to nought, in each fund as well, unless it is a move of two
    lines on one account between two funds. `source` is what it came of, by table and uid.

    Raises BadInput for lines that do not, for an account that there is not, for another cluster's
    fund; WrongState for a fund that is closed, and for an entry that was taken back already.
    """
    _require("post_entry", cluster, by)
    (entry,) = _write(cluster, [Draft(day, words, lines, source, reversal_of)], by, now)
    record(
        "money.post_entry", by=by, on=entry, at=now, scope=entry.scope, number=entry.number,
        digest=entry.digest,
    )  # fmt: skip
    return entry


@transaction.atomic
def post_entries(
    *, cluster: clusters.Cluster, drafts: Iterable[Draft], by: Actor, now: datetime
) -> list[Entry]:
    """Write many entries at once: all of them, or none. Raises as `post_entry` does."""
    _require("post_entries", cluster, by)
    entries = _write(cluster, list(drafts), by, now)
    if entries:
        record(
            "money.post_entries", by=by, on=entries[-1], at=now, scope=entries[-1].scope,
            first=entries[0].number, number=entries[-1].number, digest=entries[-1].digest,
        )  # fmt: skip
    return entries


@transaction.atomic
def reverse_entry(
    *, entry: Entry, words: str, day: date | None = None, by: Actor, now: datetime
) -> Entry:
    """Take an entry back: another stands beside it, with every line the other way round. Dated
    today unless said. Raises WrongState for one that was taken back already, and for one that takes
    another back.
    """
    _require("reverse_entry", entry.cluster, by)
    lines = [
        PostingLine(
            one.account.code, -one.pence, one.fund, one.activity_id, one.budget_line_id,
            one.organisation_id, one.note,
        )
        for one in entry.postings.select_related("account", "fund")
    ]  # fmt: skip
    draft = Draft(day or localdate(now), words, lines, entry.source, entry)
    (back,) = _write(entry.cluster, [draft], by, now)
    record(
        "money.reverse_entry", by=by, on=back, at=now, scope=back.scope, number=back.number,
        digest=back.digest, takes_back=entry.number,
    )  # fmt: skip
    entry_reversed.send(sender=Entry, entry=entry, back=back, by=by, now=now)
    return back


def _write(
    cluster: clusters.Cluster, drafts: Sequence[Draft], by: Actor, now: datetime
) -> list[Entry]:
    """Write entries with the next numbers. Those of one cluster wait for one another here, so that
    there are no gaps and each follows from the one before.
    """
    with connection.cursor() as cursor, in_one_go(cursor):
        bridge.hold_ledger(cursor, cluster)
        named = chain.from_iterable(one.lines for one in drafts)
        number, before, accounts = bridge.last_and_accounts(cursor, cluster, named)
        rows: list[dict[str, Any]] = []
        said: list[Sequence[PostingLine]] = []
        for draft in drafts:
            number += 1
            said.append(_sound_lines(cluster, draft))
            row = _row(cluster, draft, number, by, now)
            rows.append(bridge.sealed(row, said[-1], before, draft.reverses))
            before = rows[-1]["digest"]
        entries = bridge.write(cursor, cluster, rows, said, accounts)
    for entry in entries:
        entry_posted.send(sender=Entry, entry=entry, by=by, now=now)
    return entries


def _sound_lines(cluster: clusters.Cluster, draft: Draft) -> Sequence[PostingLine]:
    """The lines of an entry that may be written. Raises as `post_entry` says."""
    lines = bridge.sound_lines(draft.lines)
    rules.check_words(draft.words)
    rules.check_funds(cluster, lines, draft.day, is_reversal=draft.reverses is not None)
    rules.check_places(cluster, lines)
    if draft.reverses is not None:
        rules.check_can_be_reversed(draft.reverses)
    return lines


def _row(
    cluster: clusters.Cluster, draft: Draft, number: int, by: Actor, now: datetime
) -> dict[str, Any]:
    """An entry's row, without its digest yet."""
    return {
        "uid": new_uid(), "cluster_id": cluster.pk, "number": number, "day": draft.day,
        "words": draft.words[:300], "source": draft.source,
        "reverses_id": draft.reverses.pk if draft.reverses is not None else None,
        "at": now, "by": by.label,
    }  # fmt: skip
