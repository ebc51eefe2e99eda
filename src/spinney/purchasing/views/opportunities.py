"""Where a cluster could save: ranked, one by one, put by and brought back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.policy import allows, may
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Figure, Link, Status, SummaryRow, Tone
from spinney.base.web.components.words import counted, day
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.jobs import job_address
from spinney.base.web.listing.columns import Column
from spinney.base.web.listing.filters import ChoiceFilter
from spinney.base.web.tables import Empty, Table
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.purchasing import policies
from spinney.purchasing.actions import opportunities as actions
from spinney.purchasing.forms.opportunities import PutByForm
from spinney.purchasing.policies import opportunities as rules
from spinney.purchasing.queries import opportunities as read
from spinney.purchasing.states import OpportunityState
from spinney.purchasing.views.spend import around_spend, notes_on, seen_in

LIST = "Where you could save"
TONES = {
    OpportunityState.OPEN: Tone.PLAIN,
    OpportunityState.PUT_BY: Tone.QUIET,
    OpportunityState.TAKEN: Tone.GO,
    OpportunityState.GONE: Tone.QUIET,
}
STANDING = (OpportunityState.OPEN, OpportunityState.TAKEN)


def _status(one: read.Seen) -> Status:
    return Status(one.state.label, TONES[one.state])


def _for_how_many(one: read.Seen) -> str:
    return counted(len(one.members), "member")


def _table(cluster_id: int) -> Table:
    def address(one: read.Seen) -> str:
        return reverse("purchasing:opportunity", args=[cluster_id, one.pk])

    return Table(
        name="opportunities",
        caption=LIST,
        default_order="-score",
        columns=[
            Column("title", "What", order_by="title", link=address),
            Column("saves", "Could save in a year", order_by="saves", only="page"),
            Column("low", "From", kind="money", value=lambda one: one.saves.low, only="file"),
            Column("high", "To", kind="money", value=lambda one: one.saves.high, only="file"),
            Column("number", "For", value=_for_how_many, only="page"),
            Column("members", "For", kind="list", only="file"),
            Column("effort", "Work"),
            Column("by_when", "Settle by", kind="date", order_by="by_when"),
            Column("status", "State", kind="status", value=_status, order_by="status"),
            Column("score", "Weight", order_by="score", only="file"),
        ],
        filters=[
            ChoiceFilter(
                "state", "State", value=lambda one: one.state.value,
                labels={one.value: one.label for one in OpportunityState},
            ),
            ChoiceFilter("kind", "How"),
            ChoiceFilter("category", "Kind of thing"),
        ],
        search=["title"],
        empty=Empty(
            "Nothing found yet",
            "When two members or more share what they spend, ways to save are looked for here.",
            Link("See who shares", reverse("purchasing:spend-shares", args=[cluster_id])),
        ),
    )  # fmt: skip


@guard(policies, "opportunities", scope="cluster")
@require_safe
def opportunities(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """Ways to save, the best first. Unless asked for, only what stands; `?all=1` shows all."""
    cluster, seen = seen_in(request, cluster_id)
    rows = read.visible_to(request.actor, seen)
    everything = "all" in request.GET or "state" in request.GET
    shown = rows if everything else [one for one in rows if one.state in STANDING]
    listing = _table(cluster_id).listing(request, shown, file_name=f"{cluster.name} {LIST}")
    open_ = [one for one in rows if one.state == OpportunityState.OPEN]
    scope = cluster_scope(cluster_id)
    context = {
        "listing": listing,
        "figures": _figures(open_),
        "others": len(rows) - len(shown),
        "everything": everything,
        "may_find": may(policies.MAY, "find_opportunities", by=request.actor, scope=scope),
        "notes": notes_on(seen),
        "exact": seen.is_broker,
        **around_spend(cluster, (LIST, "")),
    }
    return listing.export() or render(request, "purchasing/opportunities.html", context)


def _figures(rows: list[read.Seen]) -> list[Figure]:
    if not rows:
        return []
    days = [one.by_when for one in rows if one.by_when]
    figures = [
        Figure(
            "Could be saved in a year",
            str(read.in_all(rows)),
            note="no money counted twice",
        ),
        Figure("Ways to save", str(len(rows))),
    ]
    return [*figures, Figure("First to settle by", day(min(days)))] if days else figures


@guard(policies, "opportunity", scope="cluster")
@require_safe
def opportunity(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """One way to save: what it would bring whom, what it rests on, and how it got its place."""
    cluster, seen = seen_in(request, cluster_id)
    rows = read.visible_to(request.actor, seen)
    one = read.one_of(rows, pk)
    scope = cluster_scope(cluster_id)
    runs = may(policies.MAY, "put_opportunity_by", by=request.actor, scope=scope)
    starts = may(policies.MAY, "start_purchase", by=request.actor, scope=scope)
    start = reverse("purchasing:start-purchase", args=[cluster_id])
    may_start = one.is_joint and one.state == OpportunityState.OPEN
    context = {
        "one": one,
        "status": _status(one),
        "rows": list(_rows(one)),
        "excludes": read.excluded_by(one, rows),
        "can_put_by": runs and allows(rules.check_becomes, one.row, OpportunityState.PUT_BY),
        "can_bring_back": runs and allows(rules.check_put_by, one.row),
        "start_url": f"{start}?opportunity={pk}" if may_start and starts else "",
        "notes": notes_on(seen),
        "found_on": day(one.row.last_found_at),
        **_around(cluster, (one.title, "")),
    }
    return render(request, "purchasing/opportunity.html", context)


def _rows(one: read.Seen) -> Iterator[SummaryRow]:
    yield SummaryRow("Could save in a year", str(one.saves))
    yield SummaryRow("How", f"{one.kind}. {one.kind_help}")
    yield SummaryRow("For", counted(len(one.parts), "member"))
    yield SummaryRow("Work", one.effort)
    yield SummaryRow(
        "Settle by", day(one.by_when) if one.by_when else "No end of a contract is known"
    )
    if one.row.why_put_by:
        yield SummaryRow("Why it was put by", one.row.why_put_by)


def _around(cluster: clusters.Cluster, *more: tuple[str, str]) -> dict[str, Any]:
    url = reverse("purchasing:opportunities", args=[cluster.pk])
    return around_spend(cluster, (LIST, url), *more)


@guard(policies, "find_opportunities", scope="cluster")
@require_POST
def find_opportunities(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Look again, in the background."""
    cluster, _ = seen_in(request, cluster_id)
    work = actions.find_opportunities(cluster=cluster, by=request.actor, now=now())
    return redirect(job_address(work))


