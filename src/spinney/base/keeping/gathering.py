"""Which rows belong to a cluster: from the cluster down, and along every reference."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models import Q

from spinney.base.keeping import portable
from spinney.base.keeping.portable import Holding
from spinney.base.record.models import Entry

#: How the record and columns such as `added_by` name a person.
ACTOR_LABEL = re.compile(r"person:(\d+)")
PIECE = 500

Found = dict[str, set[int]]


def gather(cluster_pk: int) -> Found:
    """Label -> primary keys of the rows that belong to the cluster."""
    found: Found = defaultdict(set)
    fresh: Found = {portable.standing_for["cluster"]: {cluster_pk}}
    for label, pk in _of_the_record(cluster_pk):
        fresh.setdefault(label, set()).add(pk)
    for rule in portable.also:
        chosen = portable.holdings[rule.label].model._base_manager.filter(rule.of(cluster_pk))
        fresh.setdefault(rule.label, set()).update(chosen.values_list("pk", flat=True))
    while fresh:
        following: Found = defaultdict(set)
        for label, pks in fresh.items():
            found[label] |= pks
            for other, more in (*_referred_by(label, pks), *_within(label, pks)):
                following[other] |= more
        fresh = {label: pks - found[label] for label, pks in following.items()}
        fresh = {label: pks for label, pks in fresh.items() if pks}
    return {label: pks for label, pks in found.items() if pks}


def _of_the_record(cluster_pk: int) -> Iterator[tuple[str, int]]:
    """People and organisations that the cluster's book names."""
    entries = Entry.objects.filter(book=f"cluster:{cluster_pk}").order_by()
    for what, column in (("person", "person_id"), ("organisation", "organisation_id")):
        label = portable.standing_for[what]
        named = entries.exclude(**{column: None}).values_list(column, flat=True).distinct()
        for pk in existing(label, named):
            yield label, pk


def existing(label: str, pks: Iterable[int]) -> set[int]:
    """Those of the primary keys that there still are (none when the table does not travel)."""
    holding = portable.holdings.get(label)
    if holding is None:
        return set()
    found: set[int] = set()
    for piece in _pieces(pks):
        found.update(holding.model._base_manager.filter(pk__in=piece).values_list("pk", flat=True))
    return found


def _referred_by(label: str, pks: set[int]) -> Iterator[tuple[str, set[int]]]:
    """What these rows refer to: by foreign key, and by the label of an actor."""
    holding = portable.holdings[label]
    for reference in holding.references():
        target = reference.related_model._meta.label
        if target in portable.holdings:
            named = _values(holding, pks, reference.attname)
            yield target, {value for value in named if value is not None}
    for field in label_fields(holding):
        told = (ACTOR_LABEL.fullmatch(value) for value in _values(holding, pks, field.attname))
        person = portable.standing_for["person"]
        yield person, existing(person, {int(match.group(1)) for match in told if match})


def label_fields(holding: Holding) -> list[models.Field[Any, Any]]:
    """Text columns that may hold the label of an actor."""
    return [
        f
        for f in holding.fields()
        if isinstance(f, models.CharField) and not f.choices and f.name.endswith("by")
    ]


def _within(label: str, pks: set[int]) -> Iterator[tuple[str, set[int]]]:
    """Rows of other tables that belong to these."""
    for holding in portable.holdings.values():
        for name in holding.within:
            reference = holding.model._meta.get_field(name)
            if reference.related_model._meta.label != label:  # type: ignore[union-attr]
                continue
            for piece in _pieces(pks):
                rows = holding.model._base_manager.filter(
                    holding.where, Q(**{f"{name}__in": piece})
                )
                yield holding.label, set(rows.values_list("pk", flat=True))


def _values(holding: Holding, pks: set[int], column: str) -> Iterator[Any]:
    for piece in _pieces(pks):
        rows = holding.model._base_manager.filter(pk__in=piece)
        yield from rows.values_list(column, flat=True).distinct()


def _pieces(pks: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(pks)
    for start in range(0, len(ordered), PIECE):
        yield ordered[start : start + PIECE]
