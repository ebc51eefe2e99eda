"""Ballots of a cluster: the list, the page of one, and the calendar of when they close."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import WrongState
from spinney.base.kernel.policy import allows, may
from spinney.base.web.components.parts import Link, Status, SummaryRow
from spinney.base.web.components.words import day
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table
from spinney.clusters import api as clusters
from spinney.decisions import policies
from spinney.decisions.bridge.calendar import calendar_of
from spinney.decisions.bridge.counting import outcome_now
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.models import Ballot
from spinney.decisions.policies.ballots import check_can_restore, runs, writes
from spinney.decisions.policies.results import check_can_close
from spinney.decisions.queries import ballot_list, ballot_page
from spinney.decisions.queries.ballot_list import Listed
from spinney.decisions.queries.ballot_page import TONES, BallotShown
from spinney.decisions.queries.entries import waiting_entries
from spinney.decisions.queries.grounds import grounds_of
from spinney.decisions.queries.results import sees_standing
from spinney.decisions.queries.voting import may_vote_in
from spinney.decisions.states import BallotState
from spinney.decisions.views.around import around_ballot, around_cluster, ballot_in, ballot_url
from spinney.diagnostics.api import ballot_options

TITLE = "Ballots"


def ballots_table(cluster_id: int, *, may_draft: bool) -> Table:
    """The ballots of a cluster, declared once for page and spreadsheet."""
    begin = Link("Begin a ballot", reverse("decisions:draft-ballot", args=[cluster_id]))
    return Table(
        name="ballots",
        caption=TITLE,
        noun="ballot",
        columns=[
            Column(
                "title", "Question", order_by="title", note=lambda row: row.way,
                link=lambda row: ballot_url(row.ballot),
            ),
            Column("way", "Way to decide", order_by="way", only="file"),
            Column(
                "state", "State", kind="status", value=_status, order_by="state_words",
                note=lambda row: row.outcome,
            ),
            Column("outcome", "What it came to", only="file"),
            Column("closes", "Closes or closed", kind="moment", order_by="closes"),
            Column("took_part", "Have voted"),
            Column("secret", "Secret", kind="yes_no", value=_secret, only="file"),
            Column("edition", "Version", kind="number", value=_edition, only="file"),
        ],
        filters=[
            ChoiceFilter("state", "State", labels=_STATES),
            ChoiceFilter("way", "Way to decide"),
        ],
        search=["title", "way"],
        search_label="Search by question",
        empty=Empty(
            "No ballots yet",
            "Put a question to the members: what to work on first, whom to elect, a proposal.",
            begin if may_draft else None,
        ),
    )  # fmt: skip


_STATES = {one.value: str(one.label) for one in BallotState if one != BallotState.DISCARDED}


def _status(row: Listed) -> Status:
    return Status(row.state_words, TONES[BallotState(row.ballot.state)])


def _secret(row: Listed) -> bool:
    return row.ballot.secret


def _edition(row: Listed) -> int:
    return row.ballot.edition


@guard(policies, "ballots", scope="cluster")
@require_safe
def ballots(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """What the cluster decides and has decided by ballot."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    may_draft = may(policies.MAY, "draft_ballot", by=request.actor, scope=cluster_scope(cluster_id))
    rows = ballot_list.ballots_of(request.actor, cluster_id, now())
    listing = ballots_table(cluster_id, may_draft=may_draft).listing(
        request, rows, file_name=f"{cluster.name} ballots"
    )
    context = {
        "listing": listing,
        "may_draft": may_draft,
        "has_themes": may_draft and bool(ballot_options(cluster)),
        "may_import": may(
            policies.MAY, "import_ballot", by=request.actor, scope=cluster_scope(cluster_id)
        ),
        "thrown_away": ballot_list.thrown_away(request.actor, cluster_id, now()),
        **around_cluster(cluster, (TITLE, "")),
    }
    return listing.export() or render(request, "decisions/ballots.html", context)


@dataclass(frozen=True)
class Deeds:
    """What whoever looks can do with a ballot. `waits` is why it cannot be closed yet though
    everybody has voted, for whoever could close it.
    """

    writes: bool
    runs: bool
    votes: bool
    has_voted: bool
    closes: bool
    restores: bool
    sees_result: bool
    copies: bool
    sees_standing: bool
    waits: str


def _deeds(by: Actor, shown: BallotShown) -> Deeds:
    ballot = shown.ballot
    could_close = runs(by, ballot) and shown.takes_votes and shown.everybody_voted
    waits = _why_it_waits(ballot, shown.now) if could_close else ""
    return Deeds(
        writes=writes(by, ballot) and ballot.state == BallotState.DRAFT,
        runs=runs(by, ballot),
        votes=shown.takes_votes and may_vote_in(by, ballot, localdate(shown.now)),
        has_voted=shown.has_voted(by.organisation_id),
        closes=could_close and not waits,
        restores=writes(by, ballot) and allows(check_can_restore, ballot, shown.now),
        sees_result=ballot.state == BallotState.CLOSED,
        copies=may(policies.MAY, "copy_ballot", by=by, scope=ballot.scope),
        sees_standing=shown.takes_votes and sees_standing(by, ballot),
        waits=waits,
    )


def _why_it_waits(ballot: Ballot, moment: datetime) -> str:
    try:
        check_can_close(ballot, outcome_now(ballot, moment), waiting_entries(ballot), moment)
    except WrongState as obstacle:
        return str(obstacle)
    return ""


@guard(policies, "ballot", scope="cluster")
@require_safe
def ballot(request: SpinneyRequest, cluster_id: int, ballot_id: int) -> HttpResponse:
    """One ballot: where it stands, its options, the rule, and who takes part."""
    found = ballot_in(request, cluster_id, ballot_id)
    shown = ballot_page.shown(found, now())
    context = {
        "shown": shown,
        "deeds": _deeds(request.actor, shown),
        "rows": _summary(shown),
        "history": ballot_page.history_of(request.actor, found),
        "editions": ballot_page.editions(request.actor, found),
        "grounds": grounds_of(request.actor, found),
        **around_ballot(found),
    }
    return render(request, "decisions/ballot.html", context)


def _summary(shown: BallotShown) -> list[SummaryRow]:
    ballot = shown.ballot
    rows = [
        SummaryRow("How you decide", WAYS[ballot.way].label),
        SummaryRow("How it is set up", "\n".join(shown.settings_words)),
    ]
    if ballot.about_version is not None:
        rows.append(SummaryRow("About", ballot.about_version.agreement.title))
    if ballot.follows is not None:
        follows = SummaryRow(
            "Follows", ballot.follows.title, ballot_url(ballot.follows), change_label="See it"
        )
        rows.append(follows)
    if ballot.meeting is not None:
        words = f"{ballot.meeting.title}, {day(ballot.meeting.starts_at)}"
        rows.append(SummaryRow("Held at", words))
    return rows


@guard(policies, "ballots_calendar", scope="cluster")
@require_safe
def ballots_calendar(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """When voting opens and closes, as a file for one's calendar."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    rows = ballot_list.with_dates(request.actor, cluster_id)

    def address(one: Ballot) -> str:
        return request.build_absolute_uri(ballot_url(one))

    body = calendar_of(cluster.name, rows, address=address, now=now())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="ballots.ics"'
    response["Cache-Control"] = "private, no-store"
    return response