@guard(policies, "put_opportunity_by", scope="cluster")
def put_opportunity_by(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take it off the list for now, and say why."""
    cluster, seen = seen_in(request, cluster_id)
    one = read.get_opportunity(request.actor, seen, pk)
    rules.check_becomes(one.row, OpportunityState.PUT_BY)
    form = PutByForm(posted(request), initial={"read": one.row.version})
    done = attempt(
        request, form,
        lambda: actions.put_opportunity_by(
            opportunity=one.row, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    back = reverse("purchasing:opportunity", args=[cluster_id, pk])
    if done:
        undo = reverse("purchasing:bring-back-opportunity", args=[cluster_id, pk])
        say(request, "Put by for now. It stays in the list under “Put by”.", undo_url=undo)
        return redirect("purchasing:opportunities", cluster_id)
    context = {
        "form": form, "deed": "Put it by", "one": one, "back_url": back,
        **_around(cluster, (one.title, back), ("Put by", "")),
    }  # fmt: skip
    return render(request, "purchasing/put_opportunity_by.html", context)


@guard(policies, "bring_back_opportunity", scope="cluster")
@require_POST
def bring_back_opportunity(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Put it on the list again."""
    _, seen = seen_in(request, cluster_id)
    one = read.get_opportunity(request.actor, seen, pk)
    actions.bring_back_opportunity(opportunity=one.row, by=request.actor, now=now())
    say(request, "It is on the list again.")
    return redirect("purchasing:opportunity", cluster_id, pk)
