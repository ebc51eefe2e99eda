"""Joint purchases: the list, the page of one by its state, begun, changed, ended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.policy import may
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.parts import SummaryRow
from spinney.base.web.components.words import counted
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.decisions import api as decisions
from spinney.purchasing import policies
from spinney.purchasing.actions import purchases as actions
from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.forms.purchases import PurchaseForm, WhyForm
from spinney.purchasing.models import Contract, JointPurchase, Opportunity
from spinney.purchasing.policies import purchases as rules
from spinney.purchasing.queries import opportunities
from spinney.purchasing.queries import purchases as read
from spinney.purchasing.queries.purchase_page import history_of, shown
from spinney.purchasing.queries.seeing import seeing
from spinney.purchasing.states import NEXT, PaidPer, PurchaseState
from spinney.purchasing.views.around import around_cluster
from spinney.purchasing.views.purchase_frames import (
    PURCHASES,
    around_purchase,
    purchase_in,
    purchase_url,
    purchases_table,
)


@guard(policies, "purchases", scope="cluster")
@require_safe
def purchases(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """What the cluster buys together."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    may_start = may(
        policies.MAY, "start_purchase", by=request.actor, scope=cluster_scope(cluster_id)
    )
    listing = purchases_table(cluster_id, may_start=may_start).listing(
        request, read.purchases_of(request.actor, cluster_id),
        file_name=f"{cluster.name} joint purchases",
    )  # fmt: skip
    context = {
        "listing": listing, "may_start": may_start, **around_cluster(cluster, (PURCHASES, "")),
    }  # fmt: skip
    return listing.export() or render(request, "purchasing/purchases.html", context)


@guard(policies, "purchase", scope="cluster")
@require_safe
def purchase(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """One purchase: where it stands, who is in, what comes next."""
    found = purchase_in(request, cluster_id, pk)
    page = shown(request.actor, found, now())
    context = {
        "shown": page,
        "rows": list(_rows(request, found)),
        "ballot_url": _ballot_url(found),
        "contracts": Contract.objects.filter(purchase=found, removed_at=None).order_by("pk"),
        "history": history_of(request.actor, found),
        "can_end": page.runs and _can_end(found),
        **around_purchase(found),
    }
    return render(request, "purchasing/purchase.html", context)


def _can_end(found: JointPurchase) -> bool:
    """Whether the page offers to stop: what is under contract ends with its contract."""
    under_contract = found.state == PurchaseState.CONTRACTED
    return not under_contract and PurchaseState.ENDED in NEXT[PurchaseState][found.state]


def _rows(request: SpinneyRequest, found: JointPurchase) -> Iterator[SummaryRow]:
    yield SummaryRow("Kind", CATEGORIES.get(found.category, CATEGORIES["other"]).title)
    unit = found.unit or "all of it"
    per = "" if found.per == PaidPer.ONCE else f", {found.get_per_display().lower()}"
    yield SummaryRow("A price is for", f"{unit}{per}")
    over = counted(found.months, "month")
    yield SummaryRow("Quotes are compared", f"over {over}, with VAT at {found.vat_percent}%")
    if found.opportunity is not None:
        yield _comes_from(request, found, found.opportunity)


def _comes_from(request: SpinneyRequest, found: JointPurchase, row: Opportunity) -> SummaryRow:
    """The opportunity that it was begun from; to whoever is not shown that, what it is about."""
    seen = seeing(request.actor, found.cluster, localdate())
    origin = opportunities.origin_of(request.actor, seen, row)
    if origin is None:
        return SummaryRow("It comes from", opportunities.about(row))
    url = reverse("purchasing:opportunity", args=[found.cluster_id, row.pk])
    return SummaryRow("It comes from", origin.title, url, change_label="See it")


def _ballot_url(found: JointPurchase) -> str:
    if found.ballot is None:
        return ""
    ballot = decisions.Ballot.objects.filter(uid=found.ballot, cluster=found.cluster_id).first()
    return reverse("decisions:ballot", args=[found.cluster_id, ballot.pk]) if ballot else ""


@guard(policies, "start_purchase", scope="cluster")
def start_purchase(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Begin to buy something together; `?opportunity=12` says from which opportunity."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    origin = _origin(request, cluster)
    first = {"title": "", "category": "other", "per": PaidPer.YEAR}
    if origin is not None:
        first |= {"title": origin.title, "category": origin.row.category}
    form = PurchaseForm(posted(request), initial=first)
    made = attempt(
        request, form,
        lambda: actions.start_purchase(
            cluster=cluster, text=form.text(), opportunity=origin.row if origin else None,
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if made is not None:
        say(request, "It is begun. Ask the members next whether they are in.")
        return redirect(purchase_url(made))
    listed = reverse("purchasing:purchases", args=[cluster_id])
    context = {
        "form": form, "deed": "Begin it", "origin": origin,
        **around_cluster(cluster, (PURCHASES, listed), ("Begin", "")),
    }  # fmt: skip
    return render(request, "purchasing/start_purchase.html", context)


def _origin(request: SpinneyRequest, cluster: clusters.Cluster) -> opportunities.Seen | None:
    """The opportunity that the address names. Raises NotFound for one that is not shown to her."""
    number = request.GET.get("opportunity", "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    seen = seeing(request.actor, cluster, localdate())
    return opportunities.get_opportunity(request.actor, seen, int(number))


def _named_in_title(found: JointPurchase, crumb: str) -> dict[str, Any]:
    """The frame of a page whose title names the purchase: the line above it names the cluster."""
    return around_purchase(found, (crumb, "")) | {"caption": found.cluster.name}


@guard(policies, "edit_purchase", scope="cluster")
def edit_purchase(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Change what is to be bought."""
    found = purchase_in(request, cluster_id, pk)
    form = PurchaseForm(posted(request), initial=PurchaseForm.initial_of(found))
    done = attempt(
        request, form,
        lambda: actions.edit_purchase(
            purchase=found, text=form.text(), read=form.cleaned_data["version"],
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Saved.")
        return redirect(purchase_url(found))
    found.refresh_from_db(fields=["version"])
    renew_version(form, found.version)
    context = {"form": form, "deed": "Save", **_named_in_title(found, "Change")}
    return render(request, "purchasing/edit_purchase.html", context)


@guard(policies, "end_purchase", scope="cluster")
def end_purchase(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Stop, and say why."""
    found = purchase_in(request, cluster_id, pk)
    rules.check_becomes(found, PurchaseState.ENDED)
    form = WhyForm(posted(request))
    done = attempt(
        request, form,
        lambda: actions.end_purchase(
            purchase=found, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "It is ended.", undo_url=purchase_url(found, "reopen_purchase"))
        return redirect(purchase_url(found))
    context = {"form": form, "deed": "Stop buying this", **_named_in_title(found, "Stop")}
    return render(request, "purchasing/end_purchase.html", context)


@guard(policies, "reopen_purchase", scope="cluster")
@require_POST
def reopen_purchase(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take it up again."""
    found = purchase_in(request, cluster_id, pk)
    actions.reopen_purchase(purchase=found, by=request.actor, now=now())
    say(request, "It goes on. Suppliers have to be asked anew.")
    return redirect(purchase_url(found))
