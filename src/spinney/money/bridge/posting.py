"""Lines of an entry between the rooms and the engine of the ledger; and the cluster's accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet, Subquery

from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.ids import new_uid
from spinney.base.kernel.money import Money
from spinney.base.record.prepared import prepared
from spinney.base.record.writing import as_object, insert, places, put
from spinney.clusters import api as clusters
from spinney.money.engine.ledger import START, Fact, Fault, Line, digest_of, faults_of, with_funds
from spinney.money.models import Account, Balance, Entry, Fund, Posting

Kind = Account.AccountKind
CHART: Mapping[str, tuple[int, str, str]] = {
    "bank": (1000, "Bank", Kind.ASSET),
    "grant_due": (1100, "Grants promised to us", Kind.ASSET),
    "member_due": (1200, "Members owe us", Kind.ASSET),
    "member_owed": (2100, "We owe members", Kind.LIABILITY),
    "opening": (3000, "What we began with", Kind.FUNDS),
    "grant_income": (4000, "Grants", Kind.INCOME),
    "member_income": (4100, "Members’ shares", Kind.INCOME),
    "other_income": (4900, "Other income", Kind.INCOME),
    "activity_cost": (5000, "Activities", Kind.COST),
    "attendance_cost": (5100, "Payments for attendance", Kind.COST),
    "microgrant_cost": (5200, "Micro-grants", Kind.COST),
    "shared_cost": (5300, "Shared costs", Kind.COST),
    "other_cost": (5900, "Other costs", Kind.COST),
}
"""The accounts that every cluster has: code -> (number, name, kind)."""


@dataclass(frozen=True)
class PostingLine:
    """One line of an entry, as other nouns write it: so many pence to an account (above nought, a
    debit) or from it (below, a credit). A line without a fund is of the one fund that the entry
    names, if it names one.
    """

    account: str
    pence: int
    fund: Fund | None = None
    activity_id: int | None = None
    budget_line_id: int | None = None
    organisation_id: int | None = None
    note: str = ""


def accounts_of(cluster: clusters.Cluster) -> dict[str, Account]:
    """The accounts of a cluster by their code; made when it first needs them."""
    found = {one.code: one for one in _accounts(cluster=cluster.pk)}
    missing = [code for code in CHART if code not in found]
    if missing:
        Account.objects.bulk_create(
            (
                Account(
                    cluster=cluster, code=code, number=CHART[code][0], name=CHART[code][1],
                    kind=CHART[code][2],
                )
                for code in missing
            ),
            ignore_conflicts=True,
        )  # fmt: skip
        found = {one.code: one for one in _accounts(cluster=cluster.pk)}
    return found


def hold_ledger(cursor: CursorWrapper, cluster: clusters.Cluster) -> None:
    """Let whoever else would write in a cluster's ledger wait until this transaction ends. Where
    the database has one writer at a time, whoever has begun to write is alone already.
    """
    if cursor.db.features.has_select_for_update:
        with cursor.db.cursor() as own:
            _held.ask_with(own, pk=cluster.pk)


def last_and_accounts(
    cursor: CursorWrapper, cluster: clusters.Cluster, lines: Iterable[PostingLine]
) -> tuple[int, str, Mapping[str, int]]:
    """The number and digest of a cluster's last entry (0 and "" while there is none), and the keys
    of the accounts that lines name, by their code; made when the cluster first needs any. Call it
    when the ledger is held. Raises BadInput for an account that there is not.
    """
    codes = sorted({one.account for one in lines})
    unknown = [code for code in codes if code not in CHART]
    if unknown:
        raise BadInput(f"There is no account “{unknown[0]}” in this ledger.")
    rows = _last_and_named.read_with(cursor, cluster=cluster.pk, codes=codes)
    if len(rows) < len(codes):
        accounts_of(cluster)
        rows = _last_and_named.read_with(cursor, cluster=cluster.pk, codes=codes)
    number, digest = rows[0][2:] if rows else (None, None)
    return number or 0, digest or "", {code: pk for code, pk, *_ in rows}


@prepared
def _last_and_named(
    cluster: int, codes: list[str]
) -> QuerySet[Account, tuple[str, int, int | None, str | None]]:
    """The end of the ledger stands beside each account: one statement instead of two."""
    last = Entry.objects.filter(cluster=cluster).order_by("-number")
    rows = Account.objects.filter(cluster=cluster, code__in=codes).order_by()
    return rows.values_list(
        "code", "pk", Subquery(last.values("number")[:1]), Subquery(last.values("digest")[:1])
    )


@prepared
def _accounts(cluster: int) -> QuerySet[Account]:
    return Account.objects.filter(cluster=cluster)


@prepared
def _held(pk: int) -> QuerySet[clusters.Cluster, int]:
    held = clusters.Cluster.objects.filter(pk=pk).select_for_update(no_key=True)
    return held.values_list("pk", flat=True)


def sound_lines(lines: Iterable[PostingLine]) -> list[PostingLine]:
    """The lines with their funds known. Raises BadInput for what is no sound entry."""
    given = list(lines)
    funds = {one.fund.pk: one.fund for one in given if one.fund is not None}
    plain = with_funds(engine_lines(given))
    faults = faults_of(plain)
    if faults:
        raise BadInput(fault_words(faults[0], funds))
    return [
        one
        if one.fund is not None or line.fund is None
        else PostingLine(
            one.account, one.pence, funds[int(line.fund)], one.activity_id, one.budget_line_id,
            one.organisation_id, one.note,
        )
        for one, line in zip(given, plain, strict=True)
    ]  # fmt: skip


def engine_lines(lines: Iterable[PostingLine]) -> list[Line]:
    """Lines as the engine knows them."""
    return [Line(one.account, one.pence, one.fund.pk if one.fund else None) for one in lines]


def fault_words(fault: Fault, funds: Mapping[int, Fund]) -> str:
    """What is wrong with an entry, in words."""
    amount = Money(abs(fault.pence))
    fund = funds[int(fault.fund)].name if fault.fund is not None else "no fund"
    return {
        "too_few": "An entry says where money came from and where it went: two lines at least.",
        "too_many": "This entry has too many lines. Write it as several.",
        "nought": "An amount of nothing changes nothing. Write an amount above nought.",
        "too_large": "This is not an amount that can be paid. Check it.",
        "unbalanced": f"What came from somewhere and what went somewhere differ by {amount}.",
        "fund": f"What came from “{fund}” and what went to it differ by {amount}. Move money"
        " between funds by itself.",
    }[fault.code]  # fmt: skip


def fact_of(entry: Entry, lines: Iterable[tuple[str, int, str, str]], reverses: int | None) -> Fact:
    """What an entry says, as the chain fixes it; `reverses` is the number of what it takes back."""
    return Fact(entry.number, entry.day, entry.words, entry.source, reverses, tuple(lines))


def sealed(
    row: dict[str, Any], lines: Sequence[PostingLine], before: str, reverses: Entry | None
) -> dict[str, Any]:
    """The row of a new entry with its digest, after the digest of the one before ("" for the
    first).
    """
    said = tuple(
        (one.account, one.pence, str(one.fund.uid) if one.fund is not None else "", _note(one))
        for one in lines
    )
    number = reverses.number if reverses is not None else None
    before = before or START
    fact = Fact(row["number"], row["day"], row["words"], row["source"], number, said)
    return {**row, "before_digest": before, "digest": digest_of(fact, before)}


def write(
    cursor: CursorWrapper, cluster: clusters.Cluster, rows: Sequence[dict[str, Any]],
    lines: Iterable[Sequence[PostingLine]], accounts: Mapping[str, int],
) -> list[Entry]:  # fmt: skip
    """Write the rows of entries and of their lines, and add these to what is kept."""
    keys = insert(cursor, Entry, rows)
    postings = [
        posting for key, said in zip(keys, lines, strict=True)
        for posting in _postings_of(key, said, accounts)
    ]  # fmt: skip
    put(cursor, Posting, postings)
    _keep_balances(cursor, postings)
    entries = [as_object(Entry, row, key) for row, key in zip(rows, keys, strict=True)]
    for entry in entries:
        entry._state.fields_cache["cluster"] = cluster
    return entries


def _note(line: PostingLine) -> str:
    """What is kept of a line's note: so the digest says the same."""
    return line.note[:200]


