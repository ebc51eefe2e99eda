"""Entries that are written by hand: money came in, went out or was moved, and is put right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.actions.posting import post_entry, reverse_entry
from spinney.money.bridge.posting import PostingLine
from spinney.money.models import Entry, Fund
from spinney.money.policies import ledger as rules
from spinney.money.queries.affording import check_funds_have
from spinney.money.queries.keeping import check_keeps


@dataclass(frozen=True)
class Said:
    """What somebody says of money that came in or went out: `account` is what it was for."""

    day: date
    words: str
    pence: int
    account: str
    fund: Fund | None = None
    activity_id: int | None = None
    budget_line_id: int | None = None
    organisation_id: int | None = None
    note: str = ""


@transaction.atomic
def add_income(
    *, cluster: clusters.Cluster, said: Said, source: str = "", by: Actor, now: datetime
) -> Entry:
    """Write that money came into the bank. Raises BadInput for what cannot be, NotAllowed to
    whoever does not keep the ledger.
    """
    _check(cluster, "add_income", said.day, said.pence, by, now)
    rules.check_account(said.account, rules.INCOME)
    lines = [PostingLine("bank", said.pence, said.fund), _line(said, -said.pence)]
    entry = post_entry(
        cluster=cluster, day=said.day, words=said.words, lines=lines, source=source, by=by, now=now
    )
    record(
        "money.add_income", by=by, on=entry, at=now, scope=cluster_scope(cluster.pk),
        number=entry.number,
    )  # fmt: skip
    return entry


@transaction.atomic
def add_payment(
    *, cluster: clusters.Cluster, said: Said, source: str = "", sure: bool = True, by: Actor,
    now: datetime,
) -> Entry:  # fmt: skip
    """Write that money went out of the bank. Raises as `add_income` does, and BadInput for more
    than its fund has, where whoever pays is not `sure`.
    """
    _check(cluster, "add_payment", said.day, said.pence, by, now)
    rules.check_account(said.account, rules.COSTS)
    if said.fund is not None:
        check_funds_have(cluster, {said.fund.pk: said.pence}, sure=sure)
    lines = [_line(said, said.pence), PostingLine("bank", -said.pence, said.fund)]
    entry = post_entry(
        cluster=cluster, day=said.day, words=said.words, lines=lines, source=source, by=by, now=now
    )
    record(
        "money.add_payment", by=by, on=entry, at=now, scope=cluster_scope(cluster.pk),
        number=entry.number,
    )  # fmt: skip
    return entry


def _line(said: Said, pence: int) -> PostingLine:
    return PostingLine(
        said.account, pence, said.fund, said.activity_id, said.budget_line_id,
        said.organisation_id, said.note,
    )  # fmt: skip


@transaction.atomic
def move_between_funds(
    *, cluster: clusters.Cluster, day: date, words: str, pence: int, from_fund: Fund | None,
    to_fund: Fund | None, by: Actor, now: datetime,
) -> Entry:  # fmt: skip
    """Move money from one fund to another (None: money of no fund). Restricted money may be moved
    only to be put right: the words say why. Raises as `add_income` does.
    """
    _check(cluster, "move_between_funds", day, pence, by, now)
    rules.check_move(from_fund, to_fund)
    lines = [PostingLine("bank", -pence, from_fund), PostingLine("bank", pence, to_fund)]
    entry = post_entry(cluster=cluster, day=day, words=words, lines=lines, by=by, now=now)
    record(
        "money.move_between_funds", by=by, on=entry, at=now, scope=cluster_scope(cluster.pk),
        number=entry.number,
    )  # fmt: skip
    return entry


@transaction.atomic
def correct_entry(*, entry: Entry, why: str, by: Actor, now: datetime) -> Entry:
    """Take an entry back, and say why: both stay and name each other. What should stand is then
    written as a new one. Raises WrongState for what was taken back already.
    """
    scope = cluster_scope(entry.cluster_id)
    require(policies.MAY, "correct_entry", by=by, scope=scope)
    check_keeps(by, entry.cluster, localdate(now))
    why = rules.check_why(why)
    words = f"Takes back {entry.number}, {entry.words}: {why}"
    back = reverse_entry(entry=entry, words=words[:300], by=by, now=now)
    record("money.correct_entry", by=by, on=entry, at=now, scope=scope, number=back.number)
    return back


def _check(
    cluster: clusters.Cluster, verb: str, day: date, pence: int, by: Actor, now: datetime
) -> None:
    require(policies.MAY, verb, by=by, scope=cluster_scope(cluster.pk))
    check_keeps(by, cluster, localdate(now))
    rules.check_day(day, localdate(now))
    rules.check_amount(pence)
