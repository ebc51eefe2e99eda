"""Quotes as options of a ballot, and the quote that a ballot chose."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from spinney.base.web.components.words import counted, money
from spinney.decisions import api as decisions
from spinney.purchasing.bridge.quotes import whole_cost
from spinney.purchasing.models import JointPurchase, Quote


def options_of(
    purchase: JointPurchase, quotes: Iterable[Quote], quantity: Decimal
) -> list[decisions.OptionText]:
    """An option for each quote, called like its supplier (names on a list are different): by this
    name it is found again in whatever version of the ballot was decided. What it costs stands in
    the description, which the voting page shows and letters do not.
    """
    return [
        decisions.OptionText(
            title=one.invited.name,
            description=_about(purchase, one, quantity),
        )
        for one in quotes
    ]


def _about(purchase: JointPurchase, quote: Quote, quantity: Decimal) -> str:
    pence = whole_cost(purchase, quote, quantity)
    lines = [f"{money(pence)} with VAT, over {counted(purchase.months, 'month')}"]
    if pence is None:
        lines = ["It is not sold for so few."]
    if quote.months:
        lines.append(f"Term: {counted(quote.months, 'month')}")
    if quote.one_off_pence:
        lines.append(f"Paid once: {money(quote.one_off_pence)}")
    if quote.note:
        lines.append(quote.note)
    return "\n".join(lines)


def winner_of(
    purchase: JointPurchase, settled: decisions.Settled, quotes: Iterable[Quote]
) -> Quote | None:
    """The quote that the members chose, or agreed to where one was proposed; None for none."""
    if not settled.carried:
        return None
    by_name = {one.invited.name.casefold(): one for one in quotes}
    if settled.chosen:
        return by_name.get(settled.chosen[0].casefold())
    return purchase.winner
