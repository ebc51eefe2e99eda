from datetime import date

from spinney.purchasing.engine.comparing.columns import CONTRACTS
from spinney.purchasing.engine.comparing.ending import ending_contracts, ending_together
from tests.purchasing.engine.comparing.tables import contract, rows, table

TODAY = date(2026, 5, 1)
RUNNING = [
    contract("ash", "Rook", "energy", "2026-09-01", notice=60, pence=100_00),
    contract("birch", "Wren", "energy", "2026-10-01", notice=30),
    contract("cedar", "Wren", "energy", "2027-01-30", notice=60, pence=50_00),
    contract("elm", "Wren", "energy", "2026-05-20", notice=30, pence=50_00),
    contract("ash", "Jay", "payroll_hr", "2026-09-01"),
    contract("ash", "Lark", "insurance", "2026-04-30"),
]


def test_contracts_by_their_notice_day():
    found = rows(ending_contracts(table(RUNNING, CONTRACTS), TODAY))
    assert [(r["title"], r["notice_day"], r["notice"]) for r in found] == [
        ("Wren for elm", date(2026, 4, 20), "passed"),
        ("Rook for ash", date(2026, 7, 3), "open"),
        ("Jay for ash", date(2026, 8, 2), "open"),
        ("Wren for birch", date(2026, 9, 1), "open"),
        ("Wren for cedar", date(2026, 12, 1), "open"),
    ]


def test_windows_for_buying_together_are_as_wide_as_they_can_be():
    """Ash and birch lie 60 days apart, birch and cedar 91: two windows of 120."""
    found = rows(ending_together(table(RUNNING, CONTRACTS), TODAY))
    assert [(r["decide_by"], r["last_notice"], r["members"], r["yearly_pence"]) for r in found] == [
        (date(2026, 7, 3), date(2026, 9, 1), 2, 100_00),
        (date(2026, 9, 1), date(2026, 12, 1), 2, 50_00),
    ]
    (one,) = rows(ending_together(table(RUNNING, CONTRACTS), TODAY, preparing=200))
    assert (one["members"], one["contracts"], one["last_end"]) == (3, 3, date(2027, 1, 30))
    assert rows(ending_together(table(RUNNING, CONTRACTS), TODAY, preparing=30)) == []
