"""What each member bears of a joint contract, as it was shared when it was made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spinney.money.api import Part
from spinney.purchasing.bridge.sharing_costs import part_words
from spinney.purchasing.models import Contract

BESIDE = ("rule", "whole", "once")
"""What stands beside a part in the steps that are kept with it."""


def share_rows(contract: Contract) -> list[tuple[str, int, int, str]]:
    """Name, pence a year, pence once, and how it was reckoned, for each member. One query."""
    rows = contract.shares.select_related("organisation").order_by("organisation__name", "pk")
    return [
        (one.organisation.name, one.yearly_pence, one.steps.get("once", 0), _words(one.steps))
        for one in rows
    ]


def _words(steps: Mapping[str, Any]) -> str:
    if "pieces" not in steps:
        return ""
    return part_words(
        Part.from_json({name: value for name, value in steps.items() if name not in BESIDE})
    )
