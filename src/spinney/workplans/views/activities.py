"""Activities: the list, the page of one; added, changed, dropped, taken out, brought back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import Role, cluster_scope
from spinney.base.kernel.policy import allows, may
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.parts import SummaryRow
from spinney.base.web.components.words import day, money
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.workplans import policies
from spinney.workplans.actions import activities as actions
from spinney.workplans.forms.activities import ActivityForm, DropForm
from spinney.workplans.models import Activity, Workplan
from spinney.workplans.policies import activities as rules
from spinney.workplans.policies import plans as plan_rules
from spinney.workplans.queries import activities as read
from spinney.workplans.queries.plan_page import Shown, look_at, would_stop_without_activity
from spinney.workplans.queries.plans import objectives_in
from spinney.workplans.states import ActivityState, PlanState
from spinney.workplans.views.activity_tables import activities_table
from spinney.workplans.views.plan_frames import around_plan, plan_in, plan_url, url_of


@guard(policies, "activities", scope="cluster")
@require_safe
def activities(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """All activities, to be searched, sorted, narrowed and taken along."""
    plan = plan_in(request, cluster_id)
    look = look_at(request.actor, plan, localdate())
    scope = cluster_scope(cluster_id)
    may_add = _changes(plan) and may(policies.MAY, "add_activity", by=request.actor, scope=scope)
    own = request.actor.ids_of("organisation", Role.REPRESENTATIVE)
    table = activities_table(cluster_id, own, may_add=may_add)
    listing = table.listing(
        request, list(look.rows), file_name=f"{plan.cluster.name} workplan activities"
    )
    context = {
        "listing": listing, "may_add": may_add, "plan": plan,
        **around_plan(plan.cluster, ("Activities", "")),
    }  # fmt: skip
    return listing.export() or render(request, "workplans/activities.html", context)


def _changes(plan: Workplan) -> bool:
    return plan.state != PlanState.ENDED


@guard(policies, "activity", scope="cluster")
@require_safe
def activity(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """One activity: how it stands, what it waits for, what would stop without it, what was said."""
    found = read.get_activity(request.actor, cluster_id, pk)
    context: dict[str, Any] = {
        "activity": found,
        "notes": list(read.notes_on(found)),
        "runs": plan_rules.runs(request.actor, found.workplan),
        "changes": _changes(found.workplan),
        **around_plan(found.workplan.cluster, _listed(cluster_id), (found.title, "")),
    }
    if found.removed_at is not None:
        context["can_restore"] = context["runs"] and allows(
            plan_rules.check_can_restore, found, now()
        )
        return render(request, "workplans/activity.html", context)
    look = look_at(request.actor, found.workplan, localdate())
    shown = next(one for one in look.rows if one.pk == found.pk)
    context |= {
        "shown": shown,
        "rows": list(_rows(shown)),
        "waits": list(_waits(found)),
        "stops": would_stop_without_activity(look, found) if shown.is_open else [],
        "is_dropped": found.state == ActivityState.DROPPED,
    }
    return render(request, "workplans/activity.html", context)


def _listed(cluster_id: int) -> tuple[str, str]:
    return "Activities", plan_url(cluster_id, "activities")


def _rows(shown: Shown) -> Iterator[SummaryRow]:
    one = shown.activity
    yield SummaryRow("Who", shown.who_in_full)
    yield SummaryRow("When", shown.when or "No days are set yet", note=shown.expected)
    if one.began_on and one.state != ActivityState.PLANNED:
        yield SummaryRow("Began on", day(one.began_on))
    if one.done_on:
        yield SummaryRow("Done on", day(one.done_on))
    if shown.objective:
        yield _purpose(one)
    if one.cost_pence is not None:
        yield SummaryRow("Cost, roughly", money(one.cost_pence))


def _purpose(one: Activity) -> SummaryRow:
    """What it is for, and the decision that this came from."""
    goal = one.objective
    number = goal.decision_number if goal is not None else None
    if not number:
        return SummaryRow("For", goal)
    url = reverse("decisions:decision", args=[one.workplan.cluster_id, number])
    return SummaryRow("For", goal, url, f"Decision {number}")


def _waits(found: Activity) -> Iterator[dict[str, object]]:
    """What it waits for, in words, with where that is."""
    rows = found.waits_on.select_related("on_activity", "on_bid").order_by("pk")
    cluster_id = found.workplan.cluster_id
    for one in rows:
        words, url = one.decision_words, ""
        if one.on_activity is not None:
            if one.on_activity.removed_at is not None:
                continue
            words = one.on_activity.title
            url = reverse("workplans:activity", args=[cluster_id, one.on_activity.pk])
        elif one.on_bid is not None:
            if one.on_bid.removed_at is not None:
                continue
            words, url = f"The bid “{one.on_bid.title}”", _bid_url(cluster_id, one.on_bid.pk)
        elif one.decision_number:
            url = reverse("decisions:decision", args=[cluster_id, one.decision_number])
            words = f"Decision {one.decision_number}: {words}"
        yield {"pk": one.pk, "words": words, "url": url}


def _bid_url(cluster_id: int, pk: int) -> str:
    return reverse("workplans:bid", args=[cluster_id, pk])


def _form(
    request: SpinneyRequest, plan: Workplan, activity: Activity | None = None
) -> ActivityForm:
    asks_why = activity is not None and plan.state == PlanState.AGREED
    return ActivityForm(
        posted(request), objectives=list(objectives_in(plan)),
        organisations=read.who_can_do(plan.cluster), activity=activity, asks_why=asks_why,
    )  # fmt: skip


def _names(form: ActivityForm) -> list[str]:
    return read.names_in(list(form.organisations.values()), localdate())


@guard(policies, "add_activity", scope="cluster")
def add_activity(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Put something to be done into the plan; `?objective=5` says what for."""
    plan = plan_in(request, cluster_id)
    plan_rules.check_can_change(plan)
    form = _form(request, plan)
    form.initial.setdefault("objective", request.GET.get("objective", ""))
    made = attempt(
        request, form,
        lambda: actions.add_activity(plan=plan, text=form.text(), by=request.actor, now=now()),
    )  # fmt: skip
    if made is not None:
        say(request, f"In the plan: {made.title}. Say next what it waits for, if anything.")
        return redirect(url_of(made))
    context = {
        "form": form, "deed": "Put it into the plan", "names": _names(form),
        **around_plan(plan.cluster, ("An activity", "")),
    }  # fmt: skip
    return render(request, "workplans/add_activity.html", context)


