"""Who manages a programme; what it costs, and what it is compared with."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import listed, money
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.tables import Column, Empty, Table
from spinney.base.web.told import say
from spinney.clusters import policies
from spinney.clusters.actions import comparators as comparing
from spinney.clusters.actions import managers as managing
from spinney.clusters.forms.programmes import ComparatorForm, ManagerForm
from spinney.clusters.models import Comparator, Manager
from spinney.clusters.queries import programmes as read
from spinney.clusters.queries.standing import days_text
from spinney.clusters.views.acting import programme_trail


@guard(policies, "managers", scope="programme")
@require_safe
def managers(request: SpinneyRequest, programme_id: int) -> HttpResponse:
    """Who manages the programme."""
    found = read.get_programme(request.actor, programme_id)
    context = {
        "programme": found,
        "managers": read.managers_of(found, localdate()),
        "trail": programme_trail(found, ("Managers", "")),
    }
    return render(request, "clusters/managers.html", context)


@guard(policies, "add_manager", scope="programme")
def add_manager(request: SpinneyRequest, programme_id: int) -> HttpResponse:
    """Let somebody else manage the programme too."""
    found = read.get_programme(request.actor, programme_id)
    form = ManagerForm(request.POST or None)
    added = attempt(
        request,
        form,
        lambda: managing.add_manager(
            programme=found,
            email=form.cleaned_data["email"],
            name=form.cleaned_data["name"],
            by=request.actor,
            now=now(),
        ),
    )
    back = reverse("clusters:managers", args=[found.pk])
    if added:
        say(request, f"{added.person} manages {found.name} now. We have written to her.")
        return redirect(back)
    context = {"form": form, "back_url": back, "deed": "Add her", "caption": found.name}
    return render(request, "clusters/add_manager.html", context)


@guard(policies, "remove_manager", scope="programme")
@require_POST
def remove_manager(request: SpinneyRequest, programme_id: int, manager_id: int) -> HttpResponse:
    """End somebody's part as manager."""
    found = read.get_programme(request.actor, programme_id)
    manager = get_object_or_404(Manager, programme=found, pk=manager_id)
    person = str(manager.person)
    managing.remove_manager(manager=manager, by=request.actor, now=now())
    say(request, f"{person} does not manage {found.name} any more.")
    if manager.person_id == request.actor.person_id:
        return redirect("clusters:programmes")
    return redirect("clusters:managers", found.pk)


COSTS = Table(
    name="costs",
    caption="What each cluster costs, as far as it is known",
    noun="cluster",
    default_order="name",
    columns=[
        Column(
            "name",
            "Cluster",
            order_by="name",
            link=lambda c: reverse("clusters:cluster", args=[c.cluster_id]),
        ),
        Column("organisations", "Organisations", kind="number", order_by="organisations"),
        Column("grant_pence", "Grant", kind="money", note=lambda c: c.grant_is),
        Column(
            "days",
            "Days logged",
            value=lambda c: days_text(c.facilitation + c.review),
            link=lambda c: reverse("clusters:days", args=[c.cluster_id]),
        ),
        Column("days_pence", "Days at the rate", kind="money", order_by="days_pence"),
        Column("total_pence", "Together", kind="money", order_by="total_pence"),
        Column(
            "per_organisation_pence",
            "For each organisation",
            kind="money",
            order_by="per_organisation_pence",
        ),
    ],
    empty=Empty("No clusters yet", "Costs stand here once the programme has clusters."),
    row_id=lambda c: c.cluster_id,
)


COMPARED = Table(
    name="compared",
    caption="What others cost",
    noun="figure",
    default_order="name",
    columns=[
        Column("name", "What", order_by="name", note=lambda c: c.note),
        Column(
            "pence_per_organisation",
            "For each organisation",
            kind="money",
            order_by="pence_per_organisation",
        ),
        Column("source", "Source"),
    ],
    empty=Empty(
        "Nothing to compare with yet",
        "Add what another fund or way of helping cost for each organisation, and where the figure"
        " comes from.",
    ),
)


def _outcome(known: read.Costs, comparators: list[Comparator]) -> str:
    """What it costs in one sentence, and beside it the cost elsewhere where one is kept."""
    if known.per_organisation_pence is None:
        return "What each organisation costs cannot be said yet."
    told = (
        f"As far as it is known, a cluster costs {money(known.per_cluster_pence)}, and"
        f" {money(known.per_organisation_pence)} for each organisation"
    )
    beside = [f"{money(c.pence_per_organisation)} for {c.name}" for c in comparators]
    return f"{told}, compared with {listed(beside)}." if beside else f"{told}."


@guard(policies, "costs", scope="programme")
@require_safe
def costs(request: SpinneyRequest, programme_id: int) -> HttpResponseBase:
    """What is known so far of what the programme costs, beside what others cost."""
    found = read.get_programme(request.actor, programme_id)
    known = read.costs_of(found)
    listing = COSTS.listing(request, list(known.clusters), file_name=f"costs-{found.name}")
    comparators = list(read.comparators_of(found))
    compared = COMPARED.listing(request, comparators, prefix="c")
    context = {
        "programme": found,
        "known": known,
        "listing": listing,
        "compared": compared,
        "outcome": _outcome(known, comparators),
        "comparators": comparators,
        "removed": read.removed_comparators(found, now()),
        "trail": programme_trail(found, ("Costs", "")),
    }
    files = listing.export() or compared.export()
    return files or render(request, "clusters/costs.html", context)


@guard(policies, "add_comparator", scope="programme")
def add_comparator(request: SpinneyRequest, programme_id: int) -> HttpResponse:
    """Keep a figure to compare the programme with."""
    found = read.get_programme(request.actor, programme_id)
    form = ComparatorForm(request.POST or None)
    added = attempt(
        request,
        form,
        lambda: comparing.add_comparator(
            programme=found, cost=form.said(), by=request.actor, now=now()
        ),
    )
    back = reverse("clusters:costs", args=[found.pk])
    if added:
        say(request, f"{added.name} stands beside the costs now.")
        return redirect(back)
    context = {"form": form, "back_url": back, "deed": "Keep the figure", "caption": found.name}
    return render(request, "clusters/add_comparator.html", context)


def _comparator(request: SpinneyRequest, programme_id: int, comparator_id: int) -> Comparator:
    found = read.get_programme(request.actor, programme_id)
    return get_object_or_404(Comparator, programme=found, pk=comparator_id)


@guard(policies, "remove_comparator", scope="programme")
@require_POST
def remove_comparator(
    request: SpinneyRequest, programme_id: int, comparator_id: int
) -> HttpResponse:
    """Take a figure off the page."""
    comparator = _comparator(request, programme_id, comparator_id)
    comparing.remove_comparator(comparator=comparator, by=request.actor, now=now())
    undo = reverse("clusters:restore-comparator", args=[programme_id, comparator_id])
    say(request, f"{comparator.name} is removed.", undo_url=undo)
    return redirect("clusters:costs", programme_id)


@guard(policies, "restore_comparator", scope="programme")
@require_POST
def restore_comparator(
    request: SpinneyRequest, programme_id: int, comparator_id: int
) -> HttpResponse:
    """Bring a figure back."""
    comparator = _comparator(request, programme_id, comparator_id)
    comparing.restore_comparator(comparator=comparator, by=request.actor, now=now())
    say(request, f"{comparator.name} is back.")
    return redirect("clusters:costs", programme_id)
