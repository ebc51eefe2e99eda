"""Savings between tables, engine and words: a member's payments by month, and every figure said."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from spinney.base.kernel.periods import Period, add_months
from spinney.base.web.components.words import counted, day, money, span
from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.engine.comparing.bands import Band
from spinney.purchasing.engine.savings.baseline import (
    SAME_MONTHS,
    Reckoned,
    reckon,
    shaped,
    spread,
)
from spinney.purchasing.engine.savings.counting import Entry
from spinney.purchasing.engine.savings.later import (
    ENOUGH_MONTHS,
    NOT_YET,
    NOTHING_CLAIMED,
    PART,
    REALISED,
    REALISED_PERCENT,
    ROSE,
    TOO_SHORT,
    UNCHANGED,
    Later,
    MonthPaid,
    Seen,
    asked_months,
    look,
)
from spinney.purchasing.models import Saving, SpendCell, SpendUpload, Supplier, SupplierName
from spinney.purchasing.states import UploadState

CATEGORY, SUPPLIER, PART_OF = "category", "supplier", "part"
EDGE_DAYS = 7
"""A file covers its first and last month when its payments begin in the first, or end in the last,
so many days of it: a file that was made in the middle of a month does not tell the whole month.
"""

BASIS_WORDS = {
    "lines": "what was paid before, by its own payments",
    "contract": "a contract",
    "quote": "a quote or a price list",
    "word": "an estimate",
}
"""What a baseline rests on. (`basis["words"]` says more: which contract, whose quote.)"""


def part_of(title: str) -> str:
    """What a saving covers that is only a part of a category: known by its words."""
    plain = " ".join("".join(c if c.isalnum() else " " for c in title.casefold()).split())
    return f"{PART_OF}:{plain}"[:120]


def entry_of(saving: Saving, amount: Band) -> Entry:
    """A saving as totals need it, with the amount that somebody may see."""
    origins = {
        f"{name}:{pk}"
        for name, pk in (
            ("opportunity", saving.opportunity_id), ("purchase", saving.purchase_id),
            ("contract", saving.contract_id),
        )
        if pk is not None
    }  # fmt: skip
    return Entry(
        str(saving.pk), saving.organisation_id, saving.kind, saving.state, amount,
        Period(saving.first_day, saving.last_day), saving.covers, saving.category,
        frozenset(origins), saving.hours if amount.is_exact else None,
    )  # fmt: skip


# What was paid ---------------------------------------------------------------------------------


def covered_months(organisation_id: int) -> frozenset[date]:
    """The months that a member's files cover whole. One query."""
    found: set[date] = set()
    rows = SpendUpload.objects.filter(
        organisation=organisation_id, state=UploadState.ADDED, first_day__isnull=False,
        last_day__isnull=False,
    )  # fmt: skip
    for first, last in rows.values_list("first_day", "last_day"):
        if first is not None and last is not None:
            found.update(_whole_months(first, last))
    return frozenset(found)


def _whole_months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    if first.day > EDGE_DAYS:
        month = add_months(month, 1)
    while month <= last:
        of_days = calendar.monthrange(month.year, month.month)[1]
        if (last.year, last.month) > (month.year, month.month) or last.day > of_days - EDGE_DAYS:
            yield month
        month = add_months(month, 1)


def cells_on(saving: Saving) -> QuerySet[SpendCell]:
    """A member's cells on what a saving covers: a supplier's, or the whole category's."""
    cells = SpendCell.objects.filter(organisation=saving.organisation_id)
    kind, _, key = saving.covers.partition(":")
    if kind == SUPPLIER:
        return cells.filter(name__written__in=_written(saving, key))
    if kind == CATEGORY:
        return cells.filter(category=key)
    return cells.none()


