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
    MOST_PROPOSED,
    OpenEntry,
    OpenLine,
    Proposal,
    adding_up,
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
    "currency": "it is not in pounds: write it by hand, with what it came to in pounds",
    "not_read": "the amount cannot be read",
}


def statement_of(bank_file: BankFile) -> Statement:
    """What a kept file says, turned round if somebody said so."""
    with bank_file.file.open("rb") as stream:
        data = stream.read()
    return read_statement(bank_file.name, data, swap=bool(bank_file.understood.get("turned")))


def understood_of(found: Statement, *, turned: bool) -> dict[str, Any]:
    """What is kept of how a file was understood."""
    day, pence = found.ends_with or closing(found) or (None, None)
    return {
        "turned": turned,
        "lines": len(found.lines),
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "breaks": found.balance_breaks,
        "closing_pence": pence,
        "closing_day": day.isoformat() if day else None,
    }


def closing(found: Statement) -> tuple[date, int] | None:
    """The day of the last line, and what the bank says there was after it, where its balances
    follow.
    """
    if found.balance_breaks != 0:
        return None
    lines = [one for one in found.lines if one.balance is not None]
    last = lines[0] if lines[0].day > lines[-1].day else lines[-1]
    return last.day, last.balance or 0


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


@dataclass(frozen=True)
class Together:
    """An entry that several lines of the bank may be together, and which of them come to it."""

    entry: Entry
    lines: tuple[int, ...]


def together(cluster: clusters.Cluster, line: BankLine) -> list[Together]:
    """The entries of which an open line may be a part: larger, the same way, within two weeks;
    those first to which it comes with other lines. Three queries.
    """
    reach = timedelta(days=MOST_DAYS)
    found = [
        one for one in _open_entries(cluster, line.day, line.day)
        if one.pence * line.pence > 0 and abs(one.pence) > abs(line.pence)
    ]  # fmt: skip
    known = open_lines(cluster, line.day - reach, line.day + reach) if found else []
    parts = [(one, adding_up(one, known)) for one in found]
    parts.sort(key=lambda part: (line.pk not in part[1], abs((part[0].day - line.day).days)))
    rows = Entry.objects.in_bulk([one.id for one, _ in parts[:MOST_PROPOSED]])
    return [
        Together(rows[one.id], ids if line.pk in ids else ()) for one, ids in parts[:MOST_PROPOSED]
    ]


def lines_near(entry: Entry) -> tuple[list[BankLine], tuple[int, ...]]:
    """(the open lines that an entry may be together: the same way, within two weeks; those of them
    that come to it). Two queries.
    """
    pence, reach = bank_pence(entry), timedelta(days=MOST_DAYS)
    rows = BankLine.objects.filter(
        cluster=entry.cluster_id, state=BankLineState.OPEN, day__gte=entry.day - reach,
        day__lte=entry.day + reach,
    ).order_by("day", "pk")  # fmt: skip
    lines = [one for one in rows[:MOST_MATCHED] if one.pence * pence > 0]
    known = [OpenLine(one.pk, one.day, one.words, one.pence) for one in lines]
    return lines, adding_up(OpenEntry(entry.pk, entry.day, entry.words, pence), known)


def open_lines(cluster: clusters.Cluster, first: date, last: date) -> list[OpenLine]:
    """The lines of some days that are no entry yet."""
    rows = BankLine.objects.filter(
        cluster=cluster, state=BankLineState.OPEN, day__gte=first, day__lte=last
    ).order_by("day", "pk")
    return [
        OpenLine(*row) for row in rows.values_list("pk", "day", "words", "pence")[:MOST_MATCHED]
    ]


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