@guard(policies, "edit_activity", scope="cluster")
def edit_activity(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Change an activity."""
    found = read.get_activity(request.actor, cluster_id, pk)
    plan_rules.check_is_there(found)
    plan_rules.check_can_change(found.workplan)
    form = _form(request, found.workplan, found)
    done = attempt(
        request, form,
        lambda: actions.edit_activity(
            activity=found, text=form.text(), why=form.cleaned_data.get("why", ""),
            read=form.cleaned_data["version"], by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Saved.")
        return redirect(url_of(found))
    found.refresh_from_db(fields=["version"])
    renew_version(form, found.version)
    context = {
        "form": form, "deed": "Save", "activity": found, "names": _names(form),
        **_around(found, "Change"),
    }  # fmt: skip
    return render(request, "workplans/edit_activity.html", context)


def _around(found: Activity, words: str) -> dict[str, Any]:
    return around_plan(found.workplan.cluster, (found.title, url_of(found)), (words, ""))


@guard(policies, "drop_activity", scope="cluster")
def drop_activity(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Say that it is not going to be done, after seeing what would stop."""
    found = read.get_activity(request.actor, cluster_id, pk)
    plan_rules.check_is_there(found)
    rules.check_becomes(found, ActivityState.DROPPED)
    form = DropForm(posted(request))
    done = attempt(
        request, form,
        lambda: actions.drop_activity(
            activity=found, why=form.cleaned_data["why"], by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        undo = url_of(found, "take_up_activity")
        say(request, f"Dropped: {found.title}.", undo_url=undo)
        return redirect(url_of(found))
    look = look_at(request.actor, found.workplan, localdate())
    context = {
        "form": form, "deed": "Drop it", "activity": found,
        "stops": would_stop_without_activity(look, found), **_around(found, "Drop it"),
    }  # fmt: skip
    return render(request, "workplans/drop_activity.html", context)


@guard(policies, "take_up_activity", scope="cluster")
@require_POST
def take_up_activity(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """It is going to be done after all."""
    found = read.get_activity(request.actor, cluster_id, pk)
    actions.take_up_activity(activity=found, by=request.actor, now=now())
    say(request, f"In the plan again: {found.title}.")
    return redirect(url_of(found))


@guard(policies, "remove_activity", scope="cluster")
@require_POST
def remove_activity(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take it out of the plan."""
    found = read.get_activity(request.actor, cluster_id, pk)
    actions.remove_activity(activity=found, by=request.actor, now=now())
    undo = url_of(found, "restore_activity")
    say(request, f"Taken out of the plan: {found.title}.", undo_url=undo)
    return redirect(plan_url(cluster_id, "activities"))


@guard(policies, "restore_activity", scope="cluster")
@require_POST
def restore_activity(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Bring it back."""
    found = read.get_activity(request.actor, cluster_id, pk)
    actions.restore_activity(activity=found, by=request.actor, now=now())
    say(request, f"It is back: {found.title}.")
    return redirect(url_of(found))
