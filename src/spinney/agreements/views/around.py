"""What every page of the agreements room shows around its own: whose it is, and the way there."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from spinney.agreements.models import Agreement
from spinney.agreements.queries.agreements import get_agreement
from spinney.base.web.components.parts import Brand, crumbs
from spinney.base.web.guard import SpinneyRequest
from spinney.clusters import api as clusters

TITLE = "Agreements"


def agreement_in(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> Agreement:
    """The agreement of an address, for whoever asks. Raises NotFound."""
    return get_agreement(request.actor, cluster_id, agreement_id)


def agreement_url(agreement: Agreement, verb: str = "agreement", *more: object) -> str:
    """The address of a page of one agreement; of its own page, if no verb is named."""
    name = f"agreements:{verb.replace('_', '-')}"
    return reverse(name, args=[agreement.cluster_id, agreement.pk, *more])


def brand_of(cluster: clusters.Cluster) -> Brand:
    """The name and look of a cluster, for the head of its pages."""
    url = reverse("clusters:cluster", args=[cluster.pk])
    logo = reverse("clusters:cluster-logo", args=[cluster.pk]) if cluster.logo else ""
    return Brand(cluster.name, url, logo, cluster.colour)


def around_cluster(cluster: clusters.Cluster, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page that is about the cluster's agreements: `more` are the crumbs that
    follow "Agreements"; the last, the page itself, has no address.
    """
    listed = reverse("agreements:agreements", args=[cluster.pk]) if more else ""
    brand = brand_of(cluster)
    trail = crumbs((cluster.name, brand.url), (TITLE, listed), *more)
    return {"cluster": cluster, "brand": brand, "trail": trail, "caption": cluster.name}


def around(agreement: Agreement, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of one agreement; `more` are the crumbs that follow its own."""
    own = agreement_url(agreement) if more else ""
    found = around_cluster(agreement.cluster, (agreement.title, own), *more)
    return found | {
        "agreement": agreement,
        "caption": agreement.title if more else agreement.cluster.name,
        "back_to": agreement_url(agreement),
    }
