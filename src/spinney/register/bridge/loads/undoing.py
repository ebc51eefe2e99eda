"""A load taken out again: the newest batch first, each in one transaction.

What people did since is kept: a fact that they changed stays as they left it, and an organisation
that the load made stays when anybody uses it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction

from spinney.register.bridge import search_index
from spinney.register.bridge.loads import bulk
from spinney.register.bridge.loads.children import LINKS
from spinney.register.bridge.loads.facts import PERSON
from spinney.register.bridge.loads.known import Ranks, organisations
from spinney.register.models import (
    Duplicate,
    Identifier,
    Load,
    LoadBatch,
    LoadedRow,
    Organisation,
    OtherName,
    SearchName,
)

_NAMES = ("organisation_id", "name", "kind", "source", "checked_on")
_OF_LOADS: tuple[type[models.Model], ...] = (
    Identifier,
    OtherName,
    SearchName,
    Duplicate,
    Organisation,
)
"""Tables whose rows a load makes itself; a row in any other table shows that people use it."""


@dataclass
class Undone:
    """What was taken out, and what was kept, with why."""

    removed: int = 0
    restored: int = 0
    kept_organisations: int = 0
    kept_facts: int = 0
    examples: list[str] = field(default_factory=list)

    def in_words(self) -> str:
        """What happened, for the person who undid the load.

        >>> Undone(removed=2, kept_facts=1).in_words()
        '2 organisations were removed. 1 fact that somebody changed since was kept.'
        """
        parts = [f"{_many(self.removed, 'organisation')} removed."]
        if self.restored:
            parts.append(f"{_many(self.restored, 'organisation')} given back earlier facts.")
        if self.kept_organisations:
            parts.append(f"{_many(self.kept_organisations, 'organisation')} kept, being in use.")
        if self.kept_facts:
            since = "that somebody changed since"
            number = _many(self.kept_facts, f"fact {since}", f"facts {since}")
            parts.append(f"{number} kept.")
        if self.examples:
            parts.append(f"Kept: {'; '.join(self.examples)}.")
        return " ".join(parts)

    def add(self, other: Undone) -> None:
        for name in ("removed", "restored", "kept_organisations", "kept_facts"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.examples = (self.examples + other.examples)[:10]


def _many(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one} was" if number == 1 else f"{number:,} {more or one + 's'} were"


def undo(load: Load, now: datetime) -> Undone:
    """Undo what is left of a load, from its newest batch to its first. Continues after a kill."""
    if "undone" not in load.checkpoint:
        _keep_what_is_used(load)
    total = Undone(**load.checkpoint["undone"])
    kept = frozenset(load.checkpoint["kept"])
    while True:
        batch = load.batches.order_by("-number").first()
        if batch is None:
            return total
        with transaction.atomic():
            total.add(_undo_batch(batch, kept, now))
            batch.delete()
            load.checkpoint = {"undone": vars(total), "kept": sorted(kept)}
            load.save(update_fields=["checkpoint"])


def _keep_what_is_used(load: Load) -> None:
    """Organisations that the load made and people use stay whole, and are the load's no longer."""
    undone, kept = Undone(), list[int]()
    with transaction.atomic():
        for batch in load.batches.order_by("number").iterator(chunk_size=10):
            here = organisations(_made_in(batch))
            used = in_use(here)
            kept += sorted(used)
            undone.kept_organisations += len(used)
            undone.examples += [f"{here[pk]['name']}: {why}" for pk, why in used.items()]
            undone.examples = undone.examples[:10]
        bulk.touch(bulk.table_of(Organisation), "id", {"made_by_load_id": None}, kept)
        load.checkpoint = {"undone": vars(undone), "kept": kept}
        load.save(update_fields=["checkpoint"])


def _made_in(batch: LoadBatch) -> list[int]:
    """The organisations that a batch made."""
    ranges = batch.made.get("organisations", ())
    return [pk for low, high in ranges for pk in range(low, high + 1)]


def _undo_batch(batch: LoadBatch, kept: frozenset[int], now: datetime) -> Undone:
    done = _restore_facts(batch, kept, now)
    made = _without(batch.made, kept, at=0)
    removed = _without(batch.removed, kept, at=0)
    _restore_children(made, removed)
    bulk.delete_in(bulk.table_of(LoadedRow), "key", batch.made.get("rows", ()))
    bulk.update(
        bulk.table_of(LoadedRow), "key", ("organisation_id", "digest", "lists", "parent"),
        [[pk, digest, json.dumps(lists) if lists else None, parent, key]
         for key, pk, digest, lists, parent in batch.removed.get("rows", ())],
    )  # fmt: skip
    gone = [pk for pk in _made_in(batch) if pk not in kept]
    _remove_organisations(gone)
    done.removed += len(gone)
    renamed = {int(pk) for pk, changes in batch.changed.items() if "name" in changes}
    renamed |= {row[0] for what in (made, removed) for row in what.get("names", ())}
    search_index.reindex([*gone, *renamed])
    return done


