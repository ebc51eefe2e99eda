"""What members need and offer, put together: counts without names, of those that share it for that
purpose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from spinney.agreements.bridge.looks import Seen
from spinney.agreements.queries.directory import Opened
from spinney.diagnostics import api as diagnostics

NEEDS_AND_OFFERS = "diagnostics.needs_and_offers"
EVIDENCE_OF_NEED = "evidence_of_need"
FEWEST = 3
"""A smaller number of members is not told: one of two would know the other."""


@dataclass(frozen=True)
class AreaOfNeed:
    """How many members need, and offer, something in one area; None: some, but fewer than 3."""

    area: str
    label: str
    needs: int | None
    offers: int | None


@dataclass(frozen=True)
class Need:
    """What is needed together: `members` are those counted."""

    members: int
    areas: Sequence[AreaOfNeed]
    seen: Sequence[Seen]


def need_in(opened: Opened) -> Need:
    """What the members that share it for this purpose need and offer, area by area. One query.

    Of fewer than three members nothing is told at all.
    """
    found = ((of, opened.seen(NEEDS_AND_OFFERS, of)) for of in opened.givers)
    may = {of: seen for of, seen in found if seen is not None}
    if len(may) < FEWEST:
        return Need(len(may), (), ())
    rows = diagnostics.Item.objects.filter(
        cluster=opened.reader.cluster_id, organisation__in=may, state=diagnostics.ItemState.OPEN
    ).only("area", "kind", "organisation_id")
    members: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in rows:
        members[row.area, row.kind].add(row.organisation_id)
    need, offer = diagnostics.ItemKind.NEED, diagnostics.ItemKind.OFFER
    areas = [
        AreaOfNeed(area.value, area.label, _told(members[area, need]), _told(members[area, offer]))
        for area in diagnostics.Area
        if members[area, need] or members[area, offer]
    ]
    counted = {of for those in members.values() for of in those}
    return Need(len(may), areas, [may[of] for of in sorted(counted)])


def _told(members: set[int]) -> int | None:
    return None if 0 < len(members) < FEWEST else len(members)
