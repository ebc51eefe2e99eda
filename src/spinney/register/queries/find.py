"""The list of organisations: who may see which, and what is found for words and a place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, F, QuerySet
from django.db.models.functions import Collate, Upper

from spinney.base.kernel.actors import Actor
from spinney.base.record.prepared import give_related, prepared
from spinney.register.models import Activity, Identifier, Organisation
from spinney.register.queries import places
from spinney.register.queries.among import Among, PlaceAmong, spelt
from spinney.register.queries.bands import band_code
from spinney.register.queries.search import BEST_FIRST, every_match

ON_PAGES = ("name", "kind", "status", "town", "postcode", "income_pence")
COMMONEST = 15
MOST_MATCHES = 1_000
"""Organisations that words may find in the list; more tell nobody anything."""


@dataclass(frozen=True)
class Asked:
    """What somebody asks for. Empty means: any. `within_km` counts only with a `near`."""

    text: str = ""
    place: str = ""
    near: places.Point | None = None
    within_km: float = 0.0


@dataclass(frozen=True)
class Found:
    """The organisations found, in order; `cut` when the words match more than are shown. `matches`
    are their ids, the likeliest first, when nothing but words was asked: what is shown of those is
    mostly read by their ids, so the query for all of them is built when it is needed.
    """

    build: Callable[[], QuerySet[Organisation]]
    cut: bool = False
    matches: Sequence[int] | None = None

    @property
    def rows(self) -> QuerySet[Organisation]:
        return self.build()


def visible_to(actor: Actor) -> QuerySet[Organisation]:
    """Organisations that an actor may see: everybody signed in sees the whole register. Those put
    aside by a merge are seen through the one that was kept.
    """
    return public_organisations() if _sees_all(actor) else Organisation.objects.none()


def _sees_all(actor: Actor) -> bool:
    return actor.is_signed_in or actor.is_system


def public_organisations() -> QuerySet[Organisation]:
    """Organisations whose public facts open standards give to anybody."""
    return Organisation.objects.filter(merged_into=None)


def find(actor: Actor, asked: Asked) -> Found:
    """What is found: the nearest first when near somewhere, else the likeliest, else by name."""
    if not (asked.text and _sees_all(actor)):
        return Found(lambda: _in_order(visible_to(actor), asked, ()))
    matches, cut = every_match(asked.text, MOST_MATCHES)
    only_words = not (asked.place or asked.near)

    def build() -> QuerySet[Organisation]:
        # Search finds none that was put aside by a merge; to say so again would keep the database
        # from going straight to the rows by their ids.
        return _in_order(Organisation.objects.filter(Among("pk", matches)), asked, matches)

    return Found(build, cut, matches if only_words else None)


def _in_order(
    rows: QuerySet[Organisation], asked: Asked, matches: Sequence[int]
) -> QuerySet[Organisation]:
    if asked.place:
        rows = rows.filter(places.at_work_in(asked.place))
    if asked.near:
        rows = places.within(rows, asked.near, asked.within_km)
    rows = rows.annotate(by_name=by_name())
    if asked.near:
        return rows.order_by(F("distance_km"), "by_name", "pk")
    if asked.text:
        return rows.order_by(PlaceAmong("pk", matches[:BEST_FIRST]), "by_name", "pk")
    return rows.order_by("by_name", "pk")


@prepared
def _groups(ids: str) -> QuerySet[Organisation, Any]:
    rows = Organisation.objects.filter(Among("pk", ids))
    return grouped(rows)


@prepared
def _commonest(ids: str) -> QuerySet[Any, Any]:
    return commonest(activities_among(Organisation.objects.filter(Among("pk", ids))))


@prepared
def _page(ids: list[int]) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=ids).only(*ON_PAGES)


@prepared
def _identifiers(organisations: list[int]) -> QuerySet[Identifier]:
    return Identifier.objects.filter(organisation__in=organisations).order_by("pk")


def grouped(rows: QuerySet[Organisation]) -> QuerySet[Organisation, Any]:
    """How many of the rows there are of each kind, band of income and status together."""
    by = rows.order_by().annotate(band=band_code()).values_list("kind", "band", "status")
    return by.annotate(n=Count("pk"))


def commonest(pairs: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """The activities that most of the pairs of activity and organisation are of, each with how
    many.
    """
    counted = pairs.values_list("activity_id").annotate(n=Count("pk"))
    most: QuerySet[Any, Any] = counted.order_by("-n", "activity_id")[:COMMONEST]
    return most


def groups_of(matches: Sequence[int]) -> list[Any]:
    """The same of what words found."""
    return _groups(ids=spelt(matches))


def commonest_of(matches: Sequence[int]) -> list[Any]:
    """The commonest activities of what words found."""
    return _commonest(ids=spelt(matches))


def likeliest_rows(matches: Sequence[int]) -> list[Organisation]:
    """The first page of what words found, with the numbers of each."""
    ids = list(matches[:BEST_FIRST])
    found = {one.pk: one for one in _page(ids=ids)}
    numbers: dict[int, list[Identifier]] = {pk: [] for pk in found}
    for identifier in _identifiers(organisations=list(found)) if found else ():
        numbers[identifier.organisation_id].append(identifier)
    for pk, listed in numbers.items():
        give_related(found[pk], "identifiers", listed)
    return [found[pk] for pk in ids if pk in found]


def by_name() -> Collate | Upper:
    """Names in alphabetical order, capitals or not, as an index has them (migration 0002)."""
    return Collate("name", "NOCASE") if connection.vendor == "sqlite" else Upper("name")


def doing(activity_ids: list[int]) -> QuerySet[Any, Any]:
    """Ids of the organisations that do any of these activities."""
    through = Activity.organisations.through.objects
    return through.filter(activity_id__in=activity_ids).values("organisation_id")


def activities_among(rows: QuerySet[Organisation]) -> QuerySet[Any, Any]:
    """The activities of these organisations, one row for each pair."""
    through = Activity.organisations.through.objects
    return through.filter(organisation_id__in=rows.order_by().values("pk"))
