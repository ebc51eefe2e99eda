"""Contracts in a cluster: the calendar of all that members show, and those made together."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import Role, cluster_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import may
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.purchasing import policies
from spinney.purchasing.actions import contracts as actions
from spinney.purchasing.bridge.contract_calendar import calendar_of, category_title, windows_of
from spinney.purchasing.bridge.contract_shares import share_rows
from spinney.purchasing.forms.contracts import ContractForm
from spinney.purchasing.models import Contract
from spinney.purchasing.policies.contracts import OWN
from spinney.purchasing.queries import contracts as read
from spinney.purchasing.views.around import around_cluster
from spinney.purchasing.views.contract_tables import contract_status, shown_table
from spinney.purchasing.views.contracts import (
    TITLE,
    calendar_file,
    change,
    contract_rows,
    moves_of,
)

DEEDS = {
    "give_notice": actions.give_notice,
    "end_contract": actions.end_contract,
    "keep_contract": actions.keep_contract,
}


def _url(contract: Contract, verb: str = "joint_contract") -> str:
    name = f"purchasing:{verb.replace('_', '-')}"
    return reverse(name, args=[contract.cluster_id, contract.pk])


@guard(policies, "contracts", scope="cluster")
@require_safe
def contracts(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """By when notice must be given, and who could leave together."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    today = localdate()
    rows = read.contracts_in(request.actor, cluster, today)
    own = request.actor.ids_of("organisation", *OWN)
    listing = shown_table(cluster_id, today, own).listing(
        request, rows, file_name=f"{cluster.name} contracts"
    )
    whose = {one.contract.pk: one.whose for one in rows}
    windows = [
        (one, category_title(one.category), sorted({whose[each.pk] for each in one.contracts}))
        for one in windows_of((one.contract for one in rows), today)
    ]
    context = {
        "listing": listing,
        "windows": windows,
        "own_url": _own_url(request, cluster),
        "may_start": may(
            policies.MAY, "start_purchase", by=request.actor, scope=cluster_scope(cluster_id)
        ),
        **around_cluster(cluster, (TITLE, "")),
    }
    return listing.export() or render(request, "purchasing/contracts.html", context)


def _own_url(request: SpinneyRequest, cluster: clusters.Cluster) -> str:
    """Where a member notes its own."""
    own = request.actor.organisation_id
    if own is None or not request.actor.has(Role.MEMBER, cluster_scope(cluster.pk)):
        return ""
    return reverse("purchasing:own-contracts", args=[own])


@guard(policies, "contracts_calendar", scope="cluster")
@require_safe
def contracts_calendar(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """The same as a file for one's own calendar."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    rows = read.contracts_in(request.actor, cluster, localdate())
    listed = request.build_absolute_uri(reverse("purchasing:contracts", args=[cluster_id]))
    body = calendar_of(
        cluster.name, [one.contract for one in rows], address=lambda one: listed, now=now()
    )
    return calendar_file(body)


@guard(policies, "joint_contract", scope="cluster")
@require_safe
def joint_contract(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """A contract made together: what it says, and what each bears of it."""
    found = read.joint_contract(request.actor, cluster_id, pk)
    cluster = clusters.cluster_for(request.actor, cluster_id)
    runs = may(
        policies.MAY, "edit_joint_contract", by=request.actor, scope=cluster_scope(cluster_id)
    )
    shares = share_rows(found)
    context = {
        "contract": found,
        "status": contract_status(found, localdate()),
        "rows": list(contract_rows(found)),
        "shares": shares,
        "has_once": any(once for _, _, once, _ in shares),
        "moves": moves_of(found) if runs else [],
        "runs": runs,
        **around_cluster(
            cluster, (TITLE, reverse("purchasing:contracts", args=[cluster_id])), (found.title, "")
        ),
    }
    return render(request, "purchasing/joint_contract.html", context)


@guard(policies, "edit_joint_contract", scope="cluster")
def edit_joint_contract(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Change what a joint contract says; what each bears stays as it was shared."""
    found = read.joint_contract(request.actor, cluster_id, pk)
    cluster = clusters.cluster_for(request.actor, cluster_id)
    form = ContractForm(posted(request), initial=ContractForm.initial_of(found))
    if change(request, form, found) is not None:
        return redirect(_url(found))
    context = {
        "form": form, "deed": "Save", "is_joint": True,
        **around_cluster(
            cluster, (TITLE, reverse("purchasing:contracts", args=[cluster_id])),
            (found.title, _url(found)), ("Change", ""),
        ),
    }  # fmt: skip
    return render(request, "purchasing/edit_contract.html", context)


@guard(policies, "change_joint_contract", scope="cluster")
@require_POST
def change_joint_contract(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Note that notice is given, that it is over, or that it goes on."""
    found = read.joint_contract(request.actor, cluster_id, pk)
    deed = DEEDS.get(request.POST.get("to", ""))
    if deed is None:
        raise BadInput("Choose what is to be noted.")
    deed(contract=found, by=request.actor, now=now())
    say(request, "Noted.")
    return redirect(_url(found))
