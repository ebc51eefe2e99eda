"""Prices like with like, and how much goes to how few: what the engine of comparing makes of it."""

from __future__ import annotations

from itertools import groupby

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from spinney.base.web.charts import Bar, BarChart
from spinney.base.web.components.words import counted
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.listing.columns import Column
from spinney.base.web.listing.filters import Band as Choice
from spinney.base.web.listing.filters import BandFilter
from spinney.base.web.tables import Empty, Table
from spinney.purchasing import policies
from spinney.purchasing.queries import comparing as read
from spinney.purchasing.views.spend import around_spend, notes_on, seen_in, vat_notes

MOST_CHARTS = 6
HUNDREDTHS = 10_000
"""Millionths in one per cent."""


def _prices_table(kinds: list[str]) -> Table:
    def of_kind(kind: str) -> Choice:
        return Choice(kind, kind, test=lambda row: row.title == kind)

    return Table(
        name="prices",
        caption="What members pay for one of the same",
        default_order="title",
        columns=[
            Column("title", "Kind of thing", order_by="title"),
            Column("member", "Member", order_by="member"),
            Column("words", "Price in a year", order_by="words", only="page"),
            Column("price", "Price in a year", kind="money", value=_pence, only="file"),
            Column("counts", "For one", only="file"),
            Column("place", "Place", kind="number", order_by="place"),
            Column("yearly", "Spent in a year", order_by="yearly"),
            Column("why_not", "Why it is not compared"),
        ],
        filters=[BandFilter("kind", "Kind of thing", [of_kind(kind) for kind in kinds])],
        search=["member"],
        empty=Empty(
            "Nothing can be compared yet",
            "Two members must share what they spend on the same kind of thing, and both must say "
            "how many employees, square metres, lines, licences, sites or vehicles they have.",
        ),
    )


def _pence(row: read.PriceOf) -> int | None:
    return None if row.price_thousandths is None else row.price_thousandths // 1000


@guard(policies, "spend_prices", scope="cluster")
@require_safe
def spend_prices(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """The spread of price where like can be compared with like, and who was left out and why."""
    cluster, seen = seen_in(request, cluster_id)
    rows = read.prices_seen(seen)
    kinds = sorted({row.title for row in rows})
    listing = _prices_table(kinds).listing(request, rows, file_name=f"{cluster.name} prices")
    context = {
        "listing": listing,
        "pictures": _pictures(rows),
        "notes": [*notes_on(seen), *vat_notes(seen)],
        **around_spend(cluster, ("Prices, like with like", "")),
    }
    return listing.export() or render(request, "purchasing/spend_prices.html", context)


def _pictures(found: list[read.PriceOf]) -> list[BarChart]:
    """A picture for each kind of thing and measure that can be compared."""
    charts = []
    compared = [row for row in found if row.is_compared]
    for (title, counts), group in groupby(compared, key=lambda row: (row.title, row.counts)):
        rows = list(group)
        bars = [Bar(row.member, row.price_thousandths) for row in rows]
        exact = all(row.is_exact for row in rows)
        show = _pounds if exact else _about_pounds
        charts.append(BarChart(f"{title}: a year for each {counts}", bars, show=show))
    return charts[:MOST_CHARTS]


def _pounds(thousandths: float) -> str:
    return f"£{thousandths / 100_000:,.2f}"


def _about_pounds(thousandths: float) -> str:
    return f"about {_pounds(thousandths)}"


@guard(policies, "spend_concentration", scope="cluster")
@require_safe
def spend_concentration(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """How much of the money goes to how few suppliers, step by step."""
    cluster, seen = seen_in(request, cluster_id)
    found = read.concentration_seen(seen)
    table = Table(
        name="concentration",
        caption="From the largest down",
        default_order="place",
        columns=[
            Column("name", "Supplier"),
            Column("place", "Place", kind="number", order_by="place"),
            Column("share", "Share", value=lambda row: _percent(row.share)),
            Column("cumulative", "With all before", value=lambda row: _percent(row.cumulative)),
            Column("squared", "Share squared", value=_squared),
        ],
        search=["name"],
        empty=Empty("No amounts are shared yet"),
    )
    listing = table.listing(
        request, found.steps if found else (), file_name=f"{cluster.name} shares of suppliers"
    )
    context = {
        "listing": listing,
        "found": found,
        "outcome": _outcome(found),
        "notes": notes_on(seen),
        **around_spend(cluster, ("How much goes to how few", "")),
    }
    return listing.export() or render(request, "purchasing/spend_concentration.html", context)


def _outcome(found: read.Concentration | None) -> str:
    if found is None or not found.steps:
        return "No amounts are shared yet."
    about = "" if found.is_exact else "about "
    number = counted(found.first_for_80, "supplier")
    return f"{number} of {len(found.steps)} get {about}80% of the money or more."


def _percent(millionths: int) -> str:
    return f"{millionths / HUNDREDTHS:.1f}%"


def _squared(row: read.Step) -> str:
    return f"{row.squared / HUNDREDTHS**2:,.1f}"
