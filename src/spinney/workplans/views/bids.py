"""Funding bids: listed, planned, what waits on them, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.parts import Link, Status, SummaryRow, Tone
from spinney.base.web.components.words import counted, day, money
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.workplans import policies
from spinney.workplans.actions import bids as actions
from spinney.workplans.forms.bids import BidForm, OutcomeForm
from spinney.workplans.models import FundingBid
from spinney.workplans.policies import bids as rules
from spinney.workplans.policies.plans import RUNS_IT
from spinney.workplans.queries import bids as read
from spinney.workplans.queries.risks import to_choose
from spinney.workplans.queries.stopping import stops_without_bid
from spinney.workplans.states import BidState
from spinney.workplans.views.plan_frames import around_plan

TITLE = "Funding bids"
STATES = {
    BidState.PLANNED: Status("Planned"),
    BidState.SENT: Status("Sent", Tone.WAITS),
    BidState.WON: Status("Won", Tone.GO),
    BidState.LOST: Status("Not won", Tone.LATE),
    BidState.PUT_OFF: Status("Put off"),
}


def list_url(cluster_id: int) -> str:
    """The address of a cluster's bids."""
    return reverse("workplans:bids", args=[cluster_id])


def bid_url(one: FundingBid, verb: str = "bid") -> str:
    """The address of a page of one bid."""
    return reverse(f"workplans:{verb.replace('_', '-')}", args=[one.cluster_id, one.pk])


def _table(cluster_id: int, *, runs: bool) -> Table:
    plan = Link("Plan a bid", reverse("workplans:plan-bid", args=[cluster_id]))
    return Table(
        name="bids", caption="Funding bids", noun="bid", default_order="decision_on",
        columns=[
            Column(
                "title", "What for", link=bid_url, order_by="title", note=lambda b: b.funder
            ),
            Column("funder", "Funder", only="file"),
            Column("amount_pence", "How much", kind="money", order_by="amount_pence"),
            Column("won_pence", "Given", kind="money", only="file"),
            Column("state", "State", kind="status", value=lambda b: STATES[b.state]),
            Column("send_by", "Send by", kind="date", order_by="send_by"),
            Column("decision_on", "Decided on", kind="date", order_by="decision_on"),
            Column(
                "waiting", "Waits on it", order_by="waiting",
                value=lambda b: counted(b.waiting, "activity", "activities") if b.waiting else "",
            ),
            Column("purpose", "What belongs to it", kind="prose", only="file"),
            Column("outcome_note", "What you learned", kind="prose", only="file"),
        ],
        filters=[ChoiceFilter("state", "State", value=lambda b: STATES[b.state].text)],
        search=["title", "funder", "purpose"],
        empty=Empty(
            "No bids planned yet", "Plan one, and see what in your workplan waits on it.",
            plan if runs else None,
        ),
        row_id=lambda b: b.pk,
    )  # fmt: skip


def _runs(request: SpinneyRequest, cluster_id: int) -> bool:
    return cluster_id in request.actor.ids_of("cluster", *RUNS_IT)


