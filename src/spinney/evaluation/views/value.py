"""What clusters cost, and what they saved, beside one another and never added together."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from spinney.base.web.charts.bars import Bar, BarChart
from spinney.base.web.components.words import counted, money, short_money
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.tables import Column, Empty, Table
from spinney.clusters import api as clusters
from spinney.evaluation import policies
from spinney.evaluation.queries import value as read
from spinney.evaluation.views.around import around_cluster, around_programme
from spinney.purchasing import api as purchasing

TITLE = "Cost and value"

COSTS = Table(
    name="costs", caption="Every cluster, with what its cost is made of", noun="cluster",
    default_order="name",
    columns=[
        Column(
            "name", "Cluster", order_by="name",
            link=lambda c: reverse("evaluation:value", args=[c.cluster_id]),
            note=lambda c: counted(c.organisations, "organisation"),
        ),
        Column("organisations", "Organisations", kind="number", only="file"),
        Column(
            "money_pence", "Money", kind="money", order_by="money_pence",
            link=lambda c: c.money_url, note=lambda c: c.money_is,
        ),
        Column(
            "days_pence", "Days of help", kind="money", order_by="days_pence",
            link=lambda c: c.days_url, note=lambda c: days_of(c),
        ),
        Column("total_pence", "Together", kind="money", order_by="total_pence"),
        Column(
            "per_organisation_pence", "For each organisation", kind="money",
            order_by="per_organisation_pence",
        ),
        Column("released_pence", "Released so far", kind="money", order_by="released_pence"),
        Column("spent_pence", "Spent so far", kind="money", order_by="spent_pence"),
    ],
    empty=Empty("No clusters yet", "What clusters cost is shown here when they begin."),
    row_id=lambda c: c.cluster_id,
)  # fmt: skip


def days_of(cost: read.Cost) -> str:
    """Days of help in words."""
    told = f"{counted_days(cost.facilitation)} of facilitation"
    return f"{told}, {counted_days(cost.review)} of review" if cost.review else told


def counted_days(days: object) -> str:
    """Days without needless noughts."""
    said = f"{days:f}".rstrip("0").rstrip(".") if "." in f"{days:f}" else f"{days:f}"
    return f"{said or '0'} {'day' if said == '1' else 'days'}"


def amount_of(amount: purchasing.Amount) -> str:
    """An amount, or between what and what it is."""
    if amount.is_exact:
        return str(money(amount.least_pence))
    if amount.most_pence is None:
        return f"at least {money(amount.least_pence)}"
    return f"{money(amount.least_pence)} to {money(amount.most_pence)}"


@guard(policies, "value", scope="cluster")
@require_safe
def value(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """One cluster: what it cost and where that is written; what it saved, each kind by itself."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    programme = cluster.programme
    found = read.costs_of(programme, only=cluster.pk) if programme else None
    context = {
        "cost": found.each[0] if found and found.each else None,
        "days": days_of(found.each[0]) if found and found.each else "",
        "comparators": found.comparators if found else (),
        "saved": _saved_rows(read.saved_of(cluster, request.actor, localdate())),
        "savings_url": reverse("purchasing:savings", args=[cluster.pk]),
        **around_cluster(cluster, (TITLE, "")),
    }
    return render(request, "evaluation/value.html", context)


def _saved_rows(rows: list[read.SavedRow]) -> list[tuple[read.SavedRow, str, str]]:
    return [(one, amount_of(one.confirmed), amount_of(one.realised)) for one in rows]


@guard(policies, "programme_value", scope="programme")
@require_safe
def programme_value(request: SpinneyRequest, programme_id: int) -> HttpResponseBase:
    """A programme's clusters side by side, and what they are compared with."""
    programme = clusters.get_programme(request.actor, programme_id)
    found = read.costs_of(programme)
    listing = COSTS.listing(request, list(found.each), file_name=f"value-{programme.name}")
    context = {
        "listing": listing,
        "costs": found,
        "picture": _picture(found),
        "outcome": _outcome(found),
        "saved": _saved_rows(read.saved_of(programme, request.actor, localdate())),
        "savings_url": reverse("purchasing:programme-savings", args=[programme.pk]),
        **around_programme(programme, (TITLE, "")),
    }
    return listing.export() or render(request, "evaluation/programme_value.html", context)


def _outcome(found: read.Costs) -> str:
    if found.per_organisation_pence is None:
        return ""
    told = f"{money(found.per_organisation_pence)} for each organisation"
    for name, pence, _ in found.comparators:
        told += f", compared with {money(pence)} for {name}"
    return f"{told}."


def _picture(found: read.Costs) -> BarChart | None:
    """What each organisation cost here, beside what it costs elsewhere."""
    if found.per_organisation_pence is None or not found.comparators:
        return None
    bars = [Bar("Here", found.per_organisation_pence)]
    bars += [Bar(name, pence) for name, pence, _ in found.comparators]
    return BarChart(
        "Cost for each organisation", bars, show=lambda pence: str(short_money(int(pence))),
        value_name="For each organisation",
    )  # fmt: skip
