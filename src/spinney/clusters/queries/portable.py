"""What of a cluster travels with it: everything, but for private notes (base.keeping.portable)."""

from __future__ import annotations

from django.db.models import Q

from spinney.base.keeping.portable import stays, takes_along, takes_along_also
from spinney.clusters.models import Membership


def of_members(cluster_id: int) -> Q:
    """Mandates of the organisations that belong, or did; those of others are not the cluster's."""
    return Q(organisation__in=Membership.objects.filter(cluster=cluster_id).values("organisation"))


takes_along("clusters.Cluster", stands_for="cluster")
takes_along("clusters.Facilitator", within=["cluster"])
takes_along("clusters.Membership", within=["cluster"])
takes_along("clusters.MembershipChange", within=["membership"])
takes_along("clusters.MembershipRules", within=["cluster"])
takes_along("clusters.Suspension", within=["membership"])
takes_along("clusters.Invitation", within=["cluster"])
takes_along("clusters.Call", within=["cluster"])
takes_along("clusters.Question", within=["call"])
takes_along("clusters.Response", within=["call"])
takes_along("clusters.Answer", within=["response"])
takes_along("clusters.Score", within=["response"])
takes_along("clusters.Day", within=["cluster"])
takes_along("clusters.Gathering", within=["cluster"])
takes_along("clusters.Attendance", within=["gathering"])
takes_along("clusters.StageMove", within=["cluster"])
takes_along("clusters.ConditionMet", within=["cluster"])
# An organisation that ended a share has taken the evidence back: it does not travel.
takes_along("clusters.EvidenceShare", within=["cluster"], where=Q(ended_at=None))
takes_along("clusters.Document", within=["cluster", "programme"])
# The rules that the cluster lives by are its programme's, and come along.
takes_along("clusters.Programme")
takes_along("clusters.Stage", within=["programme"])
takes_along("clusters.Condition", within=["stage"])
takes_along("clusters.TimetableChange", within=["programme"])
takes_along("clusters.Tier", within=["cluster", "programme"])
takes_along("clusters.Criterion", within=["tier"])
takes_along_also("register.Mandate", of=of_members)

stays("clusters.JournalNote", because="a facilitator's private notes are hers alone")
stays("clusters.Manager", because="a programme is managed by people of its own site")
stays("clusters.Comparator", because="it belongs to the programme, not to one cluster")
