"""The ledger of savings as tables and pictures, for pages and spreadsheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from spinney.base.web.charts.bars import Bar, BarChart
from spinney.base.web.components.parts import Figure, Link, Status, Tone
from spinney.base.web.components.words import counted, money
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table
from spinney.purchasing.bridge.savings import band_words
from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.queries.savings import Ledger, SeenSaving
from spinney.purchasing.states import SavingKind, SavingState

TONES = {
    SavingState.CLAIMED: Tone.WAITS, SavingState.CONFIRMED: Tone.PLAIN,
    SavingState.REALISED: Tone.GO, SavingState.REFUSED: Tone.QUIET,
    SavingState.WITHDRAWN: Tone.QUIET,
}  # fmt: skip
SHORT_KINDS = {
    SavingKind.CASHABLE: "Cash no longer spent", SavingKind.AVOIDED: "Costs that did not come",
    SavingKind.CAPACITY: "Time free for other work",
}  # fmt: skip


def status_of(one: SeenSaving) -> Status:
    """The state of a saving; whether it is left out because it would count twice."""
    if one.twice_with is not None:
        return Status("Not counted: it would count twice", Tone.LATE)
    state = SavingState(one.saving.state)
    return Status(str(state.label), TONES[state])


def category_title(key: str) -> str:
    return CATEGORIES[key].title if key in CATEGORIES else "Other"


def saving_url(one: SeenSaving) -> str:
    return reverse("purchasing:saving", args=[one.saving.cluster_id, one.pk])


def savings_table(claim_url: str, *, own: bool = False) -> Table:
    """The ledger; `own`: of one member, over all its clusters."""
    return Table(
        name="savings",
        caption="Savings",
        noun="saving",
        default_order="-first_day",
        row_id=lambda one: one.pk,
        columns=_columns(own=own),
        filters=[
            ChoiceFilter(
                "kind", "Kind", value=lambda one: one.saving.kind,
                labels={str(key): words for key, words in SHORT_KINDS.items()},
            ),
            ChoiceFilter(
                "state", "State", value=lambda one: one.saving.state,
                labels=dict(SavingState.choices),
            ),
            ChoiceFilter(
                "category", "Category", value=lambda one: category_title(one.saving.category)
            ),
            ChoiceFilter("who", "Cluster" if own else "Who", value=_whose(own=own)),
        ],
        search=_search,
        search_label="Search savings",
        empty=Empty(
            "No savings yet",
            "When something costs less than before, or a cost did not come, write it down here with"
            " the sum that shows it.",
            Link("Claim a saving", claim_url) if claim_url else None,
        ),
    )  # fmt: skip


def _whose(*, own: bool) -> Callable[[SeenSaving], str]:
    return lambda one: one.saving.cluster.name if own else one.member


def _columns(*, own: bool) -> list[Column]:
    whose = Column("who", "Cluster" if own else "Who", value=_whose(own=own), order_by="who")
    return [
        Column(
            "title", "What", value=lambda one: one.saving.title, link=saving_url,
            order_by="title", note=lambda one: category_title(one.saving.category),
        ),
        whose,
        Column(
            "kind", "Kind", value=lambda one: SHORT_KINDS[SavingKind(one.saving.kind)],
            order_by="kind",
        ),
        Column("amount", "Saved", kind="money", value=_amount, order_by="amount", note=_up_to),
        Column("status", "State", kind="status", value=status_of, order_by="status"),
        Column(
            "first_day", "From", kind="date", value=lambda one: one.saving.first_day,
            order_by="first_day",
        ),
        Column("last_day", "To", kind="date", value=lambda one: one.saving.last_day, only="file"),
        Column("most", "Saved at most", kind="money", value=_high, only="file"),
        Column(
            "hours", "Hours", kind="number", only="file",
            value=lambda one: one.saving.hours if one.is_exact else None,
        ),
    ]  # fmt: skip


def _amount(one: SeenSaving) -> int | None:
    """The amount, or where the range begins in which it lies; nothing where it is not shown."""
    return one.amount.low if one.amount is not None else None


def _high(one: SeenSaving) -> int | None:
    return one.amount.high if one.amount is not None else None


def _up_to(one: SeenSaving) -> str:
    """What makes a range of an amount that is not shown exactly."""
    if one.amount is None:
        return "Not shown to you"
    if one.is_exact:
        return ""
    return "or more" if one.amount.high is None else f"up to {money(one.amount.high)}"


def _search(rows: Sequence[SeenSaving], words: str) -> list[SeenSaving]:
    wanted = words.casefold().split()
    return [one for one in rows if all(word in _searched(one) for word in wanted)]


def _searched(one: SeenSaving) -> str:
    told = (one.saving.title, one.member, category_title(one.saving.category))
    return " ".join(told).casefold()


@dataclass(frozen=True)
class KindRow:
    """One kind in a table of totals, in words. Kinds are never added together."""

    name: str
    kind: str
    sure: str
    realised: str
    claimed: str
    hours: str
    savings: int


def kind_rows(groups: Sequence[tuple[str, Any]]) -> list[KindRow]:
    """Rows for groups of totals (name, totals)."""
    return [
        KindRow(
            name, SHORT_KINDS[SavingKind(one.kind)], band_words(one.sure),
            band_words(one.realised), band_words(one.claimed),
            f"{one.hours:,.0f}" if one.hours else "", one.savings,
        )
        for name, totals in groups
        for one in totals
    ]  # fmt: skip


def figures_of(ledger: Ledger) -> list[Figure]:
    """The first look at a ledger: each kind by itself."""
    return [
        Figure(
            SHORT_KINDS[SavingKind(one.kind)], band_words(one.sure),
            note=_figure_note(one),
        )
        for one in ledger.totals
    ]  # fmt: skip


def _figure_note(one: Any) -> str:
    """Of how many members; how much of it is seen in spending; how much still waits."""
    told = [counted(one.members, "member")]
    if one.hours:
        told.append(f"{one.hours:,.0f} hours")
    if one.realised.high != 0:
        told.append(f"seen in spending: {band_words(one.realised)}")
    if one.claimed.high != 0:
        told.append(f"waiting for a member’s word: {band_words(one.claimed)}")
    return "; ".join(told)


def charts_of(ledger: Ledger) -> list[BarChart]:
    """For each kind, what was saved in each category: confirmed or seen."""
    groups = [(category_title(key), totals) for key, totals in ledger.by("category")]
    exact = all(one.is_exact for one in ledger.counted)
    charts = []
    for kind, title in SHORT_KINDS.items():
        bars = [
            Bar(name, one.sure.low)
            for name, totals in groups
            for one in totals
            if one.kind == kind and one.sure.low > 0
        ]
        if len(bars) > 1:
            bars.sort(key=lambda bar: -(bar.value or 0))
            charts.append(
                BarChart(
                    f"{title}, by category", bars, value_name="Saved",
                    show=_exactly if exact else _at_least,
                )
            )  # fmt: skip
    return charts


def _exactly(pence: float) -> str:
    return money(int(pence))


def _at_least(pence: float) -> str:
    return f"at least {money(int(pence))}"
