"""Leaving, staying after all, and who speaks for a member."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import day
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.told import say
from spinney.clusters import policies
from spinney.clusters.actions import leaving as actions
from spinney.clusters.forms.members import LeaveForm, RepresentativeForm
from spinney.clusters.policies import members as rules
from spinney.clusters.queries import members as read
from spinney.clusters.queries.clusters import runs
from spinney.clusters.queries.member_page import people_who_may_speak
from spinney.clusters.queries.open_matters import open_matters
from spinney.clusters.views.acting import cluster_brand


@guard(policies, "leave_cluster", scope="cluster")
def leave_cluster(request: SpinneyRequest, cluster_id: int, membership_id: int) -> HttpResponse:
    """Say that an organisation leaves, with the agreed notice."""
    found = read.member_for(request.actor, cluster_id, membership_id)
    rules.check_runs_or_speaks_for(request.actor, found)
    rules.check_is_in(found)
    rules.check_not_leaving(found)
    today = localdate()
    agreed = rules.earliest_day_to_leave(found.cluster, today)
    runs_it = runs(request.actor, cluster_id)
    form = LeaveForm(request.POST or None, earliest=today if runs_it else agreed, agreed=agreed)
    done = attempt(
        request,
        form,
        lambda: actions.leave_cluster(
            membership=found,
            reason=form.cleaned_data["reason"],
            leaves_on=form.cleaned_data["leaves_on"],
            by=request.actor,
            now=now(),
        ),
    )
    if done:
        name = found.organisation.name
        told = f"{name} leaves on {day(done.leaves_on)}." if done.leaves_on else f"{name} has left."
        say(request, f"{told} We have told those concerned.")
        own = found.organisation_id == request.actor.organisation_id and not runs_it
        gone = own and done.leaves_on is None
        return redirect("clusters:clusters" if gone else reverse_of(found))
    context = {
        "form": form, "membership": found, "cluster": found.cluster, "deed": "Leave",
        "brand": cluster_brand(found.cluster), "back_url": reverse_of(found), "agreed": agreed,
        "matters": open_matters(found.cluster, found.organisation_id, today),
    }  # fmt: skip
    return render(request, "clusters/leave_cluster.html", context)


def reverse_of(found: object) -> str:
    """The page of a membership."""
    return reverse("clusters:member", args=[found.cluster_id, found.pk])  # type: ignore[attr-defined]


@guard(policies, "stay_in_cluster", scope="cluster")
@require_POST
def stay_in_cluster(request: SpinneyRequest, cluster_id: int, membership_id: int) -> HttpResponse:
    """Take a notice to leave back."""
    found = read.member_for(request.actor, cluster_id, membership_id)
    actions.stay_in_cluster(membership=found, by=request.actor, now=now())
    say(request, f"{found.organisation.name} stays in {found.cluster.name}.")
    return redirect(reverse_of(found))


@guard(policies, "name_representative", scope="cluster")
def name_representative(
    request: SpinneyRequest, cluster_id: int, membership_id: int
) -> HttpResponse:
    """Say who speaks for a member in this cluster, and who stands in for her."""
    found = read.member_for(request.actor, cluster_id, membership_id)
    rules.check_runs_or_speaks_for(request.actor, found)
    people = people_who_may_speak(found, localdate())
    form = RepresentativeForm(request.POST or None, people=people, membership=found)
    done = attempt(
        request,
        form,
        lambda: actions.name_representative(
            membership=found,
            representative=form.person("representative"),
            deputy=form.person("deputy"),
            by=request.actor,
            now=now(),
        ),
    )
    if done:
        say(request, f"It is kept who speaks for {found.organisation.name} here.")
        return redirect(reverse_of(found))
    context = {
        "form": form, "membership": found, "cluster": found.cluster, "deed": "Save",
        "brand": cluster_brand(found.cluster), "back_url": reverse_of(found),
    }  # fmt: skip
    return render(request, "clusters/name_representative.html", context)
