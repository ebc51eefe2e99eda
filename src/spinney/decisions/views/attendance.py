"""Who came to meetings, over time."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.policy import may
from spinney.base.web.components.words import EMPTY, clock, counted
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.tables import Column, Empty, Table
from spinney.clusters import api as clusters
from spinney.decisions import policies
from spinney.decisions.queries.attendance import Attended, PatternRow, Patterns, patterns_for
from spinney.decisions.states import CameHow
from spinney.decisions.views.meeting_frames import around_meetings

#: One letter for each way, so that many meetings fit beside one another.
LETTERS = {
    CameHow.IN_PERSON: "C", CameHow.REMOTE: "R", CameHow.DEPUTY: "D", CameHow.APOLOGIES: "A",
    CameHow.NO_WORD: "–",
}  # fmt: skip


def _in_words(mark: Attended | None) -> str:
    if mark is None:
        return ""
    said = [str(CameHow(mark.how).label)]
    if mark.late_minutes:
        said.append(f"{counted(mark.late_minutes, 'minute')} late")
    if mark.left_at:
        said.append(f"left at {clock(mark.left_at)}")
    return ", ".join(said)


def _letters(row: PatternRow) -> str:
    return " ".join(LETTERS[CameHow(mark.how)] if mark else "·" for mark in row.marks)


def _came(row: PatternRow) -> str:
    return f"{row.came} of {row.of}" if row.of else EMPTY


def attendance_table(patterns: Patterns) -> Table:
    """Who came to which meeting, declared once for page and spreadsheet: in a file each meeting has
    a column, with how late somebody came and when it left.
    """

    def column(at: int) -> Column:
        held = patterns.meetings[at]
        label = f"{held.title}, {localdate(held.starts_at):%-d %b %Y}"
        return Column(f"m{held.pk}", label, value=lambda row: _in_words(row.marks[at]), only="file")

    return Table(
        name="attendance",
        caption="Who came",
        noun="member",
        default_order="name",
        columns=[
            Column("name", "Member", order_by="name", note=lambda row: row.tier),
            Column("came", "Came to", value=_came, order_by="share"),
            Column("marks", "Oldest to latest", only="page", value=_letters),
            Column("late", "Came late", kind="number", order_by="late"),
            Column("left", "Left early", kind="number", order_by="left"),
            *(column(at) for at in range(len(patterns.meetings))),
        ],
        empty=Empty("Nobody to show yet", "Members stand here once they belong to the cluster."),
        row_id=lambda row: row.organisation_id,
    )


@guard(policies, "attendance", scope="cluster")
@require_safe
def attendance(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """Who came to which meeting."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    patterns = patterns_for(request.actor, cluster)
    listing = attendance_table(patterns).listing(
        request, list(patterns.rows), file_name=f"{cluster.name} attendance"
    )
    scope = cluster_scope(cluster_id)
    context = {
        "listing": listing,
        "patterns": patterns,
        "letters": [(letter, CameHow(how).label) for how, letter in LETTERS.items()],
        "runs": may(policies.MAY, "plan_meeting", by=request.actor, scope=scope),
        **around_meetings(cluster, ("Who came", "")),
    }
    return listing.export() or render(request, "decisions/attendance.html", context)
