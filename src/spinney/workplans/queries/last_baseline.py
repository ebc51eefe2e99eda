"""The plan as it was last agreed or kept: what goes along with an application for a grant."""

from __future__ import annotations

from spinney.clusters import api as clusters
from spinney.workplans.models import Baseline
from spinney.workplans.states import PlanState


def last_baseline(cluster: clusters.Cluster) -> Baseline | None:
    """The latest baseline of a cluster's workplan that is not ended; None without one. One query.
    Whoever asks has been let into the cluster already.
    """
    rows = Baseline.objects.filter(workplan__cluster=cluster).select_related("workplan")
    return rows.exclude(workplan__state=PlanState.ENDED).order_by("-number").first()
