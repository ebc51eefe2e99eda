"""What an activity waits for: said, and taken back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.decisions import api as decisions
from spinney.workplans import policies
from spinney.workplans.actions import dependencies as actions
from spinney.workplans.bridge.plans import live_activities
from spinney.workplans.forms.activities import DependencyForm
from spinney.workplans.models import FundingBid
from spinney.workplans.policies import plans as plan_rules
from spinney.workplans.queries import activities as read
from spinney.workplans.states import ActivityState
from spinney.workplans.views.plan_frames import around_plan, url_of


@guard(policies, "add_dependency", scope="cluster")
def add_dependency(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Say what an activity waits for."""
    found = read.get_activity(request.actor, cluster_id, pk)
    plan_rules.check_is_there(found)
    plan_rules.check_can_change(found.workplan)
    cluster = found.workplan.cluster
    others = [
        one
        for one in live_activities(found.workplan)
        if one.pk != found.pk and one.state != ActivityState.DROPPED
    ]
    bids = FundingBid.objects.filter(cluster=cluster, removed_at=None)
    form = DependencyForm(
        posted(request), activities=others, bids=list(bids), register=decisions.decisions(cluster)
    )
    made = attempt(
        request, form,
        lambda: actions.add_dependency(
            waiting=found, by=request.actor, now=now(), **form.chosen()
        ),
    )  # fmt: skip
    if made is not None:
        say(request, "Noted: it waits for that.")
        return redirect(url_of(found))
    context = {
        "form": form, "deed": "It waits for this", "activity": found,
        **around_plan(cluster, (found.title, url_of(found)), ("Waits for", "")),
    }  # fmt: skip
    return render(request, "workplans/add_dependency.html", context)


@guard(policies, "remove_dependency", scope="cluster")
@require_POST
def remove_dependency(
    request: SpinneyRequest, cluster_id: int, pk: int, wait_id: int
) -> HttpResponse:
    """It waits for that no more."""
    found = read.get_activity(request.actor, cluster_id, pk)
    wait = read.get_dependency(found, wait_id)
    actions.remove_dependency(wait=wait, by=request.actor, now=now())
    say(request, "It waits for that no more.")
    return redirect(url_of(found))
