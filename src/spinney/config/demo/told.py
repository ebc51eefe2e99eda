"""The files of the case: what the report says, what is invented round it, and clusters that are
invented altogether.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
#: In a checkout the case lies beside src; in an installed package inside it.
PLACES = (HERE.parents[4] / "casebook", HERE.parents[2] / "casebook")


def _case(name: str) -> Path:
    for place in PLACES:
        if (place / name).is_dir():
            return place / name
    raise FileNotFoundError("The casebook is missing from this installation.")


@cache
def facts() -> dict[str, Any]:
    """What the published report says of Collaborate 2; nothing in it is invented."""
    return tomllib.loads((_case("collaborate2") / "facts.toml").read_text())


@cache
def illustration() -> dict[str, Any]:
    """Invented people, dates and positions."""
    return tomllib.loads((_case("collaborate2") / "illustration.toml").read_text())


def ledgers() -> Path:
    """The folder of what Meadowbridge's members paid, in the formats that bookkeepers export."""
    return _case("meadowbridge") / "ledgers"


@cache
def neighbours() -> dict[str, Any]:
    """Three more clusters that do not exist, each at another point of the walk."""
    return tomllib.loads((HERE.parent / "neighbours.toml").read_text())


@cache
def meadowbridge() -> dict[str, Any]:
    """A cluster that does not exist, with its organisations, their answers and what followed."""
    return tomllib.loads((_case("meadowbridge") / "illustration.toml").read_text())
