"""`spinney import`: a cluster from a file; what it would do, doing it, and undoing it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.utils import DatabaseError

from spinney.base.keeping import portable
from spinney.base.keeping.exports import KEY, KIND, RECORD, ROWS, VERSION
from spinney.base.keeping.gathering import label_fields
from spinney.base.keeping.history import actor_here, retell, verify_history
from spinney.base.keeping.models import Arrival
from spinney.base.keeping.packs import Pack
from spinney.base.keeping.portable import Holding
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.kernel.errors import BadInput, NotFound, WrongState
from spinney.base.record.record import record

MOST_UNPACKED = 20 * 10**9


@dataclass
class Plan:
    """What an import makes and what it finds here already, by table; and where a thing that is here
    already differs from the file: (table, name, field, here, in the file). What is here stands.
    """

    cluster: str
    uid: str
    made: dict[str, int] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    differs: list[tuple[str, str, str, Any, Any]] = field(default_factory=list)
    entries: int = 0
    files: int = 0


class _Dry(Exception):  # noqa: N818
    """Takes a dry run back."""


def preview(path: Path, *, by: Actor, now: datetime) -> Plan:
    """What `import_cluster` would do, found by doing it and taking it back. Changes nothing."""
    try:
        with transaction.atomic():
            _, plan = _import(path, by=by, now=now, keep_files=False)
            raise _Dry
    except _Dry:
        return plan


def import_cluster(path: Path, *, by: Actor, now: datetime) -> tuple[Arrival, Plan]:
    """Bring in the cluster that the file holds: all of it, or nothing.

    People, organisations and the programme that are here already are recognised (by uid, address
    or public number) and left as they are. Raises WrongState when the cluster itself is here;
    BadInput when the file is damaged or does not fit.
    """
    with transaction.atomic():
        return _import(path, by=by, now=now, keep_files=True)


def _import(path: Path, *, by: Actor, now: datetime, keep_files: bool) -> tuple[Arrival, Plan]:
    with Pack(path, KIND, VERSION, most=MOST_UNPACKED) as pack:
        pack.verify()
        try:
            return _Import(pack, keep_files=keep_files).run(by=by, now=now)
        except (KeyError, TypeError, ValueError, ValidationError, DatabaseError) as problem:
            raise BadInput(
                f"{path.name} does not fit this site: {problem}. Nothing was changed."
            ) from problem


def _clusters() -> models.Manager[models.Model]:
    return portable.holdings[portable.standing_for["cluster"]].model._base_manager


class _Import:
    """One import under way. `here` is label -> key in the file -> primary key here."""

    def __init__(self, pack: Pack, *, keep_files: bool) -> None:
        self.pack = pack
        self.keep_files = keep_files
        about = pack.manifest["cluster"]
        self.plan = Plan(cluster=str(about["name"]), uid=str(about["uid"]))
        self.here: dict[str, dict[str, int]] = defaultdict(dict)
        self.made: dict[str, list[int]] = defaultdict(list)
        self.made_keys: dict[str, set[str]] = defaultdict(set)
        self._rows: dict[str, list[dict[str, Any]]] = {}
        self._named: dict[tuple[str, str], dict[str, list[dict[str, Any]]]] = {}
        self._later: list[tuple[Holding, int, str, str, str]] = []
        self._saved: list[str] = []

    def run(self, *, by: Actor, now: datetime) -> tuple[Arrival, Plan]:
        self._check_labels()
        if _clusters().filter(uid=self.plan.uid).exists():
            raise WrongState(f"{self.plan.cluster} is on this site already.")
        verify_history(self._lines(RECORD))
        try:
            for holding in portable.in_order():
                self._bring(holding)
            self._refer_later()
        except BaseException:
            for name in self._saved:
                default_storage.delete(name)
            raise
        for callback in portable.on_arrival:
            callback(self.made)
        return self._record(by, now), self.plan

    def _check_labels(self) -> None:
        unknown = sorted(set(self.pack.manifest["rows"]) - set(portable.holdings))
        if unknown:
            raise BadInput(f"This site does not know {unknown[0]}. Install the newer Spinney.")

    def _lines(self, part: str) -> Iterator[dict[str, Any]]:
        if part in self.pack.parts:
            for line in self.pack.lines(part):
                yield json.loads(line)

    def rows(self, label: str) -> list[dict[str, Any]]:
        if label not in self._rows:
            self._rows[label] = list(self._lines(ROWS.format(label)))
        return self._rows[label]

    def _naming(self, label: str, name: str, key: str) -> Iterable[dict[str, Any]]:
        """Rows of the file, of a label, that name the row with this key in a field."""
        if (label, name) not in self._named:
            index: dict[str, list[dict[str, Any]]] = defaultdict(list)
            for row in self.rows(label):
                index[row[name]].append(row)
            self._named[label, name] = index
        return self._named[label, name].get(key, [])

    def _bring(self, holding: Holding) -> None:
        made = known = 0
        for row in self.rows(holding.label):
            pk = self._recognise(holding, row)
            if pk is not None:
                known += 1
                self.here[holding.label][row[KEY]] = pk
                self._compare(holding, row, pk)
            elif self._comes_with_something_new(holding, row):
                made += 1
                self._make(holding, row)
        if made or known:
            self.plan.made[holding.label], self.plan.known[holding.label] = made, known

    def _recognise(self, holding: Holding, row: dict[str, Any]) -> int | None:
        rows = holding.model._base_manager
        if holding.has_uid:
            pk = rows.filter(uid=row["uid"]).values_list("pk", flat=True).first()
            if pk is not None:
                return int(pk)
        if holding.known_by:
            return holding.known_by(row, lambda label, n: self._naming(label, n, row[KEY]))
        return None

    def _comes_with_something_new(self, holding: Holding, row: dict[str, Any]) -> bool:
        """A part (a name, a place) of a thing that is here already stays out: what is here stands.

        A row with a uid of its own is a thing of its own, and comes.
        """
        if holding.has_uid or not holding.within:
            return True
        for name in holding.within:
            target = holding.model._meta.get_field(name).related_model._meta.label  # type: ignore[union-attr]
            if row[name] in self.made_keys[target]:
                return True
        return False

    def _make(self, holding: Holding, row: dict[str, Any]) -> None:
        labels = {f.name for f in label_fields(holding)}
        thing = holding.model()
        later = []
        for column in holding.fields():
            value = row.get(column.name)
            if isinstance(column, models.ForeignKey):
                label = column.related_model._meta.label
                pk = self.here[label].get(value) if value is not None else None
                if value is not None and pk is None and column.null:
                    later.append((column.attname, label, value))
                setattr(thing, column.attname, pk)
            elif isinstance(column, models.FileField):
                setattr(thing, column.attname, self._file(str(value or "")))
            elif column.name in labels:
                setattr(thing, column.attname, actor_here(str(value or ""), self.here))
            else:
                setattr(thing, column.attname, column.to_python(value))
        # Raw, so that the days on which things were made and changed stay what they were.
        thing.save_base(raw=True, force_insert=True)
        self.here[holding.label][row[KEY]] = thing.pk
        self.made[holding.label].append(thing.pk)
        self.made_keys[holding.label].add(row[KEY])
        self._later += [(holding, thing.pk, *reference) for reference in later]

    def _refer_later(self) -> None:
        """References to rows that came after the ones that refer to them."""
        for holding, pk, column, label, key in self._later:
            target = self.here[label].get(key)
            if target is not None:
                holding.model._base_manager.filter(pk=pk).update(**{column: target})

    def _file(self, part: str) -> str:
        if not part or part not in self.pack.parts:
            return ""
        self.plan.files += 1
        if not self.keep_files:
            return part.removeprefix("files/")
        with _Stream(self.pack.pieces(part)) as source:
            name = default_storage.save(part.removeprefix("files/"), source)
        self._saved.append(name)
        return name

    def _compare(self, holding: Holding, row: dict[str, Any], pk: int) -> None:
        here = holding.model._base_manager.get(pk=pk)
        for column in holding.fields():
            plainly = not isinstance(column, models.ForeignKey | models.FileField)
            if plainly and column.name in _TELLING and row.get(column.name) is not None:
                mine, theirs = getattr(here, column.name), column.to_python(row[column.name])
                if mine != theirs:
                    told = (holding.label, str(here), column.name, mine, theirs)
                    self.plan.differs.append(told)

    def _record(self, by: Actor, now: datetime) -> Arrival:
        cluster = _clusters().get(uid=self.plan.uid)
        scope = Scope("cluster", cluster.pk)
        self.plan.entries = retell(self._lines(RECORD), str(scope), self.here)
        entry = record(
            "keeping.import_cluster",
            by=by,
            on=cluster,
            at=now,
            scope=scope,
            file=self.pack.name,
            exported_at=self.pack.manifest["made_at"],
            ended_with=verify_history(self._lines(RECORD)),
        )
        return Arrival.objects.create(
            cluster_uid=self.plan.uid,
            name=self.plan.cluster[:200],
            file=self.pack.name[:300],
            made=dict(self.made),
            book=str(scope),
            entries=entry.number,
            arrived_at=now,
            arrived_by=by.label,
        )


#: Fields in which a difference is worth telling before an import.
_TELLING = {"name", "email", "title", "town", "postcode", "website", "target_on", "status"}


class _Stream(File):  # type: ignore[type-arg]  # File takes no argument when it runs
    """A part of a pack as a file that storage can save, without holding it in memory."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__(None, name="part")
        self._pieces = pieces

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        return self._pieces

    def close(self) -> None:
        return None


def last_arrival(name: str) -> Arrival:
    """The last import of a cluster of that name that stands. Raises NotFound."""
    standing = Arrival.objects.filter(name__iexact=name.strip(), undone_at=None)
    found = standing.order_by("-arrived_at").first()
    if found is None:
        raise NotFound(f"No import of a cluster called {name} stands on this site.")
    return found


def undo_import(arrival: Arrival, *, by: Actor, now: datetime) -> Mapping[str, int]:
    """Take away exactly what an import made. Returns how many rows, by table.

    Raises WrongState when it was undone, when somebody has worked in the cluster since, or when
    something else here has come to depend on what arrived.
    """
    from spinney.base.keeping.undoing import undo

    return undo(arrival, by=by, now=now)
