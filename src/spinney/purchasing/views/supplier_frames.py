"""What every page of suppliers shows around its own."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.web.guard import SpinneyRequest
from spinney.clusters import api as clusters
from spinney.purchasing.queries.supplier_page import Sight, sight_of
from spinney.purchasing.views.around import around_cluster

SUPPLIERS = "Suppliers"


def around_suppliers(cluster: clusters.Cluster, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of suppliers; `more` are the crumbs that follow it."""
    url = reverse("purchasing:suppliers", args=[cluster.pk])
    frame = around_cluster(cluster, (SUPPLIERS, url if more else ""), *more)
    return frame | {"suppliers_url": url}


def supplier_url(sight: Sight, verb: str = "supplier") -> str:
    """The address of a page of one supplier; of its own page, if no verb is named."""
    name = f"purchasing:{verb.replace('_', '-')}"
    return reverse(name, args=[sight.supplier.cluster_id, sight.pk])


def around_supplier(sight: Sight, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of one supplier; `more` are the crumbs that follow its own."""
    own = (sight.name, supplier_url(sight) if more else "")
    frame = around_suppliers(sight.supplier.cluster, own, *more)
    if more:
        frame["caption"] = sight.name
    return frame | {"sight": sight, "back_to": supplier_url(sight)}


def sight_in(request: SpinneyRequest, cluster_id: int, pk: int) -> Sight:
    """The supplier of an address, for whoever asks. Raises NotFound."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    return sight_of(request.actor, cluster, pk, localdate())
