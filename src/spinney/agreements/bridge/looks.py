"""Writing down that shared data were looked at. A look is its own record: it is written once, is
the looked-at organisation's to read, and is never changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from spinney.agreements.models import Look
from spinney.base.kernel.actors import Actor


@dataclass(frozen=True)
class Seen:
    """A field of an organisation was shown to another (None: to those that run the cluster), for a
    purpose, under a version of an agreement.
    """

    field: str
    of: int
    to: int | None
    purpose: str
    agreement: int | None
    number: int | None


def write_looks(
    seen: Iterable[Seen], *, cluster_id: int, by: Actor, in_file: bool = False, now: datetime
) -> int:
    """Write a look for each thing that somebody was shown; returns how many. Every time: whoever
    sorts, turns a page or comes back was shown it again. What is an organisation's own is no look.
    One query.
    """
    shown = {one for one in seen if one.of != one.to}
    Look.objects.bulk_create(
        Look(
            cluster_id=cluster_id,
            field=one.field,
            purpose=one.purpose,
            of_id=one.of,
            by_organisation_id=one.to,
            person_id=by.person_id,
            agreement_id=one.agreement,
            number=one.number,
            in_file=in_file,
            at=now,
        )
        for one in sorted(shown, key=lambda one: (one.of, one.field, one.purpose))
    )
    return len(shown)
