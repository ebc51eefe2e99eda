"""Signs: what a cluster's own records show to have happened, as every room can tell it.

    >>> from datetime import date
    >>> one = Sign("clusters.joined", date(2026, 1, 10), "Birch House joined")
    >>> latest([one, Sign("clusters.met", date(2026, 2, 3), "The first meeting")]).key
    'clusters.met'

Each room says in `queries/signs.py` what it knows of many clusters at once; the evaluation room
reads them together (the MAR framework, the whole walk). A sign says nothing that the members of
its cluster may not read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that happened. `key` is what ("agreements.in_force"), `day` when, `words` what it
    was, `url` its page, `count` how many of what the key counts (members, meetings, pence).
    """

    key: str
    day: date
    words: str
    url: str = ""
    count: int = 1


Signs = dict[int, list[Sign]]
"""Signs of clusters, by their primary keys, in no order."""


def latest(signs: Iterable[Sign]) -> Sign | None:
    """The last of them; None of none."""
    return max(signs, key=lambda one: one.day, default=None)


def together(*of_rooms: Signs) -> Signs:
    """What several rooms say, the oldest first."""
    found: Signs = {}
    for signs in of_rooms:
        for cluster, here in signs.items():
            found.setdefault(cluster, []).extend(here)
    for here in found.values():
        here.sort(key=lambda one: (one.day, one.key, one.words))
    return found
