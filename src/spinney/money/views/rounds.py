"""Rounds of micro-grants: the list, one of them, drafted, opened, closed, put to the vote."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.policy import allows
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.parts import Figure, Link, Status, Tone
from spinney.base.web.components.words import money
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.actions import rounds as actions
from spinney.money.forms.microgrants import InviteForm, RoundForm
from spinney.money.models import MicroGrant, MicroGrantRound
from spinney.money.policies import microgrants as rules
from spinney.money.queries import microgrants as read
from spinney.money.queries import ring_fences
from spinney.money.queries.keeping import check_keeps, keeps
from spinney.money.queries.trails import trail
from spinney.money.states import MicroGrantState, RoundState
from spinney.money.views.around import around_cluster

TITLE = "Micro-grants"
ROUND_TONES = {
    RoundState.DRAFT: Tone.WAITS, RoundState.OPEN: Tone.GO, RoundState.CLOSED: Tone.QUIET
}  # fmt: skip
TONES = {
    MicroGrantState.APPLIED: Tone.WAITS, MicroGrantState.APPROVED: Tone.GO,
    MicroGrantState.DECLINED: Tone.QUIET, MicroGrantState.PAID: Tone.GO,
    MicroGrantState.REPORTED: Tone.GO, MicroGrantState.WITHDRAWN: Tone.QUIET,
}  # fmt: skip


def all_url(cluster_id: int) -> str:
    """The address of the list of rounds."""
    return reverse("money:micro-grants", args=[cluster_id])


def round_url(one: MicroGrantRound, view: str = "micro_grant_round") -> str:
    """The address of a page of a round."""
    return reverse(f"money:{view.replace('_', '-')}", args=[one.cluster_id, one.pk])


def round_status(one: MicroGrantRound) -> Status:
    """Where a round stands."""
    if one.state == RoundState.OPEN and one.closes_on < localdate():
        return Status("Its last day is past", Tone.LATE)
    return Status(str(one.get_state_display()), ROUND_TONES[RoundState(one.state)])


def grant_status(one: MicroGrant) -> Status:
    """Where an application stands."""
    if one.state == MicroGrantState.APPROVED and one.pay_asked_by:
        return Status("Waits for a second person", Tone.WAITS)
    late = one.report_due_on and one.report_due_on < localdate()
    if one.state == MicroGrantState.PAID and late:
        return Status("Paid, its report is late", Tone.LATE)
    return Status(str(one.get_state_display()), TONES[MicroGrantState(one.state)])


def around_round(one: MicroGrantRound, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of a round; `more` are the crumbs that follow its own."""
    here = (one.title, round_url(one) if more else "")
    found = around_cluster(one.cluster, (TITLE, all_url(one.cluster_id)), here, *more)
    return found | {"round": one, "back_url": round_url(one)}


