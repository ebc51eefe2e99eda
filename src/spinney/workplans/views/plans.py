"""A cluster's workplan: its first page; begun, changed, agreed, ended."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.policy import allows, may
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Figure
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.decisions import api as decisions
from spinney.workplans import policies
from spinney.workplans.actions import objectives as objective_actions
from spinney.workplans.actions import plans as actions
from spinney.workplans.bridge.taking_over import still_offered
from spinney.workplans.forms.plans import AgreeForm, PlanForm, TakeOverForm
from spinney.workplans.models import Workplan
from spinney.workplans.policies import plans as rules
from spinney.workplans.queries import plans as read
from spinney.workplans.queries.plan_page import Look, look_at, own_rows
from spinney.workplans.states import PlanState
from spinney.workplans.views.plan_frames import around_plan, plan_in, plan_url


@guard(policies, "workplan", scope="cluster")
@require_safe
def workplan(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """The plan at a glance: how far it is, what is ours, what waits, all of it by objective."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    plan = read.plan_or_none(request.actor, cluster_id)
    scope = cluster_scope(cluster_id)
    may_start = may(policies.MAY, "start_workplan", by=request.actor, scope=scope)
    context: dict[str, Any] = {"plan": plan, "may_start": may_start, **around_plan(cluster)}
    if plan is None:
        context["priorities"] = len(decisions.outline(cluster))
        return render(request, "workplans/workplan.html", context)
    look = look_at(request.actor, plan, localdate())
    runs = rules.runs(request.actor, plan)
    context |= {
        "look": look,
        "runs": runs,
        "changes": runs and plan.state != PlanState.ENDED,
        "figures": _figures(look),
        "own": own_rows(request.actor, look),
        "offered": still_offered(plan) if runs else [],
        "earlier": read.earlier_plans(request.actor, plan),
        "taken_out": read.taken_out(plan, now()) if runs else [],
        "can_agree": runs and plan.state == PlanState.DRAFT,
        "can_end": runs and allows(rules.check_becomes, plan, PlanState.ENDED),
        "can_reopen": runs and plan.state == PlanState.ENDED,
    }
    return render(request, "workplans/workplan.html", context)


def _figures(look: Look) -> list[Figure]:
    listed = plan_url(look.plan.cluster_id, "activities")
    reached = sum(one.reached_on is not None for one in look.milestones)
    return [
        Figure("Activities done", f"{len(look.done)} of {len(look.counted)}", listed),
        Figure(
            "Milestones reached", f"{reached} of {len(look.milestones)}",
            plan_url(look.plan.cluster_id, "milestones"),
        ),
        Figure("Waiting for something", str(len(look.held_up)), f"{listed}?only=waits"),
        Figure("Behind their days", str(len(look.behind)), f"{listed}?only=behind"),
    ]  # fmt: skip


@guard(policies, "start_workplan", scope="cluster")
def start_workplan(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Begin the plan, with what was decided."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    offered = decisions.outline(cluster)
    form = PlanForm(posted(request), offered=offered)
    made = attempt(
        request, form,
        lambda: actions.start_workplan(
            cluster=cluster, text=form.text(), priorities=form.chosen(), by=request.actor,
            now=now(),
        ),
    )  # fmt: skip
    if made is not None:
        say(request, "The workplan is begun. Say next who does what, and from when to when.")
        return redirect(plan_url(cluster_id))
    context = {
        "form": form, "deed": "Begin the workplan", **around_plan(cluster, ("Begin", "")),
    }  # fmt: skip
    return render(request, "workplans/start_workplan.html", context)


@guard(policies, "edit_workplan", scope="cluster")
def edit_workplan(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Change its name, what it is for, and its time."""
    plan = plan_in(request, cluster_id)
    rules.check_can_change(plan)
    form = PlanForm(posted(request), plan=plan)
    done = attempt(
        request, form,
        lambda: actions.edit_workplan(
            plan=plan, text=form.text(), read=form.cleaned_data["version"], by=request.actor,
            now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Saved.")
        return redirect(plan_url(cluster_id))
    context = {"form": form, "deed": "Save", **around_plan(plan.cluster, ("Change it", ""))}
    return render(request, "workplans/edit_workplan.html", context)


@guard(policies, "agree_workplan", scope="cluster")
def agree_workplan(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Note that the members agreed to it: its days are kept, and reminders begin."""
    plan = plan_in(request, cluster_id)
    form = AgreeForm(posted(request), register=decisions.decisions(plan.cluster))
    done = attempt(
        request, form,
        lambda: actions.agree_workplan(
            plan=plan, decision=form.number(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "The workplan is agreed, and the members are told.")
        return redirect(plan_url(cluster_id))
    context = {
        "form": form, "deed": "It is agreed", "plan": plan,
        "look": look_at(request.actor, plan, localdate()),
        **around_plan(plan.cluster, ("Agree it", "")),
    }  # fmt: skip
    return render(request, "workplans/agree_workplan.html", context)


@guard(policies, "end_workplan", scope="cluster")
@require_POST
def end_workplan(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """The plan is over."""
    plan = plan_in(request, cluster_id)
    actions.end_workplan(plan=plan, by=request.actor, now=now())
    undo = plan_url(cluster_id, "reopen_workplan")
    say(request, "The workplan has ended. It stays here to be read.", undo_url=undo)
    return redirect(plan_url(cluster_id))


@guard(policies, "reopen_workplan", scope="cluster")
@require_POST
def reopen_workplan(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """It goes on after all."""
    plan = plan_in(request, cluster_id)
    actions.reopen_workplan(plan=plan, by=request.actor, now=now())
    say(request, "The workplan goes on.")
    return redirect(plan_url(cluster_id))


@guard(policies, "take_over_priorities", scope="cluster")
def take_over_priorities(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Put what was decided since into the plan."""
    plan = plan_in(request, cluster_id)
    rules.check_can_change(plan)
    offered = still_offered(plan)
    form = TakeOverForm(posted(request), offered=offered)
    taken = attempt(request, form, lambda: _take_over(request, plan, form))
    if taken is not None:
        say(request, "It is in the plan. Say next who does what, and from when to when.")
        return redirect(plan_url(cluster_id))
    context = {
        "form": form, "deed": "Put it into the plan", "offered": offered,
        **around_plan(plan.cluster, ("What you decided", "")),
    }  # fmt: skip
    return render(request, "workplans/take_over_priorities.html", context)


def _take_over(
    request: SpinneyRequest, plan: Workplan, form: TakeOverForm
) -> list[decisions.Priority]:
    return objective_actions.take_over_priorities(
        plan=plan, priorities=form.chosen(), by=request.actor, now=now()
    )
