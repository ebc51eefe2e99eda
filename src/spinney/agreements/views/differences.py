"""What differs between two states of an agreement: on a page, on paper, as a file."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from spinney.agreements import policies
from spinney.agreements.forms.review import CompareForm
from spinney.agreements.queries import differences as queries
from spinney.agreements.views.around import agreement_in, agreement_url, around
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.tables import Column, Empty, Table

#: The same as a file, one row for each difference.
DIFFERENCES = Table(
    name="differences",
    caption="Differences",
    columns=[
        Column("what", "What", value=lambda row: row["what"]),
        Column("where", "Where", value=lambda row: row["where"]),
        Column("before", "Before", value=lambda row: row["before"]),
        Column("after", "After", value=lambda row: row["after"]),
    ],
    empty=Empty("Nothing differs"),
)


@guard(policies, "differences", scope="cluster")
@require_safe
def differences(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponseBase:
    """Two states of an agreement, word by word."""
    agreement = agreement_in(request, cluster_id, agreement_id)
    states = queries.states_of(request.actor, agreement)
    usual = queries.usual_pair(states)
    before = request.GET.get("before", usual[0])
    after = request.GET.get("after", usual[1])
    found = queries.compared(request.actor, agreement, before, after)
    listing = DIFFERENCES.listing(
        request, list(found.lines()), file_name=f"{agreement.title} differences"
    )
    form = CompareForm(
        states=[(one.key, one.name) for one in states],
        initial={"before": before, "after": after},
    )
    context = {
        "found": found,
        "listing": listing,
        "form": form,
        "here": agreement_url(agreement, "differences"),
        **around(agreement, ("What differs", "")),
    }
    return listing.export() or render(request, "agreements/differences.html", context)
