from spinney.purchasing.engine.comparing.bands import banded
from spinney.purchasing.engine.comparing.columns import CELLS, MEASURES
from spinney.purchasing.engine.comparing.prices import price_spread
from spinney.purchasing.engine.comparing.yearly import blurred, yearly
from tests.purchasing.engine.comparing.tables import a_year, cell, measure, rows, table


def yearly_rows(cells):
    return {(r["member"], r["supplier"]): r for r in rows(yearly(table(cells, CELLS)))}


def test_a_year_is_the_last_twelve_months_of_a_members_own_spending():
    cells = [
        *a_year("ash", "Rook", "energy", 1_000, first=(2024, 1), months=24),
        *a_year("birch", "Wren", "energy", 1_000, first=(2025, 9), months=4),
        cell("cedar", "Jay", "energy", "2025-06", 9_000),
        cell("elm", "Jay", "energy", None, 9_000),
    ]
    found = yearly_rows(cells)
    assert (found["ash", "rook"]["yearly_pence"], found["ash", "rook"]["months"]) == (12_000, 12)
    assert (found["birch", "wren"]["yearly_pence"], found["birch", "wren"]["months"]) == (12_000, 4)
    assert found["cedar", "jay"]["yearly_pence"] == 108_000  # one month, stretched, and says so
    assert (found["cedar", "jay"]["months"], found["cedar", "jay"]["behind"]) == (1, 6)
    assert ("elm", "jay") not in found  # without a date nobody can say in which year


def test_a_mistyped_date_does_not_move_the_year():
    lines = [one | {"lines": 40} for one in a_year("ash", "Rook", "energy", 1_000)]
    strays = [cell("ash", "Rook", "energy", month, 77) for month in ("2012-10", "2029-01")]
    found = yearly_rows([*lines, *strays])["ash", "rook"]
    assert (found["yearly_pence"], found["months"]) == (12_000, 12)


def test_who_is_compared_and_why_others_are_not():
    cells = [
        *a_year("ash", "Rook", "energy", 10_000),
        *a_year("birch", "Wren", "energy", 15_000),
        *a_year("cedar", "Wren", "energy", 15_000),
        *a_year("elm", "Wren", "energy", 15_000, first=(2025, 12), months=4),
        *a_year("hazel", "Wren", "energy", 15_000, first=(2023, 4)),
        *a_year("oak", "Wren", "energy", 900_000),
        *a_year("rowan", "Wren", "energy", -100),
    ]
    known = ("ash", "birch", "elm", "hazel", "oak", "rowan")
    measures = [measure(name, "square_metres", 100) for name in known]
    spread = price_spread(yearly(table(cells, CELLS)), table(measures, MEASURES))
    found = {r["member"]: r for r in rows(spread)}
    # £1,200 a year over 100 square metres is £12, in thousandths of a penny.
    assert (found["ash"]["price_thousandths"], found["ash"]["place"]) == (1_200_000, 1)
    assert (found["birch"]["price_thousandths"], found["birch"]["place"]) == (1_800_000, 2)
    assert {name: row["left_out"] for name, row in found.items()} == {
        "ash": "",
        "birch": "",
        "cedar": "no_measure",
        "elm": "short",
        "hazel": "other_period",
        "oak": "far_off",
        "rowan": "nothing_spent",
    }
    assert all(row["price_thousandths"] is None for row in found.values() if row["left_out"])


def test_one_alone_is_not_compared_and_a_quantity_is_a_measure():
    alone = price_spread(
        yearly(table(a_year("ash", "Rook", "energy", 10_000), CELLS)),
        table([measure("ash", "sites", 2)], MEASURES),
    )
    assert [r["left_out"] for r in rows(alone)] == ["alone"]
    cells = [
        *a_year("ash", "Rook", "energy", 10_000, quantity="400.5"),
        *a_year("birch", "Wren", "energy", 10_000, quantity="500"),
    ]
    by_unit = rows(price_spread(yearly(table(cells, CELLS)), table([], MEASURES)))
    assert [(r["member"], r["price_thousandths"]) for r in by_unit] == [
        ("birch", 20_000),
        ("ash", 24_968),  # £1,200 over 4,806 units: 24.968p each
    ]


def test_whoever_sees_bands_cannot_tell_two_amounts_of_one_band_apart():
    """Everything reckoned for members starts from the middles of bands, so it is the same."""

    def seen(pence):
        cells = [
            *a_year("ash", "Rook", "energy", pence, quantity="10"),
            *a_year("birch", "Wren", "energy", 15_000),
        ]
        measures = [measure("ash", "sites", 1), measure("birch", "sites", 1)]
        return rows(
            price_spread(
                blurred(yearly(table(cells, CELLS)), {"ash", "birch"}), table(measures, MEASURES)
            )
        )

    assert banded(12 * 9_000) == banded(12 * 20_000)
    assert seen(9_000) == seen(20_000) != seen(80_000)
