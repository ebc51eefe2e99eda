"""What every page of the decisions room shows around its own: whose it is, and the way there."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from spinney.base.web.components.parts import Brand, crumbs
from spinney.base.web.guard import SpinneyRequest
from spinney.clusters import api as clusters
from spinney.decisions.models import Ballot
from spinney.decisions.queries.ballots import get_ballot

BALLOTS = "Ballots"


def ballot_in(request: SpinneyRequest, cluster_id: int, pk: int) -> Ballot:
    """The ballot of an address, for whoever asks. Raises NotFound."""
    return get_ballot(request.actor, cluster_id, pk)


def ballot_url(ballot: Ballot, verb: str = "ballot", *more: object) -> str:
    """The address of a page of one ballot; of its own page, if no verb is named."""
    name = f"decisions:{verb.replace('_', '-')}"
    return reverse(name, args=[ballot.cluster_id, ballot.pk, *more])


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


def around_ballot(ballot: Ballot, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of one ballot; `more` are the crumbs that follow its own."""
    listed = (BALLOTS, reverse("decisions:ballots", args=[ballot.cluster_id]))
    own = (ballot.title, ballot_url(ballot) if more else "")
    found = around_cluster(ballot.cluster, listed, own, *more)
    return found | {
        "ballot": ballot,
        "caption": ballot.title if more else ballot.cluster.name,
        "back_to": ballot_url(ballot),
    }
