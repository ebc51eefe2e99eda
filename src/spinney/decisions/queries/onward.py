"""Where a cluster’s outline leads on to: pages of rooms above, which this one does not know."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spinney.base.kernel.actors import Actor
from spinney.base.web.components.parts import Link
from spinney.clusters import api as clusters

OutlineSource = Callable[[Actor, clusters.Cluster], Iterable[Link]]
_sources: list[OutlineSource] = []


def add_outline_source(source: OutlineSource) -> OutlineSource:
    """Register a function of a higher room that says what somebody can do with the priorities that
    a cluster chose ("Begin the workplan"). It asks her rights first.
    """
    _sources.append(source)
    return source


def ways_from_outline(actor: Actor, cluster: clusters.Cluster) -> list[Link]:
    """What somebody can do next with what was chosen."""
    return [link for source in _sources for link in source(actor, cluster)]
