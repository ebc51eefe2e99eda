"""Files of a bank, read by the engine, as rows of this room; and what they may be in the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, Sum

from spinney.clusters import api as clusters
from spinney.money.engine.statements.matching import (
    MOST_DAYS,
    OpenEntry,
    OpenLine,
    Proposal,
    proposals,
)
from spinney.money.engine.statements.reading import Line, Statement, keys_of, read_statement
from spinney.money.models import BankFile, BankLine, Entry, Posting
from spinney.money.states import BankLineState

MOST_MATCHED = 2_000
"""Open lines that are set beside the ledger at once."""
WHY_LEFT_OUT = {
    "no_day": "there is no day that can be read",
    "far_day": "its day is too far away to be right",
    "no_amount": "there is no amount",
    "nought": "the amount is nought",
    "currency": "it is not in pounds",
    "not_read": "the amount cannot be read",
}


def statement_of(bank_file: BankFile) -> Statement:
    """What a kept file says, turned round if somebody said so."""
    with bank_file.file.open("rb") as stream:
        data = stream.read()
    return read_statement(bank_file.name, data, swap=bool(bank_file.understood.get("turned")))


def understood_of(found: Statement, *, turned: bool) -> dict[str, Any]:
    """What is kept of how a file was understood."""
    last = closing(found)
    return {
        "turned": turned,
        "lines": len(found.lines),
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "breaks": found.balance_breaks,
        "closing_pence": last.balance if last else None,
        "closing_day": last.day.isoformat() if last else None,
    }


def closing(found: Statement) -> Line | None:
    """The line after which the bank says what there was, where its balances follow."""
    if found.balance_breaks != 0:
        return None
    lines = [one for one in found.lines if one.balance is not None]
    newest_first = lines[0].day > lines[-1].day
    return lines[0] if newest_first else lines[-1]


def problems_of(found: Statement) -> list[dict[str, Any]]:
    """Rows that are no line, and why, as they are kept."""
    return [
        {"row": one.row, "why": WHY_LEFT_OUT[one.why], "text": one.text}
        for one in found.left_out[:500]
    ]


def words_of(line: Line) -> str:
    """The words of a line with its reference, if that says more."""
    if not line.reference or line.reference.casefold() in line.words.casefold():
        return line.words
    return f"{line.words} {line.reference}".strip()[:300]


def rows_of(bank_file: BankFile, found: Statement) -> list[BankLine]:
    """The lines of a file as rows, not saved yet."""
    return [
        BankLine(
            bank_file=bank_file, cluster=bank_file.cluster, row=one.row, day=one.day,
            words=words_of(one), pence=one.pence, key=key,
        )
        for one, key in zip(found.lines, keys_of("bank", found.lines), strict=True)
    ]  # fmt: skip


def new_ones(cluster: clusters.Cluster, rows: Sequence[BankLine]) -> list[BankLine]:
    """Of these rows, those that are not here yet."""
    keys = [one.key for one in rows]
    there: set[str] = set()
    for start in range(0, len(keys), 500):
        part = BankLine.objects.filter(cluster=cluster, key__in=keys[start : start + 500])
        there |= set(part.values_list("key", flat=True))
    return [one for one in rows if one.key not in there]


def bank_pence(entry: Entry) -> int:
    """What an entry did to the bank."""
    rows = Posting.objects.filter(entry=entry, account__code="bank")
    return int(rows.aggregate(total=Sum("pence"))["total"] or 0)


@dataclass(frozen=True)
class Proposed:
    """An entry that a line may be, with the reasons in words."""

    entry: Entry
    proposal: Proposal

    @property
    def why(self) -> str:
        one = self.proposal
        told = ["the same amount", _days_words(one.days)]
        if one.shared:
            told.append("both say " + ", ".join(f"“{word}”" for word in one.shared[:4]))
        if one.alone:
            told.append("nothing else comes into question")
        return "; ".join(told)


def _days_words(days: int) -> str:
    if days == 0:
        return "the same day"
    count = f"{abs(days)} day{'s' if abs(days) > 1 else ''}"
    return f"the bank has it {count} {'later' if days > 0 else 'earlier'}"


def proposed(
    cluster: clusters.Cluster, lines: Sequence[BankLine]
) -> Mapping[int, Sequence[Proposed]]:
    """What each open line may be: entries that no line is yet and that were not taken back. All
    open lines of the cluster are set beside each other, so that none is proposed twice for sure.
    Three queries.
    """
    if not lines:
        return {}
    known = list(
        BankLine.objects.filter(cluster=cluster, state=BankLineState.OPEN)
        .order_by("day", "pk").values_list("pk", "day", "words", "pence")[:MOST_MATCHED]
    )  # fmt: skip
    days = [row[1] for row in known]
    entries = _open_entries(cluster, min(days), max(days)) if days else []
    found = proposals([OpenLine(*row) for row in known], entries)
    wanted = {one.entry for line in lines for one in found.get(line.pk, ())}
    rows = Entry.objects.in_bulk(wanted)
    return {
        line.pk: [Proposed(rows[one.entry], one) for one in found.get(line.pk, ())]
        for line in lines
    }


def _open_entries(cluster: clusters.Cluster, first: date, last: date) -> list[OpenEntry]:
    reach = timedelta(days=MOST_DAYS)
    rows = (
        Posting.objects.filter(
            entry__cluster=cluster, account__code="bank", entry__day__gte=first - reach,
            entry__day__lte=last + reach, entry__reverses=None, entry__reversed_by=None,
        )
        .filter(~Q(entry__bank_lines__isnull=False))
        .order_by()
        .values_list("entry_id", "entry__day", "entry__words")
        .annotate(total=Sum("pence"))
    )  # fmt: skip
    return [OpenEntry(pk, day, words, pence) for pk, day, words, pence in rows if pence]
