"""Contracts, declared once for page and spreadsheet: a member's own, and those of a cluster."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse

from spinney.base.web.components.parts import Link, Status, Tone
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table
from spinney.purchasing.bridge.contract_calendar import category_title
from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.models import Contract
from spinney.purchasing.queries.contracts import Shown
from spinney.purchasing.states import ContractState

SOON = timedelta(days=60)


def contract_status(contract: Contract, today: date) -> Status:
    """Where a contract stands, and whether its day of notice is near."""
    words = str(contract.get_state_display())
    if contract.state != ContractState.RUNS:
        return Status(words, Tone.QUIET)
    notice, end = contract.notice_day, contract.end_day
    if end is not None and end < today:
        return Status("Its end is past", Tone.LATE)
    if notice is None:
        return Status(words, Tone.PLAIN)
    if notice < today:
        return Status("Day of notice is past", Tone.QUIET)
    return Status("Notice soon", Tone.WAITS) if notice - today <= SOON else Status(words, Tone.GO)


def own_table(organisation_id: int, today: date) -> Table:
    """The contracts of one member, for its own people."""
    add = Link("Note a contract", reverse("purchasing:add-contract", args=[organisation_id]))
    return Table(
        name="contracts",
        caption="Contracts",
        noun="contract",
        columns=[
            Column("title", "What for", order_by="title", link=_own_url),
            Column("supplier_name", "With", order_by="supplier_name"),
            Column("category", "Kind", value=lambda one: category_title(one.category)),
            Column("yearly_pence", "A year", kind="money", order_by="yearly_pence"),
            Column("notice_day", "Last day for notice", kind="date", order_by="notice_day"),
            Column("end_day", "Ends", kind="date", order_by="end_day"),
            Column(
                "status", "State", kind="status", value=lambda one: contract_status(one, today)
            ),
            Column("shown_to", "Shown to", value=_shown_to),
            Column("note", "Note", kind="prose", only="file"),
        ],
        filters=[
            ChoiceFilter("state", "State", labels=dict(ContractState.choices)),
            ChoiceFilter(
                "category", "Kind", met=True,
                labels={key: one.title for key, one in CATEGORIES.items()},
            ),
        ],
        search=["title", "supplier_name", "note"],
        search_label="Search your contracts",
        empty=Empty(
            "No contracts are noted",
            "Note those that end or renew: you are reminded in time, and can see with whom you"
            " could buy together.",
            add,
        ),
    )  # fmt: skip


def _own_url(contract: Contract) -> str:
    return reverse("purchasing:contract", args=[contract.organisation_id, contract.pk])


def _shown_to(contract: Contract) -> str:
    return contract.shown_to.name if contract.shown_to else "Nobody else"


def shown_table(cluster_id: int, today: date, own: frozenset[int]) -> Table:
    """The contracts that are seen in a cluster. What they cost stands there in words: as an amount,
    a band or not at all. `own` are organisations whose contracts lead to their own pages.
    """

    def url(one: Shown) -> str:
        if one.contract.organisation_id in own:
            return _own_url(one.contract)
        if not one.is_joint:
            return ""
        return reverse("purchasing:joint-contract", args=[cluster_id, one.contract.pk])

    return Table(
        name="contracts",
        caption="Contracts, the next day of notice first",
        noun="contract",
        columns=[
            Column("title", "What for", order_by="title", link=url),
            Column("whose", "Whose", order_by="whose"),
            Column("supplier_name", "With", order_by="supplier_name"),
            Column("category", "Kind", order_by="category"),
            Column("notice_day", "Last day for notice", kind="date", order_by="notice_day"),
            Column("end_day", "Ends", kind="date", order_by="end_day"),
            Column("cost", "A year"),
            Column(
                "status", "State", kind="status",
                value=lambda one: contract_status(one.contract, today),
            ),
        ],
        filters=[ChoiceFilter("category", "Kind"), ChoiceFilter("whose", "Whose")],
        search=["title", "supplier_name", "whose"],
        search_label="Search contracts",
        empty=Empty(
            "No contracts are seen here",
            "Members note their contracts on their own pages, and show here those that others may"
            " see. What you buy together stands here by itself.",
        ),
    )  # fmt: skip
