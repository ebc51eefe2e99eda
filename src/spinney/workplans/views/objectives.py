"""Objectives: added, changed, put in order, taken out, brought back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.workplans import policies
from spinney.workplans.actions import objectives as actions
from spinney.workplans.forms.plans import ObjectiveForm
from spinney.workplans.policies import plans as rules
from spinney.workplans.queries.plans import get_objective
from spinney.workplans.views.plan_frames import around_plan, plan_in, plan_url


@guard(policies, "add_objective", scope="cluster")
def add_objective(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Add something that is to be reached."""
    plan = plan_in(request, cluster_id)
    rules.check_can_change(plan)
    form = ObjectiveForm(posted(request))
    made = attempt(
        request, form,
        lambda: actions.add_objective(plan=plan, text=form.text(), by=request.actor, now=now()),
    )  # fmt: skip
    if made is not None:
        say(request, f"In the plan: {made.title}.")
        return redirect(plan_url(cluster_id))
    context = {"form": form, "deed": "Add it", **around_plan(plan.cluster, ("An objective", ""))}
    return render(request, "workplans/add_objective.html", context)


@guard(policies, "edit_objective", scope="cluster")
def edit_objective(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Change the words of an objective."""
    found = get_objective(request.actor, cluster_id, pk)
    rules.check_is_there(found)
    form = ObjectiveForm(posted(request), objective=found)
    done = attempt(
        request, form,
        lambda: actions.edit_objective(
            objective=found, text=form.text(), read=form.cleaned_data["version"],
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Saved.")
        return redirect(plan_url(cluster_id))
    context = {
        "form": form, "deed": "Save", "objective": found,
        **around_plan(found.workplan.cluster, (found.title, "")),
    }  # fmt: skip
    return render(request, "workplans/edit_objective.html", context)


@guard(policies, "move_objective", scope="cluster")
@require_POST
def move_objective(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """One place up or down."""
    found = get_objective(request.actor, cluster_id, pk)
    up = request.POST.get("to") == "up"
    actions.move_objective(objective=found, up=up, by=request.actor, now=now())
    return redirect(f"{plan_url(cluster_id)}#objective-{pk}")


@guard(policies, "remove_objective", scope="cluster")
@require_POST
def remove_objective(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take it out; its activities stay."""
    found = get_objective(request.actor, cluster_id, pk)
    actions.remove_objective(objective=found, by=request.actor, now=now())
    undo = reverse("workplans:restore-objective", args=[cluster_id, pk])
    say(request, f"Taken out: {found.title}. Its activities stay in the plan.", undo_url=undo)
    return redirect(plan_url(cluster_id))


@guard(policies, "restore_objective", scope="cluster")
@require_POST
def restore_objective(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Bring it back."""
    found = get_objective(request.actor, cluster_id, pk)
    actions.restore_objective(objective=found, by=request.actor, now=now())
    say(request, f"It is back: {found.title}.")
    return redirect(plan_url(cluster_id))
