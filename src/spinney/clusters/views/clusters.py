"""Clusters: mine, a programme's, and one cluster's own page."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from spinney.base.kernel.actors import cluster_scope, programme_scope
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import may
from spinney.base.record.timeline import entries_for, timeline
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.told import say
from spinney.clusters import policies
from spinney.clusters.actions import clusters as actions
from spinney.clusters.forms.clusters import ClusterForm, NewClusterForm, ReasonForm
from spinney.clusters.models import Cluster
from spinney.clusters.queries import clusters as read
from spinney.clusters.queries.cluster_page import page_of
from spinney.clusters.queries.programmes import get_programme
from spinney.clusters.views.acting import cluster_brand, cluster_trail, programme_trail
from spinney.clusters.views.cluster_tables import ASKABLE, CLUSTERS

PER_PAGE = 50
START = {"join_rule": Cluster.JoinRule.INVITED, "notice_to_leave_days": 28}


def _start(request: SpinneyRequest) -> dict[str, object]:
    """What a new cluster's form begins with; an address may suggest a name."""
    return {**START, "name": request.GET.get("name", "")[:100]}


@guard(policies, "clusters")
@require_safe
def clusters(request: SpinneyRequest) -> HttpResponseBase:
    """The clusters that she has a part in, and those that she may ask to join."""
    mine = read.with_members(read.visible_to(request.actor), localdate())
    listing = CLUSTERS.listing(request, mine.select_related("programme"))
    askable = ASKABLE.listing(request, read.open_to_asking(request.actor), prefix="a")
    context = {"listing": listing, "askable": askable if askable.count else None}
    return (
        listing.export() or askable.export() or render(request, "clusters/clusters.html", context)
    )


@guard(policies, "programme_clusters", scope="programme")
@require_safe
def programme_clusters(request: SpinneyRequest, programme_id: int) -> HttpResponseBase:
    """The clusters of a programme, as far as she may see them."""
    programme = get_programme(request.actor, programme_id)
    found = read.visible_to(request.actor).filter(programme=programme)
    listing = CLUSTERS.listing(request, read.with_members(found, localdate()))
    scope = programme_scope(programme.pk)
    may_add = may(policies.MAY, "add_cluster", by=request.actor, scope=scope)
    context = {
        "listing": listing,
        "programme": programme,
        "may_add": may_add,
        "trail": programme_trail(programme, ("Clusters", "")),
    }
    return listing.export() or render(request, "clusters/programme_clusters.html", context)


@guard(policies, "make_cluster")
def make_cluster(request: SpinneyRequest) -> HttpResponse:
    """Set up a cluster in no programme; she becomes its facilitator."""
    form = ClusterForm(request.POST or None, request.FILES or None, initial=_start(request))
    made = attempt(
        request,
        form,
        lambda: actions.make_cluster(
            text=form.text(), logo=form.cleaned_data["logo"], by=request.actor, now=now()
        ),
    )
    if made:
        say(request, f"{made.name} is set up. Invite the first organisations.")
        return redirect("clusters:cluster", made.pk)
    context = {
        "form": form, "back_url": reverse("clusters:clusters"), "deed": "Set up the cluster",
        "multipart": True,
    }  # fmt: skip
    return render(request, "clusters/make_cluster.html", context)


@guard(policies, "add_cluster", scope="programme")
def add_cluster(request: SpinneyRequest, programme_id: int) -> HttpResponse:
    """Set up a cluster in a programme."""
    programme = get_programme(request.actor, programme_id)
    form = NewClusterForm(
        request.POST or None,
        request.FILES or None,
        initial=_start(request),
        programme=programme,
    )
    made = attempt(
        request,
        form,
        lambda: actions.add_cluster(
            programme=programme,
            text=form.text(),
            facilitator=form.cleaned_data["facilitator"],
            logo=form.cleaned_data["logo"],
            by=request.actor,
            now=now(),
        ),
    )
    if made:
        say(request, f"{made.name} is set up.")
        return redirect("clusters:cluster", made.pk)
    context = {
        "form": form, "deed": "Set up the cluster", "multipart": True,
        "trail": programme_trail(programme, ("Set up a cluster", "")),
    }  # fmt: skip
    return render(request, "clusters/add_cluster.html", context)


