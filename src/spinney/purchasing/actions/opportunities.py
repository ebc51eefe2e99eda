"""Where a cluster could save: looked for, kept, put by, brought back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged
from spinney.base.work.models import Job
from spinney.clusters import api as clusters
from spinney.purchasing import policies
from spinney.purchasing.bridge.calling import called
from spinney.purchasing.bridge.holding import hold_cluster
from spinney.purchasing.bridge.starting_finding import start_finding
from spinney.purchasing.engine.opportunities.opportunity import Kind
from spinney.purchasing.models import Opportunity, OpportunityMember, Supplier
from spinney.purchasing.policies import opportunities as rules
from spinney.purchasing.queries.finding import Found, Kept
from spinney.purchasing.queries.opportunities import about, titled
from spinney.purchasing.queries.seeing import Shared
from spinney.purchasing.states import OpportunityState


@transaction.atomic
def find_opportunities(*, cluster: clusters.Cluster, by: Actor, now: datetime) -> Job:
    """Look again where the cluster could save; the job's page tells how far it is."""
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "find_opportunities", by=by, scope=scope)
    record("purchasing.find_opportunities", by=by, on=cluster, at=now, scope=scope)
    return start_finding(cluster, now=now, by=by)


@dataclass(frozen=True)
class Outcome:
    """How much came of a run."""

    found: int
    new: int
    gone: int


