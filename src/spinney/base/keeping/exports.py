"""`spinney export`: one file that holds one cluster, with everything that belongs to it."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from django.db.models.fields.files import FieldFile

from spinney import __version__
from spinney.base.keeping import portable
from spinney.base.keeping.gathering import (
    ACTOR_LABEL,
    Found,
    gather,
    label_fields,
)
from spinney.base.keeping.packs import PackWriter, writing_pack
from spinney.base.keeping.portable import Holding
from spinney.base.kernel.canonical import plain
from spinney.base.kernel.errors import BadInput, NotFound
from spinney.base.record.models import Entry

KIND = "Spinney cluster"
VERSION = 1
ROWS = "rows/{}.jsonl"
KEY = "@key"
"""How a row of the file is called in it: by a name that no column can have."""
RECORD = "record.jsonl"

#: Label -> primary key here -> key in the file: the uid, else a number.
Keys = dict[str, dict[int, str]]


@dataclass(frozen=True)
class Exported:
    """What a cluster's file holds: rows by table, entries of its record, uploaded files."""

    rows: dict[str, int]
    entries: int
    files: int


def find_cluster(asked: str) -> models.Model:
    """A cluster by its name, its number here or its uid.

    Raises NotFound when there is none, BadInput when several have the name.
    """
    clusters = portable.holdings[portable.standing_for["cluster"]].model._base_manager
    found = clusters.filter(name__iexact=asked.strip())
    if not found and asked.isdigit():
        found = clusters.filter(pk=int(asked))
    if not found:
        with contextlib.suppress(ValueError):
            found = clusters.filter(uid=UUID(asked))
    if len(found) > 1:
        listed = ", ".join(f"{c.pk} ({c.uid})" for c in found)  # type: ignore[attr-defined]
        raise BadInput(f"Several clusters are called {asked}. Give the number of one: {listed}.")
    if not found:
        raise NotFound(f"There is no cluster called {asked} on this site.")
    return found[0]


def export_cluster(cluster: models.Model, path: Path, *, now: datetime) -> Exported:
    """Write the cluster to `path`, as it is at one moment, and read the file back.

    Keys in the file are uids, so that the same things are known again elsewhere. Raises BadInput
    when the file cannot be written.
    """
    with _one_moment(), writing_pack(path, KIND, VERSION) as pack:
        found = gather(cluster.pk)
        keys = _keys(found)
        files: dict[str, FieldFile] = {}
        rows = {}
        for holding in portable.in_order():
            if holding.label in found:
                rows[holding.label] = _write_rows(pack, holding, found, keys, files)
        entries = _write_record(pack, cluster.pk, keys)
        kept = sum(_write_file(pack, part, file) for part, file in sorted(files.items()))
        pack.finish(
            {
                "made_at": now.isoformat(),
                "spinney": __version__,
                "cluster": {"uid": keys[cluster._meta.label][cluster.pk], "name": str(cluster)},
                "rows": rows,
                "stays": portable.staying,
                "kept_back": portable.keeping_back,
            }
        )
    return Exported(rows, entries, kept)


@contextlib.contextmanager
def _one_moment() -> Iterator[None]:
    """A transaction that sees the database as it was when it began, whatever others write."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _keys(found: Found) -> Keys:
    keys: Keys = {}
    for label, pks in found.items():
        holding = portable.holdings[label]
        if holding.has_uid:
            pairs = holding.model._base_manager.filter(pk__in=pks).values_list("pk", "uid")
            keys[label] = {pk: str(uid) for pk, uid in pairs}
        else:
            keys[label] = {pk: str(n) for n, pk in enumerate(sorted(pks), start=1)}
    return keys


def _write_rows(
    pack: PackWriter, holding: Holding, found: Found, keys: Keys, files: dict[str, FieldFile]
) -> int:
    rows = holding.model._base_manager.filter(pk__in=found[holding.label]).order_by("pk")
    labels = {f.attname for f in label_fields(holding)}
    number = 0
    with pack.part(ROWS.format(holding.label)) as write:
        for row in rows.iterator(chunk_size=500):
            told: dict[str, Any] = {KEY: keys[holding.label][row.pk]}
            for field in holding.fields():
                told[field.name] = _value(row, field, keys, labels, files)
            write(_line(told))
            number += 1
    return number


def _value(
    row: models.Model,
    field: models.Field[Any, Any],
    keys: Keys,
    labels: set[str],
    files: dict[str, FieldFile],
) -> Any:
    """One value as it travels: references as keys, actors by their uid, files by their part."""
    value = getattr(row, field.attname)
    if isinstance(field, models.ForeignKey):
        return keys.get(field.related_model._meta.label, {}).get(value)
    if isinstance(field, models.FileField):
        if not value:
            return ""
        part = f"files/{value.name}"
        files[part] = value
        return part
    if field.attname in labels:
        return portable_actor(value, keys)
    if field.name == "uid":
        return str(value)
    return plain(value)


def portable_actor(label: str, keys: Keys) -> str:
    """The label of an actor with a person's uid in the place of her number here."""
    named = ACTOR_LABEL.fullmatch(label)
    if not named:
        return label
    return f"person:{_key_of(keys, 'person', int(named.group(1))) or 'unknown'}"


def _key_of(keys: Keys, what: str, pk: int | None) -> str | None:
    return keys.get(portable.standing_for[what], {}).get(pk or 0)


def _write_record(pack: PackWriter, cluster_pk: int, keys: Keys) -> int:
    """Every entry as it stands, to be verified; and beside it, whom and what it names."""
    number = 0
    entries = Entry.objects.filter(book=f"cluster:{cluster_pk}").order_by("number")
    with pack.part(RECORD) as write:
        for entry in entries.iterator():
            label, _, pk = entry.subject.partition(":")
            subject = keys.get(label, {}).get(int(pk)) if pk.isdigit() else None
            told = {
                "entry": {
                    f.attname: plain(getattr(entry, f.attname))
                    for f in Entry._meta.concrete_fields
                    if f.attname != "id"
                },
                "actor": portable_actor(entry.actor, keys),
                "person": _key_of(keys, "person", entry.person_id),
                "organisation": _key_of(keys, "organisation", entry.organisation_id),
                "subject": subject,
            }
            write(_line(told))
            number += 1
    return number


def _write_file(pack: PackWriter, part: str, file: FieldFile) -> int:
    """A file that is missing here is left out; the doctor tells of it, the export goes on."""
    try:
        with file.open("rb") as source:
            pack.add_file(part, source)
    except FileNotFoundError:
        return 0
    return 1


def _line(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode() + b"\n"
