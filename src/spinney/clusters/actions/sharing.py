"""Sharing evidence with a cluster: begun and ended by the organisation whose evidence it is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from spinney.base.kernel.actors import Actor, cluster_scope, organisation_scope
from spinney.base.kernel.errors import WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import policies
from spinney.clusters.models import Cluster, EvidenceShare, Membership
from spinney.clusters.policies import sharing as rules
from spinney.register import api as register


@transaction.atomic
def share_evidence(
    *,
    cluster: Cluster,
    evidence: register.Evidence,
    members_see: bool = False,
    by: Actor,
    now: datetime,
) -> EvidenceShare:
    """Let a cluster see one piece of evidence and its files: those who run it, and its members
    too if `members_see`. Shared already with others: from now on with these.

    Raises WrongState unless the evidence is held and the organisation is in touch with the cluster.
    """
    scope = organisation_scope(evidence.organisation_id)
    require(policies.MAY, "share_evidence", by=by, scope=scope)
    membership = Membership.objects.filter(
        cluster=cluster, organisation_id=evidence.organisation_id
    ).first()
    rules.check_can_share(cluster, membership)
    evidence = register.Evidence.objects.select_for_update().get(pk=evidence.pk)
    if not register.is_held(evidence):
        raise WrongState(f"{evidence} is not held any longer, so it cannot be shared.")
    known = EvidenceShare.objects.filter(cluster=cluster, evidence=evidence, ended_at=None).first()
    if known is not None and known.members_see == members_see:
        return known
    if known is not None:
        known.ended_at = now
        known.save(update_fields=["ended_at"])
    share = EvidenceShare.objects.create(
        cluster=cluster,
        evidence=evidence,
        members_see=members_see,
        shared_at=now,
        shared_by=by.label,
    )
    _record("clusters.share_evidence", share, by=by, now=now)
    return share


@transaction.atomic
def end_share(*, share: EvidenceShare, by: Actor, now: datetime) -> EvidenceShare:
    """Share a piece of evidence no longer. From this moment nobody of the cluster sees it."""
    scope = organisation_scope(share.evidence.organisation_id)
    require(policies.MAY, "end_share", by=by, scope=scope)
    share = EvidenceShare.objects.select_for_update().get(pk=share.pk)
    rules.check_share_goes_on(share)
    share.ended_at = now
    share.save(update_fields=["ended_at"])
    _record("clusters.end_share", share, by=by, now=now)
    return share


def _record(verb: str, share: EvidenceShare, *, by: Actor, now: datetime) -> None:
    """In the cluster's book and in the organisation's: each must be able to tell for itself."""
    evidence = share.evidence
    detail = {
        "title": str(evidence),
        "organisation": evidence.organisation.name,
        "cluster": share.cluster.name,
        "members_see": share.members_see,
        "evidence": evidence.pk,
    }
    for scope in (cluster_scope(share.cluster_id), organisation_scope(evidence.organisation_id)):
        record(verb, by=by, on=share, at=now, scope=scope, **detail)
