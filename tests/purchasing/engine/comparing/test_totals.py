from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.purchasing.engine.comparing import concentration, sharing, totals
from spinney.purchasing.engine.comparing.columns import CELLS, ColumnsMissing
from tests.purchasing.engine.comparing.tables import cell, rows, table

CELLS_OF_THREE = [
    cell("ash", "Rook Energy", "energy", "2026-01", 60_000, vat=12_000),
    cell("ash", "Rook Energy", "energy", "2026-02", 20_000),
    cell("ash", "Wren Print", "stationery_print", "2026-02", -5_000),
    cell("birch", "Rook Energy", "energy", "2026-02", 10_000),
    cell("birch", "Lark Power", "energy", "2026-03", 10_000),
    cell("cedar", "Jay Payroll", "payroll_hr", None, 5_000),
]


def test_totals_reckoned_by_hand():
    cells = table(CELLS_OF_THREE, CELLS)
    assert [
        (r["member"], r["spent_pence"], r["suppliers"]) for r in rows(totals.by_member(cells))
    ] == [
        ("ash", 75_000, 2),
        ("birch", 20_000, 2),
        ("cedar", 5_000, 1),
    ]
    assert [
        (r["category"], r["spent_pence"], r["members"]) for r in rows(totals.by_category(cells))
    ] == [
        ("energy", 100_000, 2),
        ("payroll_hr", 5_000, 1),
        ("stationery_print", -5_000, 1),
    ]
    assert [r["supplier_name"] for r in rows(totals.by_supplier(cells))][0] == "Rook Energy"
    assert [(r["month"], r["spent_pence"]) for r in rows(totals.by_month(cells))] == [
        (date(2026, 1, 1), 60_000),
        (date(2026, 2, 1), 25_000),
        (date(2026, 3, 1), 10_000),
        (None, 5_000),
    ]
    vat = {r["member"]: r for r in rows(totals.vat(cells))}
    assert (vat["ash"]["vat_pence"], vat["ash"]["told_thousandths"]) == (12_000, 333)
    assert (vat["birch"]["vat_pence"], vat["birch"]["told_thousandths"]) == (0, 0)


def test_where_members_meet():
    cells = table(CELLS_OF_THREE, CELLS)
    (shared,) = rows(sharing.shared_suppliers(cells))
    assert (shared["supplier_name"], shared["members"]) == ("Rook Energy", 2)
    assert (shared["spent_pence"], shared["largest_pence"]) == (90_000, 80_000)
    (apart,) = rows(sharing.same_category_different_suppliers(cells))
    assert (apart["category"], apart["members"], apart["suppliers"]) == ("energy", 2, 2)
    assert (apart["shared"], apart["largest_pence"]) == (1, 90_000)


def test_the_steps_of_concentration():
    """60, 30 and 10 in 100: the index is 3,600 + 900 + 100, and the first two get 90 in 100."""
    cells = table(
        [
            cell("ash", "Rook", "energy", "2026-01", 6_000),
            cell("ash", "Wren", "energy", "2026-01", 3_000),
            cell("ash", "Jay", "energy", "2026-01", 1_000),
            cell("ash", "Refunder", "energy", "2026-01", -500),
        ],
        CELLS,
    )
    steps = concentration.concentration(cells)
    assert [(r["key"], r["share_millionths"], r["cumulative_millionths"]) for r in rows(steps)] == [
        ("rook", 600_000, 600_000),
        ("wren", 300_000, 900_000),
        ("jay", 100_000, 1_000_000),
    ]
    assert rows(concentration.index(steps)) == [
        {"how_many": 3, "spent_pence": 10_000, "hhi": 4_600, "first_for_80": 2}
    ]
    nothing = concentration.index(concentration.concentration(cells.filter(cells.lines > 9)))
    assert rows(nothing)[0]["hhi"] == 0


def test_a_table_without_its_columns_is_refused_by_name():
    with pytest.raises(ColumnsMissing) as refused:
        totals.by_member(table(CELLS_OF_THREE, CELLS).drop("lines", "month"))
    assert refused.value.missing == ("month", "lines")


DRAWN = st.builds(
    cell,
    st.sampled_from(("ash", "birch", "cedar")),
    st.sampled_from(("Rook", "Wren", "Jay", "Lark")),
    st.sampled_from(("energy", "software", "payroll_hr")),
    st.sampled_from((None, "2025-11", "2026-01", "2026-02")),
    st.integers(-(10**6), 10**7),
    vat=st.none() | st.integers(0, 10**5),
)


@settings(max_examples=6, deadline=None)
@given(st.lists(DRAWN, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_every_view_adds_up_to_the_same_and_order_does_not_matter(drawn, random):
    cells = table(drawn, CELLS)
    views = [
        rows(view(cells))
        for view in (totals.by_member, totals.by_category, totals.by_supplier, totals.by_month)
    ]
    whole = sum(one["amount_pence"] for one in drawn)
    assert [sum(row["spent_pence"] for row in view) for view in views] == [whole] * 4
    random.shuffle(drawn)
    assert rows(totals.by_supplier(table(drawn, CELLS))) == views[2]
    steps = rows(concentration.concentration(cells))
    assert all(step["spent_pence"] > 0 for step in steps)
    assert not steps or steps[-1]["cumulative_millionths"] == 1_000_000
