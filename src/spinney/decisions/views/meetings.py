"""Meetings of a cluster: the list, the page of one, its papers, and one's own calendar."""

from __future__ import annotations

from pathlib import PurePath

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.policy import may
from spinney.base.web.components.parts import Link, Status
from spinney.base.web.guard import SpinneyRequest, guard, person_of, public
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table
from spinney.base.web.told import say
from spinney.base.web.uploads import KINDS, download
from spinney.clusters import api as clusters
from spinney.decisions import policies
from spinney.decisions.actions import meeting_feeds as feeds
from spinney.decisions.bridge.meeting_calendar import feed_of, file_of
from spinney.decisions.models import Meeting
from spinney.decisions.queries import following_meetings as following
from spinney.decisions.queries import meetings as queries
from spinney.decisions.queries.meeting_page import TONES, meeting_shown
from spinney.decisions.states import MeetingState, MinutesState
from spinney.decisions.views.meeting_frames import (
    around_meeting,
    around_meetings,
    meeting_in,
    meeting_url,
)

CALENDAR = "text/calendar; charset=utf-8"


def _who(meeting: Meeting) -> str:
    """How many come, or came."""
    invited = meeting.n_invited  # type: ignore[attr-defined]
    if meeting.state == MeetingState.HELD:
        return f"{meeting.n_came} of {invited} came"  # type: ignore[attr-defined]
    if meeting.state == MeetingState.CALLED and invited:
        return f"{meeting.n_coming} of {invited} come"  # type: ignore[attr-defined]
    return ""


def _status(meeting: Meeting) -> Status:
    state = MeetingState(meeting.state)
    return Status(str(state.label), TONES[state])


def _minutes(meeting: Meeting) -> str:
    found = getattr(meeting, "minutes", None)
    return str(MinutesState(found.state).label) if found else ""


def meetings_table(cluster_id: int, *, may_plan: bool) -> Table:
    """The meetings of a cluster, declared once for page and spreadsheet."""
    plan = Link("Plan a meeting", reverse("decisions:plan-meeting", args=[cluster_id]))
    return Table(
        name="meetings",
        caption="Meetings",
        noun="meeting",
        columns=[
            Column(
                "title", "Meeting", link=meeting_url, order_by="title", note=lambda one: one.place
            ),
            Column("starts_at", "When", kind="moment", order_by="starts_at"),
            Column("place", "Where", only="file"),
            Column("state", "State", kind="status", value=_status, order_by="state"),
            Column("who", "Who comes, who came", value=_who),
            Column("minutes", "Minutes", value=_minutes),
            Column("chair", "In the chair", only="file"),
        ],
        filters=[ChoiceFilter("state", "State", labels=dict(MeetingState.choices))],
        search=["title", "purpose", "place", "agenda_words"],
        search_label="Search by name, place or item",
        empty=Empty(
            "No meetings yet",
            "A meeting has a date, an agenda, papers, a list of who comes, and minutes.",
            plan if may_plan else None,
        ),
    )  # fmt: skip


@guard(policies, "meetings", scope="cluster")
@require_safe
def meetings(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """When the members meet and met: what is to come first, the next on top."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    may_plan = may(policies.MAY, "plan_meeting", by=request.actor, scope=cluster_scope(cluster_id))
    rows = queries.meetings_of(request.actor, cluster_id, now())
    listing = meetings_table(cluster_id, may_plan=may_plan).listing(
        request, queries.next_first(rows), file_name=f"{cluster.name} meetings"
    )
    context = {"listing": listing, "may_plan": may_plan, **around_meetings(cluster)}
    if may_plan:
        context["put_away"] = queries.put_away(request.actor, cluster_id)
    return listing.export() or render(request, "decisions/meetings.html", context)


@guard(policies, "meeting", scope="cluster")
@require_safe
def meeting(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """One meeting: when, where, agenda, papers, who comes, and what came of it."""
    found = meeting_in(request, cluster_id, meeting_id)
    shown = meeting_shown(request.actor, found, now())
    context = {"shown": shown, **around_meeting(found)}
    return render(request, "decisions/meeting.html", context)


@guard(policies, "meeting_calendar", scope="cluster")
@require_safe
def meeting_calendar(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """One meeting as a file for a calendar."""
    return calendar_file(request, meeting_in(request, cluster_id, meeting_id))


def calendar_file(request: SpinneyRequest, found: Meeting) -> HttpResponse:
    """A meeting as a calendar's file; of one without a time there is none."""
    if found.starts_at is None:
        say(request, "This meeting has no time yet, so there is nothing for a calendar.")
        return redirect(meeting_url(found))
    address = request.build_absolute_uri(meeting_url(found))
    response = HttpResponse(file_of(found, address=address, now=now()), content_type=CALENDAR)
    response["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return response


@guard(policies, "meeting_paper", scope="cluster")
@require_safe
def meeting_paper(
    request: SpinneyRequest, cluster_id: int, meeting_id: int, paper_id: int
) -> FileResponse:
    """A paper of a meeting."""
    found = meeting_in(request, cluster_id, meeting_id)
    paper = queries.get_paper(found, paper_id)
    kind = KINDS[PurePath(paper.name).suffix.lstrip(".").lower()][0]
    return download(paper.file, name=paper.name, content_type=kind)


@guard(policies, "follow_meetings", scope="cluster")
def follow_meetings(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Make an address for one's calendar. It is shown once: only its digest is kept."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    address = ""
    if request.method == "POST":
        secret = feeds.follow_meetings(
            cluster=cluster, person=person_of(request), by=request.actor, now=now()
        )
        path = reverse("decisions:meetings-calendar", args=[secret])
        address = request.build_absolute_uri(path)
    context = {
        "address": address,
        "follows": following.follows(request.actor, cluster, now()),
        "back_url": reverse("decisions:meetings", args=[cluster_id]),
        **around_meetings(cluster, ("In your calendar", "")),
    }
    response = render(request, "decisions/follow_meetings.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@guard(policies, "stop_following_meetings", scope="cluster")
@require_POST
def stop_following_meetings(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """End the address."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    feeds.stop_following_meetings(cluster=cluster, by=request.actor, now=now())
    say(request, "The address of your calendar has ended.")
    return redirect("decisions:meetings", cluster_id)


@public("the secret address is the authority; calendars on phones cannot sign in")
@require_safe
def meetings_calendar(request: SpinneyRequest, secret: str) -> HttpResponse:
    """The meetings of a cluster, as the holder of the address may see them on this day."""
    actor, cluster = following.follower_of(secret, now(), localdate())

    def address(one: Meeting) -> str:
        return request.build_absolute_uri(meeting_url(one))

    rows = queries.for_calendar(actor, cluster.pk)
    body = feed_of(cluster.name, rows, address=address, now=now())
    response = HttpResponse(body, content_type=CALENDAR)
    response["Cache-Control"] = "private, max-age=3600"
    response["Content-Disposition"] = 'inline; filename="meetings.ics"'
    return response