def _without(rows: dict[str, Any], kept: frozenset[int], at: int) -> dict[str, list[Any]]:
    """What hangs on organisations, but for those that are kept."""
    named = ("numbers", "names", *LINKS)
    return {name: [row for row in rows.get(name, ()) if row[at] not in kept] for name in named}


def _restore_facts(batch: LoadBatch, kept: frozenset[int], now: datetime) -> Undone:
    """Give facts their values from before the load, but for those that were changed since."""
    done = Undone()
    rows = organisations(pk for pk in map(int, batch.changed) if pk not in kept)
    at = bulk.moment(now)
    for pk, row in rows.items():
        back = {}
        for name, (before, after) in batch.changed[str(pk)].items():
            if row[name] == after:
                back[name] = before
            else:
                done.kept_facts += 1
                done.examples.append(f"{row['name']}: {name.replace('_', ' ')}")
        if back:
            done.restored += 1
            values = [
                json.dumps(v) if n in ("provenance", "differs") else v for n, v in back.items()
            ]
            bulk.update(
                bulk.table_of(Organisation), "id", (*back, "version", "changed_at"),
                [[*values, row["version"] + 1, at, pk]],
            )  # fmt: skip
    done.examples = done.examples[:10]
    return done


def _restore_children(made: dict[str, list[Any]], removed: dict[str, list[Any]]) -> None:
    numbers, names = bulk.table_of(Identifier), bulk.table_of(OtherName)
    bulk.delete(numbers, ("organisation_id", "scheme", "value"), made["numbers"])
    bulk.delete(names, ("organisation_id", "name"), made["names"])
    bulk.insert(names, _NAMES, _still_there(removed["names"]))
    for name, (table, columns) in LINKS.items():
        bulk.delete(table, columns, made[name])
        held = set(bulk.select(table, columns, columns[0], {row[0] for row in removed[name]}))
        back = [row for row in removed[name] if tuple(row) not in held]
        bulk.insert(table, columns, _still_there(back))


def _still_there(rows: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
    """Rows whose organisation has not been removed by somebody meanwhile."""
    ids = {row[0] for row in rows}
    here = {row[0] for row in bulk.select(bulk.table_of(Organisation), ("id",), "id", ids)}
    return [row for row in rows if row[0] in here]


def _remove_organisations(gone: Sequence[int]) -> None:
    """Remove organisations with all that a load hangs on them."""
    links = (table for table, _ in LINKS.values())
    for table in (bulk.table_of(Identifier), bulk.table_of(OtherName), *links):
        bulk.delete_in(table, "organisation_id", gone)
    for column in ("left_id", "right_id"):
        bulk.delete_in(bulk.table_of(Duplicate), column, gone)
    bulk.delete_in(bulk.table_of(LoadedRow), "organisation_id", gone)
    bulk.touch(bulk.table_of(Organisation), "parent_id", {"parent_id": None}, gone)
    bulk.delete_in(bulk.table_of(Organisation), "id", gone)


def in_use(rows: dict[int, dict[str, Any]]) -> dict[int, str]:
    """Which of these organisations people use, and how."""
    ranks = Ranks()
    used: dict[int, str] = {}
    for pk, row in rows.items():
        owners = (str(fact.get("source")) for fact in row["provenance"].values())
        if any(ranks(owner) == PERSON for owner in owners):
            used[pk] = "somebody has changed its profile"
    for model, column, what in _relations():
        found = model._base_manager.filter(**{f"{column}__in": list(rows)})
        for pk in found.values_list(column, flat=True).distinct():
            used.setdefault(pk, f"it has {what}")
    for child in (Identifier, OtherName):
        for pk, source in child.objects.filter(organisation_id__in=list(rows)).values_list(
            "organisation_id", "source"
        ):
            if ranks(source) == PERSON:
                used.setdefault(pk, "somebody has added to it")
    return used


def _relations() -> Iterable[tuple[type[models.Model], str, str]]:
    """Tables of any room that point to organisations and are filled by people."""
    links = {table for table, _ in LINKS.values()}
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ForeignObjectRel) or relation.many_to_many:
            continue
        model = relation.related_model
        if model not in _OF_LOADS and model._meta.db_table not in links:
            yield model, relation.field.attname, f"a {model._meta.verbose_name}"