@transaction.atomic
def keep_opportunities(
    *,
    cluster: clusters.Cluster,
    found: Found,
    by: Actor,
    now: datetime,
) -> Outcome:
    """Keep what a run found. What is found again keeps its row and what people said of it; what is
    found no more is gone, unless it was taken up. Two runs of a cluster wait for one another.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "keep_opportunities", by=by, scope=scope)
    hold_cluster(cluster.pk)
    rows = {one.key: one for one in Opportunity.objects.filter(cluster=cluster)}
    writing = _Writing(cluster, rows, found.shared, now)
    for_all = {one.found.key: one for one in found.for_all}
    for_brokers = {one.found.key: one for one in found.for_brokers}
    keys = [*for_all, *(key for key in for_brokers if key not in for_all)]
    for rank, key in enumerate(keys, start=1):
        writing.keep(rank, for_all.get(key), for_brokers.get(key))
    gone = _let_go([one for key, one in rows.items() if key not in set(keys)])
    outcome = Outcome(len(keys), len(set(keys) - rows.keys()), gone)
    record(
        "purchasing.keep_opportunities", by=by, on=cluster, at=now, scope=scope,
        found=outcome.found, new=outcome.new, gone=outcome.gone,
    )  # fmt: skip
    return outcome


class _Writing:
    """Rows of one run."""

    def __init__(
        self,
        cluster: clusters.Cluster,
        rows: Mapping[str, Opportunity],
        shared: Mapping[int, Shared],
        now: datetime,
    ) -> None:
        self.cluster = cluster
        self.rows = rows
        self.now = now
        self.organisations = {str(one.organisation.uid): pk for pk, one in shared.items()}
        self.members = {str(one.organisation.uid): one.organisation.name for one in shared.values()}
        suppliers = Supplier.objects.filter(cluster=cluster, merged_into=None)
        self.suppliers = {one.key: one for one in suppliers}
        names = {key: called(one) for key, one in self.suppliers.items()}
        self.names = self.members | names

    def keep(self, rank: int, for_all: Kept | None, for_brokers: Kept | None) -> None:
        """Write one opportunity with its members. The columns hold what all may see: no supplier
        of what is for one member or a broker alone, and of what only a broker finds no amounts.
        """
        kept = for_all or for_brokers
        if kept is None:
            return
        found = kept.found
        row = self.rows.get(found.key)
        if row is None:
            row = Opportunity(cluster=self.cluster, key=found.key, found_at=self.now)
        elif row.state == OpportunityState.GONE:
            row.state = OpportunityState.OPEN
        row.kind, row.category, row.effort = found.kind.value, found.category, found.effort.value
        # What one member may stop is for that member; what only a broker finds, for the broker.
        is_for_all = for_all is not None and found.kind is not Kind.STOP
        row.title = (titled(found, self.names) if is_for_all else about(row))[:200]
        named = found.suppliers[0] if is_for_all and found.suppliers else ""
        row.supplier = self.suppliers.get(named)
        row.low_pence = for_all.found.low_pence if for_all else 0
        row.high_pence = for_all.found.high_pence if for_all else 0
        row.by_when, row.rank, row.last_found_at = found.by_when, rank, self.now
        row.facts = for_all.to_json() if for_all else {}
        row.for_brokers = for_brokers.to_json() if for_brokers else {}
        row.save()
        self._keep_members(row, for_all)

    def _keep_members(self, row: Opportunity, for_all: Kept | None) -> None:
        OpportunityMember.objects.filter(opportunity=row).delete()
        OpportunityMember.objects.bulk_create(
            OpportunityMember(
                opportunity=row,
                organisation_id=self.organisations[one.member],
                now_pence=one.yearly_pence,
                low_pence=one.low_pence,
                high_pence=one.high_pence,
            )
            for one in (for_all.found.members if for_all else ())
        )


def _let_go(rows: Sequence[Opportunity]) -> int:
    """What is found no more is gone; what was taken up stays as it is. Nothing reckoned for brokers
    is kept of either.
    """
    gone = 0
    for row in rows:
        if row.state in (OpportunityState.OPEN, OpportunityState.PUT_BY):
            row.state = OpportunityState.GONE
            gone += 1
        row.for_brokers = {}
        row.save(update_fields=["state", "for_brokers"])
    return gone


@transaction.atomic
def put_opportunity_by(
    *, opportunity: Opportunity, why: str, by: Actor, now: datetime, read: int | None = None
) -> Opportunity:
    """Take it off the list for now, and say why. Raises BadInput without a reason, WrongState when
    it is not open, ChangedMeanwhile when somebody was quicker (`read`: the version that she saw).
    """
    require(policies.MAY, "put_opportunity_by", by=by, scope=opportunity.scope)
    hold_cluster(opportunity.cluster_id)
    opportunity.refresh_from_db()
    check_unchanged(opportunity, read, "this")
    rules.check_becomes(opportunity, OpportunityState.PUT_BY)
    why = " ".join(why.split())
    rules.check_why(why)
    told = _becomes(opportunity, OpportunityState.PUT_BY, why)
    record(
        "purchasing.put_opportunity_by", by=by, on=opportunity, at=now, scope=opportunity.scope,
        **told,
    )  # fmt: skip
    return opportunity


@transaction.atomic
def bring_back_opportunity(*, opportunity: Opportunity, by: Actor, now: datetime) -> Opportunity:
    """Put it on the list again. Raises WrongState when it was not put by."""
    require(policies.MAY, "bring_back_opportunity", by=by, scope=opportunity.scope)
    hold_cluster(opportunity.cluster_id)
    opportunity.refresh_from_db()
    rules.check_put_by(opportunity)
    told = _becomes(opportunity, OpportunityState.OPEN, "")
    record(
        "purchasing.bring_back_opportunity", by=by, on=opportunity, at=now,
        scope=opportunity.scope, **told,
    )  # fmt: skip
    return opportunity


def _becomes(opportunity: Opportunity, state: OpportunityState, why: str) -> dict[str, Any]:
    """Move it to the state; returns what the record tells of that."""
    before = {"state": opportunity.state, "why_put_by": opportunity.why_put_by}
    opportunity.state, opportunity.why_put_by = state, why
    opportunity.version += 1
    opportunity.save(update_fields=["state", "why_put_by", "version"])
    return {
        "about": about(opportunity),
        "why": why,
        "before": before,
        "after": {"state": state.value, "why_put_by": why},
        "version": opportunity.version,
    }
