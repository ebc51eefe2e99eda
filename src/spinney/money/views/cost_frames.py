"""What the pages of shared costs show around their own, and their tables."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.urls import reverse

from spinney.base.web.components.parts import Link, Status, SummaryRow, Tone
from spinney.base.web.components.words import day, money, span
from spinney.base.web.tables import Column, Empty, Table
from spinney.money.bridge.cost_rules import limits_words, plain, rule_words
from spinney.money.bridge.costs import Open, names_of, shared, source_of, whole
from spinney.money.models import CostShare, SharedCost
from spinney.money.policies.costs import UNTIL_TRUED_UP
from spinney.money.queries.costs import SeenCost, SeenShare, SoFar, answer_field
from spinney.money.queries.trails import trail
from spinney.money.states import CostState, SignOff
from spinney.money.views.around import around_cluster

TITLE = "Shared costs"
TONES = {
    CostState.DRAFT: Tone.WAITS, CostState.AGREED: Tone.GO, CostState.TRUED_UP: Tone.GO,
    CostState.SETTLED: Tone.GO, CostState.ENDED: Tone.QUIET,
}  # fmt: skip
ANSWER_TONES = {
    SignOff.OPEN: Tone.WAITS, SignOff.AGREED: Tone.GO, SignOff.QUESTIONED: Tone.LATE,
}  # fmt: skip


def cost_url(cost: SharedCost, verb: str = "shared_cost") -> str:
    """The address of a page of a cost."""
    return reverse(f"money:{verb.replace('_', '-')}", args=[cost.cluster_id, cost.pk])


def share_url(share: CostShare, verb: str = "cost_statement") -> str:
    """The address of a page of a share."""
    name = f"money:{verb.replace('_', '-')}"
    return reverse(name, args=[share.cost.cluster_id, share.cost_id, share.pk])


def around_cost(cost: SharedCost, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of one cost; `more` are the crumbs that follow its own."""
    url = reverse("money:shared-costs", args=[cost.cluster_id])
    here = (cost.title, cost_url(cost) if more else "")
    found = around_cluster(cost.cluster, (TITLE, url), here, *more)
    return found | {"cost": cost, "back_url": cost_url(cost)}


def status_of(cost: SharedCost) -> Status:
    """Where a cost stands."""
    return Status(str(cost.get_state_display()), TONES[CostState(cost.state)])


def answer_of(cost: SharedCost, share: CostShare) -> Status | None:
    """What a member says of its share as it stands; None where nothing is asked."""
    asked = answer_field(cost)
    if not asked:
        return None
    said = SignOff(getattr(share, asked))
    return Status(str(said.label), ANSWER_TONES[said])


def costs_table(add_url: str) -> Table:
    """The shared costs of a cluster."""
    link = Link("Share a cost", add_url) if add_url else None
    return Table(
        name="costs", caption="Shared costs", noun="cost", default_order="-first",
        row_id=lambda row: str(row.cost.pk),
        columns=[
            Column(
                "title", "Cost", value=lambda row: row.cost.title, order_by="title",
                link=lambda row: cost_url(row.cost),
            ),
            Column(
                "state", "State", kind="status", value=lambda row: status_of(row.cost),
            ),
            Column("first", "From", kind="date", value=lambda row: row.cost.first_day,
                   order_by="first"),
            Column("last", "To", kind="date", value=lambda row: row.cost.last_day,
                   order_by="last"),
            Column("budget", "Budget", kind="money", value=lambda row: row.cost.budget_pence,
                   order_by="budget"),
            Column("actual", "It cost", kind="money", value=lambda row: row.cost.actual_pence,
                   order_by="actual"),
            Column("own", "Your share", kind="money", value=lambda row: row.own_pence),
            Column("answers", "Have not agreed yet", kind="number",
                   value=lambda row: row.to_answer),
        ],
        search=["title"],
        empty=Empty(
            "No shared costs yet",
            "A worker, a contract, a building that you pay for together: say what it costs, and"
            " everybody’s part follows from the rule that you agreed.",
            link,
        ),
    )  # fmt: skip


def rule_sentence(seen: SeenCost) -> str:
    """The rule a cost is shared by, and where it comes from."""
    agreed = seen.agreed
    source = seen.cost.rule_from or agreed.source
    said = f"It is shared {rule_words(agreed.rule)}. {limits_words(agreed.limits)}".strip()
    if source:
        return f"{said} That is what “{source}” says."
    return f"{said} Nothing is agreed on sharing costs, so it is shared equally."


def cost_rows(seen: SeenCost, in_ledger: SoFar) -> list[SummaryRow]:
    """What is known of a cost."""
    cost = seen.cost
    rows = [
        SummaryRow("Days", span(cost.first_day, cost.last_day)),
        SummaryRow("Budget", money(cost.budget_pence)),
    ]
    if cost.kind:
        rows.append(SummaryRow("Kind of cost", cost.kind))
    if cost.unit:
        rows.append(SummaryRow("Use is counted in", cost.unit))
    if cost.made_of:
        rows.append(SummaryRow("It is made of", "\n".join(_made_of(cost))))
    if cost.actual_pence is not None:
        how = "typed" if cost.actual_typed else "from the ledger"
        rows.append(SummaryRow("It cost", f"{money(cost.actual_pence)} ({how})"))
    elif cost.budget_line is not None:
        rows.append(
            SummaryRow(
                "In the ledger so far", money(in_ledger.pence), note=cost.budget_line.title,
                change_url=trail(
                    cost.cluster_id, budget_line_id=in_ledger.rows or cost.budget_line_id,
                    first=cost.first_day, last=cost.last_day,
                ),
                change_label="Entries",
            )
        )  # fmt: skip
    payer = cost.paid_by.name if cost.paid_by else "The group, from its own money"
    rows.append(SummaryRow("Who pays the bill", payer))
    if cost.agreed_on:
        rows.append(SummaryRow("Shared as budgeted on", day(cost.agreed_on)))
    if cost.trued_up_on:
        rows.append(SummaryRow("Shared as it cost on", day(cost.trued_up_on)))
    return rows


