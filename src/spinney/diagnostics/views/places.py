"""The cluster or programme in which a page stands: its name, its look, and the way to the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from spinney.base.kernel.actors import Scope
from spinney.base.web.components.parts import Brand, Link, crumbs
from spinney.base.web.guard import SpinneyRequest
from spinney.clusters import api as clusters


@dataclass(frozen=True)
class Place:
    """Where a page stands. `of` is the cluster or programme itself, `scope` its scope."""

    of: clusters.Cluster | clusters.Programme
    scope: Scope
    url: str
    brand: Brand | None

    @property
    def name(self) -> str:
        return self.of.name

    @property
    def cluster(self) -> clusters.Cluster | None:
        return self.of if isinstance(self.of, clusters.Cluster) else None

    @property
    def programme(self) -> clusters.Programme | None:
        return self.of if isinstance(self.of, clusters.Programme) else None

    @property
    def keys(self) -> dict[str, clusters.Cluster | clusters.Programme | None]:
        """As a row that stands here names it (`models.places.InPlace`)."""
        return {"cluster": self.cluster, "programme": self.programme}

    def trail(self, *more: tuple[str, str]) -> Sequence[Link]:
        """The way from the cluster's or programme's page to one below it."""
        return crumbs((self.name, self.url), *more)

    def around(self, words: str, url: str, *more: tuple[str, str]) -> dict[str, Any]:
        """What is around a page: where it stands, its look, the way to it. `words` and `url` name
        the list that the page is of; the list itself when nothing follows.
        """
        way = [(words, url if more else ""), *more]
        return {
            "place": self.scope,
            "cluster": self.of,
            "brand": self.brand,
            "trail": self.trail(*way),
        }

    def task(self, form: object, deed: str, back: str, **more: object) -> dict[str, Any]:
        """What a page with one thing to do is given: its form, the word on its button, the way
        back.
        """
        said = {"form": form, "deed": deed, "back_url": back, "caption": self.name}
        return {**said, "place": self.scope, "brand": self.brand, **more}


def place_of(request: SpinneyRequest, scope: Scope) -> Place:
    """The place that an address names, for whoever asks. Raises NotFound to outsiders."""
    if scope.kind == "cluster":
        cluster = clusters.cluster_for(request.actor, scope.id)
        url = reverse("clusters:cluster", args=[cluster.pk])
        logo = reverse("clusters:cluster-logo", args=[cluster.pk]) if cluster.logo else ""
        return Place(cluster, scope, url, Brand(cluster.name, url, logo, cluster.colour))
    programme = clusters.get_programme(request.actor, scope.id)
    return Place(programme, scope, reverse("clusters:programme", args=[programme.pk]), None)
