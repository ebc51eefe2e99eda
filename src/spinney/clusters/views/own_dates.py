"""Dates of a cluster's own, when it joined its programme late."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now

from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.told import say
from spinney.clusters import policies
from spinney.clusters.actions import own_dates as actions
from spinney.clusters.forms.timetable import OwnDatesForm
from spinney.clusters.policies.timetable import check_can_move
from spinney.clusters.queries.clusters import cluster_for
from spinney.clusters.views.acting import cluster_brand


@guard(policies, "set_own_dates", scope="cluster")
def set_own_dates(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Whether the cluster keeps to the programme's dates or to its own, and why."""
    cluster = cluster_for(request.actor, cluster_id)
    check_can_move(cluster, cluster.programme)
    form = OwnDatesForm(request.POST or None, cluster=cluster)
    done = attempt(
        request,
        form,
        lambda: actions.set_own_dates(
            cluster=cluster,
            counts_from=form.counted_from(),
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"],
            by=request.actor,
            now=now(),
        ),
    )
    if done:
        whose = "dates of its own" if done.counts_from else f"the dates of {done.programme}"
        say(request, f"{done.name} keeps to {whose} now.")
        return redirect("clusters:stage", cluster.pk)
    renew_version(form, cluster.version)
    context = {
        "form": form,
        "cluster": cluster,
        "brand": cluster_brand(cluster),
        "back_url": reverse("clusters:stage", args=[cluster.pk]),
        "deed": "Save",
        "caption": cluster.name,
    }
    return render(request, "clusters/set_own_dates.html", context)
