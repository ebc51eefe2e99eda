"""The first page of a cluster's money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.policy import may
from spinney.base.web.components.parts import Figure
from spinney.base.web.components.words import money as pounds
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.queries.landing import MoneyNow, money_now
from spinney.money.queries.trails import trail
from spinney.money.views.around import FIRST, around_cluster


@dataclass(frozen=True)
class Way:
    """A page of the room and what is there."""

    words: str
    url: str
    line: str


WAYS = (
    ("entries", "What came in and went out", "Every entry, with the fund that it is of."),
    ("budgets", "Budget", "What the plan costs, whose money it is, and what was spent on it."),
    ("underspend", "What will be left over", "What each line will come to, and where it can go."),
    ("grants", "Grants", "What you applied for and were given, and when each part is paid."),
    ("claims", "Claims", "What members paid for the cluster and want back."),
    ("shared_costs", "Shared costs", "What you pay for together, and who bears which part."),
    ("ring_fences", "Ring-fences", "Money that is kept for one purpose, and payments out of it."),
    ("micro_grants", "Micro-grants", "Small sums for members and for groups on no register."),
    ("contributions", "Time and things given", "What members give without pay."),
    ("bank_files", "Bank statements", "Set what the bank says beside what is written here."),
    ("account_balances", "Balances", "Each account, and whether all of it adds up."),
    ("export_entries", "Files for accounting packages", "For Xero, QuickBooks and Sage."),
)
"""The pages of these nouns; those of others are doorways as well (listeners.py)."""


@guard(policies, "money", scope="cluster")
@require_safe
def money(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """What there is by fund, what waits, and the ways to everything else."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    found = money_now(request.actor, cluster, localdate())
    context = {
        "now": found, "figures": figures_of(found, cluster_id),
        "ways": list(ways(request.actor, cluster_id)), **around_cluster(cluster, (FIRST, "")),
    }  # fmt: skip
    return render(request, "money/money.html", context)


def ways(by: Actor, cluster_id: int) -> Iterator[Way]:
    """The pages of this room that somebody may open."""
    scope = cluster_scope(cluster_id)
    for verb, words, line in WAYS:
        if verb in policies.MAY and may(policies.MAY, verb, by=by, scope=scope):
            try:
                url = reverse(f"money:{verb.replace('_', '-')}", args=[cluster_id])
            except NoReverseMatch:
                continue
            yield Way(words, url, line)


def figures_of(found: MoneyNow, cluster_id: int) -> list[Figure]:
    """The first look: what is in the bank, and what is owed either way."""
    owed = (
        ("Grants promised to us", found.grants_due, "grant_due"),
        ("Members owe us", found.members_due, "member_due"),
        ("We owe members", found.members_owed, "member_owed"),
    )
    rows = [("In the bank", found.bank, "bank"), *(one for one in owed if one[1])]
    return [
        Figure(label, pounds(pence), url=trail(cluster_id, account=account))
        for label, pence, account in rows
    ]
