"""What every page of the evaluation room shows around its own: whose it is, and the way there."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from spinney.base.web.components.parts import Brand, crumbs
from spinney.clusters import api as clusters


def brand_of(cluster: clusters.Cluster) -> Brand:
    """The name and look of a cluster, for the head of its pages."""
    url = reverse("clusters:cluster", args=[cluster.pk])
    logo = reverse("clusters:cluster-logo", args=[cluster.pk]) if cluster.logo else ""
    return Brand(cluster.name, url, logo, cluster.colour)


def around_cluster(cluster: clusters.Cluster, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of a cluster: `more` are the crumbs that follow its name; the last, the
    page itself, has no address.
    """
    brand = brand_of(cluster)
    trail = crumbs((cluster.name, brand.url), *more)
    return {"cluster": cluster, "brand": brand, "trail": trail, "caption": cluster.name}


def around_programme(programme: clusters.Programme, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of a programme."""
    url = reverse("clusters:programme", args=[programme.pk])
    trail = crumbs((programme.name, url), *more)
    return {"programme": programme, "trail": trail, "caption": programme.name}