def _made_of(cost: SharedCost) -> list[str]:
    """What a cost is made of, a line a part."""
    made = cost.made_of
    unit = cost.unit or "units"
    said = {
        "once": "{} that anybody would pay, even alone",
        "unit": "{} for each unit of use" + (f" ({unit})" if cost.unit else ""),
        "site": "{} for each member by itself",
        "step": f"{{}} for a whole step of {made.get('each')} {unit}",
    }
    return [words.format(money(made[key])) for key, words in said.items() if made.get(key)]


FIGURES = (
    ("income_pence", "Yearly income"), ("staff", "Staff"), ("units", "Will use"),
    ("actual_units", "Really used"), ("parts", "Fixed parts"), ("alone_pence", "Alone"),
)  # fmt: skip


def figures_shown(seen: SeenCost, *, is_keeper: bool) -> dict[str, Any]:
    """What is known of members, as a table (`heads`, `rows`) with a column for each figure that
    somebody has: all members for whoever keeps the money, and one's own.
    """
    shares = [row.share for row in seen.shares if is_keeper or row.is_own]
    known = [
        (name, label) for name, label in FIGURES
        if any(getattr(one, name) is not None for one in shares)
    ]  # fmt: skip
    rows = [
        {
            "name": one.organisation.name,
            "cells": [(label, _figure(name, getattr(one, name))) for name, label in known],
        }
        for one in shares
    ]
    return {"heads": [label for _, label in known], "rows": rows if known else []}


def _figure(name: str, value: Any) -> str:
    if value is None:
        return "not known"
    return money(value) if name.endswith("_pence") else plain(Decimal(value))


def parts_shown(seen: SeenCost, pence: int) -> list[dict[str, Any]]:
    """What each member would bear of what it really cost, beside its part of the budget. Raises
    WrongState, with what is missing, where it cannot be shared.
    """
    found = shared(seen.cost, seen.everybody, seen.agreed, pence, actual=True)
    pays = whole(found, names_of(seen.everybody)).by_member()
    rows = [(one, pays[str(one.organisation_id)]) for one in seen.everybody]
    return [
        {
            "name": one.organisation.name,
            "days": days_of(seen.cost, one),
            "budget": one.budget_pence,
            "part": part,
            "more": open_words(Open(due=part - (one.budget_pence or 0))),
        }
        for one, part in rows
    ]


def shares_shown(seen: SeenCost) -> list[dict[str, Any]]:
    """The rows of the table of shares that who asks sees."""
    return [
        {
            "one": row,
            "share": row.share,
            "name": row.share.organisation.name,
            "budget": seen.pence(row.share),
            "days": days_of(seen.cost, row.share),
            "open": open_words(row.open),
            "answer": answer_of(seen.cost, row.share),
            "url": share_url(row.share),
            "leaves": _leaves(row),
            "can_change_days": seen.cost.state in UNTIL_TRUED_UP,
            "pay_url": share_url(row.share, "pay_share") if row.open.net else "",
        }
        for row in seen.shares
    ]


def days_of(cost: SharedCost, share: CostShare) -> str:
    """A member's days, where they are not all of the cost's."""
    if (share.from_day, share.to_day) == (cost.first_day, cost.last_day):
        return ""
    return span(share.from_day, share.to_day)


def _leaves(row: SeenShare) -> str:
    """What to do about a member that leaves the cluster before its days in the cost end."""
    if not row.leaves_early or row.membership_ends is None:
        return ""
    opened = f" Still open: it {open_words(row.open)}." if row.open.net else ""
    return (
        f"It leaves the cluster on {day(row.membership_ends)}, and its share still goes to"
        f" {day(row.share.to_day)}.{opened}"
    )


def open_words(found: Open) -> str:
    """What is open with a member: "pays £50", "gets £20 back"."""
    net = found.net
    if net > 0:
        return f"pays {money(net)}"
    return f"gets {money(-net)} back" if net < 0 else "nothing"


def statement_rows(seen: SeenCost, row: SeenShare, *, trails: bool = False) -> list[SummaryRow]:
    """The statement of one member: its part as budgeted and as it came, what it paid, what is
    open. What was paid leads to its entries for those who keep the ledger (`trails`).
    """
    cost, share = seen.cost, row.share
    source = {"organisation_id": share.organisation_id, "source": source_of(cost)}
    url = trail(cost.cluster_id, **source) if trails else ""
    rows = [
        SummaryRow("Cost", cost.title), SummaryRow("Days", span(share.from_day, share.to_day)),
    ]  # fmt: skip
    planned = seen.pence(share)
    if planned is not None:
        rows.append(SummaryRow("Part of the budget", money(planned)))
    if share.actual_pence is not None:
        rows.append(SummaryRow("Part of what it cost", money(share.actual_pence)))
    if row.open.owed:
        rows.append(SummaryRow("Paid the bill, and is owed", money(row.open.owed)))
    if share.budget_entry_id:
        paid = row.paid
        rows.append(SummaryRow("Paid so far", money(paid), change_url=url, change_label="Entries"))
        rows.append(SummaryRow("Still open", open_words(row.open)))
    return rows
