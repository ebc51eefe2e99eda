"""What is still open between a cluster and an organisation, as the rooms above know it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from spinney.clusters.models import Cluster


@dataclass(frozen=True)
class OpenMatter:
    """One thing to be settled, in words, and where."""

    words: str
    url: str


type MatterSource = Callable[[Cluster, int, date], Iterable[OpenMatter]]
_sources: list[MatterSource] = []


def add_open_matters(source: MatterSource) -> MatterSource:
    """Let a room above tell what is open with an organisation (by its number) on a day."""
    _sources.append(source)
    return source


def open_matters(cluster: Cluster, organisation_id: int, at: date) -> list[OpenMatter]:
    """Everything that is open with an organisation. For those who run the cluster and for those
    who speak for it: whoever asks must have been let in before.
    """
    return [one for source in _sources for one in source(cluster, organisation_id, at)]
