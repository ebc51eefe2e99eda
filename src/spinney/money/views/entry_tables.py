"""The lines of a ledger as a list."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from spinney.base.kernel.periods import add_months
from spinney.base.web.components.parts import Link
from spinney.base.web.components.words import day, span
from spinney.base.web.listing.filters import Band, BandFilter, ChoiceFilter
from spinney.base.web.tables import Column, Empty, Table
from spinney.money.bridge.posting import CHART
from spinney.money.models import Account, Entry, Posting
from spinney.money.queries.entries import Names, Narrowed
from spinney.money.states import Restriction

KINDS = {
    Account.AccountKind.INCOME.value: "What came in",
    Account.AccountKind.COST.value: "What was spent",
    Account.AccountKind.ASSET.value: "What we have",
    Account.AccountKind.LIABILITY.value: "What we owe",
    Account.AccountKind.FUNDS.value: "What we began with",
}
UNSEEN = "unseen"


def entries_table(
    cluster_id: int, today: date, names: Names, *, keeper: bool,
    unseen: QuerySet[Entry] | None = None,
) -> Table:  # fmt: skip
    """The list of a cluster's lines. Which member a line is about is shown to those who keep the
    ledger (`keeper`): who was paid for coming tells who has little. `unseen` are the entries that
    the bank does not have, where there is anything from the bank.
    """
    add = Link("Write what came in", reverse("money:add-income", args=[cluster_id]))
    return Table(
        name="entries", caption="Entries", noun="line", default_order="-day",
        columns=_columns(with_members=keeper),
        filters=[*_filters(today, names, with_members=keeper), *_at_bank(unseen)],
        search=["entry__words", "note", "fund__name", "activity__title"],
        search_label="Search entries",
        empty=Empty(
            "Nothing here",
            "What comes into the bank and goes out of it stands here, once somebody who keeps the"
            " ledger has written it.",
            add if keeper else None,
        ),
    )  # fmt: skip


def _columns(*, with_members: bool) -> list[Column]:
    found = [
        Column(
            "words", "What", value=lambda one: one.entry.words, order_by="entry__words",
            link=_entry_url, note=_note,
        ),
        Column("day", "Day", kind="date", value=lambda one: one.entry.day, order_by="entry__day"),
        Column(
            "account", "Kind", value=lambda one: one.account.name, order_by="account__number"
        ),
        Column("came_in", "In", kind="money", order_by="came_in"),
        Column("went_out", "Out", kind="money", order_by="went_out"),
        Column("fund", "Fund", value=lambda one: one.fund.name if one.fund else None,
               order_by="fund__name"),
        Column("number", "Number", kind="number", value=lambda one: one.entry.number, only="file"),
        Column("funder", "Funder", value=lambda one: one.fund.funder if one.fund else None,
               only="file"),
        Column("restriction", "Restriction", value=_restriction, only="file"),
        Column("activity", "Activity", only="file",
               value=lambda one: one.activity.title if one.activity else None),
        Column("line", "Line of the budget", only="file",
               value=lambda one: one.budget_line.title if one.budget_line else None),
        Column("note", "Note", only="file"),
        Column("takes_back", "Takes back number", kind="number", only="file",
               value=lambda one: one.entry.reverses.number if one.entry.reverses else None),
    ]  # fmt: skip
    if with_members:
        found.append(
            Column("whose", "Member", only="file",
                   value=lambda one: one.organisation.name if one.organisation else None)
        )  # fmt: skip
    return found


def _entry_url(line: Posting) -> str:
    return reverse("money:entry", args=[line.entry.cluster_id, line.entry_id])


def _note(line: Posting) -> str:
    told = [part for part in (line.note, line.activity.title if line.activity else "") if part]
    if line.entry.reverses_id:
        told.append("Takes back another")
    elif getattr(line.entry, "reversed_by", None) is not None:
        told.append("Taken back")
    return " · ".join(told)


def _restriction(line: Posting) -> str | None:
    return Restriction(line.fund.restriction).label if line.fund else None


def _filters(today: date, names: Names, *, with_members: bool) -> list[Any]:
    found: list[Any] = [
        BandFilter("when", "When", _bands(today)),
        ChoiceFilter("kind", "What it is", field="account__kind", labels=KINDS, met=True),
        ChoiceFilter(
            "account", "Account", field="account__code",
            labels={code: name for code, (_, name, _) in CHART.items()}, met=True,
        ),
        ChoiceFilter(
            "fund", "Fund", labels={None: "No fund in particular", **names.funds}, met=True
        ),
        ChoiceFilter("activity", "Activity", labels=names.activities, met=True),
        ChoiceFilter(
            "line", "Line of the budget", field="budget_line", labels=names.budget_lines, met=True
        ),
    ]  # fmt: skip
    if with_members:
        found.append(
            ChoiceFilter(
                "whose", "Member", field="organisation", labels=names.organisations, met=True
            )
        )
    return [one for one in found if not isinstance(one, ChoiceFilter) or one.labels]


def _at_bank(unseen: QuerySet[Entry] | None) -> list[Any]:
    if unseen is None:
        return []
    never = Q(account__code="bank", entry__in=unseen.values("pk"))
    return [BandFilter("bank", "At the bank", [Band(UNSEEN, "Not seen at the bank", never)])]


def _bands(today: date) -> list[Band]:
    month = today.replace(day=1)
    year = date(today.year if today.month >= 4 else today.year - 1, 4, 1)
    before = add_months(year, -12)
    return [
        _band("month", "This month", month, today),
        _band("last_month", "Last month", add_months(month, -1), month - timedelta(days=1)),
        _band("year", f"Since {day(year)}", year, today),
        _band("last_year", "The year before that", before, year - timedelta(days=1)),
    ]


def _band(key: str, label: str, first: date, last: date) -> Band:
    return Band(key, label, Q(entry__day__gte=first, entry__day__lte=last))


def filter_words(narrowed: Narrowed) -> str:
    """What an address asks for beyond the filters, in words."""
    if narrowed.first and narrowed.last:
        return span(narrowed.first, narrowed.last)
    if narrowed.first:
        return f"from {day(narrowed.first)}"
    if narrowed.last:
        return f"up to {day(narrowed.last)}"
    return "of one thing" if narrowed.source else ""
