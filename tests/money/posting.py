"""Entries for tests, through the one way in which money moves."""

from __future__ import annotations

from typing import Any

from spinney.clusters.models import Cluster
from spinney.money.actions.posting import post_entry
from spinney.money.bridge.posting import PostingLine
from spinney.money.models import Entry, Fund
from tests.money.making import DAY, NOON
from tests.personas import Wood


def posted(wood: Wood, lines: list[PostingLine], **changes: Any) -> Entry:
    """An entry of these lines, written by Ash."""
    fields: dict[str, Any] = {
        "cluster": wood.cluster, "day": DAY, "words": "Hall hire", "by": wood.ash, "now": NOON,
    }  # fmt: skip
    return post_entry(lines=lines, **fields | changes)


def paid(wood: Wood, pence: int = 4_550, fund: Fund | None = None, **changes: Any) -> Entry:
    """Money that went out of the bank for an activity."""
    return posted(wood, [PostingLine("activity_cost", pence, fund), PostingLine("bank", -pence)],
                  **changes)  # fmt: skip


def came_in(wood: Wood, pence: int = 150_000, fund: Fund | None = None, **changes: Any) -> Entry:
    """A grant that came into the bank."""
    fields = {"words": "The Meadow Trust"} | changes
    return posted(wood, [PostingLine("bank", pence, fund), PostingLine("grant_income", -pence)],
                  **fields)  # fmt: skip


def check_kept(cluster: Cluster) -> None:
    """What is kept of every account is what its lines add up to, and all add up to nought."""
    from django.db.models import Sum

    from spinney.money.models import Balance, Posting

    keys = ("account", "fund", "activity", "budget_line", "organisation")
    rows = Posting.objects.filter(entry__cluster=cluster).order_by()
    summed = {row[:-1]: row[-1] for row in rows.values_list(*keys).annotate(sum=Sum("pence"))}
    kept = Balance.objects.filter(account__cluster=cluster).values_list(*keys, "pence")
    assert {row[:-1]: row[-1] for row in kept} == summed
    assert sum(summed.values()) == 0
