"""The lists of suppliers, declared once for page and spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from spinney.base.web.components.parts import Link
from spinney.base.web.components.words import counted, day, listed
from spinney.base.web.tables import Band, BandFilter, ChoiceFilter, Column, Empty, Table
from spinney.purchasing.queries.reviewing import reason_words
from spinney.purchasing.queries.suppliers import SupplierRow
from spinney.purchasing.views.ways import way

MOST_LISTED = 4


BOUGHT_BY = BandFilter(
    "bought",
    "Bought by",
    [
        Band("many", "Two members or more", test=lambda row: row.shared > 1),
        Band("one", "One member", test=lambda row: row.shared == 1),
    ],
)
ONLY = BandFilter(
    "only",
    "Show only",
    [
        Band("doubtful", "With a name to look at", test=lambda row: row.is_doubtful),
        Band("linked", "Found on the register", test=lambda row: row.is_linked),
        Band("branch", "Branches", test=lambda row: bool(row.parent)),
    ],
)


def suppliers_table(cluster_id: int) -> Table:
    """Whom the members of a cluster buy from; those that most buy from first."""

    def page(row: SupplierRow) -> str:
        return reverse("purchasing:supplier", args=[cluster_id, row.pk])

    shares = way("spend-shares", cluster_id)
    return Table(
        name="suppliers",
        caption="Suppliers",
        noun="supplier",
        default_order="-shared",
        columns=[
            Column("name", "Supplier", link=page, order_by="name", note=_under),
            Column(
                "shared", "Members", value=_count, order_by="shared", note=_members, only="page"
            ),
            Column("count", "Members", kind="number", value=lambda row: row.shared, only="file"),
            Column("amount", "Spent", order_by="amount", only="page"),
            Column("low", "From", kind="money", value=lambda row: row.amount.low, only="file"),
            Column("high", "To", kind="money", value=lambda row: row.amount.high, only="file"),
            Column("category_title", "Kind of thing", order_by="category_title"),
            Column("branches", "Branches", kind="number", only="file"),
            Column("doubt", "To look at", value=_doubt, only="page"),
            Column("members", "Which members", kind="list", only="file"),
            Column("spellings", "Written as", kind="list", only="file"),
            Column("number", "Number on a register", only="file"),
            Column("parent", "Branch of", only="file"),
        ],
        filters=[BOUGHT_BY, ONLY, ChoiceFilter("category_title", "Kind of thing")],
        search=["written"],
        search_label="Search suppliers",
        empty=Empty(
            "No suppliers yet",
            "They appear once members share what they spend, within some minutes.",
            Link("See who shares", shares) if shares else None,
        ),
    )


def _under(row: SupplierRow) -> str:
    if row.parent:
        return f"Branch of {row.parent}"
    return f"With {counted(row.branches, 'branch', 'branches')}" if row.branches else ""


def _count(row: SupplierRow) -> str:
    """As text, so that the names below it begin where the number does."""
    return str(row.shared)


def _members(row: SupplierRow) -> str:
    if row.shared > MOST_LISTED:
        more = counted(row.shared - MOST_LISTED, "more", "more")
        return f"{', '.join(row.members[:MOST_LISTED])} and {more}"
    return listed(row.members)


def _doubt(row: SupplierRow) -> str:
    return "A name to look at" if row.is_doubtful else ""


NAMES = Table(
    name="names",
    caption="Names and what supplier each is",
    noun="name",
    default_order="canonical_name",
    columns=[
        Column("source", "source", value=lambda row: row.member, order_by="source"),
        Column("name", "name", value=lambda row: row.written, order_by="name"),
        Column("supplier_id", "supplier_id", value=lambda row: row.supplier_uid),
        Column(
            "canonical_name", "canonical_name", value=lambda row: row.supplier,
            order_by="canonical_name",
        ),
        Column("branch_of", "branch_of", value=lambda row: row.parent),
        Column("number", "number"),
        Column("confidence", "confidence", value=lambda row: f"{row.sure / 100:.2f}"),
        Column("reason", "reason", value=lambda row: row.why),
    ],
)  # fmt: skip
"""The file of names, with the columns that the command `spinney spend match` writes."""


def names_table(members: dict[int, str], *, bare: bool) -> Table:
    """The names of one supplier, by member, each with why it is one of them; `bare` where that may
    tell a name that is not hers to see.
    """
    return Table(
        name="names",
        caption="Its names",
        noun="name",
        default_order="member",
        columns=[
            Column(
                "member", "Member", value=lambda one: members[one.organisation_id],
                order_by="member",
            ),
            Column("written", "Writes", order_by="written"),
            Column("sure", "How sure", value=_sure, order_by="sure"),
            Column(
                "why", "Why", kind="prose", value=lambda one: reason_words(one.reason, bare=bare)
            ),
        ],
    )  # fmt: skip


def _sure(one: Any) -> str:
    return f"{one.sure} in 100"


MEMBERS = Table(
    name="members",
    caption="What each member spent",
    noun="member",
    default_order="name",
    columns=[
        Column("name", "Member", value=lambda row: row[0], order_by="name"),
        Column("amount", "Spent", value=lambda row: row[1], order_by="amount"),
        Column("months", "Months with payments", kind="number", value=lambda row: row[2]),
    ],
)
MONTHS = Table(
    name="months",
    caption="Month by month",
    noun="month",
    default_order="-month",
    per_page=12,
    columns=[
        Column(
            "month", "Month", value=lambda row: row[0], order_by="month", kind="date", only="file"
        ),
        Column("said", "Month", value=lambda row: day(row[0]).partition(" ")[2]),
        Column("amount", "Spent", value=lambda row: row[1]),
        Column("members", "Members", kind="list", value=lambda row: row[2]),
    ],
)


def chosen_ids(values: Sequence[str]) -> list[int]:
    """The numbers among what was sent, each once; what is none is passed over.

    >>> chosen_ids(["4", "4", "x", "7"])
    [4, 7]
    """
    known = (one for one in values if one.isascii() and one.isdigit() and len(one) < 18)
    return list(dict.fromkeys(int(one) for one in known))
