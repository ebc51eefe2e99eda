"""The grants of a programme as they are published."""

from __future__ import annotations

from datetime import datetime

from spinney.base.kernel.actors import Actor
from spinney.clusters import api as clusters
from spinney.money.bridge import published_grants as bridge
from spinney.money.queries.grants import decided_in, micro_grants_of


def published_grants(
    programme_id: int, *, by: Actor, prefix: str = "", licence: str = "", now: datetime
) -> dict[str, object]:
    """The file of a programme's grants in the form of 360Giving, as the actor may see them. Raises
    NotFound; BadInput while there is nothing that can be published.
    """
    programme = clusters.get_programme(by, programme_id)
    rows = decided_in(by, programme)
    return bridge.whole_file(
        programme, rows, micro_grants_of(rows),
        prefix=bridge.prefix_of(programme, prefix), licence=licence, now=now,
    )  # fmt: skip
