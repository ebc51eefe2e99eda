"""Funds: money from one funder for one purpose, set up, changed, closed and opened again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged, take_over
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.models import Fund
from spinney.money.policies import ledger as rules
from spinney.money.queries.balances import balance
from spinney.money.queries.keeping import check_keeps
from spinney.register.api import Organisation


@dataclass(frozen=True)
class FundSaid:
    """What is said of a fund. `holder` is the organisation in whose bank account it lies."""

    name: str
    funder: str = ""
    purpose: str = ""
    restriction: str = "restricted"
    holder: Organisation | None = None


@transaction.atomic
def add_fund(*, cluster: clusters.Cluster, said: FundSaid, by: Actor, now: datetime) -> Fund:
    """Set up a fund. Raises BadInput for a name that is taken, and for a holder outside."""
    _require("add_fund", cluster, by, now)
    _check(cluster, said, None, now)
    fund = Fund.objects.create(
        cluster=cluster, name=said.name, funder=said.funder, purpose=said.purpose,
        restriction=said.restriction, holder=said.holder, made_at=now, made_by=by.label,
    )  # fmt: skip
    record("money.add_fund", by=by, on=fund, at=now, scope=fund.scope, name=fund.name)
    return fund


@transaction.atomic
def edit_fund(
    *, fund: Fund, said: FundSaid, read: int | None = None, by: Actor, now: datetime
) -> Fund:
    """Change what is said of a fund; `read` is its version as it was read."""
    _require("edit_fund", fund.cluster, by, now)
    fund = _held(fund)
    check_unchanged(fund, read, "this fund")
    _check(fund.cluster, said, fund, now)
    changes = take_over(
        fund, {
            "name": said.name, "funder": said.funder, "purpose": said.purpose,
            "restriction": said.restriction, "holder": said.holder,
        },
    )  # fmt: skip
    if changes:
        fund.save()
        record(
            "money.edit_fund", by=by, on=fund, at=now, scope=fund.scope,
            before=changes.before, after=changes.after,
        )  # fmt: skip
    return fund


@transaction.atomic
def close_fund(*, fund: Fund, on: date, by: Actor, now: datetime) -> Fund:
    """Close a fund: it takes no entries after that day. Raises WrongState while money of it lies in
    the bank, or a ring-fence in it is open.
    """
    _require("close_fund", fund.cluster, by, now)
    fund = _held(fund)
    rules.check_day(on, localdate(now))
    rules.check_can_close(
        fund, balance(fund.cluster, account="bank", fund=fund),
        fund.ring_fences.filter(closed_on=None).count(),
    )  # fmt: skip
    fund.closed_on = on
    _saved(fund)
    record("money.close_fund", by=by, on=fund, at=now, scope=fund.scope, name=fund.name)
    return fund


@transaction.atomic
def reopen_fund(*, fund: Fund, by: Actor, now: datetime) -> Fund:
    """Open a closed fund again."""
    _require("reopen_fund", fund.cluster, by, now)
    fund = _held(fund)
    rules.check_is_closed(fund)
    fund.closed_on = None
    _saved(fund)
    record("money.reopen_fund", by=by, on=fund, at=now, scope=fund.scope, name=fund.name)
    return fund


def _require(verb: str, cluster: clusters.Cluster, by: Actor, now: datetime) -> None:
    require(policies.MAY, verb, by=by, scope=cluster_scope(cluster.pk))
    check_keeps(by, cluster, localdate(now))


def _held(fund: Fund) -> Fund:
    held = Fund.objects.select_for_update(of=("self",)).select_related("cluster", "holder")
    return held.get(pk=fund.pk)


def _saved(fund: Fund) -> None:
    fund.version += 1
    fund.save(update_fields=["closed_on", "version"])


def _check(cluster: clusters.Cluster, said: FundSaid, fund: Fund | None, now: datetime) -> None:
    rules.check_fund_words(said.name, said.funder, said.purpose, said.restriction)
    others = Fund.objects.filter(cluster=cluster, name__iexact=said.name)
    if fund is not None:
        others = others.exclude(pk=fund.pk)
    if others.exists():
        told = f"There is a fund “{said.name}” already. Choose another name."
        raise BadInput(told, {"name": [told]})
    if said.holder is not None:
        known = {one.organisation_id for one in clusters.belongs(cluster, localdate(now))}
        kept = fund.holder_id if fund else None
        if said.holder.pk not in known | {kept}:
            told = f"{said.holder.name} does not belong to the cluster."
            raise BadInput(told, {"holder": [told]})
