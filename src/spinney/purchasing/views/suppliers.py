"""Suppliers of a cluster: the list, one of them, the file of names, comparing again."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import may
from spinney.base.web.components.parts import Happening, SummaryRow
from spinney.base.web.components.words import day, listed
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.jobs import job_address
from spinney.base.web.tables import Act
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.purchasing import policies
from spinney.purchasing.bridge.starting_matching import start_matching
from spinney.purchasing.queries import supplier_page as page
from spinney.purchasing.queries.reviewing import waiting_for
from spinney.purchasing.queries.suppliers import (
    names_of,
    number_words,
    suppliers_of,
    title_of,
)
from spinney.purchasing.views.supplier_frames import (
    around_supplier,
    around_suppliers,
    sight_in,
    supplier_url,
)
from spinney.purchasing.views.supplier_tables import (
    MEMBERS,
    MONTHS,
    NAMES,
    names_table,
    suppliers_table,
)


@guard(policies, "suppliers", scope="cluster")
@require_safe
def suppliers(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """Whom the members buy from."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    rows = suppliers_of(request.actor, cluster, localdate())
    merge = Act(
        "Put together those that you chose",
        reverse("purchasing:merge-suppliers", args=[cluster_id]),
    )
    listing = suppliers_table(cluster_id).listing(
        request, rows, acts=[merge] if rows else [], file_name=f"{cluster.name} suppliers"
    )
    if (file := listing.export()) is not None:
        return file
    context = {
        "listing": listing,
        "waiting": len(waiting_for(request.actor, cluster, localdate())),
        "may_match": may(
            policies.MAY, "match_suppliers", by=request.actor, scope=cluster_scope(cluster_id)
        ),
        **around_suppliers(cluster),
    }
    return render(request, "purchasing/suppliers.html", context)


@guard(policies, "suppliers_file", scope="cluster")
@require_safe
def suppliers_file(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """Every name with its supplier, as a spreadsheet (`?as=xlsx`) or CSV."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    rows = names_of(request.actor, cluster, localdate())
    asked = request.GET.copy()
    asked["as"] = "xlsx" if asked.get("as") == "xlsx" else "csv"
    request.GET = asked  # type: ignore[assignment]
    file = NAMES.listing(request, rows, file_name=f"{cluster.name} names of suppliers").export()
    if file is None:
        raise NotFound("There is no such file.")
    return file


@guard(policies, "match_suppliers", scope="cluster")
@require_POST
def match_suppliers(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Compare the names again now."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    with transaction.atomic():
        job = start_matching(cluster, now=now(), by=request.actor)
    if job.person_id != request.actor.person_id:
        say(request, "The names are about to be compared, without you. Look here again soon.")
        return redirect("purchasing:suppliers", cluster_id)
    return redirect(job_address(job))


@guard(policies, "supplier", scope="cluster")
@require_safe
def supplier(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponseBase:
    """One supplier: who buys from it, how it is written, its branches, what was done with it."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    stands = page.standing(cluster, pk)
    if stands != pk:
        return redirect("purchasing:supplier", cluster_id, stands)
    sight = sight_in(request, cluster_id, pk)
    members = {one.organisation_id: sight.member_name(one.organisation_id) for one in sight.names}
    table = names_table(members, bare=sight.hidden)
    names = table.listing(request, sight.names, file_name="names", prefix="n-")
    by_member = MEMBERS.listing(request, sight.by_member(), file_name="members", prefix="m-")
    by_month = MONTHS.listing(request, sight.by_month(), file_name="months", prefix="t-")
    for listing in (names, by_member, by_month):
        if (file := listing.export()) is not None:
            return file
    history = page.history_of(sight)
    above = sight.supplier.parent_id
    context = {
        "outcome": _outcome(sight),
        "rows": list(_facts(sight)),
        "parent": sight_in(request, cluster_id, above) if above else None,
        "names": names,
        "by_member": by_member,
        "by_month": by_month,
        "history": [Happening(one.change.at, one.words, detail=_undone(one)) for one in history],
        "undoable": _undoable(history),
        "opportunities": page.opportunities_at(request.actor, sight),
        "contracts": page.contracts_with(request.actor, sight, localdate()),
        "can_split": len(sight.spellings) > 1,
        **around_supplier(sight),
    }
    return render(request, "purchasing/supplier.html", context)


def _outcome(sight: page.Sight) -> str:
    number = len(sight.by_member())
    return "One of you buys here." if number == 1 else f"{number} of you buy here."


def _facts(sight: page.Sight) -> Iterator[SummaryRow]:
    one = sight.supplier
    members = [name for name, _amount, _months in sight.by_member()]
    yield SummaryRow("Members", listed(members))
    yield SummaryRow("Spent", sight.amount, note="Over the months that each of you shares.")
    yield SummaryRow("Kind of thing", title_of(sight.category))
    if one.number:
        yield SummaryRow("Number", number_words(one.number))
    change = supplier_url(sight, "link_supplier")
    linked = one.organisation.name if one.organisation else "Not looked up"
    yield SummaryRow("On the register", linked, change, "Change" if one.organisation else "Look up")


def _undone(told: page.Told) -> str:
    undone = told.change.undone_at
    return f"Undone on {day(undone)}." if undone else ""


def _undoable(history: list[page.Told]) -> page.Told | None:
    """The newest change that stands: what came before is undone after it."""
    return next((one for one in history if one.change.undone_at is None), None)
