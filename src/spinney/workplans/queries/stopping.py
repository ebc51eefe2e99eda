"""What stops in a cluster's plan if a bid is lost."""

from __future__ import annotations

from spinney.workplans.bridge.plans import read_plan
from spinney.workplans.engine.plan import Kind, Need
from spinney.workplans.models import FundingBid, Workplan
from spinney.workplans.queries.plan_page import WouldStop, would_stop
from spinney.workplans.states import PlanState


def stops_without_bid(bid: FundingBid) -> list[WouldStop]:
    """Every activity of the plan in force that could not be done without the bid, nearest first,
    with the reason in words. Four queries at most; none are found where there is no plan.
    """
    plans = Workplan.objects.filter(cluster=bid.cluster_id).exclude(state=PlanState.ENDED)
    plan = plans.select_related("cluster").first()
    return would_stop(read_plan(plan), Need(Kind.BID, bid.pk)) if plan is not None else []
