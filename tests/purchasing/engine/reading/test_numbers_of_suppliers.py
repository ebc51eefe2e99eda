"""Which numbers beside suppliers are registration numbers: never those of the ledger itself."""

import pytest

from spinney.purchasing.engine.reading.looking import look_at
from spinney.purchasing.engine.reading.opening import open_grid
from spinney.purchasing.engine.reading.read import read_grid

SUPPLIERS = ("Varnholt Joinery Ltd", "Copperbeck Foods", "Merrow Heating", "Oldroyd Ltd")


def _numbers(rows: list[str]) -> list[str]:
    grid = open_grid("payments.csv", "\n".join(rows).encode())
    lines = read_grid(grid, look_at(grid, []).layout, source="ash").lines
    assert lines["supplier"].to_pylist() == list(SUPPLIERS)
    return lines["supplier_number"].to_pylist()


@pytest.mark.parametrize(
    ("heading", "given", "taken"),
    [
        ("Supplier Number", ("00012345", "10023456", "1002345", "SC100234"), ("", "", "", "")),
        ("Supplier ID", ("GB-COH-01234567", "1002345", "", ""), ("GB-COH-01234567", "", "", "")),
        ("Company Number", ("01234567", "SC123456", "", ""), ("01234567", "SC123456", "", "")),
        ("Supplier charity no", ("1012345", "", "", ""), ("1012345", "", "", "")),
        ("VAT Registration No", ("1012345", "", "", ""), ("", "", "", "")),
    ],
)
def test_a_number_counts_where_a_register_is_named(heading, given, taken):
    rows = [
        f"{day:02}/03/2025,{name},{number},{day}.10"
        for day, name, number in zip(range(1, 5), SUPPLIERS, given, strict=True)
    ]
    assert _numbers([f"Date,Supplier,{heading},Amount", *rows]) == list(taken)


def test_numbers_before_names_are_the_ledgers_own():
    rows = [f"0{at}/03/2025,1001234{at} : {name},1.10" for at, name in enumerate(SUPPLIERS, 1)]
    assert _numbers(["Date,Supplier,Amount", *rows]) == [""] * 4
