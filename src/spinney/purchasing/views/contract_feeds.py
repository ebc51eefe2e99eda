"""Days of notice in one's own calendar, by a secret address."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import Scope, cluster_scope, organisation_scope
from spinney.base.web.guard import SpinneyRequest, guard, person_of, public
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.purchasing import policies
from spinney.purchasing.actions import contract_feeds as actions
from spinney.purchasing.bridge.contract_calendar import calendar_of
from spinney.purchasing.models import Contract
from spinney.purchasing.queries import following_contracts as read
from spinney.purchasing.queries.names import organisation_for
from spinney.purchasing.views.around import around_cluster, around_organisation
from spinney.purchasing.views.contracts import TITLE

CALENDAR = "text/calendar; charset=utf-8"
HERE = ("In your calendar", "")
ENDED = "The address of your calendar has ended."


@guard(policies, "follow_contracts", scope="cluster")
def follow_contracts(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Make an address for a cluster's days of notice. It is shown once."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    secret = ""
    if request.method == "POST":
        secret = actions.follow_contracts(
            cluster=cluster, person=person_of(request), by=request.actor, now=now()
        )
    listed = reverse("purchasing:contracts", args=[cluster_id])
    return _page(request, secret, cluster_scope(cluster_id), {
        **around_cluster(cluster, (TITLE, listed), HERE),
        "whose": f"in {cluster.name}",
        "back_url": listed,
        "stop_url": reverse("purchasing:stop-following-contracts", args=[cluster_id]),
    })  # fmt: skip


@guard(policies, "stop_following_contracts", scope="cluster")
@require_POST
def stop_following_contracts(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """End the address."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    actions.stop_following_contracts(cluster=cluster, by=request.actor, now=now())
    say(request, ENDED)
    return redirect("purchasing:contracts", cluster_id)


@guard(policies, "follow_own_contracts", scope="organisation")
def follow_own_contracts(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Make an address for a member's own days of notice. It is shown once."""
    organisation = organisation_for(request.actor, organisation_id, "follow_own_contracts")
    secret = ""
    if request.method == "POST":
        secret = actions.follow_own_contracts(
            organisation=organisation, person=person_of(request), by=request.actor, now=now()
        )
    listed = reverse("purchasing:own-contracts", args=[organisation_id])
    return _page(request, secret, organisation_scope(organisation_id), {
        **around_organisation(organisation, (TITLE, listed), HERE),
        "whose": f"of {organisation.name}",
        "back_url": listed,
        "stop_url": reverse("purchasing:stop-following-own-contracts", args=[organisation_id]),
    })  # fmt: skip


@guard(policies, "stop_following_own_contracts", scope="organisation")
@require_POST
def stop_following_own_contracts(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """End the address."""
    organisation = organisation_for(request.actor, organisation_id, "stop_following_own_contracts")
    actions.stop_following_own_contracts(organisation=organisation, by=request.actor, now=now())
    say(request, ENDED)
    return redirect("purchasing:own-contracts", organisation_id)


@public("the secret address is the authority; calendars on phones cannot sign in")
@require_safe
def contracts_feed(request: SpinneyRequest, secret: str) -> HttpResponse:
    """Days of notice, as the holder of the address may see them on this day."""
    found = read.followed_at(secret, now(), localdate())

    def address(one: Contract) -> str:
        return request.build_absolute_uri(page_of(one, is_own=found.is_own))

    body = calendar_of(found.name, found.contracts, address=address, now=now())
    response = HttpResponse(body, content_type=CALENDAR)
    response["Cache-Control"] = "private, max-age=3600"
    response["Content-Disposition"] = 'inline; filename="contracts.ics"'
    return response


def page_of(one: Contract, *, is_own: bool) -> str:
    """The page of a contract; of another's that is shown in a cluster, the list there."""
    if one.organisation_id is None:
        return reverse("purchasing:joint-contract", args=[one.cluster_id, one.pk])
    if one.shown_to_id is not None and not is_own:
        return reverse("purchasing:contracts", args=[one.shown_to_id])
    return reverse("purchasing:contract", args=[one.organisation_id, one.pk])


def _page(
    request: SpinneyRequest, secret: str, scope: Scope, context: dict[str, Any]
) -> HttpResponse:
    path = reverse("purchasing:contracts-feed", args=[secret]) if secret else ""
    context |= {
        "address": request.build_absolute_uri(path) if path else "",
        "follows": read.follows(request.actor, scope, now()),
    }
    response = render(request, "purchasing/follow_contracts.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
