"""Files of the bank: given, looked at, added, thrown away, undone."""

from __future__ import annotations

from datetime import datetime
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.base import File as DjangoFile
from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.kernel.tabular.stored import FileRefused
from spinney.base.record.record import record
from spinney.base.web.uploads import Checked
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.bridge import statements as bridge
from spinney.money.engine.statements.reading import read_statement
from spinney.money.models import BankFile, BankLine, Fund
from spinney.money.policies import statements as rules
from spinney.money.queries.keeping import check_keeps
from spinney.money.states import BankFileState, BankLineState


def _require(verb: str, cluster: clusters.Cluster, by: Actor, now: datetime) -> None:
    require(policies.MAY, verb, by=by, scope=cluster_scope(cluster.pk))
    check_keeps(by, cluster, localdate(now))


def _held(bank_file: BankFile) -> BankFile:
    held = BankFile.objects.select_for_update(of=("self",)).select_related("cluster", "fund")
    return held.get(pk=bank_file.pk)


def _save(bank_file: BankFile, *fields: str) -> None:
    bank_file.version += 1
    bank_file.save(update_fields=["version", *fields])


@transaction.atomic
def give_bank_file(
    *, cluster: clusters.Cluster, file: DjangoFile[Any] | IO[bytes], checked: Checked,
    fund: Fund | None = None, by: Actor, now: datetime,
) -> BankFile:  # fmt: skip
    """Take a file as it is, and read it; nothing is added yet. Raises BadInput for one that cannot
    be read, or that is here already.
    """
    _require("give_bank_file", cluster, by, now)
    there = BankFile.objects.filter(
        cluster=cluster, sha256=checked.sha256,
        state__in=(BankFileState.TO_CHECK, BankFileState.ADDED),
    )  # fmt: skip
    rules.check_new(there.first())
    file.seek(0)
    data = file.read()
    try:
        found = read_statement(checked.name, data)
    except FileRefused as error:
        raise BadInput(str(error), {"file": [str(error)]}) from error
    made = BankFile(
        cluster=cluster, fund=fund, name=checked.name, size=checked.size, sha256=checked.sha256,
        understood=bridge.understood_of(found, turned=False),
        problems=bridge.problems_of(found), given_at=now, given_by=by.label,
    )  # fmt: skip
    made.file.save(checked.name, ContentFile(data), save=False)
    made.save()
    record("money.give_bank_file", by=by, on=made, at=now, scope=made.scope, lines=len(found.lines))
    return made


@transaction.atomic
def turn_bank_file(*, bank_file: BankFile, by: Actor, now: datetime) -> BankFile:
    """Turn round what came in and what went out, where the file was misunderstood."""
    _require("turn_bank_file", bank_file.cluster, by, now)
    held = _held(bank_file)
    rules.check_file_becomes(held, BankFileState.ADDED)
    turned = not held.understood.get("turned")
    held.understood = held.understood | {"turned": turned}
    held.understood = bridge.understood_of(bridge.statement_of(held), turned=turned)
    _save(held, "understood")
    record("money.turn_bank_file", by=by, on=held, at=now, scope=held.scope, turned=turned)
    return held


@transaction.atomic
def add_bank_lines(*, bank_file: BankFile, by: Actor, now: datetime) -> int:
    """Add the lines of a file that are not here yet, to be matched. Returns how many."""
    _require("add_bank_lines", bank_file.cluster, by, now)
    clusters.Cluster.objects.select_for_update(no_key=True).only("pk").get(pk=bank_file.cluster_id)
    held = _held(bank_file)
    rules.check_file_becomes(held, BankFileState.ADDED)
    rows = bridge.rows_of(held, bridge.statement_of(held))
    fresh = bridge.new_ones(held.cluster, rows)
    BankLine.objects.bulk_create(fresh, batch_size=1_000)
    held.state = BankFileState.ADDED
    _save(held, "state")
    record("money.add_bank_lines", by=by, on=held, at=now, scope=held.scope, lines=len(fresh))
    return len(fresh)


@transaction.atomic
def discard_bank_file(*, bank_file: BankFile, by: Actor, now: datetime) -> BankFile:
    """Throw away a file that was not added; it is erased."""
    _require("discard_bank_file", bank_file.cluster, by, now)
    held = _held(bank_file)
    rules.check_file_becomes(held, BankFileState.DISCARDED)
    held.state = BankFileState.DISCARDED
    _erase(held)
    _save(held, "state", "file")
    record("money.discard_bank_file", by=by, on=held, at=now, scope=held.scope)
    return held


@transaction.atomic
def undo_bank_file(*, bank_file: BankFile, by: Actor, now: datetime) -> int:
    """Take out the lines of a file again. Raises WrongState while some are matched. Returns how
    many went.
    """
    _require("undo_bank_file", bank_file.cluster, by, now)
    held = _held(bank_file)
    rules.check_file_becomes(held, BankFileState.UNDONE)
    rules.check_can_undo(held.lines.filter(state=BankLineState.MATCHED).count())
    count, _ = held.lines.all().delete()
    held.state = BankFileState.UNDONE
    _erase(held)
    _save(held, "state", "file")
    record("money.undo_bank_file", by=by, on=held, at=now, scope=held.scope, lines=count)
    return count


def _erase(bank_file: BankFile) -> None:
    """The file itself goes once this is kept: a bank's lines name people."""
    stored, name = bank_file.file.storage, bank_file.file.name
    bank_file.file = ""
    if name:
        transaction.on_commit(lambda: stored.delete(name))
