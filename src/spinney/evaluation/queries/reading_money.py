"""Figures of a report on money: grant, spending, what it cost, what was saved, what was given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from spinney.base.web.components.words import money, span
from spinney.evaluation.bridge.figures import (
    Asked,
    BarRead,
    Bars,
    Drawn,
    Reading,
    Rows,
    add_figures,
)
from spinney.evaluation.queries.reading_people import page
from spinney.evaluation.queries.value import costs_of
from spinney.money import api as ledger
from spinney.purchasing import api as purchasing

Found = Iterator[Reading | Drawn]
KINDS = (
    ("cashable", "savings", "Cash that is no longer spent"),
    ("avoided", "avoided", "Costs that did not come"),
    ("capacity", "capacity", "Time that is free for other work, at its worth"),
)
"""Kinds of saving: the word in the ledger, how names of figures begin, and what it is called."""
CHART_KINDS = {
    "cashable": "Cash no longer spent", "avoided": "Costs that did not come",
    "capacity": "Time free for other work",
}  # fmt: skip


def _sum(values: Iterable[int | None]) -> int | None:
    """The sum of what is known; None when nothing is."""
    known = [one for one in values if one is not None]
    return sum(known) if known else None


def _said(pence: int | None) -> str:
    return "" if pence is None else money(pence)


@add_figures("Grant and spending")
def spending(asked: Asked) -> Found:
    """What was granted, released and spent, from the ledger."""
    told = [ledger.money_told(one, asked.first, asked.last) for one in asked.groups]
    when = span(asked.first, asked.last)
    grants = page(asked, "money:grants", "money:programme-grants")
    entries, income = _entries(asked, "cost"), _entries(asked, "income")
    released, spent = _sum(t.released_pence for t in told), _sum(t.spent_pence for t in told)
    for key, words, pence, source, path in (
        ("grant_awarded", "Grant approved", _sum(t.awarded_pence for t in told),
         "Grants of the programme that were approved.", grants),
        ("grant_released", "Grant released", released,
         "Instalments of the grant that were released by the last day.", grants),
        ("spent", "Spent", spent, f"Costs in the ledger, {when}.", entries),
        ("income", "Came in", _sum(t.income_pence for t in told),
         f"Income in the ledger, {when}.", income),
        ("grant_left", "Released and not spent",
         None if released is None or spent is None else released - spent,
         "The grant released, less what was spent.", entries),
    ):  # fmt: skip
        yield Reading(key, words, _said(pence), source, path)
    yield _beside_plan(asked, told, entries)


def _entries(asked: Asked, kind: str) -> str:
    """The entries of a cluster that a total is made of; the page of a programme."""
    if asked.of_programme:
        return page(asked, "money:entries")
    return ledger.trail(asked.place.pk, kind=kind, first=asked.first, last=asked.last)


def _beside_plan(asked: Asked, told: list[ledger.MoneyTold], path: str) -> Bars:
    if asked.of_programme:
        bars = tuple(
            BarRead(group.name, one.spent_pence, one.released_pence, "" if one.spent_pence
                    is not None else "not recorded yet")
            for group, one in zip(asked.groups, told, strict=True)
        )  # fmt: skip
        title, plan = "Spent, beside the grant released", "Released"
    else:
        bars = tuple(
            BarRead(line.title, line.spent_pence, line.budget_pence)
            for one in told
            for line in one.lines
            if line.budget_pence >= 0
        )
        title, plan = "Spent, beside the budget", "Budget"
    return Bars(
        "chart_spending", title, "pence", bars,
        "Costs in the ledger by the line of the budget in force.", path,
        value_name="Spent", plan_name=plan,
    )  # fmt: skip


@add_figures("Grant and spending")
def unpaid(asked: Asked) -> Found:
    """Unpaid time and things that members gave."""
    path = page(asked, "money:contributions")
    told = [ledger.money_told(one, asked.first, asked.last) for one in asked.groups]
    hours = sum(one.hours for one in told)
    said = f"{hours:,.2f}".rstrip("0").rstrip(".") if hours else ""
    source = f"Unpaid time that was noted, {span(asked.first, asked.last)}."
    yield Reading("hours_given", "Hours of unpaid time given", said, source, path)
    things = sum(one.things_pence for one in told)
    worth = "What things, rooms and services that were given are worth, as was noted."
    yield Reading("things_given", "Things and rooms given", _said(things or None), worth, path)


@add_figures("What it cost")
def costs(asked: Asked) -> Found:
    """Cost of a cluster and of an organisation, beside other ways of helping organisations."""
    programme = asked.programme
    if programme is None:
        yield from _no_costs(asked)
        return
    path = page(asked, "evaluation:value", "evaluation:programme-value")
    found = costs_of(programme, None if asked.of_programme else asked.place.pk)
    source = (
        "The grant awarded (until then, set by the programme), and the days of help at the"
        " programme’s day rate."
    )
    word = "Cost of a cluster, on average" if asked.of_programme else "What the cluster cost"
    yield Reading("cost_of_cluster", word, _said(found.per_cluster_pence), source, path)
    yield Reading(
        "cost_per_organisation", "Cost for each organisation", _said(found.per_organisation_pence),
        f"{source} Divided by the organisations that are or were members.", path,
    )  # fmt: skip
    for at, (name, pence, said) in enumerate(found.comparators, start=1):
        key = "comparator_cost" if at == 1 else f"comparator_cost_{at}"
        words = f"{name}: cost for each organisation"
        yield Reading(key, words, money(pence), f"{said.rstrip('.')}.", path)
    ours = [
        BarRead(one.name, one.per_organisation_pence, reason="not recorded yet")
        for one in found.each
    ]
    compared = [BarRead(name, pence) for name, pence, _ in found.comparators]
    yield Bars(
        "chart_costs", "Cost for each organisation", "pence", (*ours, *compared), source, path,
        value_name="Cost for each organisation",
    )  # fmt: skip


def _no_costs(asked: Asked) -> Found:
    """Of a cluster on its own nothing is recorded of what help with it cost."""
    path = page(asked, "evaluation:value")
    source = "What a programme’s grant and days of help cost. This cluster is in no programme."
    yield Reading("cost_of_cluster", "What the cluster cost", "", source, path)
    yield Reading("cost_per_organisation", "Cost for each organisation", "", source, path)
    yield Bars("chart_costs", "Cost for each organisation", "pence", (), source, path)


@add_figures("What was saved")
def savings(asked: Asked) -> Found:
    """Savings by kind, as every member sees them: in ranges where the terms show ranges. The kinds
    are never added together.
    """
    path = page(asked, "purchasing:savings", "purchasing:programme-savings")
    saved = [
        purchasing.savings_of(one, by=asked.reader, at=asked.until).kinds for one in asked.groups
    ]
    for kind, begins, words in KINDS:
        found = [one[kind] for one in saved if kind in one]
        for state, told, why in (
            ("confirmed", "confirmed", "What members confirmed, as every member sees it."),
            ("realised", "seen in spending", "Of these, what later payments show."),
            ("claimed", "claimed and not confirmed yet", "Savings that wait for a member’s word."),
        ):  # fmt: skip
            amounts = [getattr(one, state) for one in found]
            said = _amount(amounts) if any(one.savings for one in found) else ""
            yield Reading(f"{begins}_{state}", f"{words}: {told}", said, why, path)
    hours = sum(one["capacity"].hours for one in saved if "capacity" in one)
    free = f"{hours:,.2f}".rstrip("0").rstrip(".") if hours else ""
    source = "Hours that are free for other work, as members confirmed."
    yield Reading("hours_freed", "Hours free for other work", free, source, path)
    yield _table(saved, path)


def _table(saved: list[Mapping[str, purchasing.KindSaved]], path: str) -> Rows:
    rows = []
    for kind, title in CHART_KINDS.items():
        found = [one[kind] for one in saved if kind in one]
        if found:
            cells = (_amount([getattr(one, state) for one in found])
                     for state in ("confirmed", "realised", "claimed"))  # fmt: skip
            rows.append((title, *cells))
    return Rows(
        "table_savings", "What was saved, each kind by itself",
        ("Kind", "Confirmed", "Of it seen in spending", "Not confirmed yet"), tuple(rows),
        "The ledger of savings, as every member sees it. The kinds are not added together: they are"
        " different things.", path,
    )  # fmt: skip


def _amount(amounts: list[purchasing.Amount]) -> str:
    """A sum of amounts as ranges are told: in whole pounds, so that it seems no more exact."""
    least = sum(one.least_pence for one in amounts)
    ends = [one.most_pence for one in amounts]
    if all(one.is_exact for one in amounts):
        return money(least)
    low = money(least // 100 * 100)
    if any(one is None for one in ends):
        return f"{low} or more"
    high = money(-(-sum(one or 0 for one in ends) // 100) * 100)
    return f"{low} to {high}" if least else f"under {high}"
