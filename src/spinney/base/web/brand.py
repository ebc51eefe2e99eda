"""Colours: the site's own, the pairs in which they are used, and a cluster's own brand.

A cluster gives one colour. What is drawn with it is that colour made as dark as needed for
4.5:1 against white (WCAG 2.2, 1.4.3), so that no brand can make a page unreadable.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from spinney.base.kernel.errors import NotFound
from spinney.base.web.guard import public

ENOUGH = 4.5
_HEX = re.compile(r"^#?([0-9a-fA-F]{6})$")

COLOURS: dict[str, str] = {
    "wood": "#1f4d3a",
    "wood-deep": "#153528",
    "wood-tint": "#e8f0eb",
    "moss": "#5b7f3a",
    "moss-ink": "#3d5a22",
    "moss-tint": "#edf3e5",
    "bark": "#5c4a3d",
    "bark-tint": "#f3eee9",
    "honey": "#c98a1b",
    "honey-ink": "#6b4705",
    "honey-tint": "#fcf1da",
    "rust": "#a63d2f",
    "rust-deep": "#7f2c21",
    "rust-tint": "#f9e9e6",
    "ink": "#23211e",
    "stone-700": "#5a554e",
    "stone-500": "#7d776e",
    "stone-300": "#cdc7bd",
    "stone-200": "#e2ddd4",
    "stone-100": "#f0ede7",
    "stone-50": "#f9f7f3",
    "paper": "#ffffff",
    "focus": "#ffcf5c",
}


@dataclass(frozen=True)
class Pair:
    """Text (or a shape that carries meaning) on a ground, and where the pair is used."""

    text: str
    ground: str
    used_for: str
    least: float = ENOUGH


TEXT_PAIRS = (
    Pair("ink", "paper", "body text"),
    Pair("ink", "stone-100", "tag, footer, file upload"),
    Pair("ink", "stone-50", "navigation, hovered row"),
    Pair("ink", "focus", "focused link or button"),
    Pair("ink", "honey", "disc that waits, warning mark"),
    Pair("ink", "moss-tint", "confirmation, banner"),
    Pair("ink", "honey-tint", "banner that waits"),
    Pair("ink", "rust-tint", "banner of something late"),
    Pair("stone-700", "paper", "hints, captions"),
    Pair("stone-700", "stone-50", "captions in a hovered row"),
    Pair("stone-700", "stone-100", "captions on stone"),
    Pair("stone-700", "moss-tint", "captions in a confirmation"),
    Pair("wood", "paper", "links, secondary button"),
    Pair("wood", "stone-50", "navigation"),
    Pair("wood", "stone-100", "links in the footer"),
    Pair("wood-deep", "wood-tint", "chosen filter"),
    Pair("wood-deep", "paper", "hovered link"),
    Pair("paper", "wood", "header, button"),
    Pair("paper", "wood-deep", "hovered button"),
    Pair("bark", "paper", "visited link"),
    Pair("bark", "stone-100", "visited link in the footer"),
    Pair("moss-ink", "moss-tint", "tag: done"),
    Pair("moss-ink", "paper", "saved note"),
    Pair("honey-ink", "honey-tint", "tag: waits; demonstration band"),
    Pair("rust-deep", "rust-tint", "tag: late"),
    Pair("rust", "paper", "error message"),
    Pair("paper", "rust", "button of a destructive act"),
    Pair("paper", "rust-deep", "the same, hovered"),
    Pair("paper", "ink", "why a value is withheld"),
)

# Shapes that carry meaning need 3:1 (WCAG 2.2, 1.4.11).
SHAPE_PAIRS = (
    Pair("stone-500", "paper", "outline of what is to come, axes", 3),
    Pair("moss", "paper", "bars, done", 3),
    Pair("honey-ink", "paper", "outline of honey shapes", 3),
    Pair("rust", "paper", "late", 3),
    Pair("wood", "paper", "main shapes", 3),
    Pair("stone-500", "stone-200", "outline of planned time", 3),
)


def _channels(colour: str) -> tuple[int, int, int]:
    found = _HEX.match(colour)
    if not found:
        raise ValueError(f"“{colour}” is not a colour like #1f4d3a.")
    value = int(found[1], 16)
    return value >> 16, value >> 8 & 255, value & 255


def _hex(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(min(255, max(0, c))):02x}" for c in channels)


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", 0 to 1 (WCAG 2.2's definition)."""
    shares = [c / 255 for c in _channels(colour)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """`share` of the first colour (0 to 1) with the rest of the other."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    red, green, blue = (share * a + (1 - share) * b for a, b in pairs)
    return _hex((red, green, blue))


def readable(colour: str, ground: str = "#ffffff", least: float = ENOUGH) -> str:
    """The colour itself, or darkened step by step until it is readable on the ground."""
    share = 1.0
    while contrast(mixed(colour, "#000000", share), ground) < least:
        share -= 0.02
    return mixed(colour, "#000000", share)


def brand_properties(colour: str) -> dict[str, str]:
    """The custom properties that one brand colour gives. Raises ValueError for a non-colour."""
    # Links stand on stone too: measured there, so that they hold on white as well.
    main = readable(_hex(_channels(colour)), COLOURS["stone-100"])
    return {
        "--spinney-brand": main,
        "--spinney-brand-deep": mixed(main, "#000000", 0.68),
        "--spinney-brand-tint": mixed(main, "#ffffff", 0.1),
        "--spinney-brand-inverse": "#ffffff",
        "--govuk-brand-colour": main,
        "--govuk-link-colour": main,
    }


@public("colours only; the address holds them")
@cache_control(public=True, immutable=True, max_age=31_536_000)
def brand_style(request: HttpRequest, colour: str) -> HttpResponse:
    """`/brand/1f4d3a.css`: a cluster's colours as a style sheet, so that none stands in a page."""
    try:
        properties = brand_properties(colour)
    except ValueError as error:
        raise NotFound(str(error)) from error
    body = "".join(f"{name}:{value};" for name, value in properties.items())
    return HttpResponse(f":root{{{body}}}", content_type="text/css; charset=utf-8")
