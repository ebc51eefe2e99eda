"""Quotes as options of a ballot, and the quote that a ballot chose."""

from __future__ import annotations

from collections.abc import Iterable

from spinney.base.web.components.words import counted
from spinney.decisions import api as decisions
from spinney.purchasing.models import JointPurchase, Quote

PRICES_ARE_ELSEWHERE = "Members see what it costs, and all of the quote, on the page of quotes."


def options_of(quotes: Iterable[Quote]) -> list[decisions.OptionText]:
    """An option for each quote, called like its supplier (names on a list are different): by this
    name it is found again in whatever version of the ballot was decided. No option says what it
    costs, nor what the supplier wrote: supporters read ballots too. That stands on the page of
    quotes, to which members are led from the ballot (`queries.ballot_grounds`).
    """
    return [
        decisions.OptionText(
            title=one.invited.name,
            description=_about(one),
        )
        for one in quotes
    ]


def _about(quote: Quote) -> str:
    term = [f"Term: {counted(quote.months, 'month')}."] if quote.months else []
    return "\n".join([*term, PRICES_ARE_ELSEWHERE])


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
