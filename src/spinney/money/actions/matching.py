"""Lines of the bank: matched with an entry, made into one, left out, opened again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.actions.ledger import Said, add_income, add_payment, correct_entry
from spinney.money.bridge import statements as bridge
from spinney.money.models import BankLine, Entry
from spinney.money.policies import statements as rules
from spinney.money.queries.keeping import check_keeps
from spinney.money.states import BankLineState

OPENED = "Its line of the bank was opened again"


def _require(verb: str, cluster: clusters.Cluster, by: Actor, now: datetime) -> None:
    require(policies.MAY, verb, by=by, scope=cluster_scope(cluster.pk))
    check_keeps(by, cluster, localdate(now))


def _held(line: BankLine) -> BankLine:
    """A line as it is now; matching in one cluster waits for one another."""
    clusters.Cluster.objects.select_for_update(no_key=True).only("pk").get(pk=line.cluster_id)
    return BankLine.objects.select_related("cluster", "bank_file", "entry").get(pk=line.pk)


def _set(line: BankLine, state: BankLineState, entry: Entry | None, *, made: bool = False) -> None:
    line.state, line.entry, line.made_entry = state, entry, made
    line.save(update_fields=["state", "entry", "made_entry"])


def _match(lines: Sequence[BankLine], entry: Entry) -> None:
    """An entry is one line, or several that come to the same together; never a part of itself."""
    for line in lines:
        rules.check_line_becomes(line, BankLineState.MATCHED)
        if entry.cluster_id != line.cluster_id:
            raise BadInput("That entry is another cluster’s.")
    taken_back = entry.reverses_id is not None or Entry.objects.filter(reverses=entry).exists()
    rules.check_is_same(
        lines, bridge.bank_pence(entry), entry.bank_lines.count(), was_taken_back=taken_back
    )
    for line in lines:
        _set(line, BankLineState.MATCHED, entry)


@transaction.atomic
def match_bank_line(*, line: BankLine, entry: Entry, by: Actor, now: datetime) -> BankLine:
    """Say that a line of the bank is an entry. Raises BadInput for one of another amount, and for
    one that is matched already.
    """
    _require("match_bank_line", line.cluster, by, now)
    held = _held(line)
    _match([held], entry)
    record("money.match_bank_line", by=by, on=held, at=now, scope=cluster_scope(held.cluster_id),
           number=entry.number)  # fmt: skip
    return held


@transaction.atomic
def match_bank_lines(
    *, entry: Entry, lines: Sequence[BankLine], by: Actor, now: datetime
) -> list[BankLine]:
    """Say that several lines of the bank are one entry: a payment to many that is written once.
    Raises BadInput where they do not come to the same, and as `match_bank_line` does.
    """
    _require("match_bank_lines", entry.cluster, by, now)
    held = [_held(one) for one in lines]
    _match(held, entry)
    record("money.match_bank_lines", by=by, on=entry, at=now, scope=entry.scope,
           number=entry.number, lines=len(held))  # fmt: skip
    return held


@transaction.atomic
def match_sure_lines(*, cluster: clusters.Cluster, by: Actor, now: datetime) -> list[BankLine]:
    """Match every open line with the entry that it is for sure: the same amount within five days,
    each the other's first choice, and the same words or nothing else that it could be.
    """
    _require("match_sure_lines", cluster, by, now)
    clusters.Cluster.objects.select_for_update(no_key=True).only("pk").get(pk=cluster.pk)
    lines = list(
        BankLine.objects.filter(cluster=cluster, state=BankLineState.OPEN)
        .order_by("day", "pk")[: bridge.MOST_MATCHED]
    )  # fmt: skip
    found = bridge.proposed(cluster, lines)
    done = []
    for line in lines:
        first = next(iter(found.get(line.pk, ())), None)
        if first is not None and first.proposal.is_sure:
            _match([line], first.entry)
            done.append(line)
    if done:
        record("money.match_sure_lines", by=by, on=cluster, at=now, scope=cluster_scope(cluster.pk),
               lines=len(done))  # fmt: skip
    return done


@transaction.atomic
def enter_bank_line(*, line: BankLine, said: Said, by: Actor, now: datetime) -> Entry:
    """Write the entry that a line of the bank is: its day and amount are the bank's."""
    _require("enter_bank_line", line.cluster, by, now)
    held = _held(line)
    rules.check_line_becomes(held, BankLineState.MATCHED)
    write = add_income if held.pence > 0 else add_payment
    told = Said(
        held.day, said.words, abs(held.pence), said.account, said.fund, said.activity_id,
        said.budget_line_id, said.organisation_id, said.note,
    )  # fmt: skip
    entry = write(
        cluster=held.cluster, said=told, source=f"money.BankLine:{held.uid}", by=by, now=now
    )
    _set(held, BankLineState.MATCHED, entry, made=True)
    record("money.enter_bank_line", by=by, on=held, at=now, scope=cluster_scope(held.cluster_id),
           number=entry.number)  # fmt: skip
    return entry


@transaction.atomic
def ignore_bank_line(*, line: BankLine, by: Actor, now: datetime) -> BankLine:
    """Leave a line out: it is not the cluster's money."""
    _require("ignore_bank_line", line.cluster, by, now)
    held = _held(line)
    rules.check_line_becomes(held, BankLineState.IGNORED)
    _set(held, BankLineState.IGNORED, None)
    record("money.ignore_bank_line", by=by, on=held, at=now, scope=cluster_scope(held.cluster_id))
    return held


@transaction.atomic
def open_bank_line(*, line: BankLine, by: Actor, now: datetime) -> BankLine:
    """Open a line again, with the others that were the same entry together. The entry that was
    written from it is taken back; another one stays.
    """
    _require("open_bank_line", line.cluster, by, now)
    held = _held(line)
    rules.check_line_becomes(held, BankLineState.OPEN)
    entry, made = held.entry, held.made_entry
    _set(held, BankLineState.OPEN, None)
    if entry is not None:
        for one in entry.bank_lines.all():
            _set(one, BankLineState.OPEN, None)
    if entry is not None and made and not Entry.objects.filter(reverses=entry).exists():
        correct_entry(entry=entry, why=OPENED, by=by, now=now)
    record("money.open_bank_line", by=by, on=held, at=now, scope=cluster_scope(held.cluster_id))
    return held


@transaction.atomic
def open_lines_of_entry(*, entry: Entry, by: Actor, now: datetime) -> int:
    """An entry was taken back: the line of the bank that it was is open again. Returns how many."""
    require(policies.MAY, "open_lines_of_entry", by=by, scope=entry.scope)
    lines = list(BankLine.objects.filter(entry=entry))
    for line in lines:
        _set(line, BankLineState.OPEN, None)
    if lines:
        record("money.open_lines_of_entry", by=by, on=entry, at=now, scope=entry.scope)
    return len(lines)
