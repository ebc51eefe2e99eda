"""The door of the diagnostics room: the only module other rooms may import."""

from __future__ import annotations

from spinney.clusters import api as clusters
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.events.surveys import survey_closed, survey_opened
from spinney.diagnostics.events.themes import round_held, theme_chosen
from spinney.diagnostics.models import Item, Survey, Theme
from spinney.diagnostics.queries import themes
from spinney.diagnostics.queries.for_reports import (
    PublishedTold,
    SurveyTold,
    published_told,
    still_published,
    surveys_told,
)
from spinney.diagnostics.queries.onward import add_onward_source
from spinney.diagnostics.queries.own_numbers import OwnNumber, own_numbers
from spinney.diagnostics.queries.signs import signs
from spinney.diagnostics.queries.surveys import HowFar, how_far, surveys_in
from spinney.diagnostics.queries.themes import BallotOption
from spinney.diagnostics.queries.who_sees import WhoSees, who_sees
from spinney.diagnostics.states import Area, ItemKind, ItemState

__all__ = [
    "surveys_told",
    "published_told",
    "still_published",
    "SurveyTold",
    "PublishedTold",
    "Area",
    "BallotOption",
    "HowFar",
    "Item",
    "ItemKind",
    "ItemState",
    "OwnNumber",
    "Survey",
    "Theme",
    "WhoSees",
    "add_onward_source",
    "ballot_options",
    "definition_of",
    "how_far",
    "own_numbers",
    "round_held",
    "survey_closed",
    "survey_opened",
    "surveys_in",
    "theme_chosen",
    "who_sees",
    "signs",
]


def ballot_options(cluster: clusters.Cluster) -> list[BallotOption]:
    """What is left on the cluster's list of themes, as options to vote on, in the list's order."""
    return themes.ballot_options(cluster.pk)
