"""The plan in one's own calendar."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.web.guard import SpinneyRequest, guard, person_of, public
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.workplans import policies
from spinney.workplans.actions import plan_feeds as feeds
from spinney.workplans.bridge.plan_calendar import calendar_of
from spinney.workplans.bridge.plans import live_activities
from spinney.workplans.models import Activity, Milestone, Risk
from spinney.workplans.queries import plans as read
from spinney.workplans.queries.activities import live_milestones
from spinney.workplans.queries.risks import risks_in
from spinney.workplans.states import PlanState
from spinney.workplans.views.plan_frames import around_plan, plan_url

CALENDAR = "text/calendar; charset=utf-8"


@guard(policies, "follow_workplan", scope="cluster")
def follow_workplan(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Make an address for one's calendar. It is shown once: only its digest is kept."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    address = ""
    if request.method == "POST":
        secret = feeds.follow_workplan(
            cluster=cluster, person=person_of(request), by=request.actor, now=now()
        )
        path = reverse("workplans:workplan-calendar", args=[secret])
        address = request.build_absolute_uri(path)
    context = {
        "address": address,
        "follows": read.follows(request.actor, cluster, now()),
        **around_plan(cluster, ("In your calendar", "")),
    }
    response = render(request, "workplans/follow_workplan.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@guard(policies, "stop_following_workplan", scope="cluster")
@require_POST
def stop_following_workplan(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """End the address."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    feeds.stop_following_workplan(cluster=cluster, by=request.actor, now=now())
    say(request, "The address of your calendar has ended.")
    return redirect(plan_url(cluster_id))


@public("the secret address is the authority; calendars on phones cannot sign in")
@require_safe
def workplan_calendar(request: SpinneyRequest, secret: str) -> HttpResponse:
    """What is to be done in a cluster, as the holder of the address may see it on this day."""
    actor, cluster = read.follower_of(secret, now(), localdate())
    plan = read.plan_or_none(actor, cluster.pk)

    def address(one: Activity | Milestone | Risk) -> str:
        views = {Activity: "activity", Milestone: "note-milestone", Risk: "risk"}
        path = reverse(f"workplans:{views[type(one)]}", args=[cluster.pk, one.pk])
        return request.build_absolute_uri(path)

    is_over = plan is None or plan.state == PlanState.ENDED
    activities = [] if plan is None or is_over else live_activities(plan)
    milestones = [] if plan is None or is_over else list(live_milestones(plan))
    risks = risks_in(actor, cluster.pk)
    body = calendar_of(cluster.name, activities, milestones, risks, address=address, now=now())
    response = HttpResponse(body, content_type=CALENDAR)
    response["Cache-Control"] = "private, max-age=3600"
    response["Content-Disposition"] = 'inline; filename="workplan.ics"'
    return response
