"""Make the font that agreements are set in from the project's web font (run by hand, once).

    uv run --no-project --with fonttools --with brotli python tools/print_fonts.py

Typesetting needs TrueType; the web font comes as two WOFF2 files for each weight (Latin, extended
Latin) and lacks Welsh letters, which are put together here from its own letters and accents.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "src/spinney/base/web/static/spinney/fonts"
MADE = ROOT / "src/spinney/base/kernel/printing/fonts"
FAMILY = "Spinney Text"
WEIGHTS = {"400": "Regular", "700": "Bold"}
#: letter -> (base, a letter with the same accent)
WELSH = {
    "ŵ": ("w", "ê"), "ŷ": ("y", "ê"), "Ŵ": ("W", "Ê"), "Ŷ": ("Y", "Ê"),
    "ẁ": ("w", "è"), "ẃ": ("w", "é"), "ẅ": ("w", "ë"), "ỳ": ("y", "è"),
    "Ẁ": ("W", "È"), "Ẃ": ("W", "É"), "Ẅ": ("W", "Ë"), "Ỳ": ("Y", "È"),
}  # fmt: skip
#: Characters that look like one the font has.
LIKE = {0x2011: "-", 0x2009: "\u00a0", 0x202F: "\u00a0"}
HINTS = ["fpgm", "prep", "cvt ", "gasp"]
NAMES_LEFT_OUT = (7, 18, 21, 22, 25)


def merged(weight: str, folder: Path) -> Any:
    """Both parts of one weight in one font, without the hints for screens, which cannot merge."""
    from fontTools.merge import Merger, Options
    from fontTools.ttLib import TTFont

    parts = []
    for part in ("latin", "latin-ext"):
        font = TTFont(WEB / f"atkinson-hyperlegible-{part}-{weight}-normal.woff2")
        font.flavor = None
        parts.append(str(folder / f"{part}-{weight}.ttf"))
        font.save(parts[-1])
    font = Merger(options=Options(drop_tables=HINTS)).merge(parts)
    for glyph in font["glyf"].keys():  # noqa: SIM118  (a table, no dictionary)
        font["glyf"][glyph].removeHinting()
    return font


def rename(font: Any, style: str) -> None:
    """The licence keeps the name for the font as it was."""
    said = {
        1: FAMILY, 16: FAMILY, 3: f"1.006;SpinneyText-{style}", 4: f"{FAMILY} {style}",
        6: f"SpinneyText-{style}",
    }  # fmt: skip
    for record in list(font["name"].names):
        if record.nameID in said:
            record.string = said[record.nameID]
        elif record.nameID in NAMES_LEFT_OUT:
            font["name"].names.remove(record)
    note = "The Latin and extended Latin parts of Atkinson Hyperlegible 1.006, with Welsh letters."
    font["name"].setName(note, 10, 3, 1, 0x409)


def add_letters(font: Any) -> None:
    """Welsh letters, each its base with the accent of another letter set over its middle."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    known, glyphs = font.getBestCmap(), font["glyf"]

    def middle(name: str) -> float:
        glyphs[name].recalcBounds(glyphs)
        return (glyphs[name].xMin + glyphs[name].xMax) / 2

    added: dict[int, str] = {code: known[ord(like)] for code, like in LIKE.items()}
    for letter, (base, model) in WELSH.items():
        below, accent = glyphs[known[ord(model)]].components[:2]
        own = known[ord(base)]
        aside = round(middle(own) - middle(below.glyphName))
        pen = TTGlyphPen(font.getGlyphSet())
        pen.addComponent(own, (1, 0, 0, 1, 0, 0))
        pen.addComponent(accent.glyphName, (1, 0, 0, 1, accent.x + aside, accent.y))
        name = f"uni{ord(letter):04X}"
        glyphs[name] = pen.glyph()
        glyphs[name].recalcBounds(glyphs)
        font["hmtx"][name] = (font["hmtx"][own][0], glyphs[name].xMin)
        added[ord(letter)] = name
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(added)


def main() -> None:
    from fontTools.ttLib import TTFont

    MADE.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        for weight, style in WEIGHTS.items():
            font = merged(weight, Path(folder))
            rename(font, style)
            whole = Path(folder) / f"{style}.ttf"
            font.save(whole)
            font = TTFont(whole)  # read anew: what was merged does not know its own glyphs yet
            add_letters(font)
            font.save(MADE / f"SpinneyText-{style}.ttf")


if __name__ == "__main__":
    main()
