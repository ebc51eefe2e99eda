"""A grid tells where everything is: letters in the cells, a key below, words beside colours."""

from __future__ import annotations

import pytest

from spinney.base.web.charts.canvas import text_width
from spinney.base.web.charts.grid import GridCell, GridChart
from spinney.base.web.components.parts import Tone
from tests.web.test_charts import SVG, WIDTHS, begins_at, drawn, texts

GRID = GridChart(
    "How likely, and how bad", "Likelihood", "Impact", ["1: hardly ever", "2: almost certain"],
    ["2: it could end the work", "1: hardly felt"],
    [
        [GridCell((), Tone.WAITS, "Middling"), GridCell(("Money ends", "Fire"), Tone.LATE, "High")],
        [GridCell(("Rain",), Tone.GO, "Low"), GridCell((), Tone.WAITS, "Middling")],
    ],
    unit="risk",
)  # fmt: skip


@pytest.mark.parametrize("width", WIDTHS)
def test_letters_stand_in_the_cells_with_a_key_that_is_in_the_table_too(width):
    said = texts(drawn(GRID, width))
    assert "A B" in said
    assert "C" in said
    assert {"A: Money ends", "B: Fire", "C: Rain"} <= set(said)
    assert GRID.rows() == [
        ["2: it could end the work", "Middling", "High. A: Money ends, B: Fire"],
        ["1: hardly felt", "Low. C: Rain", "Middling"],
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_cell_says_its_tone_and_nothing_covers_it(width):
    root = drawn(GRID, width)
    said = texts(root)
    assert [said.count(word) for word in ("High", "Middling", "Low")] == [1, 2, 1]
    drawn_as = [el.get("class") for el in root.iter(f"{SVG}rect")]
    assert {"pic-rust", "pic-honey", "pic-moss"} <= set(drawn_as)
    assert not {"pic-hollow", "pic-paper"} & set(drawn_as)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_full_grid_stays_in_its_frame(width):
    names = tuple(f"A risk with a name that is rather long, number {n}" for n in range(30))
    full = GridChart(
        "Full", "Likelihood", "Impact", [f"{n}: almost certain" for n in range(1, 6)], ["5: bad"],
        [[GridCell(names, Tone.WAITS, "Middling") for _ in range(5)]],
    )  # fmt: skip
    root = drawn(full, width)
    _, _, wide, high = (float(n) for n in root.get("viewBox").split())
    for el in root.iter(f"{SVG}text"):
        size = float(el.get("font-size"))
        assert begins_at(el) >= -1
        assert begins_at(el) + text_width(el.text, size) <= wide + 1, el.text
        assert 0 < float(el.get("y")) <= high
    cells = [el for el in root.iter(f"{SVG}rect") if el.get("class") == "pic-honey"]
    foot = max(float(el.get("y")) + float(el.get("height")) for el in cells)
    letters = [el for el in root.iter(f"{SVG}text") if "pic-bold" in el.get("class")]
    assert all(float(el.get("y")) < foot for el in letters)
    assert "ET: A risk" in " ".join(texts(root))


def test_a_grid_of_nothing_says_so():
    empty = GridChart("Empty", "Across", "Down", ["1"], ["1"], [[GridCell(())]])
    assert "There is nothing to show yet." in str(empty.html())
