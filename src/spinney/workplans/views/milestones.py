"""Milestones: the list; added, changed, reached, taken out, brought back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import may
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.parts import Brand
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.task_links import task_link
from spinney.base.web.told import say
from spinney.workplans import policies
from spinney.workplans.actions import milestones as actions
from spinney.workplans.bridge.measures import measure_words, said_of
from spinney.workplans.bridge.plans import live_activities
from spinney.workplans.forms.activities import MilestoneForm, ReachedForm
from spinney.workplans.letters.milestones import REACHED
from spinney.workplans.models import Milestone, Workplan
from spinney.workplans.policies import activities as rules
from spinney.workplans.policies import plans as plan_rules
from spinney.workplans.queries import activities as read
from spinney.workplans.states import PlanState
from spinney.workplans.views.activity_tables import milestone_status, milestones_table
from spinney.workplans.views.plan_frames import around_plan, plan_in, plan_url, url_of


@guard(policies, "milestones", scope="cluster")
@require_safe
def milestones(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """What will be seen to be reached, by when, and how far it is."""
    plan = plan_in(request, cluster_id)
    scope = cluster_scope(cluster_id)
    may_add = plan.state != PlanState.ENDED and may(
        policies.MAY, "add_milestone", by=request.actor, scope=scope
    )
    listing = milestones_table(cluster_id, localdate(), may_add=may_add).listing(
        request, read.live_milestones(plan), file_name=f"{plan.cluster.name} milestones"
    )
    context = {
        "listing": listing, "may_add": may_add,
        **around_plan(plan.cluster, ("Milestones", "")),
    }  # fmt: skip
    return listing.export() or render(request, "workplans/milestones.html", context)


def _form(
    request: SpinneyRequest, plan: Workplan, milestone: Milestone | None = None
) -> MilestoneForm:
    return MilestoneForm(
        posted(request), activities=live_activities(plan),
        organisations=read.who_can_do(plan.cluster), milestone=milestone,
    )  # fmt: skip


@guard(policies, "add_milestone", scope="cluster")
def add_milestone(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Add a milestone; `?activity=5` says to which activity it belongs."""
    plan = plan_in(request, cluster_id)
    plan_rules.check_can_change(plan)
    form = _form(request, plan)
    form.initial.setdefault("activity", request.GET.get("activity", ""))
    made = attempt(
        request, form,
        lambda: actions.add_milestone(plan=plan, text=form.text(), by=request.actor, now=now()),
    )  # fmt: skip
    if made is not None:
        say(request, f"In the plan: {made.title}.")
        return redirect(plan_url(cluster_id, "milestones"))
    context = {"form": form, "deed": "Add it", **_around(plan, "A milestone")}
    return render(request, "workplans/add_milestone.html", context)


def _around(plan: Workplan, words: str) -> dict[str, Any]:
    listed = ("Milestones", plan_url(plan.cluster_id, "milestones"))
    return around_plan(plan.cluster, listed, (words, ""))


@guard(policies, "edit_milestone", scope="cluster")
def edit_milestone(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Change a milestone."""
    found = read.get_milestone(request.actor, cluster_id, pk)
    plan_rules.check_is_there(found)
    form = _form(request, found.workplan, found)
    done = attempt(
        request, form,
        lambda: actions.edit_milestone(
            milestone=found, text=form.text(), read=form.cleaned_data["version"],
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Saved.")
        return redirect(plan_url(cluster_id, "milestones"))
    found.refresh_from_db(fields=["version"])
    renew_version(form, found.version)
    context = {
        "form": form, "deed": "Save", "milestone": found, **_around(found.workplan, found.title),
    }  # fmt: skip
    return render(request, "workplans/edit_milestone.html", context)


def _note(request: SpinneyRequest, found: Milestone, form: ReachedForm) -> Milestone:
    return actions.note_milestone(milestone=found, by=request.actor, now=now(), **form.said())


def _question(request: SpinneyRequest, found: Milestone, form: ReachedForm) -> dict[str, Any]:
    own = found.organisation or (found.activity.organisation if found.activity else None)
    return {
        "form": form,
        "milestone": found,
        "status": milestone_status(found, localdate()),
        "counted": measure_words(found),
        "says": rules.does(request.actor, found.workplan, own.pk if own else None)
        and found.workplan.state != PlanState.ENDED,
    }


@guard(policies, "note_milestone", scope="cluster")
def note_milestone(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """One milestone, and whether it is reached: said by whoever it belongs to, read by all."""
    found = read.get_milestone(request.actor, cluster_id, pk)
    form = ReachedForm(posted(request), milestone=found)
    done = attempt(request, form, lambda: _note(request, found, form))
    if done is not None:
        say(request, f"Noted: {said_of(done)}.")
        return redirect(plan_url(cluster_id, "milestones"))
    runs = plan_rules.runs(request.actor, found.workplan)
    context = _question(request, found, form) | _around(found.workplan, found.title)
    context["changes"] = runs and found.workplan.state != PlanState.ENDED
    return render(request, "workplans/note_milestone.html", context)


@task_link(REACHED, stands=read.milestone_link_stands)
def milestone_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """The same from a link, without an account."""
    if step not in ("", "noted"):
        raise NotFound("There is no such page. Open the link from the e-mail again.")
    found = read.milestone_by_link(request.actor)
    plan_rules.check_can_change(found.workplan)
    form = ReachedForm(posted(request), milestone=found)
    if attempt(request, form, lambda: _note(request, found, form)) is not None:
        return redirect(f"{request.task_path}noted/")
    cluster = found.workplan.cluster
    context = _question(request, found, form) | {
        "brand": Brand(cluster.name, "", "", cluster.colour), "by_link": True, "cluster": cluster,
        "again_url": request.task_path, "said": said_of(found),
    }  # fmt: skip
    page = "milestone_noted" if step else "note_milestone"
    return render(request, f"workplans/{page}.html", context)


@guard(policies, "remove_milestone", scope="cluster")
@require_POST
def remove_milestone(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take it out of the plan."""
    found = read.get_milestone(request.actor, cluster_id, pk)
    actions.remove_milestone(milestone=found, by=request.actor, now=now())
    undo = url_of(found, "restore_milestone")
    say(request, f"Taken out of the plan: {found.title}.", undo_url=undo)
    return redirect(plan_url(cluster_id, "milestones"))


@guard(policies, "restore_milestone", scope="cluster")
@require_POST
def restore_milestone(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Bring it back."""
    found = read.get_milestone(request.actor, cluster_id, pk)
    actions.restore_milestone(milestone=found, by=request.actor, now=now())
    say(request, f"It is back: {found.title}.")
    return redirect(plan_url(cluster_id, "milestones"))
