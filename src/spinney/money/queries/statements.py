"""Reading files of the bank and their lines, by who asks: only those who keep the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.clusters import api as clusters
from spinney.money.bridge import statements as bridge
from spinney.money.engine.statements.reading import Statement
from spinney.money.models import BankFile, BankLine
from spinney.money.policies.ledger import KEEPS
from spinney.money.queries.balances import balance
from spinney.money.states import BankFileState, BankLineState


def visible_to(actor: Actor) -> QuerySet[BankFile]:
    """The files of the clusters whose ledger the actor may keep (whether she does is asked by
    `queries.keeping`).
    """
    rows = BankFile.objects.select_related("cluster", "fund")
    if actor.is_system:
        return rows
    return rows.filter(cluster__in=actor.ids_of("cluster", *KEEPS))


def files_of(actor: Actor, cluster: clusters.Cluster) -> QuerySet[BankFile]:
    """The files of a cluster with how many of their lines are open, the newest first."""
    rows = visible_to(actor).filter(cluster=cluster).exclude(state=BankFileState.DISCARDED)
    return rows.annotate(
        n_lines=Count("lines"), n_open=Count("lines", filter=Q(lines__state=BankLineState.OPEN))
    ).order_by("-given_at", "-pk")


def get_file(actor: Actor, cluster_id: int, pk: int) -> BankFile:
    """One file. Raises NotFound."""
    found = visible_to(actor).filter(cluster=cluster_id, pk=pk).first()
    if found is None:
        raise NotFound("There is no such file here.")
    return found


def lines_of(actor: Actor, cluster: clusters.Cluster) -> QuerySet[BankLine]:
    """The lines of a cluster's files."""
    files = visible_to(actor).filter(cluster=cluster)
    return BankLine.objects.filter(bank_file__in=files).select_related("entry", "bank_file")


def has_lines(cluster: clusters.Cluster) -> bool:
    """Whether the bank has said anything of a cluster's account."""
    return BankLine.objects.filter(cluster=cluster).exists()


def get_line(actor: Actor, cluster: clusters.Cluster, pk: int) -> BankLine:
    """One line. Raises NotFound."""
    found = lines_of(actor, cluster).select_related("cluster", "bank_file__fund").filter(pk=pk)
    line = found.first()
    if line is None:
        raise NotFound("There is no such line here.")
    return line


@dataclass(frozen=True)
class Preview:
    """What a file would add: its statement, the rows that are new, and how many are here."""

    statement: Statement
    rows: list[BankLine]
    there: int

    @property
    def came(self) -> int:
        return sum(one.pence for one in self.rows if one.pence > 0)

    @property
    def went(self) -> int:
        return -sum(one.pence for one in self.rows if one.pence < 0)


def preview(bank_file: BankFile) -> Preview:
    """What adding a file would do. It does nothing."""
    found = bridge.statement_of(bank_file)
    rows = bridge.rows_of(bank_file, found)
    fresh = bridge.new_ones(bank_file.cluster, rows)
    return Preview(found, fresh, len(rows) - len(fresh))


@dataclass(frozen=True)
class Compared:
    """What the bank said that there was on a day, and what the ledger has for it, in pence."""

    day: date
    bank: int
    ledger: int

    @property
    def differs(self) -> int:
        return self.bank - self.ledger


def compared(cluster: clusters.Cluster, files: list[BankFile]) -> Compared | None:
    """The latest balance that a file of the bank has, beside the ledger's."""
    added = [one for one in files if one.state == BankFileState.ADDED]
    known = [one for one in map(_closing, added) if one is not None]
    return _beside(cluster, *max(known)) if known else None


def closing_of(bank_file: BankFile) -> Compared | None:
    """The balance with which a file of the bank ends, beside the ledger's of that day."""
    known = _closing(bank_file)
    return _beside(bank_file.cluster, *known) if known else None


def _closing(bank_file: BankFile) -> tuple[date, int] | None:
    said = bank_file.understood
    if not said.get("closing_day"):
        return None
    return date.fromisoformat(said["closing_day"]), int(said["closing_pence"])


def _beside(cluster: clusters.Cluster, day: date, pence: int) -> Compared:
    return Compared(day, pence, balance(cluster, account="bank", last=day))
