"""What every page of a workplan shows around its own: whose it is, and the way there."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from spinney.base.web.components.parts import Brand, crumbs
from spinney.base.web.guard import SpinneyRequest
from spinney.clusters import api as clusters
from spinney.workplans.models import Activity, Milestone, Workplan
from spinney.workplans.queries.plans import plan_for

FIRST = "Workplan"


def brand_of(cluster: clusters.Cluster) -> Brand:
    """The name and look of a cluster, for the head of its pages."""
    url = reverse("clusters:cluster", args=[cluster.pk])
    logo = reverse("clusters:cluster-logo", args=[cluster.pk]) if cluster.logo else ""
    return Brand(cluster.name, url, logo, cluster.colour)


def around_plan(cluster: clusters.Cluster, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page about a cluster's plan: `more` are the crumbs that follow "Workplan"; the
    last, the page itself, has no address.
    """
    brand, own = brand_of(cluster), plan_url(cluster.pk)
    trail = crumbs((cluster.name, brand.url), (FIRST, own if more else ""), *more)
    return {
        "cluster": cluster, "brand": brand, "trail": trail, "caption": cluster.name,
        "back_to": own,
    }  # fmt: skip


def plan_url(cluster_id: int, verb: str = "workplan") -> str:
    """The address of a page of a cluster's plan."""
    return reverse(f"workplans:{verb.replace('_', '-')}", args=[cluster_id])


def plan_in(request: SpinneyRequest, cluster_id: int) -> Workplan:
    """The plan of a cluster, for whoever asks. Raises NotFound where there is none."""
    return plan_for(request.actor, cluster_id)


def url_of(one: Activity | Milestone, verb: str = "") -> str:
    """The address of a page of an activity or a milestone; of its own page, if no verb is named."""
    own = "activity" if isinstance(one, Activity) else "note_milestone"
    name = f"workplans:{(verb or own).replace('_', '-')}"
    return reverse(name, args=[one.workplan.cluster_id, one.pk])
