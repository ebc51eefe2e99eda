"""From results to two themes, with a reason for each that was set aside; needs and offers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.timezone import localdate

from spinney.config.demo.meadowbridge.members import Meadow
from spinney.config.demo.people import days_before
from spinney.config.demo.told import meadowbridge
from spinney.diagnostics.actions import inventory, suggestions, themes
from spinney.diagnostics.models import Survey, Theme
from spinney.diagnostics.queries.suggestions import suggestions_for
from spinney.diagnostics.states import MatchState

ROUNDS = {"first": 24, "second": 10}
"""So many days ago each round was held."""


def narrow_themes(
    meadow: Meadow, survey: Survey, now: datetime, rounds: Mapping[str, int] = ROUNDS, *,
    listed: int = 27,
) -> None:  # fmt: skip
    """What stands out is listed, so many days ago, with what members added; rounds shorten it."""
    told, moment = meadow.told["themes"], days_before(now, listed)
    by = meadow.helper(moment)
    _, found = suggestions_for(by, survey)
    areas = [one.area for one in found][: told["most_suggested"]]
    suggestions.suggest_themes(survey=survey, areas=areas, by=by, now=moment)
    for one in told["own"]:
        text = themes.ThemeText(one["title"], one["why"], one["area"])
        themes.add_theme(cluster=meadow.cluster, text=text, by=by, now=moment)
    for which, days in rounds.items():
        _hold_round(meadow, which, days_before(now, days))


def _hold_round(meadow: Meadow, which: str, moment: datetime) -> None:
    told = meadow.told["themes"][which]
    listed = Theme.objects.filter(cluster=meadow.cluster, title__in=told["aside"])
    aside = {theme.pk: told["aside"][theme.title] for theme in listed}
    themes.hold_round(
        cluster=meadow.cluster,
        said=themes.RoundSaid(localdate(moment), told["how"], aside=aside),
        by=meadow.helper(moment),
        now=moment,
    )


def share_and_match(meadow: Meadow, now: datetime) -> None:
    """What members need and offer, and two of them in touch."""
    told, made = meadowbridge(), {}
    for number, one in enumerate(told["inventory"]):
        moment = days_before(now, 22 - number)
        text = inventory.ItemText(
            one["kind"], one["area"], one["title"], how_much=one.get("how_much", ""),
            level=one["level"],
        )  # fmt: skip
        made[one["title"]] = inventory.add_item(
            cluster=meadow.cluster,
            organisation_id=meadow.organisations[one["who"]].pk,
            text=text,
            by=meadow.speaker(one["who"], moment),
            now=moment,
        )
    match, moment = told["match"], days_before(now, 12)
    inventory.note_match(
        need=made[match["need"]],
        offer=made[match["offer"]],
        state=MatchState.IN_TOUCH,
        note=match["note"],
        by=meadow.helper(moment),
        now=moment,
    )
