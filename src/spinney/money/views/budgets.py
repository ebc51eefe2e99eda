"""Budgets: the versions, one of them, two side by side; drafted, tried out, put in force."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.periods import add_months
from spinney.base.kernel.policy import allows, may
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.words import money, span
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.actions import budgets as actions
from spinney.money.bridge.budgets import DIMENSION_WORDS, LineSaid, month_end
from spinney.money.forms.budgets import EMPTY, FROM_PLAN, BudgetForm, InForceForm, WhatIfForm
from spinney.money.models import Budget, Grant
from spinney.money.policies import budgets as rules
from spinney.money.queries import budgets as read
from spinney.money.queries import keeping
from spinney.money.queries.decided import standing_decisions
from spinney.money.states import BudgetState
from spinney.money.views.around import around_cluster
from spinney.money.views.budget_tables import (
    budget_status,
    chart_of,
    figures_of,
    lines_table,
    over_words,
    parts_of,
    versions_table,
)
from spinney.workplans import api as workplans

TITLE = "Budget"
MOST_CELLS = 2_000


def all_url(cluster_id: int) -> str:
    """The address of the list of versions."""
    return reverse("money:budgets", args=[cluster_id])


def around_budget(budget: Budget, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of one version; `more` are the crumbs that follow its own."""
    here = (budget.title, read.budget_url(budget) if more else "")
    found = around_cluster(budget.cluster, (TITLE, all_url(budget.cluster_id)), here, *more)
    return found | {"budget": budget, "back_url": read.budget_url(budget)}


