"""Pictures: well-formed, escaped, told in words, also a table, nothing on top of anything."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import combinations
from math import hypot
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.base.web import charts
from spinney.base.web.catalogue import data
from spinney.base.web.charts.canvas import text_width
from spinney.base.web.components.parts import Tone

SVG = "{http://www.w3.org/2000/svg}"
WIDTHS = [680, 288]


def drawn(picture, width):
    svg = picture.draw(width, "t").svg("c", picture.title, picture.description, "t")
    return ElementTree.fromstring(svg)


def texts(root):
    return [el.text for el in root.iter(f"{SVG}text")]


def begins_at(text):
    """The left end of a text, whatever its anchor."""
    long = text_width(text.text, float(text.get("font-size")))
    back = {"start": 0, "middle": long / 2, "end": long}
    return float(text.get("x")) - back[text.get("text-anchor")]


@pytest.mark.parametrize(
    "picture", [data.MAP, data.BARS, data.DOTS, data.PLAN], ids=lambda p: p.title
)
def test_a_picture_is_named_told_and_also_a_table(picture):
    html = str(picture.html())
    for width in ("wide", "narrow"):
        assert f'aria-labelledby="{picture.uid}-{width}-t {picture.uid}-{width}-d"' in html
        assert f'<desc id="{picture.uid}-{width}-d">' in html
    assert "Show as table" in html
    for row in picture.rows():
        for cell in row:
            assert str(cell).replace("'", "&#x27;") in html
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert "style=" not in html


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "picture", [data.MAP, data.BARS, data.DOTS, data.PLAN], ids=lambda p: p.title
)
def test_a_picture_stays_in_its_frame(picture, width):
    root = drawn(picture, width)
    _, _, wide, high = (float(n) for n in root.get("viewBox").split())
    for el in root.iter(f"{SVG}text"):
        long = text_width(el.text, float(el.get("font-size")))
        x = begins_at(el)
        assert x >= -1
        assert x + long <= wide + 8, el.text
        assert 0 < float(el.get("y")) <= high + 1
    for el in root.iter(f"{SVG}rect"):
        if el.get("x"):
            assert float(el.get("x")) + float(el.get("width")) <= wide + 1


names = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
places = st.lists(
    st.builds(
        charts.Place,
        name=names,
        latitude=st.floats(49.9, 58.7),
        longitude=st.floats(-6, 1.7),
        hollow=st.booleans(),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(places, st.sampled_from(WIDTHS))
def test_no_disc_covers_another_wherever_the_places_are(found, width):
    root = drawn(charts.PlaceMap("Map", found), width)
    radius = charts.places.DISC
    discs = [c for c in root.iter(f"{SVG}circle") if float(c.get("r")) == radius]
    assert len(discs) == len(found)
    at = [(float(c.get("cx")), float(c.get("cy"))) for c in discs]
    assert all(hypot(a[0] - b[0], a[1] - b[1]) > 1.6 * radius for a, b in combinations(at, 2))
    assert all(0 < x < width for x, _ in at)


@settings(max_examples=60, deadline=None)
@given(places)
def test_no_name_on_the_map_runs_into_another(found):
    root = drawn(charts.PlaceMap("Map", found), 680)
    boxes = []
    for el in root.iter(f"{SVG}text"):
        size = float(el.get("font-size"))
        if size == charts.places.LABEL_SIZE:
            x, y = begins_at(el), float(el.get("y"))
            boxes.append((x, y - 12, x + text_width(el.text, size), y + 3))
    for a, b in combinations(boxes, 2):
        assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3])


def test_twelve_in_one_house_are_all_to_be_seen():
    found = [charts.Place(f"Group {n}", 53.58, -2.43) for n in range(12)]
    root = drawn(charts.PlaceMap("Map", found), 680)
    at = {(c.get("cx"), c.get("cy")) for c in root.iter(f"{SVG}circle") if c.get("r") == "12"}
    assert len(at) == 12


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        (charts.PlaceMap("Map", [charts.Place("Ash", None, None)]), "nothing to put on a map"),
        (charts.BarChart("Bars", []), "No values to show."),
        (
            charts.PlanChart("Plan", [charts.PlanRow("a")], date(2026, 1, 1)),
            "No dates are set yet.",
        ),
    ],
)
def test_a_picture_of_nothing_says_so_and_is_not_drawn(picture, said):
    html = str(picture.html())
    assert said in html
    assert "<svg" not in html


def test_distances_on_the_map_are_true():
    found = [
        charts.Place("South", 53.50, -2.40),
        charts.Place("North", 53.60, -2.40),
        charts.Place("East", 53.55, -2.20),
    ]
    root = drawn(charts.PlaceMap("Map", found), 680)
    at = [(float(c.get("cx")), float(c.get("cy"))) for c in root.iter(f"{SVG}circle")]
    south, north, east = at
    up = hypot(south[0] - north[0], south[1] - north[1])
    along = abs(east[0] - south[0])
    # A degree of longitude at 53.55° is 0.594 of one of latitude: 0.2° is 13.2 km, 0.1° is 11.1.
    assert along / up == pytest.approx(0.2 * 0.594 / 0.1, rel=0.01)
    assert north[1] < south[1]


def test_a_place_that_is_not_known_is_named_in_words():
    picture = charts.PlaceMap(
        "Map", [charts.Place("Ash", 53.5, -2.4), charts.Place("Oak", None, None)]
    )
    assert "Not on the map: Oak." in picture.description
    assert ["Oak", "not shown", ""] in picture.rows()


def test_letters_tell_everybody_apart():
    given_ = ["Bolton Boats", "Big Bakery", "Bury Bikes", "Ash"]
    assert charts.letters_for(given_) == ["BB", "B2", "B3", "A"]


def test_a_withheld_bar_is_hatched_and_says_why():
    root = drawn(data.BARS, 680)
    hatched = [r for r in root.iter(f"{SVG}rect") if "url(#" in (r.get("fill") or "")]
    assert len(hatched) == 1
    assert "withheld: fewer than 5 organisations" in texts(root)
    assert ["Small grants", "withheld: fewer than 5 organisations", "–"] in data.BARS.rows()


def test_bars_are_in_proportion():
    picture = charts.BarChart("Bars", [charts.Bar("a", 50), charts.Bar("b", 100)])
    short, long = (float(r.get("width")) for r in drawn(picture, 680).iter(f"{SVG}rect"))
    assert long / short == pytest.approx(2, rel=0.01)


def test_bars_of_nothing_can_be_drawn():
    for bars in ([], [charts.Bar("a", 0)], [charts.Bar("a", None, reason="withheld")]):
        assert drawn(charts.BarChart("Bars", bars), 288) is not None


def test_time_past_the_plan_is_another_colour_and_is_told():
    row = charts.PlanRow("Focus", date(2026, 1, 1), date(2026, 2, 1), date(2026, 1, 1))
    late = charts.PlanChart("Plan", [row], date(2026, 3, 1))
    assert "Past the plan: Focus." in late.description
    assert any("pic-rust" in r.get("class") for r in drawn(late, 680).iter(f"{SVG}rect"))
    kept = charts.PlanChart("Plan", [row], date(2026, 1, 20))
    assert "None is late." in kept.description
    assert not any("pic-rust" in r.get("class") for r in drawn(kept, 680).iter(f"{SVG}rect"))


dates = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            charts.PlanRow,
            name=names,
            planned_from=dates,
            planned_to=dates,
            began=dates,
            ended=dates,
        ),
        max_size=6,
    )
)
def test_any_plan_can_be_drawn(rows):
    picture = charts.PlanChart("Plan", rows, date(2026, 3, 1))
    for width in WIDTHS:
        for rect in drawn(picture, width).iter(f"{SVG}rect"):
            assert float(rect.get("width")) >= 0
    assert len(picture.rows()) == len(rows)


def test_names_can_do_nothing_to_the_picture():
    picture = charts.BarChart("<b>Bars</b>", [charts.Bar("</text><script>alert(1)</script>", 1)])
    assert "<script>" not in str(picture.html())


def test_tones_differ_in_more_than_their_name():
    classes = set()
    for tone in (Tone.GO, Tone.WAITS, Tone.LATE):
        root = drawn(charts.BarChart("Bars", [charts.Bar("a", 1, tone=tone)]), 288)
        classes.add(next(root.iter(f"{SVG}rect")).get("class"))
    assert len(classes) == 3


def test_a_long_plan_has_few_enough_dates_to_read():
    start = date(2020, 1, 1)
    rows = [charts.PlanRow("a", start, start + timedelta(days=3650))]
    said = [t for t in texts(drawn(charts.PlanChart("Plan", rows, start), 288)) if " 20" in t]
    assert 2 <= len(said) <= 6
