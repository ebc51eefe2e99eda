"""Shared evidence: what a cluster's people see, and who sees what of an organisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from spinney.base.kernel.actors import Actor, Role, cluster_scope
from spinney.base.kernel.errors import NotFound
from spinney.base.web.components.parts import Link
from spinney.clusters.bridge.words import criterion_words
from spinney.clusters.models import (
    Cluster,
    Criterion,
    EvidenceShare,
    Facilitator,
    Manager,
    Membership,
)
from spinney.clusters.policies.sharing import IN_TOUCH, RUNS_IT
from spinney.clusters.states import ClusterState
from spinney.register import api as register


def shares_in_force() -> QuerySet[EvidenceShare]:
    """Shares that let somebody see something now: those that go on, of evidence that is held."""
    return shares_going_on().filter(evidence__state=register.EvidenceState.HELD)


def shares_going_on() -> QuerySet[EvidenceShare]:
    """Shares that have not ended, by an organisation in touch with a cluster that goes on."""
    in_touch = Membership.objects.filter(
        cluster_id=OuterRef("cluster_id"),
        organisation_id=OuterRef("evidence__organisation_id"),
        state__in=IN_TOUCH,
    )
    return (
        EvidenceShare.objects.filter(Exists(in_touch), ended_at=None)
        .exclude(cluster__state=ClusterState.ENDED)
        .select_related("cluster", "evidence__organisation", "evidence__replaced_by")
    )


def shares_visible_to(by: Actor, cluster_id: int) -> QuerySet[EvidenceShare]:
    """What the actor sees of the evidence shared with a cluster: all, when she runs it; as a
    member, what is shared with members, and her own organisation's.
    """
    found = shares_in_force().filter(cluster_id=cluster_id)
    roles = by.roles_in(cluster_scope(cluster_id))
    if by.is_system or roles & RUNS_IT:
        return found
    if Role.MEMBER not in roles:
        return found.none()
    own = Q(evidence__organisation_id=by.organisation_id) if by.organisation_id else Q(pk=None)
    return found.filter(Q(members_see=True) | own)


def share_for(by: Actor, cluster_id: int, share_id: int) -> EvidenceShare:
    """One share, for whoever sees it now. Raises NotFound."""
    found = shares_visible_to(by, cluster_id).filter(pk=share_id).first()
    if found is None:
        raise NotFound("There is no such evidence, or it is no longer shared with you.")
    return found


def shared_file_for(by: Actor, cluster_id: int, share_id: int, uid: UUID) -> register.EvidenceFile:
    """One file of shared evidence, for whoever sees it now. Raises NotFound."""
    share = share_for(by, cluster_id, share_id)
    found = share.evidence.files.filter(uid=uid, removed_at=None).first()
    if found is None:
        raise NotFound("There is no such file, or it is no longer shared with you.")
    return found


@dataclass(frozen=True)
class Audience:
    """Who would see what is shared with a cluster: people by name, and organisations."""

    runs_it: tuple[str, ...]
    members: tuple[str, ...]


def audience_of(cluster: Cluster, but: int, on: date) -> Audience:
    """Who sees what is shared with a cluster on a day, besides the organisation `but` itself."""
    in_force = Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))
    helpers = Facilitator.objects.filter(in_force, cluster=cluster).select_related("person")
    people = [f"{f.person} (facilitator)" for f in helpers]
    if cluster.programme_id:
        managers = Manager.objects.filter(in_force, programme_id=cluster.programme_id)
        people += [f"{m.person} (programme manager)" for m in managers.select_related("person")]
    members = Membership.objects.filter(cluster=cluster, state="active", tier__may_see=True)
    names = members.exclude(organisation_id=but).values_list("organisation__name", flat=True)
    return Audience(tuple(people), tuple(sorted(names)))


@dataclass(frozen=True)
class Line:
    """One held piece of evidence and whether one cluster sees it."""

    evidence: register.Evidence
    is_asked_for: bool
    share: EvidenceShare | None

    @property
    def seen_by(self) -> str:
        if self.share is None:
            return "Nobody there"
        return "Facilitators and members" if self.share.members_see else "Facilitators"


@dataclass(frozen=True)
class Sharing:
    """What one cluster sees of an organisation's evidence, and what it asks for."""

    membership: Membership
    lines: tuple[Line, ...]
    asks_for: tuple[str, ...]
    audience: Audience
    missing: tuple[str, ...] = field(default=())

    @property
    def cluster(self) -> Cluster:
        return self.membership.cluster


def memberships_in_touch(organisation_id: int) -> QuerySet[Membership]:
    """Where an organisation belongs, asks or is asked to, by name of the cluster."""
    found = Membership.objects.filter(organisation_id=organisation_id, state__in=IN_TOUCH)
    return (
        found.exclude(cluster__state=ClusterState.ENDED)
        .select_related("cluster", "admitted_to")
        .order_by("cluster__name")
    )


def sharing_of(by: Actor, organisation_id: int, on: date) -> list[Sharing]:
    """Who sees what of an organisation's evidence, cluster by cluster, for those who keep it."""
    held = list(register.evidence_held(by, organisation_id))
    shares = shares_in_force().filter(evidence__in=[e.pk for e in held])
    seen = {(share.cluster_id, share.evidence_id): share for share in shares}
    found = []
    for membership in memberships_in_touch(organisation_id):
        criteria = list(Criterion.objects.filter(tier=membership.admitted_to_id).order_by("pk"))
        kinds = {criterion.evidence_kind for criterion in criteria}
        lines = [Line(e, e.kind in kinds, seen.get((membership.cluster_id, e.pk))) for e in held]
        lines.sort(key=lambda line: not line.is_asked_for)
        have = {e.kind for e in held}
        found.append(
            Sharing(
                membership,
                tuple(lines),
                tuple(criterion_words(criterion) for criterion in criteria),
                audience_of(membership.cluster, organisation_id, on),
                tuple(register.evidence_kind_label(k) for k in sorted(kinds - have)),
            )
        )
    return found


def wanted_of(organisation_id: int) -> Iterable[register.Wanted]:
    """Evidence that an organisation's clusters ask of it, for the tier it was admitted to."""
    memberships = memberships_in_touch(organisation_id)
    criteria = Criterion.objects.filter(tier__in=[m.admitted_to_id for m in memberships])
    by_tier: dict[int, list[Criterion]] = {}
    for criterion in criteria.order_by("pk"):
        by_tier.setdefault(criterion.tier_id, []).append(criterion)
    for membership in memberships:
        for criterion in by_tier.get(membership.admitted_to_id, ()):
            words = criterion_words(criterion)
            yield register.Wanted(criterion.evidence_kind, membership.cluster.name, words)


def seen_by(evidence_ids: Sequence[int]) -> Mapping[int, Sequence[Link]]:
    """The clusters that see pieces of evidence, for the organisation's own pages."""
    seen: dict[int, list[Link]] = {}
    for share in shares_in_force().filter(evidence__in=evidence_ids).order_by("cluster__name"):
        who = "facilitators and members" if share.members_see else "facilitators"
        url = reverse("clusters:see-sharing", args=[share.evidence.organisation_id])
        seen.setdefault(share.evidence_id, []).append(Link(f"{share.cluster.name} ({who})", url))
    return seen


def pages_of(organisation_id: int) -> Iterable[Link]:
    """Where an organisation decides who sees what."""
    url = reverse("clusters:see-sharing", args=[organisation_id])
    yield Link("Share, and see who sees what of ours", url)
