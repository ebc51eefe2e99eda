"""The whole walk of one cluster, and of a programme's clusters side by side."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from spinney.base.kernel.actors import Role, cluster_scope
from spinney.base.web.components.parts import Stage, Status, Tone
from spinney.base.web.components.words import counted
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.tables import Column, Empty, Table
from spinney.clusters import api as clusters
from spinney.evaluation import policies
from spinney.evaluation.policies.walk import RUNS_IT
from spinney.evaluation.queries import walk as read
from spinney.evaluation.queries.threads import threads_of
from spinney.evaluation.views.around import around_cluster, around_programme

TITLE = "The whole walk"
STATES = {
    "done": Status("Done", Tone.GO),
    "begun": Status("Begun", Tone.WAITS),
    "not_yet": Status("Not yet"),
}
SHOWN = 3


@guard(policies, "walk", scope="cluster")
@require_safe
def walk(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Every link from survey to evaluation: what is done, what shows it, and what is next."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    found = read.walk_of(cluster, localdate())
    runs = bool(request.actor.roles_in(cluster_scope(cluster.pk)) & RUNS_IT)
    rows = [
        (one, STATES[one.state], one.evidence[:SHOWN], max(len(one.evidence) - SHOWN, 0))
        for one in found.links
    ]
    context = {
        "walk": found,
        "stages": line_of(found),
        "rows": rows,
        "next": (found.at.link.next_run if runs else found.at.link.next_member) if found.at else "",
        "threads": threads_of(request.actor, cluster),
        "is_member": request.actor.has(Role.MEMBER, cluster_scope(cluster.pk)),
        **around_cluster(cluster, (TITLE, "")),
    }
    return render(request, "evaluation/walk.html", context)


def line_of(found: read.Walk) -> list[Stage]:
    """The chain as a stage line."""
    here = found.at
    return [
        Stage(
            one.link.title,
            "done" if one.is_done else "now" if one is here else "to come",
            "Begun" if one.state == "begun" and one is not here else "",
            one.url,
        )
        for one in found.links
    ]


WALKS = Table(
    name="walks", caption="The walk of every cluster", noun="cluster", default_order="name",
    columns=[
        Column(
            "name", "Cluster", value=lambda w: w.cluster.name, order_by="name",
            link=lambda w: reverse("evaluation:walk", args=[w.cluster.pk]),
        ),
        Column(
            "done", "Links done", value=lambda w: f"{w.done} of {len(w.links)}", order_by="done"
        ),
        Column(
            "next", "Next", value=lambda w: w.at.link.title if w.at else "Nothing is left open",
            order_by="next", note=lambda w: w.at.link.next_run if w.at else "",
        ),
    ],
    empty=Empty("No clusters yet", "Clusters of the programme are shown here when they begin."),
    row_id=lambda w: w.cluster.pk,
)  # fmt: skip


@guard(policies, "programme_walk", scope="programme")
@require_safe
def programme_walk(request: SpinneyRequest, programme_id: int) -> HttpResponseBase:
    """Every cluster's walk, side by side."""
    programme = clusters.get_programme(request.actor, programme_id)
    walks = read.walks_of(request.actor, programme, localdate())
    listing = WALKS.listing(request, walks, file_name=f"walk-{programme.name}")
    links = [
        (
            link,
            [
                (one.cluster.name, one.links[number], STATES[one.links[number].state])
                for one in walks
            ],
        )
        for number, link in enumerate(read.CHAIN)
    ]
    context = {
        "listing": listing,
        "walks": walks,
        "links": links if walks else [],
        "outcome": _outcome(walks),
        **around_programme(programme, (TITLE, "")),
    }
    return listing.export() or render(request, "evaluation/programme_walk.html", context)


def _outcome(walks: list[read.Walk]) -> str:
    over = sum(one.at is None for one in walks)
    if not walks:
        return ""
    return f"{over} of {counted(len(walks), 'cluster')} went the whole way."
