"""What members spend, as the cluster may see it: by kind of thing, supplier, member and month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from spinney.base.web.charts import Bar, BarChart
from spinney.base.web.components.parts import Figure
from spinney.base.web.components.words import counted, listed, short_money
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.clusters import api as clusters
from spinney.purchasing import policies
from spinney.purchasing.engine.categories.tree import OTHER
from spinney.purchasing.queries import spend as read
from spinney.purchasing.queries.months import CalendarMonth
from spinney.purchasing.queries.seeing import BANDS, SUPPLIERS, Seeing, Shared, seeing
from spinney.purchasing.views.around import around_cluster
from spinney.purchasing.views.spend_tables import (
    categories_table,
    members_table,
    months_table,
    parts_table,
    suppliers_table,
)

SPENDING = "What you buy"
MOST_BARS = 12
MOST_MET = 8


def around_spend(cluster: clusters.Cluster, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of what a cluster's members buy."""
    url = reverse("purchasing:spend", args=[cluster.pk]) if more else ""
    return around_cluster(cluster, (SPENDING, url), *more)


def seen_in(request: SpinneyRequest, cluster_id: int) -> tuple[clusters.Cluster, Seeing]:
    """The cluster of an address, and what whoever asks sees of it."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    return cluster, seeing(request.actor, cluster, localdate())


def _is_bought_apart(kind: read.Line) -> bool:
    """Whether members buy the same from several suppliers; what is "other" is not the same."""
    return kind.is_shared and kind.suppliers > 1 and kind.key != OTHER


def notes_on(seen: Seeing) -> list[str]:
    """What must be said beside amounts that are not exact, or not there."""
    levels = {seen.level(pk) for pk in seen.visible}
    notes = []
    if BANDS in levels:
        notes.append(
            "Amounts of other members are shown in bands, as you agreed. A sum over several "
            "members is the sum of their bands, so it can be wide."
        )
    if SUPPLIERS in levels:
        notes.append("Some members show whom they buy from, and no amounts.")
    return notes


def vat_notes(seen: Seeing) -> list[str]:
    """What must be said of VAT beside amounts that stand next to one another."""
    vat = read.vat_of(seen)
    if not vat.not_told:
        return ["Amounts are without VAT."] if vat.told else []
    if not vat.told:
        return ["No member’s files tell the VAT of every payment, so it may be in these amounts."]
    return [
        f"The files of {listed(vat.not_told)} do not tell the VAT of every payment, so it may be in"
        " these amounts. The others are without VAT: allow for that when you compare."
    ]


def bars(title: str, lines: Iterable[read.Line | read.Month], *, name: str = "name") -> BarChart:
    """Amounts as bars, in the order of what is drawn: a range by its middle, which is then said
    to be about so much.
    """
    lines = list(lines)
    drawn = []
    for one in lines:
        size = read.middle_pence(one.amount)
        bar = Bar(str(getattr(one, name)), None if size is None else max(size, 0))
        drawn.append(replace(bar, reason="not shown") if size is None else bar)
    about = "" if all(one.amount.band and one.amount.band.is_exact for one in lines) else "about "
    return BarChart(title, drawn, show=lambda pence: f"{about}{short_money(int(pence))}")


@guard(policies, "spend", scope="cluster")
@require_safe
def spend(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """What members buy, at a glance: kinds of thing, where members meet, month by month."""
    cluster, seen = seen_in(request, cluster_id)
    spending = read.Spending.of(seen)
    categories = read.by_category(spending)
    suppliers = read.by_supplier(spending)
    listing = categories_table(cluster_id).listing(
        request, categories, file_name=f"{cluster.name} by kind of thing"
    )
    if (file := listing.export()) is not None:
        return file
    context = {
        "listing": listing,
        "outcome": _outcome(spending, suppliers),
        "figures": _figures(cluster_id, spending, suppliers),
        "by_category": bars("By kind of thing", categories[:MOST_BARS]),
        "by_month": bars("Month by month", read.by_month(seen)[-MOST_BARS:], name="month"),
        "met": [one for one in suppliers if one.is_shared][:MOST_MET],
        "apart": [one for one in categories if _is_bought_apart(one)][:MOST_MET],
        "sharing": sharing_of(seen),
        "notes": [*notes_on(seen), *vat_notes(seen)],
        **around_spend(cluster),
    }
    return render(request, "purchasing/spend.html", context)


def sharing_of(seen: Seeing) -> list[tuple[str, str]]:
    """Who shares, and of which months, in words."""
    shared = sorted(seen.shared.values(), key=lambda one: one.organisation.name.casefold())
    return [(one.organisation.name, _months(one)) for one in shared]


def _months(shared: Shared) -> str:
    first, last = (CalendarMonth.of(day) for day in shared.months)
    if first > last:
        return "no whole month yet"
    return str(first) if first == last else f"{first} to {last}"


def _outcome(spending: read.Spending, suppliers: Sequence[read.Line]) -> str:
    if not spending.rows:
        return "Nobody shares what they buy with this cluster yet."
    members = counted(len({row.organisation_id for row in spending.rows}), "member")
    met = sum(one.is_shared for one in suppliers) or "none"
    verb = "shares" if members == "1 member" else "share"
    told = f"{members} {verb} what they buy, from {counted(len(suppliers), 'supplier')}"
    return f"{told}, {met} of them bought from by two members or more."


def _figures(
    cluster_id: int, spending: read.Spending, suppliers: Sequence[read.Line]
) -> list[Figure]:
    def here(name: str) -> str:
        return reverse(f"purchasing:{name}", args=[cluster_id])

    members = len({row.organisation_id for row in spending.rows})
    met = sum(one.is_shared for one in suppliers)
    if not members:
        return []
    whole = str(spending.amount(spending.rows))
    return [
        Figure("Spent in the months that are shared", whole, here("spend-months")),
        Figure("Members who share", str(members), here("spend-members")),
        Figure("Suppliers", str(len(suppliers)), here("suppliers")),
        Figure("Suppliers of two or more", str(met), here("suppliers")),
    ]


@guard(policies, "spend_members", scope="cluster")
@require_safe
def spend_members(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """How much each member spends, as far as it shows that."""
    cluster, seen = seen_in(request, cluster_id)
    rows = read.by_member(read.Spending.of(seen))
    listing = members_table().listing(request, rows, file_name=f"{cluster.name} by member")
    context = {
        "listing": listing,
        "picture": bars("By member", rows[:MOST_BARS]),
        "sharing": sharing_of(seen),
        "notes": [*notes_on(seen), *vat_notes(seen)],
        **around_spend(cluster, ("By member", "")),
    }
    return listing.export() or render(request, "purchasing/spend_members.html", context)


@guard(policies, "spend_months", scope="cluster")
@require_safe
def spend_months(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """What was spent month by month."""
    cluster, seen = seen_in(request, cluster_id)
    rows = read.by_month(seen)
    listing = months_table().listing(request, rows, file_name=f"{cluster.name} by month")
    context = {
        "listing": listing,
        "picture": bars("Month by month", rows[-24:], name="month"),
        "notes": notes_on(seen),
        **around_spend(cluster, ("By month", "")),
    }
    return listing.export() or render(request, "purchasing/spend_months.html", context)


@guard(policies, "spend_category", scope="cluster")
@require_safe
def spend_category(request: SpinneyRequest, cluster_id: int, category: str) -> HttpResponseBase:
    """One kind of thing: which members buy it, and from whom."""
    cluster, seen = seen_in(request, cluster_id)
    kind = read.kind_of_thing(category)
    spending = read.Spending.of(seen).only(lambda row: row.category == category)
    title = kind.title
    members, suppliers = read.by_member(spending), read.by_supplier(spending)
    of_members = parts_table("by-member", "By member", "Member").listing(
        request, members, file_name=f"{cluster.name} {title} by member", prefix="m-"
    )
    of_suppliers = suppliers_table(cluster_id).listing(
        request, suppliers, file_name=f"{cluster.name} {title} by supplier", prefix="s-"
    )
    context = {
        "category": kind,
        "outcome": _outcome(spending, suppliers) if spending.rows else "Nobody here buys this.",
        "picture": bars("By member", members[:MOST_BARS]),
        "of_members": of_members,
        "of_suppliers": of_suppliers,
        "notes": [*notes_on(seen), *vat_notes(seen)],
        **around_spend(cluster, (title, "")),
    }
    file = of_members.export() or of_suppliers.export()
    return file or render(request, "purchasing/spend_category.html", context)