def _written(saving: Saving, key: str) -> list[str]:
    """The spellings by which a member pays a supplier; those of a supplier it was merged into."""
    of_key = Supplier.objects.filter(cluster=saving.cluster_id, key=key).values("pk")
    merged = Supplier.objects.filter(merged__in=of_key).values("pk")
    names = SupplierName.objects.filter(
        Q(supplier__in=of_key) | Q(supplier__in=merged), organisation=saving.organisation_id
    )
    return list(names.values_list("written", flat=True))


def paid_by_month(cells: QuerySet[SpendCell]) -> dict[date, MonthPaid]:
    """What was paid in each month, with quantities where every cell has one. One query."""
    rows = cells.order_by().values_list("month").annotate(
        Sum("amount_pence"), Sum("quantity"), Count("pk"), Count("quantity")
    )  # fmt: skip
    return {
        month: MonthPaid(int(pence), Decimal(quantity) if n == with_quantity else None)
        for month, pence, quantity, n, with_quantity in rows
    }


def can_be_seen(saving: Saving) -> bool:
    """Whether later payments can show it at all: freed time and a part of a category cannot."""
    return saving.kind != "capacity" and saving.covers.partition(":")[0] in (CATEGORY, SUPPLIER)


def baseline_from_lines(saving: Saving, basis: Period) -> Reckoned:
    """What the saving's days would have cost by the member's own payments in `basis`. Raises
    BadInput when that cannot be told. Three queries at most.
    """
    paid = {month: one.pence for month, one in paid_by_month(cells_on(saving)).items()}
    days = Period(saving.first_day, saving.last_day)
    return reckon(paid, covered_months(saving.organisation_id), basis, days)


def look_at_spending(saving: Saving, today: date) -> Seen:
    """Set a saving against its member's later payments. Four queries at most."""
    days = Period(saving.first_day, saving.last_day)
    basis = Reckoned.from_json(saving.basis["reckoned"]) if "reckoned" in saving.basis else None
    expected = basis.expected if basis else spread(saving.baseline_pence, days)
    months = asked_months(expected, shaped(saving.new_pence, expected))
    covered = covered_months(saving.organisation_id)
    if basis:
        before = tuple(month for month, _ in basis.used)
    else:
        year_before = {add_months(saving.first_day.replace(day=1), -n) for n in range(1, 13)}
        before = tuple(sorted(year_before & covered))
    later = Later(paid_by_month(cells_on(saving)), covered, before, _others(saving))
    return look(months, later, today=today)


def _others(saving: Saving) -> dict[date, int] | None:
    """For a saving on one supplier: what the category's others were paid, by month."""
    kind, _, key = saving.covers.partition(":")
    if kind != SUPPLIER:
        return None
    rest = SpendCell.objects.filter(
        organisation=saving.organisation_id, category=saving.category
    ).exclude(name__written__in=_written(saving, key))
    return {month: one.pence for month, one in paid_by_month(rest).items()}


# In words --------------------------------------------------------------------------------------