@guard(policies, "budgets", scope="cluster")
@require_safe
def budgets(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """The versions of a cluster's budget."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    rows = read.budgets_of(request.actor, cluster_id)
    can = may(policies.MAY, "start_budget", by=request.actor, scope=cluster_scope(cluster_id))
    start = reverse("money:start-budget", args=[cluster_id]) if can else ""
    listing = versions_table(start).listing(request, rows, file_name=f"{cluster.name} budgets")
    context = {
        "listing": listing, "start_url": start, "rows": rows,
        "in_force": next((one for one in rows if one.state == BudgetState.IN_FORCE), None),
        **around_cluster(cluster, (TITLE, "")),
    }  # fmt: skip
    return listing.export() or render(request, "money/budgets.html", context)


@guard(policies, "budget", scope="cluster")
@require_safe
def budget(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponseBase:
    """One version: its lines, what was spent on them, and its totals by whatever one asks."""
    found = read.get_budget(request.actor, cluster_id, number)
    seen = read.seen(found)
    deeds = _deeds(request, found)
    listing = lines_table(found, deeds["write_url"]).listing(
        request, list(seen.lines), file_name=f"{found.title}"
    )
    by = _dimension(request, "by", "category")
    across = _dimension(request, "across", "month")
    context = around_budget(found) | {
        "seen": seen, "listing": listing, "status": budget_status(found),
        "days": span(found.first_day, found.last_day),
        "figures": figures_of(seen, _on_no_line(found)),
        "over": over_words(seen), "by": by, "across": across,
        "dimensions": list(DIMENSION_WORDS.items()), "by_words": DIMENSION_WORDS[by],
        "across_words": DIMENSION_WORDS[across], "parts": parts_of(seen, by),
        "chart": chart_of(parts_of(seen, by)) if by != "month" else None,
        "table": _table(seen, by, across),
        "others": [one for one in read.budgets_of(request.actor, cluster_id) if one.pk != found.pk],
        **deeds,
    }  # fmt: skip
    return listing.export() or render(request, "money/budget.html", context)


def _on_no_line(found: Budget) -> int:
    """What was spent beside the budget in force; of other versions it says nothing."""
    in_force = found.state == BudgetState.IN_FORCE
    return read.spent_on_no_line(found.cluster_id) if in_force else 0


def _dimension(request: SpinneyRequest, name: str, otherwise: str) -> str:
    asked = request.GET.get(name, "")
    return asked if asked in DIMENSION_WORDS else otherwise


def _table(seen: read.SeenBudget, by: str, across: str) -> read.Shown | None:
    """The table of two dimensions, where there is one to show that can be read."""
    if by == across or not seen.lines:
        return None
    table = seen.crossed(by, across)
    return table if len(table.rows) * len(table.columns) <= MOST_CELLS else None


def _deeds(request: SpinneyRequest, found: Budget) -> dict[str, Any]:
    """Which deeds the page offers to whoever looks."""
    keeps = keeping.keeps(request.actor, found.cluster, localdate())
    writes = allows(rules.check_can_be_written, found) and allows(
        rules.check_may_write, request.actor, found, keeps=keeps
    )
    return {
        "can_put_in_force": keeps and allows(rules.check_becomes, found, BudgetState.IN_FORCE),
        "can_adopt": keeps and allows(rules.check_becomes, found, BudgetState.DRAFT),
        "writes": writes,
        "with_grant": None if writes else _sent_with(found),
        "write_url": read.budget_url(found, "edit_budget_lines") if writes else "",
    }


def _sent_with(found: Budget) -> Grant | None:
    """The grant whose funder has this draft, so that nobody can change it."""
    return rules.grant_it_rests_on(found) if found.state == BudgetState.DRAFT else None


@guard(policies, "compare_budgets", scope="cluster")
@require_safe
def compare_budgets(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """What changed from another version (`?with=`, else the one it is based on) to this one."""
    after = read.get_budget(request.actor, cluster_id, number)
    before = _other(request, after)
    if before is None:
        raise NotFound("There is no other version to compare it with.")
    was, will = read.seen(before), read.seen(after)
    difference = will.whole.planned - was.whole.planned
    context = around_budget(after, ("Compare", "")) | {
        "before": before, "was": was, "will": will, "rows": read.compared(was, will),
        "difference": difference,
        "difference_words": _difference(difference),
        "others": [one for one in read.budgets_of(request.actor, cluster_id) if one.pk != after.pk],
    }  # fmt: skip
    return render(request, "money/compare_budgets.html", context)


def _difference(pence: int) -> str:
    if not pence:
        return "As much is planned to be spent in both."
    return f"{money(abs(pence))} {'more' if pence > 0 else 'less'} is planned to be spent."


def _other(request: SpinneyRequest, after: Budget) -> Budget | None:
    asked = request.GET.get("with", "")
    if asked.isdecimal() and int(asked) != after.number:
        return read.get_budget(request.actor, after.cluster_id, int(asked))
    rows = [one for one in read.budgets_of(request.actor, after.cluster_id) if one.pk != after.pk]
    based = next((one for one in rows if one.pk == after.based_on_id), None)
    return based or next((one for one in rows if one.state == BudgetState.IN_FORCE), None)


@guard(policies, "start_budget", scope="cluster")
def start_budget(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Draft a version: from another, from the activities of the plan, or from nothing."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    today = localdate()
    versions = read.budgets_of(request.actor, cluster_id)
    lines = _from_plan(cluster)
    starts = [(str(one.number), f"The lines of “{one.title}” (version {one.number})")
              for one in versions]  # fmt: skip
    if lines:
        starts.append((FROM_PLAN, f"The {len(lines)} activities of the plan"))
    starts.append((EMPTY, "Nothing: I write the lines, or bring in a spreadsheet"))
    form = BudgetForm(posted(request), starts=starts, initial=_first(cluster, versions, today))

    def start() -> Budget:
        chosen = form.cleaned_data["start"]
        based = next((one for one in versions if str(one.number) == chosen), None)
        return actions.start_budget(
            cluster=cluster, said=form.said(), lines=lines if chosen == FROM_PLAN else (),
            based_on=based, by=request.actor, now=now(),
        )  # fmt: skip

    done = attempt(request, form, start)
    if done is not None:
        say(request, f"Drafted: {done.title}. Write its lines now.")
        return redirect(read.budget_url(done, "edit_budget_lines"))
    context = {
        "form": form, "deed": "Draft it", "back_url": all_url(cluster_id),
        **around_cluster(cluster, (TITLE, all_url(cluster_id)), ("Draft a budget", "")),
    }  # fmt: skip
    return render(request, "money/start_budget.html", context)


def _first(cluster: clusters.Cluster, versions: list[Budget], today: date) -> dict[str, Any]:
    """What the form begins with: the newest version's days, or a year from this month."""
    latest = next((one for one in versions if one.state != BudgetState.WHAT_IF), None)
    wanted = next((one for one in versions if one.state == BudgetState.IN_FORCE), latest)
    if wanted is not None:
        return {"title": wanted.title, "first_day": wanted.first_day, "start": str(wanted.number),
                "last_day": wanted.last_day}  # fmt: skip
    first = today.replace(day=1)
    last = month_end(add_months(first, 11))
    return {"title": f"Budget of {cluster.name}", "first_day": first, "last_day": last,
            "start": FROM_PLAN}  # fmt: skip


def _from_plan(cluster: clusters.Cluster) -> list[LineSaid]:
    """A line for each activity of the plan, with what it was said to cost."""
    rows = workplans.Activity.objects.filter(workplan__cluster=cluster, removed_at=None)
    return [
        LineSaid(
            title=one.title, pence=one.cost_pence or 0, activity_id=one.pk,
            organisation_id=one.organisation_id,
            first_day=one.starts_on.replace(day=1) if one.starts_on else None,
            last_day=month_end(one.ends_on or one.starts_on) if one.starts_on else None,
        )
        for one in rows.exclude(workplan__state="ended").order_by("position", "pk")
    ]  # fmt: skip


@guard(policies, "edit_budget", scope="cluster")
def edit_budget(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """Change the name and days of a draft."""
    found = read.budget_to_write(request.actor, cluster_id, number)
    rules.check_can_be_written(found)
    form = BudgetForm(posted(request), budget=found)
    done = attempt(
        request, form,
        lambda: actions.edit_budget(
            budget=found, said=form.said(), read=form.cleaned_data["read"], by=request.actor,
            now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Changed.")
        return redirect(read.budget_url(done))
    renew_version(form, found.version)
    context = around_budget(found, ("Change", "")) | {"form": form, "deed": "Save"}
    return render(request, "money/edit_budget.html", context)


@guard(policies, "try_what_if", scope="cluster")
def try_what_if(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """Copy a version to try something out."""
    found = read.get_budget(request.actor, cluster_id, number)
    form = WhatIfForm(posted(request))
    done = attempt(
        request, form,
        lambda: actions.try_what_if(
            budget=found, title=form.cleaned_data["title"], by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "A copy is made. Change what you like: it never counts.")
        return redirect(read.budget_url(done, "edit_budget_lines"))
    context = around_budget(found, ("What if", "")) | {"form": form, "deed": "Make a copy"}
    return render(request, "money/try_what_if.html", context)


@guard(policies, "adopt_what_if", scope="cluster")
@require_POST
def adopt_what_if(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """Make a draft of what was tried out."""
    found = read.get_budget(request.actor, cluster_id, number)
    actions.adopt_what_if(budget=found, by=request.actor, now=now())
    say(request, "It is a draft now. Put it in force when it is agreed.")
    return redirect(read.budget_url(found))


@guard(policies, "put_budget_in_force", scope="cluster")
def put_budget_in_force(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """Let a draft be the budget from today."""
    found = read.get_budget(request.actor, cluster_id, number)
    rules.check_becomes(found, BudgetState.IN_FORCE)
    form = InForceForm(posted(request), decisions=standing_decisions(found.cluster))
    done = attempt(
        request, form,
        lambda: actions.put_budget_in_force(
            budget=found, decision=form.cleaned_data["decision"], by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        say(request, f"In force from today: {done.title}.")
        return redirect(read.budget_url(done))
    context = around_budget(found, ("Put in force", "")) | {
        "form": form, "deed": "Put it in force", "seen": read.seen(found),
        "before": read.in_force(cluster_id),
    }  # fmt: skip
    return render(request, "money/put_budget_in_force.html", context)


@guard(policies, "discard_budget", scope="cluster")
@require_POST
def discard_budget(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """Throw away a draft, or something that was tried out."""
    found = read.budget_to_write(request.actor, cluster_id, number)
    actions.discard_budget(budget=found, by=request.actor, now=now())
    say(request, f"Thrown away: {found.title}.", undo_url=read.budget_url(found, "restore_budget"))
    return redirect("money:budgets", cluster_id)


@guard(policies, "restore_budget", scope="cluster")
@require_POST
def restore_budget(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """Bring it back."""
    found = read.get_budget(request.actor, cluster_id, number, removed=True)
    actions.restore_budget(budget=found, by=request.actor, now=now())
    say(request, f"It is back: {found.title}.")
    return redirect(read.budget_url(found))