@guard(policies, "micro_grants", scope="cluster")
@require_safe
def micro_grants(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """The rounds of a cluster."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    rows = read.rounds_of(request.actor, cluster_id)
    kept = keeps(request.actor, cluster, localdate())
    start = reverse("money:start-round", args=[cluster_id]) if kept else ""
    listing = _rounds_table(start).listing(request, rows, file_name=f"{cluster.name} micro-grants")
    context = {
        "listing": listing, "start_url": start, "rows": rows,
        **around_cluster(cluster, (TITLE, "")),
    }  # fmt: skip
    return listing.export() or render(request, "money/micro_grants.html", context)


def _rounds_table(start: str) -> Table:
    return Table(
        name="rounds", caption="Rounds", noun="round",
        row_id=lambda row: row.round.pk,
        columns=[
            Column("title", "Round", value=lambda row: row.round.title,
                   link=lambda row: round_url(row.round), order_by="title"),
            Column("state", "State", kind="status", value=lambda row: round_status(row.round)),
            Column("closes", "Until", kind="date", value=lambda row: row.round.closes_on,
                   order_by="closes"),
            Column("most", "Up to", kind="money", value=lambda row: row.round.most_pence),
            Column("grants", "Applications", kind="number", value=lambda row: len(row.grants)),
            Column("given", "Given", kind="money"),
            Column("left", "Left in its ring-fence", kind="money"),
        ],
        empty=Empty(
            "No round yet",
            "A round gives small sums out of a ring-fence to members and to groups that are on no"
            " register. Never more than what is left in it.",
            Link("Draft a round", start) if start else None,
        ),
    )  # fmt: skip


@guard(policies, "micro_grant_round", scope="cluster")
@require_safe
def micro_grant_round(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponseBase:
    """One round: what is left, and the applications."""
    one = read.get_round(request.actor, cluster_id, pk)
    seen = read.seen_round(one)
    kept = keeps(request.actor, one.cluster, localdate())
    listing = _grants_table().listing(request, list(seen.grants), file_name=one.title)
    opens = allows(rules.check_takes_applications, one, localdate())
    mine = read.applicants_for(request.actor, one.cluster, localdate())
    context = around_round(one) | {
        "listing": listing,
        "seen": seen,
        "status": round_status(one),
        "kept": kept,
        "figures": _figures(seen),
        "opens": opens,
        "can_apply": opens and (kept or bool(mine)),
        "waiting": sum(row.grant.state == MicroGrantState.APPLIED for row in seen.grants),
    }
    return listing.export() or render(request, "money/micro_grant_round.html", context)


def _figures(seen: read.SeenRound) -> list[Figure]:
    one = seen.round
    fence = reverse("money:ring-fence", args=[one.cluster_id, one.ring_fence_id])
    entries = trail(one.cluster_id, account="microgrant_cost", fund=one.ring_fence.fund)
    return [
        Figure("Left in its ring-fence", money(seen.left), fence),
        Figure("Up to for each", money(one.most_pence)),
        Figure("Applied for and not decided", money(seen.asked)),
        Figure("Given", money(seen.given), entries if seen.given else ""),
    ]


def _grants_table() -> Table:
    return Table(
        name="grants", caption="Applications", noun="application",
        columns=[
            Column("who", "Who", order_by="who", link=_grant_url),
            Column("purpose", "What for", kind="prose", value=lambda row: row.grant.purpose),
            Column("asked", "Asked for", kind="money", order_by="asked"),
            Column("given", "Given", kind="money", order_by="given"),
            Column("state", "State", kind="status", value=lambda row: grant_status(row.grant)),
            Column("applied", "Applied", kind="date", value=lambda row: row.grant.applied_at,
                   only="file"),
            Column("reasons", "Why", kind="prose", value=lambda row: row.grant.reasons,
                   only="file"),
            Column("report", "How it was used", kind="prose", value=lambda row: row.grant.report,
                   only="file"),
        ],
        filters=[
            ChoiceFilter("state", "State", labels=dict(MicroGrantState.choices), met=True,
                         value=lambda row: row.grant.state)
        ],
        search=["who", "grant__purpose"], search_label="Search applications",
        empty=Empty("Nobody has applied yet"),
    )  # fmt: skip


def _grant_url(row: read.SeenGrant) -> str:
    return reverse("money:micro-grant", args=[row.grant.round.cluster_id, row.pk])


@guard(policies, "start_round", scope="cluster")
def start_round(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Draft a round out of a ring-fence."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    check_keeps(request.actor, cluster, localdate())
    fences = [
        (one, f"{one.name}: {money(one.remaining_pence)} left")
        for one in ring_fences.visible_to(request.actor).filter(cluster=cluster, closed_on=None)
    ]
    form = RoundForm(posted(request), ring_fences=fences)
    by_pk = {str(one.pk): one for one, _ in fences}
    done = attempt(
        request, form,
        lambda: actions.start_round(
            ring_fence=by_pk[form.cleaned_data["ring_fence"]], said=form.said(),
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Drafted. Open it when applications may come in.")
        return redirect(round_url(done))
    context = {
        "form": form, "deed": "Draft it", "back_url": all_url(cluster_id), "fences": fences,
        **around_cluster(cluster, (TITLE, all_url(cluster_id)), ("Draft a round", "")),
    }  # fmt: skip
    return render(request, "money/start_round.html", context)


@guard(policies, "edit_round", scope="cluster")
def edit_round(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Change a round."""
    one = read.get_round(request.actor, cluster_id, pk)
    form = RoundForm(posted(request), one=one)
    done = attempt(
        request, form,
        lambda: actions.edit_round(
            round_=one, said=form.said(), read=form.cleaned_data["read"], by=request.actor,
            now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Changed.")
        return redirect(round_url(done))
    renew_version(form, one.version)
    context = around_round(one, ("Change", "")) | {"form": form, "deed": "Save"}
    return render(request, "money/edit_round.html", context)


def _step(
    request: SpinneyRequest, cluster_id: int, pk: int, deed: Callable[..., Any], words: str
) -> HttpResponse:
    one = read.get_round(request.actor, cluster_id, pk)
    deed(round_=one, by=request.actor, now=now())
    say(request, words)
    return redirect(round_url(one))


@guard(policies, "open_round", scope="cluster")
@require_POST
def open_round(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Let applications come in."""
    words = "Open. Members apply here; send others a link."
    return _step(request, cluster_id, pk, actions.open_round, words)


@guard(policies, "close_round", scope="cluster")
@require_POST
def close_round(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Let no more come in."""
    words = "Closed. What came in waits to be decided."
    return _step(request, cluster_id, pk, actions.close_round, words)


@guard(policies, "put_round_to_vote", scope="cluster")
@require_POST
def put_round_to_vote(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Begin a ballot about who gets what."""
    one = read.get_round(request.actor, cluster_id, pk)
    ballot = actions.put_round_to_vote(round_=one, by=request.actor, now=now())
    say(
        request,
        "A ballot is begun. Look it over and open it. Whom they choose is approved by itself.",
    )
    return redirect("decisions:ballot", cluster_id, ballot.pk)


@guard(policies, "invite_applicant", scope="cluster")
def invite_applicant(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Send somebody a link by which a group applies."""
    one = read.get_round(request.actor, cluster_id, pk)
    rules.check_takes_applications(one, localdate())
    form = InviteForm(posted(request))

    def invite() -> bool:
        actions.invite_applicant(
            round_=one, email=form.cleaned_data["email"], by=request.actor, now=now()
        )
        return True

    if attempt(request, form, invite):
        say(request, "The link is on its way. It is good until the round closes.")
        return redirect(round_url(one))
    context = around_round(one, ("Send a link", "")) | {"form": form, "deed": "Send the link"}
    return render(request, "money/invite_applicant.html", context)
