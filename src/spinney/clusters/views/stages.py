"""A cluster's place in its programme, what each stage asks, and moving on or back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.policy import may
from spinney.base.web.attempts import attempt
from spinney.base.web.charts.plan import PlanChart, PlanRow
from spinney.base.web.components.words import counted
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.told import say
from spinney.clusters import policies
from spinney.clusters.actions import conditions as asking
from spinney.clusters.actions import stages as moving
from spinney.clusters.forms.programmes import ReasonForm
from spinney.clusters.forms.timetable import MeetConditionForm, MoveBackForm
from spinney.clusters.models import Cluster, Condition, ConditionMet, Stage
from spinney.clusters.queries.cluster_plan import replanned
from spinney.clusters.queries.clusters import cluster_for
from spinney.clusters.queries.timetable import Position, position_of, stage_line_of
from spinney.clusters.states import ClusterState, ProgrammeState
from spinney.clusters.views.acting import cluster_brand, cluster_trail


def address(cluster: Cluster) -> str:
    return reverse("clusters:stage", args=[cluster.pk])


@guard(policies, "stage", scope="cluster")
@require_safe
def stage(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Where the cluster is, what this stage still asks, and how it came here."""
    cluster = cluster_for(request.actor, cluster_id)
    position = position_of(cluster, localdate())
    scope = cluster_scope(cluster.pk)
    moves = cluster.state != ClusterState.ENDED and (
        cluster.programme is not None and cluster.programme.state == ProgrammeState.RUNNING
    )
    can = {
        verb
        for verb in (
            "move_stage",
            "move_stage_early",
            "move_stage_back",
            "meet_condition",
            "set_own_dates",
        )
        if moves and may(policies.MAY, verb, by=request.actor, scope=scope)
    }
    context = {
        "cluster": cluster,
        "brand": cluster_brand(cluster),
        "position": position,
        "stage_line": stage_line_of(cluster, localdate()),
        "asked": [(s, position.conditions[s.pk]) for s in position.stages],
        "pace": _pace_words(position),
        "replanned": replanned(cluster),
        "picture": _picture(cluster, position),
        "can": can,
        "sees_conditions": may(policies.MAY, "days", by=request.actor, scope=scope),
        "trail": cluster_trail(cluster, ("Stage", "")),
    }
    return render(request, "clusters/stage.html", context)


def _pace_words(position: Position) -> str:
    """ "In this stage for 20 days; 28 were planned. Its date passed 2 days ago." """
    pace = position.pace
    if pace is None:
        return ""
    told = f"In this stage for {counted(pace.days, 'day')}"
    told += f"; {pace.planned_days} were planned." if pace.planned_days is not None else "."
    if pace.late_days is None:
        return told
    if pace.late_days > 0:
        return f"{told} Its date passed {counted(pace.late_days, 'day')} ago."
    return f"{told} {counted(-pace.late_days, 'day').capitalize()} are left until its date."


def _picture(cluster: Cluster, position: Position) -> PlanChart | None:
    """The time in each stage against the plan; a stage that was gone back to has a row a visit."""
    if not position.visits:
        return None
    plan = position.plan
    rows = [
        PlanRow(
            visit.move.stage.name,
            plan.of(visit.move.stage).begins_on,
            plan.of(visit.move.stage).target_on,
            visit.move.entered_on,
            visit.move.left_on,
        )
        for visit in reversed(position.visits)
    ]
    still = [s for s in position.stages if s.position > _furthest(position)]
    rows += [PlanRow(s.name, plan.of(s).begins_on, plan.of(s).target_on) for s in still]
    return PlanChart(f"{cluster.name} in its stages", rows, localdate())


def _furthest(position: Position) -> int:
    """The place of the furthest stage that the cluster was in."""
    return max(visit.move.stage.position for visit in position.visits)


def _leaving(request: SpinneyRequest, cluster: Cluster) -> Stage | None:
    """The stage in which the person saw the cluster when she pressed the button."""
    seen = request.POST.get("leaving", "")
    if not seen.isdecimal():
        return None
    return get_object_or_404(Stage, programme_id=cluster.programme_id, pk=int(seen))


