"""The four searches: where to switch, buy together, ask together, and stop. Pure.

Each takes one category (or all) of what is known and gives drafts. No estimate is below nought or
above what is spent; each says what it rests on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from spinney.purchasing.engine.opportunities.drafting import (
    ASSUMED,
    MAY_OVERLAP,
    PRICES_SEEN,
    Draft,
    share,
)
from spinney.purchasing.engine.opportunities.known import (
    Bought,
    Known,
    Price,
    main_supplier,
    spent,
)
from spinney.purchasing.engine.opportunities.opportunity import (
    Assumption,
    Kind,
    MemberShare,
    Why,
)
from spinney.purchasing.engine.opportunities.settings import WHOLE, Range, Settings

_STRETCHED_BELOW = 12
_VAT_PARTS = (5, 6)
"""What is left of an amount when the full rate of VAT, a fifth, is taken out of it."""


def switches(known: Known, settings: Settings, category: str) -> Iterator[Draft]:
    """Whoever pays more than the lowest like-for-like price moves to that member's supplier.

    From the second-lowest price (low) to the lowest (high). Where the lowest price is paid to no
    one supplier mainly, there is nobody to move to. Members of that supplier already are no
    movers: they ask it for that price (`askings`).
    """
    rows = known.by_category.get(category, ())
    amounts = spent(rows)
    prices = [one for one in known.prices.get(category, ()) if one.member in amounts]
    mains = main_supplier(rows, settings.mainly)
    if len(prices) < 2 or prices[0].member not in mains:
        return
    target = mains[prices[0].member].supplier
    movers = [
        price
        for price in prices[1:]
        if price.member not in mains or mains[price.member].supplier != target
    ]
    shares = [
        part
        for price in movers
        if (part := _at_prices(price, prices, amounts[price.member])).high_pence > 0
    ]
    if not shares:
        return
    moving = frozenset(one.member for one in shares)
    compared = frozenset(one.member for one in prices)
    yield Draft(
        Kind.SWITCH,
        category,
        (target,),
        tuple(shares),
        frozenset(row.piece for row in rows if row.member in moving),
        (
            Assumption("same_price_for_all"),
            Assumption("like_with_like", {"measure": prices[0].measure}),
            *_about_data([row for row in rows if row.member in compared], settings),
            *_about_vat([one for one in prices if one.member in moving], prices[0]),
        ),
        (
            Why("price_spread", _spread(prices)),
            Why("lowest_pays", {"member": prices[0].member, "supplier": target}),
        ),
        PRICES_SEEN,
    )


def joinings(known: Known, settings: Settings, category: str) -> Iterator[Draft]:
    """Members that buy the same kind of thing from different suppliers buy it together."""
    rows = [row for row in known.by_category.get(category, ()) if row.yearly_pence > 0]
    amounts = spent(rows)
    assumed = settings.joining(category)
    suppliers = _by_size(rows)
    if len(amounts) < 2 or len(suppliers) < 2 or not assumed[1]:
        return
    yield Draft(
        Kind.JOIN,
        category,
        suppliers,
        _by_assumption(amounts, assumed),
        frozenset(row.piece for row in rows),
        (*_assumed(assumed, settings, category), *_about_data(rows, settings)),
        (Why("different_suppliers", {"members": len(amounts), "suppliers": len(suppliers)}),),
        ASSUMED,
    )


def askings(known: Known, settings: Settings, category: str) -> Iterator[Draft]:
    """Members of one supplier ask it for a price together: the price that the best of them has
    where prices are comparable, and a little for the larger custom.
    """
    rows = [row for row in known.by_category.get(category, ()) if row.yearly_pence > 0]
    assumed = settings.asking(category)
    mains = main_supplier(known.by_category.get(category, ()), settings.mainly)
    for supplier, of in _per_supplier(rows).items():
        amounts = spent(of)
        if len(amounts) < 2:
            continue
        prices = [
            price
            for price in known.prices.get(category, ())
            if price.member in mains and mains[price.member].supplier == supplier
        ]
        shares = _by_assumption(amounts, assumed)
        seen = len(prices) >= 2
        if seen:
            shares = _better_of(shares, prices)
        yield Draft(
            Kind.RENEGOTIATE,
            category,
            (supplier,),
            shares,
            frozenset(row.piece for row in of),
            (
                *_assumed(assumed, settings, category),
                *_about_data(of, settings),
                *((Assumption("like_with_like", {"measure": prices[0].measure}),) if seen else ()),
                *(_about_vat(prices[1:], prices[0]) if seen else ()),
            ),
            (
                Why("shared_supplier", {"members": len(amounts)}),
                *((Why("price_spread", _spread(prices)),) if seen else ()),
            ),
            PRICES_SEEN if seen else ASSUMED,
        )


def stops(known: Known, settings: Settings, category: str) -> Iterator[Draft]:
    """A member pays two suppliers steadily for what one may do, or goes on paying after the end."""
    rows = [row for row in known.by_category.get(category, ()) if row.yearly_pence > 0]
    by_member: dict[str, list[Bought]] = defaultdict(list)
    for row in rows:
        by_member[row.member].append(row)
    for member, of in by_member.items():
        ended = [row for row in of if _is_paid_after_its_end(row, known)]
        for row in ended:
            yield _stop(row, Why("paid_after_end"), settings)
        steady = [row for row in of if _is_steady(row) and row not in ended]
        if category in settings.one_is_enough and len(steady) >= 2:
            smallest = min(steady, key=lambda row: (row.yearly_pence, row.supplier))
            why = Why("two_for_one_purpose", {"suppliers": len(steady), "member": member})
            yield _stop(smallest, why, settings)


def _stop(row: Bought, why: Why, settings: Settings) -> Draft:
    return Draft(
        Kind.STOP,
        row.category,
        (row.supplier,),
        (share(row.member, row.yearly_pence, 0, row.yearly_pence),),
        frozenset({row.piece}),
        (Assumption("purpose_not_known"), *_about_data([row], settings)),
        (why,),
        MAY_OVERLAP,
        of=row.member,
    )


def _is_steady(row: Bought) -> bool:
    return row.months >= 6 and row.paid_months * 3 >= row.months * 2


def _is_paid_after_its_end(row: Bought, known: Known) -> bool:
    """Every contract with that supplier is over, and it was paid in a month after the last one."""
    of = known.contracts_of(*row.piece)
    ends = [one.end_day for one in of if one.end_day is not None and not one.renews]
    if not ends or len(ends) < len(of) or max(ends) >= known.today:
        return False
    # The month after the end still brings the last bill.
    return row.last_paid > max(ends).year * 12 + max(ends).month + 1


def _at_prices(price: Price, prices: Sequence[Price], yearly: int) -> MemberShare:
    """What a member would save at the second-lowest and at the lowest of these prices."""
    lowest, second = prices[0], prices[1]
    net = yearly
    if lowest.vat_told and not price.vat_told:
        net = yearly * _VAT_PARTS[0] // _VAT_PARTS[1]
    low = net - price.costing(second.price_thousandths)
    high = yearly - price.costing(lowest.price_thousandths)
    is_dearer = price.price_thousandths > lowest.price_thousandths
    return share(price.member, yearly, low if price is not second else 0, high if is_dearer else 0)


def _better_of(shares: Iterable[MemberShare], prices: Sequence[Price]) -> tuple[MemberShare, ...]:
    """Shares by assumption, or by the prices of that supplier where those bring more."""
    of_price = {price.member: price for price in prices[1:]}
    better = []
    for one in shares:
        seen = one
        if one.member in of_price:
            seen = _at_prices(of_price[one.member], prices, one.yearly_pence)
        low, high = max(one.low_pence, seen.low_pence), max(one.high_pence, seen.high_pence)
        better.append(share(one.member, one.yearly_pence, low, high))
    return tuple(better)


def _by_assumption(amounts: Mapping[str, int], assumed: Range) -> tuple[MemberShare, ...]:
    """The assumed saving for each, taken down by its own part of the whole: who is most of the
    custom already gains little from the rest.
    """
    whole = sum(amounts.values())
    return tuple(
        share(member, pence, *(_gain(pence, whole, part) for part in assumed))
        for member, pence in sorted(amounts.items())
    )


def _gain(pence: int, whole: int, hundredths: int) -> int:
    return pence * hundredths * (whole - pence) // (WHOLE * whole)


def _assumed(assumed: Range, settings: Settings, category: str) -> tuple[Assumption, ...]:
    whose = "cluster" if category in settings.assumed else "ours"
    detail: dict[str, str | int] = {
        "low_hundredths": assumed[0],
        "high_hundredths": assumed[1],
        "whose": whose,
    }
    return (Assumption("assumed_saving", detail), Assumption("less_for_the_largest"))


def _about_data(rows: Sequence[Bought], settings: Settings) -> tuple[Assumption, ...]:
    months = min((row.months for row in rows), default=_STRETCHED_BELOW)
    stretched = months < _STRETCHED_BELOW
    banded = any(row.member in settings.banded for row in rows)
    return (
        *((Assumption("stretched_to_a_year", {"months": months}),) if stretched else ()),
        *((Assumption("from_bands"),) if banded else ()),
    )


def _about_vat(movers: Iterable[Price], lowest: Price) -> tuple[Assumption, ...]:
    if any(one.vat_told != lowest.vat_told for one in movers):
        return (Assumption("vat_not_told"),)
    return ()


def _spread(prices: Sequence[Price]) -> dict[str, str | int]:
    return {
        "measure": prices[0].measure,
        "members": len(prices),
        "lowest_thousandths": prices[0].price_thousandths,
        "second_thousandths": prices[1].price_thousandths,
        "highest_thousandths": prices[-1].price_thousandths,
    }


def _per_supplier(rows: Iterable[Bought]) -> Mapping[str, list[Bought]]:
    groups: dict[str, list[Bought]] = defaultdict(list)
    for row in rows:
        groups[row.supplier].append(row)
    return groups


def _by_size(rows: Iterable[Bought]) -> tuple[str, ...]:
    """Suppliers, the one that gets most first."""
    sums: dict[str, int] = defaultdict(int)
    for row in rows:
        sums[row.supplier] += row.yearly_pence
    return tuple(sorted(sums, key=lambda one: (-sums[one], one)))
