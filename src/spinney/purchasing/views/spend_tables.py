"""The lists of what spending shows: columns once for page and files."""

from __future__ import annotations

from django.urls import reverse

from spinney.base.web.listing.columns import Column
from spinney.base.web.tables import Empty, Table
from spinney.purchasing.queries.spend import Line

NONE_YET = Empty("Nothing is shared yet", "Once members share what they spend, it is shown here.")
AMOUNTS = (
    Column("low", "From", kind="money", value=lambda row: row.amount.low, only="file"),
    Column("high", "To", kind="money", value=lambda row: row.amount.high, only="file"),
)
"""In files an amount is two numbers: from and to; both are the same where it is exact."""
SPENT = Column("amount", "Spent", order_by="amount", only="page")


def categories_table(cluster_id: int) -> Table:
    """What was bought, by kind."""
    return Table(
        name="categories",
        caption="By kind of thing",
        default_order="-amount",
        columns=[
            Column(
                "name", "Kind of thing", order_by="name",
                link=lambda row: reverse("purchasing:spend-category", args=[cluster_id, row.key]),
            ),
            SPENT,
            *AMOUNTS,
            Column("member_count", "Members", kind="number", order_by="member_count"),
            Column("suppliers", "Suppliers", kind="number", order_by="suppliers"),
            Column("lines", "Payments", kind="number", order_by="lines"),
        ],
        empty=NONE_YET,
    )  # fmt: skip


def suppliers_table(cluster_id: int) -> Table:
    """Whom members buy from, for a part of what they buy."""

    def address(row: Line) -> str:
        return reverse("purchasing:supplier", args=[cluster_id, row.pk]) if row.pk else ""

    return Table(
        name="spend-suppliers",
        caption="By supplier",
        default_order="-amount",
        columns=[
            Column("name", "Supplier", order_by="name", link=address),
            SPENT,
            *AMOUNTS,
            Column("members", "Members", kind="list", order_by="member_count"),
            Column("lines", "Payments", kind="number", order_by="lines"),
        ],
        empty=NONE_YET,
    )


def members_table() -> Table:
    """Who spends how much."""
    return Table(
        name="spend-members",
        caption="By member",
        default_order="name",
        columns=[
            Column("name", "Member", order_by="name"),
            SPENT,
            *AMOUNTS,
            Column("suppliers", "Suppliers", kind="number", order_by="suppliers"),
            Column("lines", "Payments", kind="number", order_by="lines"),
        ],
        empty=NONE_YET,
    )


def parts_table(name: str, caption: str, heading: str) -> Table:
    """The parts of one kind of thing: by member, or by supplier."""
    return Table(
        name=name,
        caption=caption,
        default_order="-amount",
        columns=[
            Column("name", heading, order_by="name"),
            SPENT,
            *AMOUNTS,
            Column("lines", "Payments", kind="number", order_by="lines"),
        ],
        empty=NONE_YET,
    )


def months_table() -> Table:
    """What was spent month by month."""
    return Table(
        name="spend-months",
        caption="By month",
        default_order="-month",
        columns=[
            Column("month", "Month", order_by="month"),
            SPENT,
            *AMOUNTS,
            Column("members", "Members", kind="number"),
            Column("lines", "Payments", kind="number", order_by="lines"),
        ],
        empty=NONE_YET,
    )