@guard(policies, "move_stage", scope="cluster")
@require_POST
def move_stage(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """On to the next stage."""
    cluster = cluster_for(request.actor, cluster_id)
    move = moving.move_stage(
        cluster=cluster, leaving=_leaving(request, cluster), by=request.actor, now=now()
    )
    say(request, f"{cluster.name} is in {move.stage.name} now.")
    return redirect(address(cluster))


@guard(policies, "move_stage_early", scope="cluster")
def move_stage_early(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """On to the next stage although something is missing, with a reason."""
    cluster = cluster_for(request.actor, cluster_id)
    position = position_of(cluster, localdate())
    form = ReasonForm(request.POST or None, label="Why may it go on before everything is met?")
    move = attempt(
        request,
        form,
        lambda: moving.move_stage_early(
            cluster=cluster,
            leaving=_leaving(request, cluster),
            reason=form.cleaned_data["reason"],
            by=request.actor,
            now=now(),
        ),
    )
    if move:
        say(request, f"{cluster.name} is in {move.stage.name} now. The reason is kept.")
        return redirect(address(cluster))
    context = {
        "form": form,
        "cluster": cluster,
        "brand": cluster_brand(cluster),
        "position": position,
        "back_url": address(cluster),
        "deed": f"Let it go on to {position.ahead.name}" if position.ahead else "Let it go on",
        "caption": cluster.name,
    }
    return render(request, "clusters/move_stage_early.html", context)


@guard(policies, "move_stage_back", scope="cluster")
def move_stage_back(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Back to an earlier stage, with a reason."""
    cluster = cluster_for(request.actor, cluster_id)
    position = position_of(cluster, localdate())
    form = MoveBackForm(request.POST or None, stages=position.behind)
    move = attempt(
        request,
        form,
        lambda: moving.move_stage_back(
            cluster=cluster,
            leaving=_leaving(request, cluster),
            to=form.cleaned_data["to"],
            reason=form.cleaned_data["reason"],
            by=request.actor,
            now=now(),
        ),
    )
    if move:
        say(request, f"{cluster.name} is back in {move.stage.name}.")
        return redirect(address(cluster))
    context = {
        "form": form,
        "cluster": cluster,
        "brand": cluster_brand(cluster),
        "position": position,
        "back_url": address(cluster),
        "deed": "Go back",
        "caption": cluster.name,
    }
    return render(request, "clusters/move_stage_back.html", context)


@guard(policies, "meet_condition", scope="cluster")
def meet_condition(request: SpinneyRequest, cluster_id: int, condition_id: int) -> HttpResponse:
    """Tick a condition, with the day and what shows it."""
    cluster = cluster_for(request.actor, cluster_id)
    condition = get_object_or_404(
        Condition.objects.select_related("stage"),
        pk=condition_id,
        stage__programme=cluster.programme,
    )
    form = MeetConditionForm(request.POST or None, initial={"met_on": localdate()})
    met = attempt(
        request,
        form,
        lambda: asking.meet_condition(
            cluster=cluster, condition=condition, shown=form.said(), by=request.actor, now=now()
        ),
    )
    if met:
        say(request, "The condition counts as met.")
        return redirect(address(cluster))
    context = {
        "form": form,
        "condition": condition,
        "brand": cluster_brand(cluster),
        "back_url": address(cluster),
        "deed": "It is met",
        "caption": f"{cluster.name}: {condition.stage.name}",
    }
    return render(request, "clusters/meet_condition.html", context)


@guard(policies, "take_back_condition", scope="cluster")
def take_back_condition(request: SpinneyRequest, cluster_id: int, met_id: int) -> HttpResponse:
    """A condition no longer counts as met."""
    cluster = cluster_for(request.actor, cluster_id)
    met = get_object_or_404(
        ConditionMet.objects.select_related("condition__stage", "cluster"),
        cluster=cluster,
        pk=met_id,
    )
    form = ReasonForm(request.POST or None, label="Why does it no longer count as met?")
    done = attempt(
        request,
        form,
        lambda: asking.take_back_condition(
            met=met, reason=form.cleaned_data["reason"], by=request.actor, now=now()
        ),
    )
    if done:
        say(request, "The condition no longer counts as met.")
        return redirect(address(cluster))
    context = {
        "form": form,
        "condition": met.condition,
        "brand": cluster_brand(cluster),
        "back_url": address(cluster),
        "deed": "Take it back",
        "caption": f"{cluster.name}: {met.condition.stage.name}",
    }
    return render(request, "clusters/take_back_condition.html", context)
