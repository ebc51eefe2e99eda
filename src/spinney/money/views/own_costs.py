"""What one's own organisation bears of shared costs, in all its clusters: those it left as well."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from spinney.base.kernel.errors import NotFound
from spinney.base.web.components.parts import crumbs
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.tables import Column, Empty, Table
from spinney.money import policies
from spinney.money.queries import costs as read
from spinney.money.views.cost_frames import (
    TITLE,
    open_words,
    rule_sentence,
    statement_rows,
    status_of,
)
from spinney.register.api import Organisation


def _around(organisation: Organisation, *more: tuple[str, str]) -> dict[str, Any]:
    url = reverse("register:organisation", args=[organisation.pk])
    trail = crumbs((organisation.name, url), *more)
    return {"organisation": organisation, "trail": trail, "caption": organisation.name}


def _table() -> Table:
    def statement(row: read.OwnShare) -> str:
        name = "money:own-cost-statement"
        return reverse(name, args=[row.share.organisation_id, row.share.pk])

    return Table(
        name="costs", caption="Shared costs", noun="cost", default_order="-first",
        row_id=lambda row: str(row.share.pk),
        columns=[
            Column("title", "Cost", order_by="title", link=statement),
            Column("cluster", "Cluster", order_by="cluster"),
            Column("state", "State", kind="status", value=lambda row: status_of(row.share.cost)),
            Column("first", "From", kind="date", value=lambda row: row.share.from_day,
                   order_by="first"),
            Column("last", "To", kind="date", value=lambda row: row.share.to_day,
                   order_by="last"),
            Column("budget", "As budgeted", kind="money",
                   value=lambda row: row.share.budget_pence),
            Column("actual", "As it cost", kind="money",
                   value=lambda row: row.share.actual_pence),
            Column("open", "Still open", value=lambda row: open_words(row.open)),
        ],
        search=["title", "cluster"],
        empty=Empty(
            "No shared costs yet",
            "When a cluster of yours shares a cost, your part of it stands here.",
        ),
    )  # fmt: skip


@guard(policies, "own_shared_costs", scope="organisation")
@require_safe
def own_shared_costs(request: SpinneyRequest, organisation_id: int) -> HttpResponseBase:
    """Every share that one's own organisation has, with what is open of it."""
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    rows = read.own_shares(request.actor, organisation_id)
    listing = _table().listing(request, rows, file_name=f"{organisation.name} shared costs")
    context = {"listing": listing, **_around(organisation, (TITLE, ""))}
    return listing.export() or render(request, "money/own_shared_costs.html", context)


@guard(policies, "own_cost_statement", scope="organisation")
@require_safe
def own_cost_statement(
    request: SpinneyRequest, organisation_id: int, share_id: int
) -> HttpResponse:
    """The statement of one's own organisation for one cost, whether it belongs still or left."""
    rows = read.own_shares(request.actor, organisation_id)
    found = next((one.share for one in rows if one.share.pk == share_id), None)
    if found is None:
        raise NotFound("There is no such share.")
    seen, row = read.seen_by_link(found)
    name = found.organisation.name
    url = reverse("money:own-shared-costs", args=[organisation_id])
    context = _around(found.organisation, (TITLE, url), (found.cost.title, "")) | {
        "name": name, "row": row, "share": found, "rule": rule_sentence(seen),
        "rows": statement_rows(seen, row),
    }  # fmt: skip
    return render(request, "money/cost_statement.html", context)
