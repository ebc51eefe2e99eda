"""A small drawing of trees, for pages that welcome. Decoration: it says nothing by itself."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

GROUND = 196.0

# (middle, height, width, tone), back to front: tones are classes of the style sheet.
TREES = (
    (58, 118, 56, "tint"),
    (300, 132, 62, "tint"),
    (392, 92, 46, "tint"),
    (102, 168, 70, "moss"),
    (206, 188, 84, "wood"),
    (262, 108, 48, "moss"),
    (148, 96, 44, "wood"),
    (344, 150, 64, "wood"),
    (30, 74, 34, "moss"),
    (424, 66, 32, "moss"),
)


def _tree(middle: float, height: float, width: float, tone: str) -> str:
    """A crown like a leaf standing on its stem."""
    top, half = GROUND - height, width / 2
    belly = GROUND - height * 0.18 - half
    shoulder = top + (belly - top) * 0.52
    crown = (
        f"M{middle:g} {top:g}C{middle + half * 0.78:g} {shoulder:g} {middle + half:g}"
        f" {belly - half * 0.7:g} {middle + half:g} {belly:g}"
        f"A{half:g} {half:g} 0 0 1 {middle - half:g} {belly:g}"
        f"C{middle - half:g} {belly - half * 0.7:g} {middle - half * 0.78:g} {shoulder:g}"
        f" {middle:g} {top:g}Z"
    )
    stem = f"M{middle:g} {belly:g}V{GROUND:g}"
    vein = f"M{middle:g} {belly - half * 0.4:g}V{belly + half:g}"
    return (
        f'<path class="grove-stem" d="{stem}"/><path class="grove-{tone}" d="{crown}"/>'
        f'<path class="grove-stem grove-vein-{tone}" d="{vein}"/>'
    )


def grove() -> SafeString:
    """The drawing, as inline SVG hidden from screen readers."""
    trees = "".join(_tree(*tree) for tree in TREES)
    return mark_safe(  # noqa: S308 (constants only)
        '<svg class="spinney-grove" viewBox="0 0 450 204" aria-hidden="true" focusable="false">'
        f'{trees}<path class="grove-ground" d="M0 {GROUND:g}H450"/></svg>'
    )
