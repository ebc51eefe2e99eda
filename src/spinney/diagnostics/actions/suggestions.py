"""Putting what stands out in published results on the cluster's list of themes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.web.components.words import listed
from spinney.diagnostics import policies
from spinney.diagnostics.actions.themes import Evidence, ThemeText, add_theme
from spinney.diagnostics.models import Survey, Theme
from spinney.diagnostics.queries.suggestions import suggestions_for
from spinney.diagnostics.states import Area


@transaction.atomic
def suggest_themes(
    *, survey: Survey, areas: Sequence[str], by: Actor, now: datetime
) -> list[Theme]:
    """Put the chosen areas of the survey's newest results on the list, each with what it rests on.

    Raises BadInput for an area that does not stand out, or is on the list already.
    """
    require(policies.MAY, "suggest_themes", by=by, scope=survey.scope)
    publication, found = suggestions_for(by, survey)
    offered = {one.area: one for one in found if not one.on_list}
    wrong = [area for area in areas if area not in offered]
    if wrong or not areas:
        told = "Choose from what stands out and is not on the list yet."
        raise BadInput(told, {"areas": [told]})
    assert survey.cluster is not None  # noqa: S101  (suggestions_for raises without one)
    made = []
    for area in areas:
        one = offered[area]
        text = ThemeText(one.title[:200], area=area if area in Area.values else "")
        rests = [Evidence(r.words, str(publication.uid), r.measure, area) for r in one.rests_on]
        made.append(add_theme(cluster=survey.cluster, text=text, evidence=rests, by=by, now=now))
    record(
        "diagnostics.suggest_themes", by=by, on=survey, at=now, scope=survey.scope,
        title=survey.title, themes=listed(theme.title for theme in made),
    )  # fmt: skip
    return made
