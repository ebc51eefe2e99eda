"""Contracts that end, by when notice must be given, and where members could buy together."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from spinney.purchasing.engine.comparing.columns import CONTRACTS, checked

if TYPE_CHECKING:
    from ibis.expr.types import Table

PREPARING_DAYS = 120
"""How long before notice is due buying together can begin: a window is these days up to it."""


def ending_contracts(contracts: Table, today: date) -> Table:
    """The contracts that have not ended by `today`, the next notice day first: the columns of
    CONTRACTS, notice_day (the last day on which notice can be given) and notice ("open", "passed").
    """
    import ibis

    contracts = checked(contracts, CONTRACTS)
    now = ibis.literal(today)
    running = contracts.filter(contracts.end_day >= now)
    dated = running.mutate(notice_day=_notice_day(running))
    return dated.mutate(notice=ibis.ifelse(dated.notice_day < now, "passed", "open")).order_by(
        "notice_day", "member", "title"
    )


def ending_together(contracts: Table, today: date, *, preparing: int = PREPARING_DAYS) -> Table:
    """Windows for buying together: contracts of one category, of at least two members, whose
    windows before notice (`preparing` days) overlap.

    category, decide_by (the first notice day: by then it must be known whether to go), last_notice,
    first_end, last_end, members, contracts, yearly_pence (of those that tell it). Each is as wide
    as it can be; a contract in the middle may stand in two.
    """
    import ibis

    ending = ending_contracts(contracts, today)
    ending = ending.filter(ending.notice == "open")
    anchors = ending.select("category", anchor="notice_day").distinct()
    within = anchors.join(ending, "category").filter(
        lambda t: (
            (t.notice_day >= t.anchor) & (t.notice_day <= t.anchor + ibis.interval(days=preparing))
        )
    )
    groups = within.group_by(["category", "anchor"]).agg(
        last_notice=within.notice_day.max(),
        first_end=within.end_day.min(),
        last_end=within.end_day.max(),
        members=within.member.nunique(),
        contracts=within.count(),
        yearly_pence=within.yearly_pence.sum().coalesce(0),
    )
    before = groups.last_notice.lag().over(ibis.window(group_by="category", order_by="anchor"))
    groups = groups.mutate(before=before)
    widest = groups.filter(groups.before.isnull() | (groups.last_notice > groups.before))
    return (
        widest.filter(widest.members >= 2)
        .select(
            "category", "last_notice", "first_end", "last_end", "members", "contracts",
            "yearly_pence", decide_by="anchor",
        )
        .order_by("decide_by", "category")
    )  # fmt: skip


def _notice_day(contracts: Table) -> object:
    """Days are taken off one by one day counted, which both engines do alike."""
    return contracts.end_day - contracts.notice_days.coalesce(0).as_interval("D")
