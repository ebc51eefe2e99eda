"""Quotes: sealed as they come in, opened at their time; rows to the engine; how they compare, in
words.

Until its time a quote is one sealed text, and each of its files sealed bytes under a name that says
nothing: tables, backups and exports have nothing else of it.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from spinney.base.access.sealed import seal, unseal
from spinney.base.kernel.canonical import plain
from spinney.base.web.components.words import counted, money, number
from spinney.purchasing.bridge.purchases import PAYMENTS, steps_of, with_percent
from spinney.purchasing.engine.quotes import (
    Asked,
    Criterion,
    Offer,
    Ranked,
    Ranking,
    compare,
    total_of,
    yearly_of,
)
from spinney.purchasing.models import Criterion as CriterionRow
from spinney.purchasing.models import JointPurchase, Quote, QuoteMark
from spinney.purchasing.states import PaidPer

__all__ = ["Ranked", "Ranking"]

Json = Any


@dataclass(frozen=True)
class FileText:
    """A file that goes with a quote: its name and size, and under which uid its bytes lie."""

    uid: str
    name: str
    size: int


@dataclass(frozen=True)
class QuoteText:
    """A quote as a supplier writes it. `prices` are {"from": units, "pence": price of one}, the
    smallest quantity first; `answers` its words by the position of a criterion.
    """

    prices: list[dict[str, Json]]
    one_off_pence: int = 0
    includes_vat: bool = False
    answers: dict[str, str] = field(default_factory=dict)
    months: int | None = None
    notice_days: int | None = None
    holds_until: date | None = None
    note: str = ""

    def fields(self) -> dict[str, Any]:
        """The values of the fields of an opened `Quote`."""
        return asdict(self)


@dataclass(frozen=True)
class Unsealed:
    """What lay under a seal: the quote, and what its files are called."""

    text: QuoteText
    files: tuple[FileText, ...]


def sealed_quote(text: QuoteText, files: Iterable[FileText] = ()) -> str:
    """A quote as it lies in the tables until it is opened."""
    body = {"quote": text.fields(), "files": [asdict(one) for one in files]}
    return seal(json.dumps(plain(body)))


def unsealed_quote(quote: Quote) -> Unsealed | None:
    """What lies under the seal; None when another installation sealed it. Only for its supplier,
    and for opening quotes when their time has come.
    """
    found = unseal(quote.sealed) if quote.sealed else None
    if found is None:
        return None
    body = json.loads(found)
    said = body["quote"]
    if said["holds_until"]:
        said["holds_until"] = date.fromisoformat(said["holds_until"])
    return Unsealed(QuoteText(**said), tuple(FileText(**one) for one in body["files"]))


def sealed_bytes(content: bytes) -> bytes:
    """A file as it lies on the disk until quotes are opened."""
    return seal(base64.b85encode(content).decode()).encode()


def unsealed_bytes(content: bytes) -> bytes | None:
    """The file again; None when another installation sealed it."""
    found = unseal(content.decode(errors="replace"))
    return None if found is None else base64.b85decode(found)


# Compared --------------------------------------------------------------------------------------


def asked_of(purchase: JointPurchase, quantity: Decimal) -> Asked:
    """What quotes of a purchase are compared for."""
    times = PAYMENTS[PaidPer(purchase.per)]
    return Asked(quantity, purchase.months, times, purchase.vat_percent)


def offer_of(quote: Quote, vat_percent: int) -> Offer:
    """An opened quote as the engine takes it, by its uid."""
    steps = steps_of(quote, vat_percent, with_vat=False)
    return Offer(str(quote.uid), steps, quote.one_off_pence, quote.includes_vat)


def ranking_of(
    purchase: JointPurchase, quotes: Sequence[Quote], criteria: Sequence[CriterionRow],
    marks: Iterable[QuoteMark], quantity: Decimal,
) -> Ranking:  # fmt: skip
    """Opened quotes in their order, by the criteria and these marks."""
    uids = {one.pk: str(one.uid) for one in quotes}
    given: dict[str, dict[str, list[int]]] = {}
    for one in marks:
        row = given.setdefault(uids[one.quote_id], {})
        row.setdefault(str(one.criterion_id), []).append(one.mark)
    return compare(
        [offer_of(one, purchase.vat_percent) for one in quotes],
        [Criterion(str(one.pk), one.weight, one.is_price) for one in criteria],
        given,
        asked_of(purchase, quantity),
    )


def cheapest(purchase: JointPurchase, quotes: Iterable[Quote], quantity: Decimal) -> Quote | None:
    """The opened quote with the lowest total for a quantity; None where none has one."""
    asked = asked_of(purchase, quantity)
    totals = [
        (total.with_vat_pence, one.pk, one)
        for one in quotes
        if (total := total_of(offer_of(one, purchase.vat_percent), asked)).is_known
    ]
    return min(totals, key=lambda one: one[:2])[2] if totals else None


def yearly_cost(purchase: JointPurchase, quote: Quote, quantity: Decimal) -> int:
    """What a quote costs in a year, in pence, with VAT and without what is paid once."""
    return yearly_of(offer_of(quote, purchase.vat_percent), asked_of(purchase, quantity))


def once_cost(purchase: JointPurchase, quote: Quote) -> int:
    """What is paid once besides, in pence, with VAT."""
    percent = 0 if quote.includes_vat else purchase.vat_percent
    return with_percent(quote.one_off_pence, percent)


def whole_cost(purchase: JointPurchase, quote: Quote, quantity: Decimal) -> int | None:
    """What a quote costs over all the months compared, in pence, with VAT and what is paid once;
    None where so few are not sold.
    """
    total = total_of(offer_of(quote, purchase.vat_percent), asked_of(purchase, quantity))
    return total.with_vat_pence if total.is_known else None


# In words --------------------------------------------------------------------------------------

TIMES = {
    PaidPer.ONCE: "once", PaidPer.WEEK: "each week", PaidPer.MONTH: "each month",
    PaidPer.QUARTER: "each quarter", PaidPer.YEAR: "each year",
}  # fmt: skip


def plain_number(value: Decimal) -> str:
    """A quantity without noughts at its end.

    >>> plain_number(Decimal("12.50")), plain_number(Decimal("40.00"))
    ('12.5', '40')
    """
    return f"{value.normalize():,f}"


def total_words(ranked: Ranked, purchase: JointPurchase, quantity: Decimal) -> list[str]:
    """How a total came about, a line for each part."""
    total = ranked.total
    per = PaidPer(purchase.per)
    what = purchase.unit or "one"
    over = (
        "" if per is PaidPer.ONCE else f", {TIMES[per]}, over {counted(purchase.months, 'month')}"
    )
    lines = [
        f"{plain_number(quantity)} × {money(total.unit_pence)} for {what}{over}:"
        f" {money(total.running_pence)}"
    ]
    if total.one_off_pence:
        lines.append(f"Paid once: {money(total.one_off_pence)}")
    if total.vat_pence:
        lines.append(f"VAT at {purchase.vat_percent}%: {money(total.vat_pence)}")
    return [*lines, f"Together, with VAT: {money(total.with_vat_pence)}"]


def marks_words(ranked: Ranked, titles: Mapping[str, CriterionRow]) -> list[str]:
    """What each criterion adds to a score."""
    lines = []
    for one in ranked.marks:
        criterion = titles[one.criterion]
        if one.mark is None:
            lines.append(f"{criterion.title}: not marked yet, 0 of {criterion.weight}")
            continue
        whence = "" if criterion.is_price else f" (mean of {counted(one.by, 'member')})"
        lines.append(
            f"{criterion.title}: {decimals(float(one.mark))} of 5{whence},"
            f" {decimals(float(one.points))} of {criterion.weight}"
        )
    return lines


def swing_words(
    ranking: Ranking, titles: Mapping[str, CriterionRow], names: Mapping[str, str]
) -> list[str]:
    """What other weights would change, in sentences; that none would, if so."""
    if len(ranking.ranked) < 2 or len(titles) < 2:
        return []
    if not ranking.swings:
        return ["No other weight of any one criterion would put another quote first."]
    lines = []
    for one in ranking.swings:
        criterion = titles[one.criterion]
        first = " and ".join(names[key] for key in one.winners)
        verb = "would be first" if len(one.winners) == 1 else "would be first together"
        lines.append(
            f"If “{criterion.title}” weighed {one.weight} instead of {criterion.weight}, {first}"
            f" {verb}."
        )
    return lines


def decimals(value: float) -> str:
    """A number with one place at the most: "3.5", "4"."""
    shown = round(value, 1)
    return number(int(shown) if shown == int(shown) else shown)
