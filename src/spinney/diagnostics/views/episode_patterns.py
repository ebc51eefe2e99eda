"""What comes again in a facilitator's private log, as a result to look at, read and check."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from spinney.base.web.charts.bars import Bar, BarChart
from spinney.base.web.components.parts import crumbs
from spinney.base.web.components.words import counted, day, lasting, number
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.tables import Column, Empty, Table
from spinney.diagnostics import policies
from spinney.diagnostics.queries import episodes as read
from spinney.diagnostics.queries.episodes import OverTime

TABLE = Table(
    name="episode_patterns",
    caption="What came how often",
    noun="kind",
    default_order="-times",
    columns=[
        Column("what", "What it was", value=lambda r: read.title_of(r.what), order_by="what"),
        Column("times", "Times", kind="number", order_by="times"),
        Column("first", "First", kind="date", order_by="first"),
        Column("last", "Last", kind="date", order_by="last"),
        Column("stages", "In which stage", value=lambda r: _stages(r.stages)),
    ],
    per_page=40,
    empty=Empty("Nothing to compare yet", "Log hard moments, and what comes again shows here."),
)


def _stages(stages: tuple[tuple[str, int], ...]) -> str:
    return "; ".join(f"{name}: {times}" for name, times in stages)


@guard(policies, "episode_patterns")
@never_cache
@require_safe
def episode_patterns(request: SpinneyRequest) -> HttpResponseBase:
    """What comes again in my log, in which stage of the cluster, and where it was quiet."""
    chosen = request.GET.get("cluster", "")
    today = localdate()
    every = read.over_time(request.actor, today)
    wanted = int(chosen) if chosen.isdecimal() and int(chosen) in every.names else None
    found = every if wanted is None else read.over_time(request.actor, today, wanted)
    overview = found.overview
    listing = TABLE.listing(request, overview.recurrences, file_name="my-patterns")
    bars = [Bar(read.title_of(one.what), one.times) for one in overview.recurrences]
    stages = [Bar(name, times) for name, times in overview.by_stage]
    context = {
        "trail": crumbs(("My log", reverse("diagnostics:episodes")), ("What comes again", "")),
        "outcome": _outcome(found),
        "listing": listing,
        "chart": BarChart("How often each came", bars, value_name="Times", show=number),
        "stage_chart": BarChart("In which stage it was", stages, value_name="Times", show=number),
        "quiet": [
            (found.names[one.cluster], one.since, one.until, one.goes_on, lasting(one.days * 86400))
            for one in overview.quiet
        ],
        "clusters": [(key, name, key == wanted) for key, name in every.names.items()],
        "is_all": wanted is None,
    }
    return listing.export() or render(request, "diagnostics/episode_patterns.html", context)


def _outcome(found: OverTime) -> str:
    if not found.count:
        return "You have logged nothing yet."
    said = f"You logged {counted(found.count, 'hard moment')} since {day(found.first)}."
    again = found.overview.again
    if not again:
        return f"{said} None came twice."
    most = again[0]
    return f"{said} “{read.title_of(most.what)}” came {counted(most.times, 'time')}."
