"""Rows that go along when two organisations turn out to be one, and come back when they are two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q

from spinney.clusters.api import Membership
from spinney.purchasing.models import SupplierChange
from spinney.register.api import Organisation

AT_ONCE = 1000
PAIRS = ("names", "about")
"""Where a change of suppliers tells whose names it moved, as pairs of organisation and name."""


def hand_on(
    table: type[Model],
    source: Organisation,
    goal: Organisation,
    once_for: tuple[str, ...] = (),
    only: Q | None = None,
) -> list[int]:
    """Give an organisation's rows to another, but those of which it has one already: of what stands
    once for each of `once_for` the goal's own stays, and the other waits where it is. Returns the
    ids of what was given.
    """
    rows = table._default_manager.filter(only or Q(), organisation=source)
    if once_for:
        own = {field: OuterRef(field) for field in once_for}
        theirs = table._default_manager.filter(only or Q(), organisation=goal, **own)
        rows = rows.exclude(Exists(theirs))
    ids = sorted(rows.values_list("pk", flat=True))
    give_back(table, ids, source, goal)
    return ids


def give_back(
    table: type[Model], ids: Iterable[int], holder: Organisation, owner: Organisation
) -> None:
    """Give these rows, as far as the holder still has them, to their owner."""
    for some in batched(ids, AT_ONCE):
        rows: Any = table._default_manager.filter(pk__in=some, organisation=holder)
        rows.update(organisation=owner)


# Whose names a change of suppliers moved ----------------------------------------------------------


def rename_in_history(
    source: int, goal: int, only: dict[str, list[int]] | None = None
) -> dict[str, list[int]]:
    """Let changes of suppliers speak of one organisation where they spoke of another, so that they
    can still be undone. Returns in which change which of its pairs were altered, by their places;
    `only` those, where it is given.
    """
    altered: dict[str, list[int]] = {}
    clusters = Membership.objects.filter(organisation__in=(source, goal)).values("cluster")
    rows = SupplierChange.objects.filter(cluster__in=clusters).order_by("pk")
    for change in rows if only is None else rows.filter(pk__in=list(only)):
        wanted = None if only is None else set(only[str(change.pk)])
        places = []
        for place, pair in enumerate(_pairs(change.before)):
            if pair[0] == source and (wanted is None or place in wanted):
                pair[0] = goal
                places.append(place)
        if places:
            change.save(update_fields=["before"])
            altered[str(change.pk)] = places
    return altered


def _pairs(value: Any) -> Iterator[list[Any]]:
    """Each pair of an organisation and a name in what undoes a change, always in the same order."""
    if isinstance(value, dict):
        for key, held in value.items():
            if key in PAIRS:
                yield from held
            else:
                yield from _pairs(held)
    elif isinstance(value, list):
        for one in value:
            yield from _pairs(one)
