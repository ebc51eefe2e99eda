"""Who helps a cluster along."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.told import say
from spinney.clusters import policies
from spinney.clusters.actions import facilitators as actions
from spinney.clusters.forms.clusters import FacilitatorForm, ReasonForm
from spinney.clusters.queries import clusters as read
from spinney.clusters.views.acting import cluster_brand, cluster_trail


@guard(policies, "facilitators", scope="cluster")
@require_safe
def facilitators(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Who helps the cluster along today."""
    cluster = read.cluster_for(request.actor, cluster_id)
    context = {
        "cluster": cluster,
        "facilitators": read.facilitators_of(cluster.pk, localdate()),
        "brand": cluster_brand(cluster),
        "trail": cluster_trail(cluster, ("Facilitators", "")),
    }
    return render(request, "clusters/facilitators.html", context)


@guard(policies, "appoint_facilitator", scope="cluster")
def appoint_facilitator(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Let somebody else help the cluster along too."""
    cluster = read.cluster_for(request.actor, cluster_id)
    form = FacilitatorForm(request.POST or None)
    done = attempt(
        request,
        form,
        lambda: actions.appoint_facilitator(
            cluster=cluster,
            email=form.cleaned_data["email"],
            name=form.cleaned_data["name"],
            by=request.actor,
            now=now(),
        ),
    )
    back = reverse("clusters:facilitators", args=[cluster.pk])
    if done:
        say(request, f"{done.person} is a facilitator now. We have written to her.")
        return redirect(back)
    context = {
        "form": form, "cluster": cluster, "back_url": back, "deed": "Add the facilitator",
        "brand": cluster_brand(cluster),
    }  # fmt: skip
    return render(request, "clusters/appoint_facilitator.html", context)


@guard(policies, "stand_down_facilitator", scope="cluster")
def stand_down_facilitator(
    request: SpinneyRequest, cluster_id: int, facilitator_id: int
) -> HttpResponse:
    """End somebody's part in running the cluster."""
    cluster = read.cluster_for(request.actor, cluster_id)
    found = get_object_or_404(read.facilitators_of(cluster.pk, localdate()), pk=facilitator_id)
    form = ReasonForm(request.POST or None)
    done = attempt(
        request,
        form,
        lambda: actions.stand_down_facilitator(
            facilitator=found, reason=form.cleaned_data["reason"], by=request.actor, now=now()
        ),
    )
    if done:
        say(request, f"{done.person} is no longer a facilitator of {cluster.name}.")
        if done.person_id == request.actor.person_id:
            return redirect("clusters:clusters")
        return redirect("clusters:facilitators", cluster.pk)
    context = {
        "form": form, "cluster": cluster, "facilitator": found, "deed": "End her part",
        "back_url": reverse("clusters:facilitators", args=[cluster.pk]),
        "brand": cluster_brand(cluster),
    }  # fmt: skip
    return render(request, "clusters/stand_down_facilitator.html", context)