def band_words(band: Band | None) -> str:
    """An amount as somebody may see it: "£1,200", "£1,000 to £2,500", "under £100". The ends of a
    range are told in whole pounds, so that it never seems more exact than it is.
    """
    if band is None:
        return "not shown"
    if band.is_exact:
        return money(band.low)
    low = money(band.low // 100 * 100)
    if band.high is None:
        return f"{low} or more"
    high = money(-(-band.high // 100) * 100)
    return f"{low} to {high}" if band.low else f"under {high}"


def covers_words(saving: Saving, supplier: str = "") -> str:
    """What it is a saving on, in words; `supplier` is the name of the one it is on."""
    category = CATEGORIES[saving.category].title if saving.category in CATEGORIES else "Other"
    kind = saving.covers.partition(":")[0]
    if kind == SUPPLIER:
        return f"{supplier or 'One supplier'} ({category})"
    return f"All of: {category}" if kind == CATEGORY else f"A part of: {category}"


def basis_words(saving: Saving) -> str:
    """What the baseline rests on, with whose word or which paper."""
    said = BASIS_WORDS.get(saving.basis.get("kind", ""), "what was said when it was claimed")
    more = str(saving.basis.get("words", "")).strip()
    return f"{said[:1].upper()}{said[1:]}{f': {more}' if more else ''}"


@dataclass(frozen=True)
class Step:
    """One line of the sum that leads to a saving."""

    words: str
    pence: int
    is_result: bool = False


def steps_of(saving: Saving) -> tuple[Step, ...]:
    """The sum, line by line."""
    when = span(saving.first_day, saving.last_day)
    steps = [
        Step(f"What it would have cost, {when}", saving.baseline_pence),
        Step("What it costs in that time", -saving.new_pence),
    ]
    if saving.one_off_pence:
        steps.append(Step("What the change cost once", -saving.one_off_pence))
    told = "Saved" if saving.kind != "capacity" else "Worth of the time that is free"
    return (*steps, Step(told, saving.saved_pence, is_result=True))


def reckoned_words(found: Reckoned) -> str:
    """How a baseline was reckoned, in one or two sentences."""
    first, last = found.used[0][0], found.used[-1][0]
    paid = sum(pence for _, pence in found.used)
    between = f"{first:%B %Y}" if first == last else f"{first:%B %Y} to {last:%B %Y}"
    how = (
        "each month stands beside the same month before, so that winter meets winter"
        if found.method == SAME_MONTHS
        else "each month is taken as the average of these, because not every month of the year is"
        " among them"
    )
    told = f"{money(paid)} was paid in {counted(len(found.used), 'month')}, {between}: {how}."
    if found.not_covered:
        left = counted(len(found.not_covered), "month")
        told += f" Left out: {left} of which no file tells."
    return told


def seen_of(saving: Saving) -> Seen | None:
    """What later spending showed when it was last looked at; None before."""
    return Seen.from_json(saving.seen) if saving.seen else None


def verdict_words(seen: Seen | None) -> str:
    """What later spending shows, without an amount: it may stand in the record."""
    if seen is None:
        return "Nobody has looked at later spending yet."
    return {
        REALISED: "it is seen in what was paid since.",
        PART: f"some of it is seen, less than {REALISED_PERCENT} of each £100 claimed.",
        UNCHANGED: "what is paid has not changed.",
        ROSE: "more is paid than before.",
        NOT_YET: "it is too early to tell.",
        TOO_SHORT: "it covers no whole month, so months cannot be compared.",
        NOTHING_CLAIMED: "nothing is claimed for the months that can be compared.",
    }[seen.verdict]


def seen_details(seen: Seen) -> list[str]:
    """What to know of the comparison, for whoever sees the amounts."""
    found = []
    if seen.verdict == NOT_YET:
        found.append(
            f"{counted(len(seen.months), 'whole month')} can be compared; {seen.needed} are needed."
        )
    if seen.missing:
        names = ", ".join(f"{one:%B %Y}" for one in seen.missing[:6])
        found.append(f"No file tells of {names}. Give it in, and it is looked at by itself.")
    if seen.moved_pence:
        found.append(
            f"{money(seen.moved_pence)} more than before went to other suppliers of the category,"
            " and is taken off."
        )
    if seen.growth_permille is not None and seen.growth_permille != 1000:
        more = "more" if seen.growth_permille > 1000 else "less"
        percent = abs(seen.growth_permille - 1000) / 10
        found.append(
            f"{percent:g} per cent {more} is bought a month than before: that is allowed for."
        )
    return found


RULE = (
    f"It counts as seen when at least {ENOUGH_MONTHS} whole months can be compared, and at least"
    f" {REALISED_PERCENT} per cent of what was claimed for them is really less."
)


def recorded(saving: Saving) -> dict[str, Any]:
    """What the record keeps of a saving: never an amount."""
    return {
        "organisation": saving.organisation.name,
        "title": saving.title,
        "kind": saving.kind,
        "first": day(saving.first_day),
        "last": day(saving.last_day),
    }