def _postings_of(
    entry: int, lines: Iterable[PostingLine], accounts: Mapping[str, int]
) -> list[dict[str, Any]]:
    """The rows of an entry's lines, not written yet."""
    return [
        {
            "uid": new_uid(), "entry_id": entry, "account_id": accounts[one.account],
            "fund_id": one.fund.pk if one.fund is not None else None, "pence": one.pence,
            "activity_id": one.activity_id, "budget_line_id": one.budget_line_id,
            "organisation_id": one.organisation_id, "note": _note(one),
        }
        for one in lines
    ]  # fmt: skip


_KEYS = ("account_id", "fund_id", "activity_id", "budget_line_id", "organisation_id")
_key_of = itemgetter(*_KEYS)


@lru_cache(maxsize=128)
def _keeping(count: int) -> tuple[str, tuple[str, ...]]:
    table = Balance._meta.db_table
    values, names = places(count, len(_KEYS) + 1)
    same = ", ".join([_KEYS[0], *(f"COALESCE({key}, 0)" for key in _KEYS[1:])])
    return (
        f"INSERT INTO {table} ({', '.join(_KEYS)}, pence) VALUES {values}"  # noqa: S608 (names alone)
        f" ON CONFLICT ({same}) DO UPDATE SET pence = {table}.pence + excluded.pence"
    ), names


def _keep_balances(cursor: CursorWrapper, postings: Iterable[Mapping[str, Any]]) -> None:
    """Add lines to what is kept of their account, fund, activity, line and organisation. One
    statement, that waits for nobody and loses nothing (Django's own upsert cannot add).
    """
    sums: defaultdict[tuple[int | None, ...], int] = defaultdict(int)
    for one in postings:
        sums[_key_of(one)] += one["pence"]
    # Always in one order, so that two entries never wait for each other.
    rows = sorted(sums.items(), key=lambda row: tuple(key or 0 for key in row[0]))
    for start in range(0, len(rows), 100):
        part = rows[start : start + 100]
        sql, names = _keeping(len(part))
        values = [value for keys, pence in part for value in (*keys, pence)]
        cursor.execute(sql, dict(zip(names, values, strict=True)))
