"""The ways of belonging: a cluster's own, or its programme's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import cluster_scope, programme_scope
from spinney.base.kernel.errors import WrongState
from spinney.base.kernel.policy import may
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.parts import Link, Tone
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.told import say
from spinney.clusters import policies
from spinney.clusters.actions import tiers as actions
from spinney.clusters.forms.tiers import CriteriaFormSet, TierTextForm, criteria_initial
from spinney.clusters.models import Cluster, Programme, Tier
from spinney.clusters.queries import tiers as read
from spinney.clusters.queries.clusters import cluster_for
from spinney.clusters.queries.programmes import get_programme
from spinney.clusters.views.acting import cluster_brand, cluster_trail, programme_trail

Owner = Programme | Cluster


def _home(owner: Owner) -> str:
    """The page of an owner's tiers."""
    name = "clusters:programme-tiers" if isinstance(owner, Programme) else "clusters:tiers"
    return reverse(name, args=[owner.pk])


def _trail(owner: Owner, *more: tuple[str, str]) -> Sequence[Link]:
    tail = (("Tiers", _home(owner) if more else ""), *more)
    if isinstance(owner, Programme):
        return programme_trail(owner, *tail)
    return cluster_trail(owner, *tail)


def _around(owner: Owner) -> dict[str, Any]:
    if isinstance(owner, Programme):
        return {"owner": owner, "programme": owner}
    return {"owner": owner, "cluster": owner, "brand": cluster_brand(owner)}


@guard(policies, "tiers", scope="cluster")
@require_safe
def tiers(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """The tiers that a cluster goes by, with what each may do and asks for."""
    cluster = cluster_for(request.actor, cluster_id)
    rows = read.rows_of(cluster)
    scope = cluster_scope(cluster.pk)
    own = any(row.tier.cluster_id for row in rows)
    agreed_in = next((row.tier.agreed_in for row in rows if row.tier.agreed_in), "")
    may_edit = may(policies.MAY, "edit_tier", by=request.actor, scope=scope) and not agreed_in
    context = {
        **_around(cluster), "rows": rows, "own": own, "may_edit": may_edit,
        "agreed_in": agreed_in, "trail": _trail(cluster),
    }  # fmt: skip
    return render(request, "clusters/tiers.html", context)


@guard(policies, "programme_tiers", scope="programme")
@require_safe
def programme_tiers(request: SpinneyRequest, programme_id: int) -> HttpResponse:
    """The tiers of a programme, for every cluster that has none of its own."""
    programme = get_programme(request.actor, programme_id)
    scope = programme_scope(programme.pk)
    may_edit = may(policies.MAY, "edit_programme_tier", by=request.actor, scope=scope)
    context = {
        **_around(programme), "rows": read.rows_of(programme), "may_edit": may_edit,
        "trail": _trail(programme),
    }  # fmt: skip
    return render(request, "clusters/programme_tiers.html", context)


def _write(request: SpinneyRequest, owner: Owner, tier: Tier | None, template: str) -> HttpResponse:
    """The pages on which a tier and its criteria are written."""
    there = [row.tier for row in read.rows_of(owner)]
    others = [one for one in there if tier is None or one.pk != tier.pk]
    place = next((n for n, one in enumerate(there) if tier and one.pk == tier.pk), len(others))
    rights = dict.fromkeys(("is_member", "may_vote", "in_quorum", "may_see"), True)
    initial = TierTextForm.initial_of(tier, place) if tier else {**rights, "position": place}
    form = TierTextForm(request.POST or None, others=others, initial=initial)
    formset = CriteriaFormSet(request.POST or None, initial=criteria_initial(tier), prefix="asks")
    sent = request.method == "POST"
    complete = formset.is_valid() if sent else True
    saved = (
        attempt(request, form, lambda: _save(request, owner, tier, form, formset))
        if complete
        else None
    )
    if saved:
        say(request, f"The tier “{saved.name}” is kept. Members whose tier changed were told.")
        return redirect(_home(owner))
    if tier is not None:
        renew_version(form, tier.version)
    context = {
        **_around(owner), "form": form, "formset": formset, "tier": tier,
        "deed": "Save the tier", "trail": _trail(owner, ("Change" if tier else "Add", "")),
    }  # fmt: skip
    return render(request, template, context)


def _save(
    request: SpinneyRequest, owner: Owner, tier: Tier | None, form: TierTextForm, formset: Any
) -> Tier:
    given: dict[str, Any] = {
        "text": form.text(),
        "position": form.cleaned_data["position"],
        "criteria": formset.texts(),
        "by": request.actor,
        "now": now(),
    }
    if tier is None:
        return actions.add_tier(owner=owner, **given)
    return actions.edit_tier(tier=tier, version=form.cleaned_data["version"], **given)


@guard(policies, "add_tier", scope="cluster")
def add_tier(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """A further way of belonging to a cluster with tiers of its own."""
    return _write(request, cluster_for(request.actor, cluster_id), None, "clusters/add_tier.html")


@guard(policies, "edit_tier", scope="cluster")
def edit_tier(request: SpinneyRequest, cluster_id: int, tier_id: int) -> HttpResponse:
    """Change a tier of a cluster's own."""
    cluster = cluster_for(request.actor, cluster_id)
    return _write(request, cluster, read.own_tier(cluster, tier_id), "clusters/edit_tier.html")


@guard(policies, "add_programme_tier", scope="programme")
def add_programme_tier(request: SpinneyRequest, programme_id: int) -> HttpResponse:
    """A further way of belonging, in every cluster of a programme."""
    programme = get_programme(request.actor, programme_id)
    return _write(request, programme, None, "clusters/add_programme_tier.html")


@guard(policies, "edit_programme_tier", scope="programme")
def edit_programme_tier(request: SpinneyRequest, programme_id: int, tier_id: int) -> HttpResponse:
    """Change a tier of a programme."""
    programme = get_programme(request.actor, programme_id)
    tier = read.own_tier(programme, tier_id)
    return _write(request, programme, tier, "clusters/edit_programme_tier.html")


def _remove(request: SpinneyRequest, owner: Owner, tier_id: int) -> HttpResponse:
    tier = read.own_tier(owner, tier_id)
    try:
        actions.remove_tier(tier=tier, by=request.actor, now=now())
    except WrongState as error:
        say(request, str(error), tone=Tone.WAITS)
    else:
        say(request, f"The tier “{tier.name}” is gone.")
    return redirect(_home(owner))


@guard(policies, "remove_tier", scope="cluster")
@require_POST
def remove_tier(request: SpinneyRequest, cluster_id: int, tier_id: int) -> HttpResponse:
    """Take away a tier that nobody is in."""
    return _remove(request, cluster_for(request.actor, cluster_id), tier_id)


@guard(policies, "remove_programme_tier", scope="programme")
@require_POST
def remove_programme_tier(request: SpinneyRequest, programme_id: int, tier_id: int) -> HttpResponse:
    """Take away a programme's tier that nobody is in."""
    return _remove(request, get_programme(request.actor, programme_id), tier_id)


@guard(policies, "use_own_tiers", scope="cluster")
@require_POST
def use_own_tiers(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Give the cluster tiers of its own, to begin with as they are."""
    cluster = cluster_for(request.actor, cluster_id)
    actions.use_own_tiers(cluster=cluster, by=request.actor, now=now())
    say(request, f"{cluster.name} has tiers of its own now. Change them as you agreed.")
    return redirect(_home(cluster))
