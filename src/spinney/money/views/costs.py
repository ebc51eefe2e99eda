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
from spinney.money.bridge.cost_lacking import Teller, asked_of
from spinney.money.bridge.cost_rules import way_words
from spinney.money.bridge.costs import names_of
from spinney.money.forms.costs import TryRuleForm
from spinney.money.models import CostShare, SharedCost
from spinney.money.policies.costs import UNTIL_TRUED_UP
from spinney.money.queries import costs as read
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
    days_of,
    figures_shown,
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
    in_ledger = read.actual_so_far(cost) if cost.actual_pence is None else read.SoFar()
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
        "figures": figures_shown(seen, is_keeper=is_keeper),
        "waits_for": cost.first_day if is_keeper and _is_early(cost) else None,
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
    asked = asked_of(cost, seen.everybody, seen.agreed.needs)
    first = {
        CostState.DRAFT: "share_budget" if can_share else "ask_for_figures",
        CostState.AGREED: "true_up_cost",
    }.get(CostState(cost.state), "")
    hidden = set() if can_share else {"share_budget"}
    hidden |= set() if asked else {"ask_for_figures"}
    hidden |= {"true_up_cost"} if _is_early(cost) else set()
    return [
        (words, cost_url(cost, verb), verb == first)
        for verb, words, states in STEPS
        if cost.state in states and verb not in hidden
    ]


def _is_early(cost: SharedCost) -> bool:
    """Whether it is shared as budgeted, and its days have not begun."""
    return cost.state == CostState.AGREED and localdate() < cost.first_day


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
        "is_questioned": _is_questioned(cost, row.share),
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
    """A cost by every rule for which enough is known, and how fair the agreed one is; beside them
    a rule that one tries out (in the address: nothing of it is kept).
    """
    cost = read.get_cost(request.actor, cluster_id, pk)
    seen = read.seen(request.actor, cost)
    actual = cost.actual_pence is not None
    few = 0 < len(seen.everybody) <= MOST_COMPARED
    form = TryRuleForm(request.GET if "try" in request.GET else None)
    tried = form.way(seen.agreed.rule.bands) if form.is_valid() else None
    found = (
        fairness(cost, seen.everybody, seen.agreed, actual=actual, tried=tried) if few else None
    )  # fmt: skip
    is_keeper = keeps(request.actor, cost.cluster, localdate())
    names = names_of(seen.everybody) if seen.sees_all else None
    tell = Teller(cost, seen.agreed, names, does=is_keeper)
    context = around_cost(cost, ("Rules side by side", "")) | {
        "seen": seen, "found": found, "rule": rule_sentence(seen), "few": few,
        "pence": cost.actual_pence if actual else cost.budget_pence, "actual": actual,
        "heads": [rule_name(one.name, seen.agreed) for one in found.rules] if found else [],
        "table": _compared(seen, found) if found else [],
        "absent": tell.of_rules(found) if found else [],
        "lacking": tell.of_fairness(found) if found else [], "is_keeper": is_keeper,
        "objections": found.objections if found and seen.sees_all else [],
        "form": form, "tried": way_words(tried) if tried else "",
        "here": request.path,
        **(_to_say(seen) if is_keeper else {}),
    }  # fmt: skip
    return render(request, "money/compare_rules.html", context)


def _to_say(seen: read.SeenCost) -> dict[str, str]:
    """Where those who keep the money can have said what is lacking."""
    cost = seen.cost
    asked = asked_of(cost, seen.everybody, seen.agreed.needs)
    return {
        "ask_url": cost_url(cost, "ask_for_figures")
        if asked and cost.state in UNTIL_TRUED_UP else "",
        "edit_url": cost_url(cost, "edit_shared_cost") if cost.state == CostState.DRAFT else "",
    }  # fmt: skip


def _compared(seen: read.SeenCost, found: Fairness) -> list[dict[str, Any]]:
    """A row for each member that may be seen: by each rule, what it adds, and alone."""
    rows = []
    for row in seen.shares:
        key = str(row.share.organisation_id)
        rows.append(
            {
                "name": row.share.organisation.name,
                "days": days_of(seen.cost, row.share),
                "cells": [
                    {
                        "head": rule_name(one.name, seen.agreed),
                        "pence": one.sharing.by_member()[key],
                        "dearer": key in one.dearer,
                    }
                    for one in found.rules
                ],
                "fair": found.fair.get(key),
                "alone": found.alone.get(key),
            }
        )
    return rows
