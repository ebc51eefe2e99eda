"""Drawings (SVG) as pictures that a word processor can hold (PNG), set with typst."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from spinney.base.kernel.printing.setting import set_png

DOTS_PER_INCH = 192
"""Twice what a screen has: sharp on paper too, and small."""


def pngs(drawings: Sequence[str]) -> list[bytes]:
    """Each drawing as PNG, in order, as wide as the words on an A4 page.

    Raises ValueError for what is no SVG.
    """
    return set_png(_template(), {"drawings": list(drawings)}, DOTS_PER_INCH) if drawings else []


@lru_cache(maxsize=1)
def _template() -> bytes:
    return (files(__package__) / "drawings.typ").read_bytes()
