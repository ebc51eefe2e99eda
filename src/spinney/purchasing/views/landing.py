"""The first page of purchasing in a cluster."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from spinney.base.web.guard import SpinneyRequest, guard
from spinney.clusters import api as clusters
from spinney.purchasing import policies
from spinney.purchasing.queries.landing import landing
from spinney.purchasing.views.around import around_cluster


@guard(policies, "purchasing", scope="cluster")
@require_safe
def purchasing(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """What there is, how it stands, and what to do next."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    found = landing(request.actor, cluster, now(), localdate())
    context = {"landing": found, **around_cluster(cluster, ("Purchasing", ""))}
    return render(request, "purchasing/purchasing.html", context)
