"""What the workplans room knows to have happened in clusters."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.urls import reverse

from spinney.base.kernel.signs import Sign, Signs
from spinney.workplans.models import Activity, FundingBid, Milestone, Success, Workplan
from spinney.workplans.states import ActivityState, BidState, PlanState

GOING_ON = (ActivityState.UNDER_WAY, ActivityState.HELP, ActivityState.DONE)


def signs(cluster_ids: Collection[int], at: date) -> Signs:
    """Plans agreed, work begun and done, milestones reached, bids, successes. Five queries."""
    found: Signs = {one: [] for one in cluster_ids}
    for plan in Workplan.objects.filter(cluster__in=found, made_at__date__lte=at):
        url, here = reverse("workplans:workplan", args=[plan.cluster_id]), found[plan.cluster_id]
        here.append(Sign("workplans.drafted", plan.made_at.date(), "A workplan was drafted", url))
        if plan.state != PlanState.DRAFT and plan.agreed_on is not None and plan.agreed_on <= at:
            words = f"“{plan.title}” was agreed"
            here.append(Sign("workplans.agreed", plan.agreed_on, words, url))
    _work(found, at)
    _bids(found, at)
    told = Success.objects.filter(cluster__in=found, happened_on__lte=at, removed_at=None)
    for one in told:
        url = reverse("workplans:success", args=[one.cluster_id, one.pk])
        found[one.cluster_id].append(Sign("workplans.success", one.happened_on, one.title, url))
    return found


def _work(found: Signs, at: date) -> None:
    rows = Activity.objects.filter(
        workplan__cluster__in=found, state__in=GOING_ON, removed_at=None
    ).select_related("workplan")
    for one in rows:
        cluster, begun = one.workplan.cluster_id, one.starts_on or one.made_at.date()
        url = reverse("workplans:workplan", args=[cluster])
        if begun <= at:
            found[cluster].append(
                Sign("workplans.begun", begun, f"“{one.title}” is under way", url)
            )
        if one.state == ActivityState.DONE and one.done_on is not None and one.done_on <= at:
            found[cluster].append(
                Sign("workplans.done", one.done_on, f"“{one.title}” is done", url)
            )
    reached = Milestone.objects.filter(
        workplan__cluster__in=found, reached_on__lte=at, removed_at=None
    ).select_related("workplan")
    for milestone in reached:
        assert milestone.reached_on is not None  # noqa: S101 - asked for above
        cluster = milestone.workplan.cluster_id
        url = reverse("workplans:workplan", args=[cluster])
        words = f"“{milestone.title}” was reached"
        found[cluster].append(Sign("workplans.reached", milestone.reached_on, words, url))


def _bids(found: Signs, at: date) -> None:
    for one in FundingBid.objects.filter(cluster__in=found, made_at__date__lte=at, removed_at=None):
        url = reverse("workplans:bid", args=[one.cluster_id, one.pk])
        here = found[one.cluster_id]
        name = f"“{one.title}”"
        here.append(Sign("workplans.bid", one.made_at.date(), f"{name}: a bid is planned", url))
        when = one.state_on or one.made_at.date()
        if one.state in (BidState.SENT, BidState.WON, BidState.LOST) and when <= at:
            here.append(Sign("workplans.bid_sent", when, f"{name} was sent to {one.funder}", url))
        if one.state == BidState.WON and when <= at:
            here.append(Sign("workplans.bid_won", when, f"{name} was won", url))
