"""The cluster's side of grants: listed, drafted, sent, and the page of one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.policy import may
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.parts import Link, SummaryRow
from spinney.base.web.components.words import day, money, span
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.actions import grants as actions
from spinney.money.bridge.published_grants import regrant_words
from spinney.money.forms.grants import GrantForm
from spinney.money.models import Grant
from spinney.money.policies import grants as rules
from spinney.money.queries import grants as read
from spinney.money.queries.grant_page import Page, page_of, why_not_sent
from spinney.money.queries.trails import trail
from spinney.money.states import GrantState
from spinney.money.views.grant_frames import (
    around_grant,
    around_grants,
    grant_in,
    grant_status,
    grant_url,
    grants_table,
    instalment_status,
)


@guard(policies, "grants", scope="cluster")
@require_safe
def grants(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """The grants of a cluster: applied for, and those that others made to its members."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    begin = reverse("money:draft-grant", args=[cluster_id])
    applies = may(policies.MAY, "draft_grant", by=request.actor, scope=cluster_scope(cluster_id))
    rows = read.grants_in(request.actor, cluster_id).prefetch_related("instalments")
    listing = grants_table(Link("Apply for a grant", begin) if applies else None).listing(
        request, rows, file_name="grants"
    )
    context = {"listing": listing, "applies": applies, **around_grants(cluster)}
    return listing.export() or render(request, "money/grants.html", context)


