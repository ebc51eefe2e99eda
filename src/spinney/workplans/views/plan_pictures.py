"""The plan as a board, as a Gantt chart, and on paper."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from spinney.base.web.guard import SpinneyRequest, guard
from spinney.workplans import policies
from spinney.workplans.models import Baseline, FundingBid, Risk
from spinney.workplans.queries.bids import bids_in
from spinney.workplans.queries.plan_gantt import plan_on_line
from spinney.workplans.queries.plan_page import (
    Look,
    Shown,
    WouldStop,
    look_at,
    would_stop_without_bid,
)
from spinney.workplans.queries.plans import baselines_of, plan_numbered
from spinney.workplans.queries.risks import Weight, risks_in, weight_of, who_looks
from spinney.workplans.states import ActivityState, BidState, PlanState, RiskState
from spinney.workplans.views.gantt_picture import GanttPicture
from spinney.workplans.views.plan_frames import around_plan, plan_in
from spinney.workplans.views.planning import kept_asked_for


@dataclass(frozen=True)
class BoardColumn:
    """A column of the board: a state, what is in it, and the states that its buttons lead to."""

    state: ActivityState
    rows: tuple[Shown, ...]
    moves: tuple[tuple[str, str], ...]


MOVES: dict[ActivityState, tuple[tuple[ActivityState, str], ...]] = {
    ActivityState.PLANNED: (
        (ActivityState.UNDER_WAY, "Begin"),
        (ActivityState.DONE, "Done"),
        (ActivityState.HELP, "Needs help"),
    ),
    ActivityState.UNDER_WAY: (
        (ActivityState.DONE, "Done"),
        (ActivityState.HELP, "Needs help"),
        (ActivityState.PLANNED, "Not begun"),
    ),
    ActivityState.HELP: (
        (ActivityState.UNDER_WAY, "Under way again"),
        (ActivityState.DONE, "Done"),
        (ActivityState.PLANNED, "Not begun"),
    ),
    ActivityState.DONE: ((ActivityState.UNDER_WAY, "Not done after all"),),
}


@guard(policies, "plan_board", scope="cluster")
@require_safe
def plan_board(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """What is planned, under way and done, moved by buttons. `?own=1` shows what is ours."""
    plan = plan_in(request, cluster_id)
    look = look_at(request.actor, plan, localdate())
    only_own = "own" in request.GET
    context = {
        "plan": plan,
        "look": look,
        "columns": [_column(look, state, only_own) for state in MOVES],
        "moves": plan.state != PlanState.ENDED,
        "only_own": only_own,
        **around_plan(plan.cluster, ("Board", "")),
    }
    return render(request, "workplans/plan_board.html", context)


def _column(look: Look, state: ActivityState, only_own: bool) -> BoardColumn:
    rows = (one for one in look.rows if one.activity.state == state)
    shown = tuple(one for one in rows if one.says or not only_own)
    return BoardColumn(state, shown, tuple((goal.value, words) for goal, words in MOVES[state]))


@guard(policies, "plan_gantt", scope="cluster")
@require_safe
def plan_gantt(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """The plan on a line of time, beside how it was kept."""
    plan = plan_in(request, cluster_id)
    look = look_at(request.actor, plan, localdate())
    baselines = baselines_of(plan)
    chosen = kept_asked_for(request, baselines)
    context = {
        "plan": plan,
        "look": look,
        "baselines": baselines,
        "chosen": chosen,
        "gantt": _picture(look, chosen),
        "critical": [one for one in look.rows if one.is_critical],
        **around_plan(plan.cluster, ("Gantt chart", "")),
    }
    return render(request, "workplans/plan_gantt.html", context)


def _picture(look: Look, kept: Baseline | None) -> GanttPicture:
    return GanttPicture(look.plan.title, plan_on_line(look, kept))


@guard(policies, "print_workplan", scope="cluster")
@require_safe
def print_workplan(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """All of it on paper: the chart, every objective with its activities, the milestones; of the
    plan in force also the risks, the bids and what stops without each. An earlier plan is read
    here, too (`?plan=3`).
    """
    plan = plan_numbered(request.actor, cluster_id, request.GET.get("plan", ""))
    look = look_at(request.actor, plan, localdate())
    baselines = baselines_of(plan)
    context = {
        "plan": plan,
        "look": look,
        "gantt": _picture(look, baselines[0] if baselines else None),
        **around_plan(plan.cluster, ("On paper", "")),
    }
    if plan.state != PlanState.ENDED:
        context |= {"risks": _risks(request, cluster_id), "bids": _bids(request, look)}
    return render(request, "workplans/print_workplan.html", context)


@dataclass(frozen=True)
class PrintedRisk:
    """A risk that is not closed, as it stands on paper."""

    risk: Risk
    weight: Weight
    who: str


@dataclass(frozen=True)
class PrintedBid:
    """A bid as it stands on paper, with what could not be done without it."""

    bid: FundingBid
    stops: tuple[WouldStop, ...]


def _risks(request: SpinneyRequest, cluster_id: int) -> list[PrintedRisk]:
    """What could still go wrong, the weightiest first."""
    found = [
        PrintedRisk(one, weight_of(one), who_looks(one))
        for one in risks_in(request.actor, cluster_id)
        if one.state != RiskState.CLOSED
    ]
    return sorted(found, key=lambda one: -one.weight.points)


def _bids(request: SpinneyRequest, look: Look) -> list[PrintedBid]:
    """The bids; of those that are won or lost, nothing waits on the funder any more."""
    open_ones = (BidState.PLANNED, BidState.SENT, BidState.PUT_OFF)
    return [
        PrintedBid(
            one,
            tuple(would_stop_without_bid(look, one)) if one.state in open_ones else (),
        )
        for one in bids_in(request.actor, look.plan.cluster_id)
    ]
