"""What people did to suppliers, as answers about names: so that the next run holds to it.

Names that are one are told as a chain (A is B, B is C); of two suppliers that are not one, one
answer says so, and the chains carry it to the rest. Answers that say otherwise give way, and are
kept in what is returned, for undoing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from spinney.base.kernel.actors import Actor
from spinney.purchasing.models import Judgement
from spinney.purchasing.states import JudgedAs

Pair = tuple[str, str]


@dataclass(frozen=True)
class Told:
    """Who says it, where and when."""

    cluster_id: int
    by: Actor
    at: datetime


def in_order(one: str, other: str) -> Pair:
    """A pair of names as it is kept: in the order of the alphabet.

    >>> in_order("BT", "Argos")
    ('Argos', 'BT')
    """
    return (one, other) if one <= other else (other, one)


def teach(told: Told, together: Iterable[Sequence[str]], apart: Pair | None) -> dict[str, Any]:
    """Say that each list of names is one supplier, and that two names are not. Returns what undoes
    it. Three queries, and one for each answer that gives way.
    """
    groups = [sorted(set(names)) for names in together]
    wanted = {in_order(*pair): JudgedAs.SAME for names in groups for pair in pairwise(names)}
    if apart is not None:
        wanted[in_order(*apart)] = JudgedAs.DIFFERENT
    group_of = {name: place for place, names in enumerate(groups) for name in names}
    had = {
        (one.one, one.other): one
        for one in Judgement.objects.filter(
            cluster=told.cluster_id, one__in=group_of, other__in=group_of
        ).exclude(answer=JudgedAs.NOT_SURE)
    }  # fmt: skip
    before = []
    for pair, row in had.items():
        inside = group_of[pair[0]] == group_of[pair[1]]
        if row.answer != (JudgedAs.SAME if inside else JudgedAs.DIFFERENT):
            before.append(_as_it_was(row))
            row.delete()
        else:
            wanted.pop(pair, None)
    Judgement.objects.filter(cluster=told.cluster_id, by=told.by.label, **_any_of(wanted)).delete()
    Judgement.objects.bulk_create(
        Judgement(
            cluster_id=told.cluster_id, one=one, other=other, answer=answer,
            organisation_id=told.by.organisation_id, by=told.by.label, at=told.at,
        )
        for (one, other), answer in wanted.items()
    )  # fmt: skip
    return {"made": [list(pair) for pair in wanted], "before": before, "at": told.at.isoformat()}


def unteach(cluster_id: int, taught: dict[str, Any]) -> None:
    """Take back what `teach` said; what was answered anew since then stays."""
    at = datetime.fromisoformat(taught["at"])
    for one, other in taught["made"]:
        Judgement.objects.filter(cluster=cluster_id, one=one, other=other, at=at).delete()
    for row in taught["before"]:
        there = Judgement.objects.filter(cluster=cluster_id, one=row["one"], other=row["other"])
        if not there.exclude(answer=JudgedAs.NOT_SURE).exists():
            there.filter(by=row["by"]).delete()
            Judgement.objects.create(
                **row | {"cluster_id": cluster_id, "at": datetime.fromisoformat(row["at"])}
            )


def _any_of(pairs: Iterable[Pair]) -> dict[str, Any]:
    """Her own "not sure" about these names gives way. A few too many are found: harmless, for it
    is only asked again.
    """
    names = {name for pair in pairs for name in pair}
    return {"answer": JudgedAs.NOT_SURE, "one__in": names, "other__in": names}


def _as_it_was(row: Judgement) -> dict[str, Any]:
    return {
        "one": row.one,
        "other": row.other,
        "answer": row.answer,
        "organisation_id": row.organisation_id,
        "by": row.by,
        "at": row.at.isoformat(),
    }
