"""What each member bears of a joint contract, as it was shared when it was made."""

from __future__ import annotations

from spinney.purchasing.bridge.sharing_costs import part_words
from spinney.purchasing.engine.cost_split import Part, Split
from spinney.purchasing.models import Contract


def share_rows(contract: Contract) -> list[tuple[str, int, str]]:
    """Name, pence a year, and how it was reckoned, for each member. One query."""
    rows = contract.shares.select_related("organisation").order_by("organisation__name", "pk")
    return [(one.organisation.name, one.yearly_pence, _words(one.steps)) for one in rows]


def _words(steps: dict[str, object]) -> str:
    if "rule" not in steps:
        return ""
    said = {name: value for name, value in steps.items() if name != "rule"}
    part = Part.from_json(said)
    # What was shared follows from the part: its exact share is "pence × weight / of".
    whole = int(part.exact.partition("/")[0]) // max(part.weight, 1) if part.weight else 0
    return part_words(Split(str(steps["rule"]), whole), part) if whole else ""
