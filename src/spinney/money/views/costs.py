"""Shared costs: all of a cluster's, one of them, a member's statement, and rules side by side."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from spinney.base.kernel.errors import NotFound
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.bridge.cost_fairness import Fairness, fairness, rule_name
from spinney.money.models import CostShare, SharedCost
from spinney.money.queries import costs as read
from spinney.money.queries.held_costs import lacking_figures
from spinney.money.queries.keeping import keeps
from spinney.money.states import CostState, SignOff
from spinney.money.views.around import around_cluster
from spinney.money.views.cost_frames import (
    TITLE,
    answer_of,
    around_cost,
    cost_rows,
    cost_url,
    costs_table,
    rule_sentence,
    share_url,
    shares_shown,
    statement_rows,
    status_of,
)

MOST_COMPARED = 100
"""Members of whom rules are set side by side on a page."""


@guard(policies, "shared_costs", scope="cluster")
@require_safe
def shared_costs(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """The costs that a cluster shares, each with one's own part."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    rows = read.costs_of(request.actor, cluster_id)
    is_keeper = keeps(request.actor, cluster, localdate())
    add = reverse("money:add-shared-cost", args=[cluster_id]) if is_keeper else ""
    listing = costs_table(add).listing(request, rows, file_name=f"{cluster.name} shared costs")
    context = {"listing": listing, "add_url": add, **around_cluster(cluster, (TITLE, ""))}
    return listing.export() or render(request, "money/shared_costs.html", context)


