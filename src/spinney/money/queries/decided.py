"""Decisions of a cluster that this room rests on."""

from __future__ import annotations

from datetime import date

from spinney.base.kernel.errors import BadInput
from spinney.base.web.components.words import day
from spinney.clusters import api as clusters
from spinney.decisions import api as decisions


def check_decision(
    cluster: clusters.Cluster, number: int | None, since: date | None = None
) -> None:
    """Raise BadInput, for the field "decision", for the number of a decision that does not stand in
    the cluster's register, or was taken before the day `since`. None is no decision, and in order.
    """
    if number is None:
        return
    found = next((one for one in decisions.decisions(cluster) if one.number == number), None)
    if found is None or not found.stands:
        told = f"There is no decision {number} that stands in the register of decisions."
        raise BadInput(told, {"decision": [told]})
    if since is not None and found.decided_on < since:
        told = (
            f"Decision {number} is of {day(found.decided_on)}, and this was proposed on "
            f"{day(since)}. Choose a decision of that day or later."
        )
        raise BadInput(told, {"decision": [told]})


def standing_decisions(
    cluster: clusters.Cluster, since: date | None = None
) -> list[tuple[int, str]]:
    """Number and words of each decision that stands (and was taken on the day `since` or later),
    the newest first.
    """
    found = [
        (one.number, one.title)
        for one in decisions.decisions(cluster)
        if one.stands and (since is None or one.decided_on >= since)
    ]
    return [(number, f"{number}: {title}") for number, title in sorted(found, reverse=True)]
