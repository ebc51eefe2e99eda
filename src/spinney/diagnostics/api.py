"""The door of the diagnostics room: the only module other rooms may import."""

from __future__ import annotations

from spinney.clusters import api as clusters
from spinney.diagnostics.events.themes import round_held, theme_chosen
from spinney.diagnostics.models import Item, Survey, Theme
from spinney.diagnostics.queries import themes
from spinney.diagnostics.queries.themes import BallotOption

__all__ = [
    "BallotOption",
    "Item",
    "Survey",
    "Theme",
    "ballot_options",
    "round_held",
    "theme_chosen",
]


def ballot_options(cluster: clusters.Cluster) -> list[BallotOption]:
    """What is left on the cluster's list of themes, as options to vote on, in the list's order."""
    return themes.ballot_options(cluster.pk)