@guard(policies, "cluster", scope="cluster")
@require_safe
def cluster(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Where the cluster is: one page, in sections."""
    found = read.cluster_for(request.actor, cluster_id)
    context = {
        "page_of": page_of(request.actor, found, localdate()),
        "cluster": found,
        "brand": cluster_brand(found),
        "actor": request.actor,
    }
    return render(request, "clusters/cluster.html", context)


@guard(policies, "cluster_logo", scope="cluster")
@require_safe
def cluster_logo(request: SpinneyRequest, cluster_id: int) -> FileResponse:
    """The logo, to those who may see the cluster."""
    found = read.cluster_for(request.actor, cluster_id)
    if not found.logo:
        raise NotFound("This cluster has no logo.")
    response = FileResponse(found.logo.open("rb"), content_type="image/png")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response


@guard(policies, "cluster_timeline", scope="cluster")
@require_safe
def cluster_timeline(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """All that happened, newest first, in pages."""
    found = read.cluster_for(request.actor, cluster_id)
    entries = entries_for(request.actor, cluster_scope(found.pk))
    sheet = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "cluster": found,
        "sheet": sheet,
        "told": timeline(sheet.object_list),
        "brand": cluster_brand(found),
        "trail": cluster_trail(found, ("What happened", "")),
    }
    return render(request, "clusters/cluster_timeline.html", context)


@guard(policies, "edit_cluster", scope="cluster")
def edit_cluster(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Change what the cluster says of itself."""
    found = read.cluster_for(request.actor, cluster_id)
    form = ClusterForm(
        request.POST or None,
        request.FILES or None,
        initial=ClusterForm.initial_of(found),
        programme=found.programme,
        cluster=found,
    )
    saved = attempt(
        request,
        form,
        lambda: actions.edit_cluster(
            cluster=found,
            text=form.text(),
            version=form.cleaned_data["version"],
            logo=form.cleaned_data["logo"],
            drop_logo=form.cleaned_data.get("drop_logo", False),
            by=request.actor,
            now=now(),
        ),
    )
    if saved:
        say(request, f"The page of {saved.name} is changed.")
        return redirect("clusters:cluster", saved.pk)
    renew_version(form, found.version)
    context = {
        "form": form, "cluster": found, "deed": "Save", "multipart": True,
        "brand": cluster_brand(found), "trail": cluster_trail(found, ("Change the page", "")),
    }  # fmt: skip
    return render(request, "clusters/edit_cluster.html", context)


@guard(policies, "end_cluster", scope="cluster")
def end_cluster(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """The cluster has done its work, or will not go on."""
    return _end_or_reopen(
        request, cluster_id, actions.end_cluster, "clusters/end_cluster.html", "End the cluster",
        "{name} has ended. Everything in it can still be read.",
    )  # fmt: skip


@guard(policies, "reopen_cluster", scope="cluster")
def reopen_cluster(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """The cluster goes on where it was."""
    return _end_or_reopen(
        request, cluster_id, actions.reopen_cluster, "clusters/reopen_cluster.html",
        "Reopen the cluster", "{name} goes on.",
    )  # fmt: skip


def _end_or_reopen(
    request: SpinneyRequest, cluster_id: int, deed: Any, template: str, words: str, told: str
) -> HttpResponse:
    found = read.cluster_for(request.actor, cluster_id)
    form = ReasonForm(
        request.POST or None, needed=True, hint="Everybody in the cluster reads this."
    )
    done = attempt(
        request,
        form,
        lambda: deed(
            cluster=found, reason=form.cleaned_data["reason"], by=request.actor, now=now()
        ),
    )
    if done:
        say(request, told.format(name=done.name))
        return redirect("clusters:cluster", done.pk)
    context = {
        "form": form, "cluster": found, "deed": words, "brand": cluster_brand(found),
        "back_url": reverse("clusters:cluster", args=[found.pk]),
    }  # fmt: skip
    return render(request, template, context)
