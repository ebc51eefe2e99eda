"""What the views of this room share: the way to a page, and whose page it is."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from spinney.base.web.components.parts import Brand, Link, crumbs
from spinney.clusters.models import Cluster, Programme


def programme_trail(programme: Programme, *more: tuple[str, str]) -> Sequence[Link]:
    """The way from the list of programmes to a page of one."""
    return crumbs(
        ("Programmes", reverse("clusters:programmes")),
        (programme.name, reverse("clusters:programme", args=[programme.pk]) if more else ""),
        *more,
    )


def cluster_trail(cluster: Cluster, *more: tuple[str, str]) -> Sequence[Link]:
    """The way from a cluster's page to a page below it."""
    return crumbs((cluster.name, reverse("clusters:cluster", args=[cluster.pk])), *more)


def cluster_brand(cluster: Cluster) -> Brand:
    """The cluster's own name and logo, which lead on its pages."""
    return Brand(
        cluster.name,
        reverse("clusters:cluster", args=[cluster.pk]),
        reverse("clusters:cluster-logo", args=[cluster.pk]) if cluster.logo else "",
        cluster.colour,
    )
