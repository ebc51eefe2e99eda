"""Where every cluster of a programme stands: find, compare, take away."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from spinney.base.web.charts.plan import PlanChart, PlanRow
from spinney.base.web.components.parts import Status, Tone
from spinney.base.web.components.words import counted, day, listed
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.tables import Band, BandFilter, ChoiceFilter, Column, Empty, Table
from spinney.clusters import policies
from spinney.clusters.models import Programme
from spinney.clusters.queries import programmes as read
from spinney.clusters.queries.standing import Standing, stage_history, standing_of
from spinney.clusters.views.acting import programme_trail


def _stage(s: Standing) -> str:
    return s.stage.name if s.stage else "Not begun"


def _own_dates(s: Standing) -> str:
    """That it is compared with dates of its own."""
    since = s.plan.counts_from
    return f"Its own dates, from {day(since)}" if since else ""


def _time(s: Standing) -> str:
    """Days in the stage against what was planned, and how late."""
    if s.pace is None:
        return ""
    planned = f" of {s.pace.planned_days} planned" if s.pace.planned_days is not None else ""
    return f"{counted(s.pace.days, 'day')}{planned}"


def _late(s: Standing) -> str:
    late = s.pace.late_days if s.pace else None
    if late is None:
        return ""
    return f"{counted(late, 'day')} late" if late > 0 else f"{counted(-late, 'day')} left"


def _fading(s: Standing) -> str:
    return f"Fading: {', '.join(s.attended.fading)}" if s.attended.fading else ""


def _other_days(s: Standing) -> str:
    """The review days, and which of the two are more than was given."""
    told = [f"Review {s.review}"] if s.review.allowed or s.review.used else []
    over = [
        name
        for name, used in (("facilitation", s.facilitation), ("review", s.review))
        if used.is_over
    ]
    return ". ".join([*told, *([f"More {listed(over)} than was given"] if over else [])])


def _first_wait(s: Standing) -> str:
    return s.waits[0].on if s.waits else ""


def _other_waits(s: Standing) -> str:
    """What the first is asked for, and how much else waits."""
    if not s.waits:
        return ""
    others = len(s.waits) - 1
    more = f"; {counted(others, 'other thing')}" if others else ""
    return f"{s.waits[0].what}{more}"


def _verdict(s: Standing) -> Status:
    if s.cluster.state == "ended":
        return Status("Ended")
    return Status("Stalled", Tone.LATE) if s.is_stalled else Status("Going", Tone.GO)


STANDING = Table(
    name="standing",
    caption="Where every cluster stands",
    noun="cluster",
    default_order="name",
    search=["cluster__name"],
    columns=[
        Column(
            "name",
            "Cluster",
            value=lambda s: s.cluster.name,
            order_by="name",
            link=lambda s: reverse("clusters:cluster", args=[s.cluster.pk]),
            note=lambda s: ", ".join(s.facilitators),
        ),
        Column(
            "verdict",
            "Stalled?",
            kind="status",
            value=_verdict,
            order_by="verdict",
            note=lambda s: s.why_in_short,
        ),
        Column("why", "Why", only="file"),
        Column(
            "stage",
            "Stage",
            value=_stage,
            order_by="stage",
            link=lambda s: reverse("clusters:stage", args=[s.cluster.pk]),
            note=_own_dates,
        ),
        Column(
            "own_dates",
            "Own dates from",
            kind="date",
            only="file",
            value=lambda s: s.plan.counts_from,
        ),
        Column("time", "Time in the stage", value=_time, note=_late),
        Column(
            "late",
            "Days past its date",
            kind="number",
            order_by="late",
            only="file",
            value=lambda s: s.pace.late_days if s.pace else None,
        ),
        Column(
            "active",
            "Last active",
            kind="date",
            order_by="active",
            value=lambda s: s.last_active_on,
        ),
        Column("members", "Members", kind="number", order_by="members", only="file"),
        Column(
            "attended",
            "Attendance",
            value=lambda s: s.attended if s.attended.of else None,
            order_by="attended",
            note=_fading,
            link=lambda s: reverse("clusters:attendance-pattern", args=[s.cluster.pk]),
        ),
        Column(
            "facilitation",
            "Facilitation days",
            value=lambda s: s.facilitation,
            order_by="facilitation",
            note=_other_days,
            link=lambda s: reverse("clusters:days", args=[s.cluster.pk]),
        ),
        Column("review", "Review days", value=lambda s: s.review, only="file"),
        Column("waiting", "Waits on", value=_first_wait, note=_other_waits, only="page"),
        Column("waits", "Waits on", kind="list", only="file"),
    ],
    filters=[
        BandFilter(
            "stalled",
            "Stalled",
            [
                Band("yes", "Stalled", test=lambda s: s.is_stalled),
                Band("no", "Going", test=lambda s: not s.is_stalled),
            ],
        ),
        ChoiceFilter("stage", "Stage", value=_stage),
        BandFilter(
            "needs",
            "Needs a look",
            [
                Band("waits", "Waits on somebody", test=lambda s: bool(s.waits)),
                Band("fading", "Members who fade", test=lambda s: bool(s.attended.fading)),
                Band(
                    "over",
                    "More days than given",
                    test=lambda s: s.facilitation.is_over or s.review.is_over,
                ),
                Band("alone", "No facilitator", test=lambda s: not s.facilitators),
            ],
        ),
    ],
    empty=Empty("No clusters yet", "Add a cluster, or let a facilitator make one here."),
    row_id=lambda s: s.cluster.pk,
)

MOVES = Table(
    name="moves",
    caption="How clusters moved through the stages",
    noun="move",
    default_order="-entered_on",
    columns=[
        Column("entered_on", "On", kind="date", order_by="entered_on"),
        Column(
            "cluster_name",
            "Cluster",
            order_by="cluster_name",
            link=lambda m: reverse("clusters:stage", args=[m.cluster_id]),
        ),
        Column(
            "stage__name",
            "Went to",
            order_by="stage__position",
            note=lambda m: "before everything was met" if m.early else "",
        ),
        Column("left_on", "Left", kind="date", order_by="left_on"),
        Column("reason", "Why"),
    ],
    per_page=25,
    empty=Empty("No cluster has moved yet", "Clusters enter the first stage when it starts."),
)


@guard(policies, "standing", scope="programme")
@require_safe
def standing(request: SpinneyRequest, programme_id: int) -> HttpResponseBase:
    """Every cluster with its stage, pace, attendance, days, what it waits for, and whether it has
    stalled and why.
    """
    found = read.get_programme(request.actor, programme_id)
    rows = standing_of(found, now())
    listing = STANDING.listing(request, rows, file_name=f"standing-{found.name}")
    moves = MOVES.listing(request, stage_history(found), prefix="m", file_name="moves")
    context = {
        "programme": found,
        "listing": listing,
        "moves": moves,
        "picture": _picture(found, rows),
        "trail": programme_trail(found, ("Where every cluster stands", "")),
    }
    return listing.export() or moves.export() or render(request, "clusters/standing.html", context)


def _picture(found: Programme, rows: list[Standing]) -> PlanChart | None:
    """Each cluster's stay in its present stage against the plan."""
    plan = [
        PlanRow(
            f"{s.cluster.name}: {s.stage.name}",
            s.plan.of(s.stage).begins_on,
            s.plan.of(s.stage).target_on,
            s.entered_on,
        )
        for s in rows
        if s.stage and s.cluster.state != "ended"
    ]
    return PlanChart("The present stage of each cluster", plan, localdate()) if plan else None