@guard(policies, "grant", scope="cluster")
@require_safe
def grant(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """One grant: what was asked and awarded, its instalments, and what comes next."""
    found = grant_in(request, cluster_id, pk)
    page = page_of(request.actor, found, localdate())
    along = read.went_along(found)
    writes = "edit_grant" in page.can
    context = {
        "page_of_grant": page, "status": grant_status(found), "rows": list(_rows(page, along)),
        "missing": _missing(along) if writes else [],
        "not_sent": why_not_sent(found, localdate()) if writes else "",
        "parts": [(one, instalment_status(one.instalment)) for one in page.parts],
        "can": page.can, "scheme": _scheme_words(found),
        **around_grant(found),
    }  # fmt: skip
    return render(request, "money/grant.html", context)


def _scheme_words(found: Grant) -> str:
    """What the programme says to applicants, while the cluster writes."""
    if found.state not in rules.OPEN or found.cluster.programme is None or found.from_file:
        return ""
    return str(read.scheme_of_grant(found).guidance)


def _missing(along: read.Along) -> list[tuple[str, str, Link]]:
    """What does not go along with an application, and where it is made."""
    cluster = along.cluster_id
    plan = Link("Agree your workplan", reverse("workplans:workplan", args=[cluster]))
    budget = Link("Put your budget in force", reverse("money:budgets", args=[cluster]))
    found = []
    if along.plan is None:
        found.append(("No workplan goes along", "none is agreed", plan))
    if along.budget is None:
        found.append(("No budget goes along", "none is in force", budget))
    return found


def _rows(page: Page, along: read.Along) -> Iterator[SummaryRow]:
    """What a grant says, with the way to the entries behind each figure."""
    one = page.grant
    yield SummaryRow("Asked for", money(one.asked_pence))
    if one.awarded_pence is not None:
        yield SummaryRow("Awarded", money(one.awarded_pence))
        yield SummaryRow("Released", money(page.released))
    if one.fund is not None:
        costs = trail(one.cluster_id, fund=one.fund, kind="cost")
        yield SummaryRow("Spent", money(page.spent), costs, "See the entries")
    yield SummaryRow("Received by", one.holder.name if one.holder else "Not settled yet")
    if one.starts_on or one.ends_on:
        yield SummaryRow("Time", span(one.starts_on, one.ends_on))
    if one.from_file:
        yield SummaryRow("From", str(one.from_file.get("funder", "")))
        if words := regrant_words(str(one.from_file.get("regrant_type", ""))):
            yield SummaryRow("To be granted on", words)
        return
    yield from _along(one, along)
    yield from _decided(one)


def _decided(one: Grant) -> Iterator[SummaryRow]:
    """What was decided, and that the cluster signed the statement off."""
    if one.conditions:
        yield SummaryRow("Asked of the cluster", one.conditions)
    if one.reasons:
        yield SummaryRow("Why it was decided so", one.reasons)
    if one.statement:
        signed = datetime.fromisoformat(str(one.statement["signed_at"]))
        url = grant_url(one, "grant_statement")
        yield SummaryRow("Statement signed off", day(signed), url, "See the statement")


def _along(one: Grant, along: read.Along) -> Iterator[SummaryRow]:
    """What the application was made with; before it is sent, what would go along now."""
    sent, plan, budget = along.sent, along.plan, along.budget
    if sent:
        yield SummaryRow("Applied", day(one.applied_at))
    url = reverse("workplans:workplan", args=[one.cluster_id])
    if plan is None:
        words = "None went along" if sent else "None goes along yet: agree your workplan first"
        yield SummaryRow("Workplan", words, url, "See it")
    else:
        words, label = f"As it was kept on {day(plan.taken_at)}", "See today’s workplan"
        if along.plan_has_page:
            url = reverse("workplans:compare-plans", args=[one.cluster_id])
            url, label = f"{url}?kept={plan.number}", "See it beside today’s"
        yield SummaryRow("Workplan", words, url, label)
    if budget is None:
        words = "None went along" if sent else "None goes along yet: put your budget in force first"
        yield SummaryRow("Budget", words, reverse("money:budgets", args=[one.cluster_id]), "See it")
    else:
        url = reverse("money:budget", args=[one.cluster_id, budget.number])
        yield SummaryRow("Budget", f"Version {budget.number}: {budget.title}", url, "See it")


def _form(request: SpinneyRequest, cluster: clusters.Cluster, found: Grant | None) -> GrantForm:
    holders = {one.organisation_id: one.organisation_name for one in clusters.belongs(cluster)}
    first = GrantForm.initial_of(found) if found else _first_values(cluster)
    return GrantForm(posted(request), holders=holders, initial=first)


def _first_values(cluster: clusters.Cluster) -> dict[str, object]:
    """What can be said before anybody types: what the programme still has for the cluster."""
    programme = cluster.programme
    if programme is None:
        return {}
    return {"asked_pence": max(programme.grant_pence - read.awarded_to(cluster), 0) or None}


@guard(policies, "draft_grant", scope="cluster")
def draft_grant(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Begin an application."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    form = _form(request, cluster, None)
    made = attempt(
        request, form,
        lambda: actions.draft_grant(
            cluster=cluster, text=form.text(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if made is not None:
        say(request, "Kept. Look it over, then send it.")
        return redirect(grant_url(made))
    around = around_grants(cluster, ("Apply", ""))
    context = {"form": form, "deed": "Keep it", **around}
    return render(request, "money/draft_grant.html", context)


@guard(policies, "edit_grant", scope="cluster")
def edit_grant(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Change an application."""
    found = grant_in(request, cluster_id, pk)
    rules.check_is(found, *rules.OPEN)
    form = _form(request, found.cluster, found)
    done = attempt(
        request, form,
        lambda: actions.edit_grant(
            grant=found, text=form.text(), read=form.cleaned_data["version"],
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        return redirect(grant_url(found))
    renew_version(form, found.version)
    context = {"form": form, "deed": "Save", **around_grant(found, ("Change", ""))}
    return render(request, "money/edit_grant.html", context)


@guard(policies, "apply_for_grant", scope="cluster")
@require_POST
def apply_for_grant(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Send the application."""
    found = grant_in(request, cluster_id, pk)
    actions.apply_for_grant(grant=found, by=request.actor, now=now())
    say(request, "Sent. The programme manager decides, and may ask you something first.")
    return redirect(grant_url(found))


@guard(policies, "withdraw_grant", scope="cluster")
@require_POST
def withdraw_grant(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take it back."""
    found = grant_in(request, cluster_id, pk)
    actions.withdraw_grant(grant=found, by=request.actor, now=now())
    say(request, "Taken back.", undo_url=grant_url(found, "take_up_grant"))
    return redirect(grant_url(found))


@guard(policies, "take_up_grant", scope="cluster")
@require_POST
def take_up_grant(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Write on it again."""
    found = grant_in(request, cluster_id, pk)
    again = found.state == GrantState.DECLINED
    actions.take_up_grant(grant=found, by=request.actor, now=now())
    say(request, "You can write on it again." if again else "It is being drafted again.")
    return redirect(grant_url(found))
