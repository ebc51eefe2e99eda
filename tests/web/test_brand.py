"""Every pair of colours in use can be read, whatever colour a cluster brings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from spinney.base.web import brand

TOKENS = Path(__file__).parents[2] / "frontend" / "sass" / "_tokens.scss"
COMPILED = Path(brand.__file__).with_name("static") / "spinney" / "css" / "spinney.css"


@pytest.mark.parametrize("pair", brand.TEXT_PAIRS, ids=lambda p: f"{p.text} on {p.ground}")
def test_text_can_be_read(pair):
    ratio = brand.contrast(brand.COLOURS[pair.text], brand.COLOURS[pair.ground])
    assert ratio >= 4.5, f"{pair.used_for}: {ratio:.2f} to 1"


@pytest.mark.parametrize("pair", brand.SHAPE_PAIRS, ids=lambda p: f"{p.text} on {p.ground}")
def test_shapes_can_be_told_from_their_ground(pair):
    ratio = brand.contrast(brand.COLOURS[pair.text], brand.COLOURS[pair.ground])
    assert ratio >= 3, f"{pair.used_for}: {ratio:.2f} to 1"


def test_contrast_is_the_one_that_wcag_defines():
    assert brand.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert brand.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert brand.contrast("#ffffff", "#ffffff") == 1


@pytest.mark.parametrize("path", [TOKENS, COMPILED], ids=["source", "compiled"])
def test_the_style_sheet_has_the_colours_that_are_measured(path):
    found = dict(re.findall(r"--spinney-([a-z0-9-]+):\s*(#[0-9a-f]{3,6})", path.read_text()))
    found = {k: v if len(v) == 7 else f"#{''.join(c * 2 for c in v[1:])}" for k, v in found.items()}
    assert {k: found.get(k) for k in brand.COLOURS} == brand.COLOURS


@given(st.integers(0, 0xFFFFFF))
def test_any_brand_colour_becomes_readable(number):
    properties = brand.brand_properties(f"#{number:06x}")
    main, deep = properties["--spinney-brand"], properties["--spinney-brand-deep"]
    for ground in ("#ffffff", brand.COLOURS["stone-100"], brand.COLOURS["stone-50"]):
        assert brand.contrast(main, ground) >= 4.5
    assert brand.contrast(properties["--spinney-brand-inverse"], main) >= 4.5
    assert brand.contrast(deep, properties["--spinney-brand-tint"]) >= 4.5


def test_a_readable_colour_is_left_as_it_is():
    assert brand.brand_properties("#1f4d3a")["--spinney-brand"] == "#1f4d3a"


@pytest.mark.urls("tests.web.kit_urls")
def test_a_brand_is_a_style_sheet_of_its_own(client):
    response = client.get(reverse("brand-style", args=["aa5500"]))
    assert response["Content-Type"].startswith("text/css")
    assert "--spinney-brand:#" in response.content.decode()
    assert "immutable" in response["Cache-Control"]


@pytest.mark.urls("tests.web.kit_urls")
@pytest.mark.parametrize("colour", ["red", "12345", "1f4d3a;}body{display:none", "gggggg"])
def test_nothing_but_a_colour_makes_a_style_sheet(client, colour):
    assert client.get(f"/brand/{colour}.css").status_code == 404
