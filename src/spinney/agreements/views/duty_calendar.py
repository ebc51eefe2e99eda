"""What is due, in one's own calendar."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.agreements import policies
from spinney.agreements.actions import duties as actions
from spinney.agreements.bridge.calendar import calendar_of
from spinney.agreements.models import Duty
from spinney.agreements.queries.duties import for_calendar
from spinney.agreements.queries.following import follower_of, follows
from spinney.agreements.views.around import around_cluster
from spinney.base.web.guard import SpinneyRequest, guard, person_of, public
from spinney.base.web.told import say
from spinney.clusters import api as clusters


@guard(policies, "follow_duties", scope="cluster")
def follow_duties(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Make an address for one's calendar. It is shown once: only its digest is kept."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    address = ""
    if request.method == "POST":
        secret = actions.follow_duties(
            cluster=cluster, person=person_of(request), by=request.actor, now=now()
        )
        path = reverse("agreements:duties-calendar", args=[secret])
        address = request.build_absolute_uri(path)
    listed = reverse("agreements:duties", args=[cluster_id])
    context = {
        "address": address,
        "follows": follows(request.actor, cluster, now()),
        "back_url": listed,
        **around_cluster(cluster, ("What is due", listed), ("In your calendar", "")),
    }
    response = render(request, "agreements/follow_duties.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@guard(policies, "stop_following_duties", scope="cluster")
@require_POST
def stop_following_duties(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """End the address."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    actions.stop_following_duties(cluster=cluster, by=request.actor, now=now())
    say(request, "The address of your calendar has ended.")
    return redirect("agreements:duties", cluster_id)


@public("the secret address is the authority; calendars on phones cannot sign in")
@require_safe
def duties_calendar(request: SpinneyRequest, secret: str) -> HttpResponse:
    """What is due, as its holder may see it on this day."""
    actor, cluster = follower_of(secret, now(), localdate())
    rows = for_calendar(actor, cluster.pk)

    def address(duty: Duty) -> str:
        return request.build_absolute_uri(reverse("agreements:duty", args=[cluster.pk, duty.pk]))

    body = calendar_of(cluster.name, rows, address=address, now=now())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=3600"
    response["Content-Disposition"] = 'inline; filename="due.ics"'
    return response
