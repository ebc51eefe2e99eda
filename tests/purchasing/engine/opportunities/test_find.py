"""Opportunities reckoned by hand, one kind at a time."""

from datetime import date

from spinney.purchasing.engine.comparing.columns import CELLS, CONTRACTS, MEASURES
from spinney.purchasing.engine.opportunities.find import find
from spinney.purchasing.engine.opportunities.opportunity import Effort, Kind
from spinney.purchasing.engine.opportunities.settings import Settings
from tests.purchasing.engine.comparing.tables import a_year, contract, measure, table

TODAY = date(2026, 4, 10)


def found(cells, contracts=(), measures=(), **settings):
    return find(
        table(cells, CELLS),
        table(contracts, CONTRACTS),
        table(measures, MEASURES),
        today=TODAY,
        settings=Settings(**settings),
    )


def of(kind, opportunities):
    return [one for one in opportunities if one.kind is kind]


def shares(one):
    return {each.member: (each.low_pence, each.high_pence) for each in one.members}


def codes(said):
    return [one.code for one in said]


THREE_PRICES = [
    *a_year("ash", "Rook", "energy", 100_00),  # £12 a square metre
    *a_year("birch", "Wren", "energy", 150_00),  # £18
    *a_year("cedar", "Lark", "energy", 200_00),  # £24
]
HUNDRED_METRES = [measure(name, "square_metres", 100) for name in ("ash", "birch", "cedar")]


def test_switching_goes_from_the_second_lowest_price_to_the_lowest():
    (one,) = of(Kind.SWITCH, found(THREE_PRICES, measures=HUNDRED_METRES))
    assert (one.category, one.suppliers) == ("energy", ("rook",))
    assert shares(one) == {
        "birch": (0, 600_00),  # £1,800 to £1,200; the second-lowest price is its own
        "cedar": (600_00, 1_200_00),  # £2,400 to £1,800, to £1,200
    }
    assert (one.low_pence, one.high_pence) == (600_00, 1_800_00)
    assert codes(one.why) == ["price_spread", "lowest_pays"]
    assert (one.by_when, one.effort) == (None, Effort.MEDIUM)
    # £1,200 in the middle, sure ground, some days of work (850), no day known (850).
    assert one.score == 1_200_00 * 850 // 1000 * 850 // 1000


def test_a_price_that_may_hold_vat_is_not_held_against_one_without():
    told = [
        *a_year("ash", "Rook", "energy", 100_00, vat=20_00),
        *a_year("birch", "Wren", "energy", 110_00, vat=22_00),
        *a_year("cedar", "Lark", "energy", 144_00),
    ]
    (one,) = of(Kind.SWITCH, found(told, measures=HUNDRED_METRES))
    # £1,728 may hold £288 of VAT: £1,440 against £1,320; at best £1,728 against £1,200.
    assert shares(one)["cedar"] == (120_00, 528_00)
    assert "vat_not_told" in codes(one.assumptions)


def test_the_same_supplier_at_two_prices_is_asked_rather_than_left():
    cells = [
        *a_year("ash", "Rook", "energy", 100_00),
        *a_year("birch", "Rook", "energy", 150_00),
    ]
    opportunities = found(cells, measures=HUNDRED_METRES[:2])
    (one,) = of(Kind.RENEGOTIATE, opportunities)
    assert not of(Kind.SWITCH, opportunities)
    assert codes(one.why) == ["shared_supplier", "price_spread"]
    # Birch: the best price of that supplier, £600 less. Ash: half of 3 to 10 in 100 of £1,200, for
    # the £1,800 of £3,000 that others bring.
    assert shares(one) == {"ash": (10_80, 36_00), "birch": (10_80, 600_00)}


def test_buying_together_is_an_assumption_and_says_whose():
    cells = [
        *a_year("ash", "Rook", "training", 100_00),
        *a_year("birch", "Wren", "training", 300_00),
    ]
    (one,) = found(cells)
    assert one.kind is Kind.JOIN
    # 3 to 10 in 100 of £1,200 times three quarters, of £3,600 times one quarter.
    assert shares(one) == {"ash": (27_00, 90_00), "birch": (27_00, 90_00)}
    assert dict(one.assumptions[0].detail)["whose"] == "ours"
    (told,) = found(cells, assumed={"training": (0, 2_000)})
    assert shares(told)["ash"] == (0, 180_00)
    assert dict(told.assumptions[0].detail)["whose"] == "cluster"
    assert not found(cells, assumed={"training": (0, 0)})


def test_stopping_is_for_steady_payments_of_one_purpose_or_after_the_end():
    cells = [
        *a_year("ash", "Jay Payroll", "payroll_hr", 90_00),
        *a_year("ash", "Rook Payroll", "payroll_hr", 40_00),
        *a_year("ash", "Once Only", "payroll_hr", 900_00, first=(2026, 1), months=1),
        *a_year("birch", "Wren", "premises", 20_00),
        *a_year("birch", "Lark", "premises", 30_00),
    ]
    ended = contract("birch", "Wren", "premises", "2025-12-31")
    two, after = sorted(of(Kind.STOP, found(cells, [ended])), key=lambda one: one.suppliers[::-1])
    assert (two.suppliers, shares(two)) == (("rook-payroll",), {"ash": (0, 480_00)})
    assert (after.suppliers, codes(after.why)) == (("wren",), ["paid_after_end"])
    gone_on = contract("birch", "Wren", "premises", "2025-12-31", renews=True)
    assert not [one for one in found(cells, [gone_on]) if "paid_after_end" in codes(one.why)]


def test_the_first_notice_day_says_by_when_and_moves_it_up():
    contracts = [
        contract("birch", "Wren", "energy", "2025-07-31", notice=60, renews=True),  # a year on
        contract("cedar", "Lark", "energy", "2027-06-30", notice=30),
        contract("ash", "Rook", "energy", "2026-05-01"),  # stays where it is: no matter
    ]
    (one,) = of(Kind.SWITCH, found(THREE_PRICES, contracts, HUNDRED_METRES))
    assert one.by_when == date(2026, 6, 1)
    (without,) = of(Kind.SWITCH, found(THREE_PRICES, measures=HUNDRED_METRES))
    assert one.score > without.score
    assert one.key == without.key


def test_short_data_are_not_stretched_and_bands_are_said():
    cells = [
        *a_year("ash", "Rook", "training", 100_00, first=(2026, 2), months=2),
        *a_year("birch", "Wren", "training", 300_00),
    ]
    assert not found(cells)
    cells += a_year("cedar", "Wren", "training", 300_00, first=(2025, 11), months=5)
    (one,) = of(Kind.JOIN, found(cells, months_needed=2))
    assert dict(one.assumptions[-1].detail) == {"months": 2}
    seen = of(Kind.JOIN, found([*cells], months_needed=2, banded=frozenset({"birch"})))
    assert codes(seen[0].assumptions)[-1] == "from_bands"
