"""The outline of the workplan: the chosen priorities, in order."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.policy import may
from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.tables import Column, Empty, Table
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.decisions import policies
from spinney.decisions.actions import outlines as actions
from spinney.decisions.forms.steps import OutlineLineForm
from spinney.decisions.models import OutlineLine
from spinney.decisions.queries.onward import ways_from_outline
from spinney.decisions.queries.outline import get_line, outline_of
from spinney.decisions.views.decision_frames import OUTLINE, around_register

#: The outline as a file; the page has its own order, with buttons.
LINES = Table(
    name="outline",
    caption=OUTLINE,
    noun="priority",
    nouns="priorities",
    columns=[
        Column("position", "Place", kind="number", order_by="position"),
        Column("title", "What you will do"),
        Column("description", "What belongs to it", kind="prose"),
        Column("cost_pence", "Cost", kind="money"),
        Column("quick_win", "Quick win", kind="yes_no"),
        Column("decision", "Decision", kind="number", value=lambda line: line.decision.number),
    ],
    empty=Empty("No outline yet"),
)


@guard(policies, "outline", scope="cluster")
@require_safe
def outline(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """What you chose to do, in order."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    rows = outline_of(request.actor, cluster_id)
    listing = LINES.listing(request, rows, file_name=f"{cluster.name} outline")
    lines = list(rows)
    runs = may(policies.MAY, "move_outline_line", by=request.actor, scope=cluster_scope(cluster_id))
    costs = [one.cost_pence for one in lines if one.cost_pence is not None]
    context = {
        "listing": listing,
        "lines": lines,
        "runs": runs,
        "together": sum(costs) if costs else None,
        "onward": ways_from_outline(request.actor, cluster) if lines else [],
        **around_register(cluster, (OUTLINE, "")),
    }
    return listing.export() or render(request, "decisions/outline.html", context)


@guard(policies, "edit_outline_line", scope="cluster")
def edit_outline_line(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Say a priority in other words."""
    line = get_line(request.actor, cluster_id, pk)
    form = OutlineLineForm(posted(request), line=line)
    done = attempt(
        request, form,
        lambda: actions.edit_outline_line(
            line=line, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    if done:
        say(request, "Changed.")
        return redirect("decisions:outline", cluster_id)
    own = reverse("decisions:outline", args=[cluster_id])
    context = {
        "form": form, "deed": "Save", "line": line,
        **around_register(line.decision.cluster, (OUTLINE, own), (line.title, "")),
    }  # fmt: skip
    return render(request, "decisions/edit_outline_line.html", context)


@guard(policies, "move_outline_line", scope="cluster")
@require_POST
def move_outline_line(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Put a priority one place higher, or lower."""
    line: OutlineLine = get_line(request.actor, cluster_id, pk)
    up = request.POST.get("to", "up") != "down"
    actions.move_outline_line(line=line, up=up, by=request.actor, now=now())
    return redirect("decisions:outline", cluster_id)
