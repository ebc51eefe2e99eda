"""Who looked at what of an organisation: its own to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate, localtime

from spinney.agreements.bridge.fields import field_title, field_words, purpose_title
from spinney.agreements.models import Look
from spinney.agreements.policies import MAY
from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.policy import may

MOST_READ = 20_000
"""So many lines are read for a page at the most, the newest; a file has them all."""

RUNS_IT = "Somebody who runs the cluster"


@dataclass(frozen=True)
class LookedAt:
    """One look: who, for whom, when, at what, for what, under what."""

    at: datetime
    person: int | None
    who: str
    organisation: str
    cluster: str
    cluster_id: int
    what: tuple[str, ...]
    what_for: str
    agreement_id: int | None
    agreement: str
    number: int | None
    in_file: bool

    @property
    def how(self) -> str:
        return "Taken away in a file" if self.in_file else "On a page"

    @property
    def words(self) -> str:
        """All that a search looks through."""
        return " ".join((self.who, self.organisation, self.cluster, *self.what, self.what_for))


@dataclass(frozen=True)
class LookedOn:
    """What one person was shown on one day for one purpose under one version: how often, and when
    each time, the first time first.
    """

    on: date
    looks: tuple[LookedAt, ...]

    @property
    def first(self) -> LookedAt:
        """What all of them have in common stands in the first."""
        return self.looks[0]

    @property
    def what(self) -> tuple[str, ...]:
        """All that she was shown on that day, each once."""
        return tuple(sorted({one for look in self.looks for one in look.what}))

    @property
    def often(self) -> int:
        return len(self.looks)

    @property
    def times(self) -> tuple[str, ...]:
        """When, each time: "14:05:09"."""
        return tuple(f"{localtime(look.at):%H:%M:%S}" for look in self.looks)

    @property
    def words(self) -> str:
        """All that a search looks through."""
        return " ".join((self.first.words, *self.what))


def looks_by_day(looks: Iterable[LookedAt]) -> list[LookedOn]:
    """Looks put together by viewer and day, the newest first; none is left out."""
    found: dict[tuple[object, ...], list[LookedAt]] = {}
    for one in looks:
        same = (localdate(one.at), one.person, one.who, one.organisation, one.cluster_id,
                one.what_for, one.agreement_id, one.number, one.in_file)  # fmt: skip
        found.setdefault(same, []).append(one)
    return [
        LookedOn(localdate(many[0].at), tuple(sorted(many, key=lambda one: one.at)))
        for many in found.values()
    ]


def looks_at(by: Actor, organisation_id: int) -> Sequence[LookedAt]:
    """Every look at an organisation's data, the newest first: what one person was shown at one
    moment is one look. One query.
    """
    return _looks(_rows(by, organisation_id))


def newest_looks(by: Actor, organisation_id: int) -> tuple[list[LookedOn], bool]:
    """The newest looks by viewer and day, and whether there are more than these. One query."""
    rows = list(_rows(by, organisation_id)[: MOST_READ + 1])
    return looks_by_day(_looks(rows[:MOST_READ])), len(rows) > MOST_READ


def _rows(by: Actor, organisation_id: int) -> QuerySet[Look, Any]:
    if not may(MAY, "looks", by=by, scope=organisation_scope(organisation_id)):
        return Look.objects.none().values_list()
    rows = Look.objects.filter(of=organisation_id).order_by("-at", "-pk")
    return rows.values_list(
        "at", "person_id", "person__name", "by_organisation__name", "cluster_id",
        "cluster__name", "purpose", "agreement_id", "agreement__title", "number", "in_file",
        "field",
    )  # fmt: skip


def _looks(rows: Iterable[tuple[Any, ...]]) -> list[LookedAt]:
    fields: dict[tuple[Any, ...], list[str]] = {}
    for *key, one in rows:
        fields.setdefault(tuple(key), []).append(str(one))
    return [_look(key, what) for key, what in fields.items()]


def _look(key: tuple[Any, ...], what: list[str]) -> LookedAt:
    at, who, name, organisation, cluster_id, cluster, purpose, agreement_id, title, number, file = (
        key
    )
    return LookedAt(
        at=at,
        person=who,
        who=str(name or "Somebody"),
        organisation=str(organisation or RUNS_IT),
        cluster=str(cluster),
        cluster_id=cluster_id,
        what=tuple(field_words(sorted(set(what), key=field_title))),
        what_for=purpose_title(str(purpose)),
        agreement_id=agreement_id,
        agreement=str(title or "An agreement that is gone"),
        number=number,
        in_file=bool(file),
    )