@guard(policies, "shared_cost", scope="cluster")
@require_safe
def shared_cost(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """One shared cost: the rule, everybody's part as far as it may be seen, and the next step."""
    cost = read.get_cost(request.actor, cluster_id, pk)
    seen = read.seen(request.actor, cost)
    is_keeper = keeps(request.actor, cost.cluster, localdate())
    in_ledger = read.actual_so_far(cost) if cost.actual_pence is None else 0
    context = around_cost(cost) | {
        "seen": seen, "status": status_of(cost), "rows": cost_rows(seen, in_ledger),
        "rule": rule_sentence(seen), "shares": shares_shown(seen), "is_keeper": is_keeper,
        "why_not": seen.why_not if is_keeper else [],
        "questions": [
            one for one in seen.shares
            if is_keeper and one.share.question and _is_questioned(cost, one.share)
        ],
        "own": [row for row in seen.shares if row.is_own],
        "deeds": _deeds(seen) if is_keeper else [],
        "own_deeds": _own_deeds(seen), "compare_url": cost_url(cost, "compare_rules"),
        "vat_url": cost_url(cost, "vat_evidence"),
        "is_draft": cost.state == CostState.DRAFT,
        "has_actual": cost.actual_pence is not None,
    }  # fmt: skip
    return render(request, "money/shared_cost.html", context)


def _is_questioned(cost: SharedCost, share: CostShare) -> bool:
    asked = read.answer_field(cost)
    return bool(asked) and getattr(share, asked) == SignOff.QUESTIONED


STEPS = (
    ("ask_for_figures", "Ask members for their figures", (CostState.DRAFT, CostState.AGREED)),
    ("share_budget", "Share the budget", (CostState.DRAFT,)),
    ("true_up_cost", "Share what it really cost", (CostState.AGREED,)),
    ("edit_shared_cost", "Change what is shared", (CostState.DRAFT,)),
    ("end_shared_cost", "Do not share it any more", (CostState.DRAFT, CostState.AGREED)),
    ("reopen_shared_cost", "Take the last step back", (CostState.AGREED, CostState.TRUED_UP)),
    ("reopen_shared_cost", "Bring it back", (CostState.ENDED,)),
)
"""What those who keep the money may do next: verb, words, in which states."""


def _deeds(seen: read.SeenCost) -> list[tuple[str, str, bool]]:
    """Words, address, and whether it is the next step."""
    cost, can_share = seen.cost, not seen.why_not
    lacking = bool(lacking_figures(cost, localdate()))
    first = {
        CostState.DRAFT: "share_budget" if can_share else "ask_for_figures",
        CostState.AGREED: "true_up_cost",
    }.get(CostState(cost.state), "")
    hidden = set() if can_share else {"share_budget"}
    hidden |= set() if lacking else {"ask_for_figures"}
    return [
        (words, cost_url(cost, verb), verb == first)
        for verb, words, states in STEPS
        if cost.state in states and verb not in hidden
    ]


def _own_deeds(seen: read.SeenCost) -> list[tuple[str, str]]:
    """What a member may do for itself: give figures, answer."""
    cost = seen.cost
    found = []
    asked = read.answer_field(cost)
    for row in seen.shares:
        if not row.is_own:
            continue
        name = row.share.organisation.name
        if asked and getattr(row.share, asked) != SignOff.AGREED:
            url = share_url(row.share, "answer_share")
            found.append((f"Say whether the share of {name} is right", url))
        if cost.state in (CostState.DRAFT, CostState.AGREED):
            found.append((f"Give figures of {name}", share_url(row.share, "give_figures")))
    return found


def get_share(
    request: SpinneyRequest, cluster_id: int, pk: int, share_id: int
) -> tuple[read.SeenCost, read.SeenShare]:  # fmt: skip
    """A cost and one share of it. Raises NotFound to whoever may not see it."""
    cost = read.get_cost(request.actor, cluster_id, pk)
    seen = read.seen(request.actor, cost)
    row = next((one for one in seen.shares if one.share.pk == share_id), None)
    if row is None:
        raise NotFound("There is no such share, or it is not shown to you.")
    row.share.cost = cost
    return seen, row


@guard(policies, "cost_statement", scope="cluster")
@require_safe
def cost_statement(
    request: SpinneyRequest, cluster_id: int, pk: int, share_id: int
) -> HttpResponse:
    """One member's statement: its part, how it was reckoned, what it paid, what is open."""
    seen, row = get_share(request, cluster_id, pk, share_id)
    cost = seen.cost
    is_keeper = keeps(request.actor, cost.cluster, localdate())
    name = row.share.organisation.name
    context = around_cost(cost, (name, "")) | {
        "name": name, "row": row, "share": row.share,
        "rows": statement_rows(seen, row, trails=is_keeper),
        "rule": rule_sentence(seen), "answer": answer_of(cost, row.share),
        "open": row.open.net, "is_keeper": is_keeper,
        "pay_url": share_url(row.share, "pay_share") if is_keeper and row.open.net else "",
        "edit_url": share_url(row.share, "edit_cost_member")
        if is_keeper and cost.state in (CostState.DRAFT, CostState.AGREED) else "",
        "again_url": share_url(row.share, "ask_again")
        if is_keeper and read.answer_field(cost) and _waits(cost, row.share) else "",
        "answer_url": share_url(row.share, "answer_share")
        if row.is_own and read.answer_field(cost) and _waits(cost, row.share) else "",
        "figures_url": share_url(row.share, "give_figures")
        if row.is_own and cost.state in (CostState.DRAFT, CostState.AGREED) else "",
    }  # fmt: skip
    return render(request, "money/cost_statement.html", context)


def _waits(cost: SharedCost, share: CostShare) -> bool:
    return bool(getattr(share, read.answer_field(cost)) != SignOff.AGREED)


@guard(policies, "compare_rules", scope="cluster")
@require_safe
def compare_rules(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """A cost by every rule for which enough is known, and how fair the agreed one is."""
    cost = read.get_cost(request.actor, cluster_id, pk)
    seen = read.seen(request.actor, cost)
    actual = cost.actual_pence is not None
    few = 0 < len(seen.everybody) <= MOST_COMPARED
    found = fairness(cost, seen.everybody, seen.agreed, actual=actual) if few else None
    context = around_cost(cost, ("Rules side by side", "")) | {
        "seen": seen, "found": found, "rule": rule_sentence(seen), "few": few,
        "pence": cost.actual_pence if actual else cost.budget_pence, "actual": actual,
        "heads": [rule_name(one.name, seen.agreed) for one in found.rules] if found else [],
        "table": _compared(seen, found) if found else [],
        "is_keeper": keeps(request.actor, cost.cluster, localdate()),
        "objections": found.objections if found and seen.sees_all else [],
    }  # fmt: skip
    return render(request, "money/compare_rules.html", context)


def _compared(seen: read.SeenCost, found: Fairness) -> list[dict[str, Any]]:
    """A row for each member that may be seen: by each rule, what it adds, and alone."""
    rows = []
    for row in seen.shares:
        key = str(row.share.organisation_id)
        rows.append(
            {
                "name": row.share.organisation.name,
                "cells": [
                    {"pence": one.sharing.by_member()[key], "dearer": key in one.dearer}
                    for one in found.rules
                ],
                "fair": found.fair.get(key),
                "alone": found.alone.get(key),
            }
        )
    return rows