@guard(policies, "bids", scope="cluster")
@require_safe
def bids(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """Every bid, by the day on which its funder decides."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    runs = _runs(request, cluster_id)
    rows = list(read.bids_in(request.actor, cluster_id))
    listing = _table(cluster_id, runs=runs).listing(request, rows, file_name=f"bids-{cluster.name}")
    context = {
        "listing": listing, "runs": runs,
        "taken_out": read.taken_out(request.actor, cluster_id, now()) if runs else [],
        **around_plan(cluster, (TITLE, "")),
    }  # fmt: skip
    return listing.export() or render(request, "workplans/bids.html", context)


def _around(found: FundingBid, *more: tuple[str, str]) -> dict[str, object]:
    return around_plan(found.cluster, (TITLE, list_url(found.cluster_id)), *more)


@guard(policies, "bid", scope="cluster")
@require_safe
def bid(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """One bid, and what stops if it is lost."""
    found = read.get_bid(request.actor, cluster_id, pk)
    context = {
        "bid": found, "status": STATES[BidState(found.state)], "rows": list(_rows(found)),
        "stops": [] if found.removed_at else stops_without_bid(found),
        "runs": _runs(request, cluster_id), **_around(found, (found.title, "")),
    }  # fmt: skip
    return render(request, "workplans/bid.html", context)


def _rows(found: FundingBid) -> Iterator[SummaryRow]:
    yield SummaryRow("Funder", found.funder)
    if found.amount_pence is not None:
        yield SummaryRow("Asked for", money(found.amount_pence))
    if found.won_pence is not None:
        yield SummaryRow("Given", money(found.won_pence))
    if found.organisation:
        yield SummaryRow("Sent by", found.organisation.name)
    if found.send_by:
        yield SummaryRow("To be sent by", day(found.send_by))
    if found.decision_on:
        yield SummaryRow("The funder decides on", day(found.decision_on))
    if found.purpose:
        yield SummaryRow("What belongs to it", found.purpose)
    if found.outcome_note:
        yield SummaryRow("What you learned", found.outcome_note)


@guard(policies, "plan_bid", scope="cluster")
def plan_bid(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Plan to ask for money."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    organisations, _ = to_choose(cluster, localdate())
    form = BidForm(posted(request), organisations=organisations)
    made = attempt(
        request, form,
        lambda: actions.plan_bid(cluster=cluster, text=form.text(), by=request.actor, now=now()),
    )  # fmt: skip
    if made is not None:
        say(request, "Planned. Say now in the workplan what waits on it.")
        return redirect(bid_url(made))
    context = {
        "form": form, "deed": "Plan it",
        **around_plan(cluster, (TITLE, list_url(cluster_id)), ("Plan one", "")),
    }  # fmt: skip
    return render(request, "workplans/plan_bid.html", context)


@guard(policies, "edit_bid", scope="cluster")
def edit_bid(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Change what is planned."""
    found = read.get_bid(request.actor, cluster_id, pk)
    rules.check_is_there(found)
    organisations, _ = to_choose(found.cluster, localdate())
    form = BidForm(posted(request), organisations=organisations, bid=found)
    done = attempt(
        request, form,
        lambda: actions.edit_bid(
            bid=found, text=form.text(), read=form.cleaned_data["version"], by=request.actor,
            now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Saved.")
        return redirect(bid_url(done))
    renew_version(form, found.version)
    context = {
        "form": form, "deed": "Save",
        **_around(found, (found.title, bid_url(found)), ("Change it", "")),
    }  # fmt: skip
    return render(request, "workplans/edit_bid.html", context)


@guard(policies, "note_bid", scope="cluster")
def note_bid(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Say what became of it."""
    found = read.get_bid(request.actor, cluster_id, pk)
    rules.check_is_there(found)
    form = OutcomeForm(posted(request), bid=found)
    done = attempt(
        request, form,
        lambda: actions.note_bid(bid=found, by=request.actor, now=now(), **form.cleaned_data),
    )  # fmt: skip
    if done is not None:
        say(request, f"Noted: {STATES[BidState(done.state)].text.lower()}.")
        return redirect(bid_url(done))
    context = {
        "form": form, "deed": "Note it", "bid": found, "stops": stops_without_bid(found),
        **_around(found, (found.title, bid_url(found)), ("What became of it", "")),
    }  # fmt: skip
    return render(request, "workplans/note_bid.html", context)


@guard(policies, "remove_bid", scope="cluster")
@require_POST
def remove_bid(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take it out."""
    found = read.get_bid(request.actor, cluster_id, pk)
    actions.remove_bid(bid=found, by=request.actor, now=now())
    say(request, f"Taken out: {found.title}.", undo_url=bid_url(found, "restore_bid"))
    return redirect(list_url(cluster_id))


@guard(policies, "restore_bid", scope="cluster")
@require_POST
def restore_bid(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Bring it back."""
    found = read.get_bid(request.actor, cluster_id, pk)
    actions.restore_bid(bid=found, by=request.actor, now=now())
    say(request, f"It is back: {found.title}.")
    return redirect(bid_url(found))
