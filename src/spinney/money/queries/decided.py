"""Decisions of a cluster that this room rests on."""

from __future__ import annotations

from spinney.base.kernel.errors import BadInput
from spinney.clusters import api as clusters
from spinney.decisions import api as decisions


def check_decision(cluster: clusters.Cluster, number: int | None) -> None:
    """Raise BadInput, for the field "decision", for the number of a decision that does not stand in
    the cluster's register. None is no decision, and in order.
    """
    if number is None:
        return
    found = next((one for one in decisions.decisions(cluster) if one.number == number), None)
    if found is None or not found.stands:
        told = f"There is no decision {number} that stands in the register of decisions."
        raise BadInput(told, {"decision": [told]})


def standing_decisions(cluster: clusters.Cluster) -> list[tuple[int, str]]:
    """Number and words of each decision that stands, the newest first."""
    found = [(one.number, one.title) for one in decisions.decisions(cluster) if one.stands]
    return [(number, f"{number}: {title}") for number, title in sorted(found, reverse=True)]
