"""The two files of the case: what the report says, and what is invented round it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
#: In a checkout the case lies beside src; in an installed package inside it.
PLACES = (HERE.parents[4] / "casebook", HERE.parents[2] / "casebook")


def _folder() -> Path:
    for place in PLACES:
        if (place / "collaborate2" / "facts.toml").exists():
            return place / "collaborate2"
    raise FileNotFoundError("The casebook is missing from this installation.")


@cache
def facts() -> dict[str, Any]:
    """What the published report says of Collaborate 2; nothing in it is invented."""
    return tomllib.loads((_folder() / "facts.toml").read_text())


@cache
def illustration() -> dict[str, Any]:
    """Invented people, dates and positions."""
    return tomllib.loads((_folder() / "illustration.toml").read_text())
