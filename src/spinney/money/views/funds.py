"""Funds: set up, changed, closed and opened again."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.actions import funds as actions
from spinney.money.forms.ledger import CloseFundForm, FundForm
from spinney.money.models import Fund
from spinney.money.queries.keeping import check_keeps
from spinney.money.views.around import around_cluster
from spinney.register.api import Organisation


def _fund(request: SpinneyRequest, cluster_id: int, pk: int) -> Fund:
    """A fund of the cluster, for whoever keeps its ledger."""
    rows = Fund.objects.filter(cluster=cluster_id).select_related("cluster", "holder")
    fund: Fund = get_object_or_404(rows, pk=pk)
    check_keeps(request.actor, fund.cluster, localdate())
    return fund


def _holders(cluster: clusters.Cluster, fund: Fund | None = None) -> list[Organisation]:
    """Who may hold a fund: whoever belongs to the cluster, and its holder until now."""
    ids = {one.organisation_id for one in clusters.belongs(cluster, localdate())}
    if fund is not None and fund.holder_id is not None:
        ids.add(fund.holder_id)
    return list(Organisation.objects.filter(pk__in=ids).order_by("name"))


def _task(
    request: SpinneyRequest, cluster: clusters.Cluster, verb: str, title: str, **more: Any
) -> HttpResponse:
    context = {
        "back_url": reverse("money:money", args=[cluster.pk]), **more,
        **around_cluster(cluster, (title, "")),
    }  # fmt: skip
    return render(request, f"money/{verb}.html", context)


@guard(policies, "add_fund", scope="cluster")
def add_fund(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Set up a fund."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    check_keeps(request.actor, cluster, localdate())
    form = FundForm(posted(request), holders=_holders(cluster))
    done = attempt(
        request, form,
        lambda: actions.add_fund(
            cluster=cluster, said=form.said(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done:
        say(request, f"“{done.name}” is set up. Write what came in for it.")
        return redirect("money:money", cluster_id)
    return _task(request, cluster, "add_fund", "Set up a fund", form=form, deed="Set it up")


@guard(policies, "edit_fund", scope="cluster")
def edit_fund(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Change what is said of a fund."""
    fund = _fund(request, cluster_id, pk)
    initial = {
        "name": fund.name, "funder": fund.funder, "purpose": fund.purpose,
        "restriction": fund.restriction, "holder": str(fund.holder_id or ""),
        "version": fund.version,
    }  # fmt: skip
    form = FundForm(posted(request), holders=_holders(fund.cluster, fund), initial=initial)
    done = attempt(
        request, form,
        lambda: actions.edit_fund(
            fund=fund, said=form.said(), read=form.cleaned_data["version"], by=request.actor,
            now=now(),
        ),
    )  # fmt: skip
    if done:
        say(request, f"“{done.name}” is changed.")
        return redirect("money:money", cluster_id)
    fund.refresh_from_db(fields=["version"])
    renew_version(form, fund.version)
    return _task(
        request, fund.cluster, "edit_fund", fund.name, form=form, deed="Keep the changes", fund=fund
    )


@guard(policies, "close_fund", scope="cluster")
def close_fund(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Close a fund of which nothing is left."""
    fund = _fund(request, cluster_id, pk)
    form = CloseFundForm(posted(request), initial={"on": localdate()})
    done = attempt(
        request, form,
        lambda: actions.close_fund(
            fund=fund, on=form.cleaned_data["on"], by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done:
        undo = reverse("money:reopen-fund", args=[cluster_id, fund.pk])
        say(request, f"“{fund.name}” is closed.", undo_url=undo)
        return redirect("money:money", cluster_id)
    return _task(
        request, fund.cluster, "close_fund", fund.name, form=form, deed="Close it", fund=fund
    )


@guard(policies, "reopen_fund", scope="cluster")
@require_POST
def reopen_fund(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Open a closed fund again."""
    fund = actions.reopen_fund(fund=_fund(request, cluster_id, pk), by=request.actor, now=now())
    say(request, f"“{fund.name}” is open again.")
    return redirect("money:money", cluster_id)
