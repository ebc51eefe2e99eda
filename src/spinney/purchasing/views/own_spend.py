"""An organisation's own spending: exact, and for its own people alone."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from spinney.base.web.charts import Bar, BarChart
from spinney.base.web.components.words import short_money
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.listing.columns import Column
from spinney.base.web.listing.filters import ChoiceFilter
from spinney.base.web.tables import Empty, Table
from spinney.purchasing import policies
from spinney.purchasing.queries import spend as read
from spinney.purchasing.views.upload_frames import around_spending
from spinney.register.api import Organisation

MOST_BARS = 12


def _table(organisation_id: int) -> Table:
    def lines(row: read.Own) -> str:
        address = reverse("purchasing:spend-lines", args=[organisation_id])
        return f"{address}?{urlencode({'q': row.written})}"

    return Table(
        name="own-spend",
        caption="By name, as your files write it",
        default_order="-pence",
        columns=[
            Column("written", "Name", order_by="written", link=lines),
            Column("category_title", "Kind of thing", order_by="category_title"),
            Column("pence", "Spent", kind="money", order_by="pence"),
            Column("vat_pence", "Its VAT", kind="money", value=_vat, order_by="vat_pence"),
            Column("lines", "Payments", kind="number", order_by="lines"),
        ],
        filters=[ChoiceFilter("category_title", "Kind of thing")],
        search=["written"],
        empty=Empty("No payments yet", "Give in a file of payments, and it is shown here."),
    )


def _vat(row: read.Own) -> int | None:
    """What its payments say of VAT; nothing where none of them does."""
    return row.vat_pence if row.lines_with_vat else None


@guard(policies, "own_spend", scope="organisation")
@require_safe
def own_spend(request: SpinneyRequest, organisation_id: int) -> HttpResponseBase:
    """What the organisation spent, by name, kind of thing and month."""
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    rows = read.own_by_name(organisation_id)
    listing = _table(organisation_id).listing(
        request, rows, file_name=f"{organisation.name} spending"
    )
    if (file := listing.export()) is not None:
        return file
    context = {
        "listing": listing,
        "whole": sum(row.pence for row in rows),
        "vat": sum(row.vat_pence for row in rows),
        "told": sum(row.lines_with_vat for row in rows),
        "lines": sum(row.lines for row in rows),
        "aside": read.own_aside(organisation_id),
        "by_category": _by_category(rows),
        "by_month": _by_month(organisation_id),
        **around_spending(organisation, ("What we spend", "")),
    }
    return render(request, "purchasing/own_spend.html", context)


def _by_category(rows: list[read.Own]) -> BarChart:
    sums: dict[str, int] = {}
    for row in rows:
        sums[row.category_title] = sums.get(row.category_title, 0) + row.pence
    largest = sorted(sums.items(), key=lambda one: (-one[1], one[0]))[:MOST_BARS]
    return _chart("By kind of thing", [Bar(title, max(pence, 0)) for title, pence in largest])


def _by_month(organisation_id: int) -> BarChart:
    months = read.own_by_month(organisation_id)[-MOST_BARS:]
    return _chart("Month by month", [Bar(str(month), max(pence, 0)) for month, pence in months])


def _chart(title: str, bars: list[Bar]) -> BarChart:
    return BarChart(title, bars, show=lambda pence: short_money(int(pence)), value_name="Spent")
