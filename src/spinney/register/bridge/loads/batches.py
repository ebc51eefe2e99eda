"""One batch of rows into the tables, in one transaction, with a journal by which to undo it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from spinney.base.kernel.ids import new_uid
from spinney.register.bridge import search_index
from spinney.register.bridge.loads import bulk
from spinney.register.bridge.loads.children import Children
from spinney.register.bridge.loads.facts import (
    FACTS,
    WHERE,
    added_by,
    addition_digest,
    hash64,
    number_of,
    org_id,
    row_digest,
    row_key,
    said_by,
    values_of,
    whole,
)
from spinney.register.bridge.loads.known import (
    Number,
    Ranks,
    SeenRow,
    Vocabulary,
    holders_of,
    organisations,
    positions,
    seen_rows,
)
from spinney.register.engine.rows import Addition, Item, OrganisationRow, Reject
from spinney.register.engine.settling import Known, Saying, settle
from spinney.register.models import LoadedRow, Organisation

MADE = (
    "id", "uid", *FACTS, *WHERE, "source", "checked_on", "provenance", "differs", "made_by_load_id",
    "parent_id", "version", "made_at", "changed_at",
)  # fmt: skip
WRITTEN = (
    *FACTS, *WHERE, "source", "checked_on", "provenance", "differs", "parent_id", "version",
    "changed_at",
)  # fmt: skip
_ROW_COLUMNS = ("key", "organisation_id", "digest", "load_id", "line", "lists", "parent")


@dataclass(frozen=True)
class Context:
    """What stays the same through one table of a load."""

    load_id: int
    source: str
    part: str
    file: str
    told: frozenset[str] | None
    checked_on: str
    now: datetime
    ranks: Ranks
    words: Vocabulary

    @property
    def rank(self) -> int:
        return self.ranks(self.source)


@dataclass
class Counts:
    """What became of the rows. `kept` counts values left out of rows that were taken."""

    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    kept: int = 0

    def add(self, other: Counts) -> None:
        for name in vars(other):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(slots=True)
class Pending:
    """One item on its way into the tables."""

    item: OrganisationRow | Addition
    key: int
    digest: int
    values: tuple[Any, ...] = ()
    seen: SeenRow | None = None
    organisation_id: int = 0
    is_new: bool = False

    @property
    def numbers(self) -> list[Number]:
        if isinstance(self.item, Addition):
            return [org_id(self.item.about)]
        return [org_id(one) for one in self.item.identifiers]


@dataclass
class Trial:
    """What a dry run has met so far, since it writes nothing to find it by: keys of rows, and
    hashes of the numbers of organisations that would be added.
    """

    keys: set[int] = field(default_factory=set)
    numbers: set[int] = field(default_factory=set)


@dataclass
class Batch:
    """What a batch did; see `models.LoadBatch`."""

    counts: Counts = field(default_factory=Counts)
    rejects: list[Reject] = field(default_factory=list)
    made: dict[str, Any] = field(default_factory=dict)
    changed: dict[str, Any] = field(default_factory=dict)
    removed: dict[str, Any] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.made or self.changed or self.removed)


def prepare(items: Sequence[Item], context: Context) -> tuple[list[Pending], list[Reject]]:
    """Items with their keys and digests, and the rejects among them. Needs no database."""
    pending: list[Pending] = []
    rejects: list[Reject] = []
    for item in items:
        if isinstance(item, Reject):
            rejects.append(item)
        elif isinstance(item, Addition):
            digest = addition_digest(item)
            part = f"{item.table}+{digest}" if item.continues else item.table
            pending.append(Pending(item, row_key(context.source, part, str(item.about)), digest))
        else:
            values = values_of(item)
            key = row_key(context.source, context.part, number_of(item))
            pending.append(Pending(item, key, row_digest(item, values), values))
    return pending, rejects


class BatchKeeper:
    """Keeps one batch. Its methods run in the order of `keep`, inside the caller's transaction;
    `look` stops before anything is written, for a dry run.
    """

    def __init__(self, items: Sequence[Item], context: Context) -> None:
        self.context = context
        self.pending, rejects = prepare(items, context)
        self.batch = Batch(rejects=rejects)
        self.fresh: list[Pending] = []
        self.unchanged: list[Pending] = []
        self.rows: dict[int, dict[str, Any]] = {}
        self.children = Children(context, self.batch)
        self.renamed: set[int] = set()

    def keep(self, *, index: bool = True) -> Batch:
        """Write everything; returns what was done."""
        self.look()
        self._make_organisations()
        self._settle_known()
        self.children.write(self.fresh)
        self._write_organisations()
        self._remember_rows()
        if index:
            made = [one.organisation_id for one in self.fresh if one.is_new]
            search_index.reindex([*made, *(self.renamed | self.children.renamed)])
        return self.batch

    def look(self, trial: Trial | None = None) -> Batch:
        """Find out what each row is: repeated, as before, changed or new; count them."""
        seen = seen_rows(one.key for one in self.pending)
        met: dict[int, Pending] = {}
        for one in self.pending:
            one.seen = seen.get(one.key)
            if self._is_repeated(one, met, trial):
                continue
            met[one.key] = one
            if trial is not None:
                trial.keys.add(one.key)
            if one.seen is not None and one.seen.digest == one.digest:
                self.unchanged.append(one)
            else:
                self.fresh.append(one)
        self._find_organisations(trial)
        counts = self.batch.counts
        counts.unchanged += len(self.unchanged)
        counts.rows = counts.unchanged + len(self.fresh)
        counts.added = sum(one.is_new for one in self.fresh)
        counts.changed = len(self.fresh) - counts.added
        counts.kept = sum(reject.kept for reject in self.batch.rejects)
        counts.rejected = len(self.batch.rejects) - counts.kept
        return self.batch

    def _is_repeated(self, one: Pending, met: dict[int, Pending], trial: Trial | None) -> bool:
        """Whether this load had a row of the same number before; says so when the two differ."""
        before = met.get(one.key)
        if before is not None:
            line, same = before.item.line, before.digest == one.digest
        elif one.seen is not None and one.seen.load_id == self.context.load_id:
            line, same = one.seen.line, one.seen.digest == one.digest
        elif trial is not None and one.key in trial.keys:
            line, same = 0, False
        else:
            return False
        if same:
            self.batch.counts.unchanged += 1
        else:
            where = f"line {line}" if line else "an earlier line"
            number = _number_in_words(one)
            self._reject(one, f"{number} was there before, in {where}, which was taken.",
                         "one row for each organisation")  # fmt: skip
        return True

    def _reject(self, one: Pending, reason: str, expected: str) -> None:
        text = one.item.name if isinstance(one.item, OrganisationRow) else str(one.item.about)
        self.batch.rejects.append(Reject(self.context.file, one.item.line, reason, expected, text))

    def _find_organisations(self, trial: Trial | None) -> None:
        """Which organisation each fresh row is about; additions to unknown ones are rejected."""
        holders = holders_of({n for one in self.fresh for n in one.numbers})
        seen = {one.seen.organisation_id for one in self.fresh if one.seen}
        here = {row[0] for row in bulk.select(bulk.table_of(Organisation), ("id",), "id", seen)}
        taken: list[Pending] = []
        for one in self.fresh:
            if one.seen and one.seen.organisation_id in here:
                known = one.seen.organisation_id
            else:
                known = self._holder(one, holders)
            if known:
                one.organisation_id = known
            elif isinstance(one.item, Addition):
                number = str(one.item.about)
                if trial is not None and hash64(number) in trial.numbers:
                    taken.append(one)
                    continue
                self._reject(
                    one, f"There is no organisation with the number {number} to add this to.",
                    "the table of the organisations themselves, loaded first or together",
                )  # fmt: skip
                continue
            else:
                one.is_new = True
                if trial is not None:
                    trial.numbers.update(hash64(str(n)) for n in one.item.identifiers[:1])
            taken.append(one)
        self.fresh = taken
        self.children.holders = holders

    @staticmethod
    def _holder(one: Pending, holders: dict[Number, int]) -> int:
        """Whoever holds the row's own number, or else one of its other numbers.

        A branch may name its parent's company number, so only its own number tells who it is.
        """
        numbers = one.numbers
        if isinstance(one.item, OrganisationRow) and one.item.parent is not None:
            numbers = numbers[:1]
        return next((holders[number] for number in numbers if number in holders), 0)

    def _make_organisations(self) -> None:
        new = [one for one in self.fresh if one.is_new]
        for one, pk in zip(new, bulk.new_ids(Organisation, len(new)), strict=True):
            one.organisation_id = pk
        if new:
            self.batch.made["organisations"] = bulk.ranges([one.organisation_id for one in new])
        self.children.find_parents(self.fresh)
        rows = [(one, one.item) for one in new if isinstance(one.item, OrganisationRow)]
        where = positions(row.postcode for _, row in rows)
        context, at = self.context, bulk.moment(self.context.now)
        made = []
        for one, row in rows:
            checked = row.as_of.isoformat() if row.as_of else context.checked_on
            parent = self.children.parent_of(one)
            made.append(
                (
                    one.organisation_id, new_uid().hex, *whole(one.values),
                    *where.get(row.postcode, (None, None)), context.source, checked, "{}", "{}",
                    context.load_id, parent, 1, at, at,
                )
            )  # fmt: skip
        bulk.insert(bulk.table_of(Organisation), MADE, made)

    def _settle_known(self) -> None:
        """Settle what the rows say of organisations that were here before."""
        known = [one for one in self.fresh if not one.is_new]
        self.rows = organisations(one.organisation_id for one in known)
        self.children.existing = set(self.rows)
        before = {pk: dict(row) for pk, row in self.rows.items()}
        for one in known:
            row = self.rows.get(one.organisation_id)
            if row is not None:
                self._settle(one, row)
        moved = {pk for pk, row in self.rows.items() if row["postcode"] != before[pk]["postcode"]}
        where = positions(self.rows[pk]["postcode"] for pk in moved)
        for pk in moved:
            row = self.rows[pk]
            row["latitude"], row["longitude"] = where.get(row["postcode"], (None, None))
        for pk, row in self.rows.items():
            old = before[pk]
            changed = {n: [old[n], row[n]] for n in WRITTEN[:-2] if old[n] != row[n]}
            if changed:
                self.batch.changed[str(pk)] = changed
            if "name" in changed:
                self.renamed.add(pk)

    def _settle(self, one: Pending, row: dict[str, Any]) -> None:
        item, context = one.item, self.context
        checked = item.as_of.isoformat() if item.as_of else context.checked_on
        if isinstance(item, Addition):
            said = added_by(item)
        else:
            said = said_by(item, context.told)
            parent = self.children.parent_of(one)
            if parent and parent != one.organisation_id:
                row["parent_id"] = parent
        settled = settle(
            Known(row, row["source"], row["provenance"], row["differs"], row["checked_on"]),
            said, Saying(context.source, checked, context.rank), context.ranks,
        )  # fmt: skip
        row.update(settled.facts)
        row["provenance"], row["differs"] = settled.provenance, settled.differs
        is_own = row["source"] == context.source and isinstance(item, OrganisationRow)
        if is_own and checked > (row["checked_on"] or ""):
            row["checked_on"] = checked

    def _write_organisations(self) -> None:
        at = bulk.moment(self.context.now)
        changes = []
        for key in self.batch.changed:
            row = self.rows[int(key)]
            facts = [row[name] for name in (*FACTS, *WHERE, "source", "checked_on")]
            maps = [json.dumps(row["provenance"]), json.dumps(row["differs"])]
            changes.append([*facts, *maps, row["parent_id"], row["version"] + 1, at, int(key)])
        bulk.update(bulk.table_of(Organisation), "id", WRITTEN, changes)

    def _remember_rows(self) -> None:
        table, load_id = bulk.table_of(LoadedRow), self.context.load_id
        new, known = [], []
        for one in self.fresh:
            lists = self.children.lists_of(one)
            text = json.dumps(lists) if lists else None
            parent = self.children.missing_parent(one)
            values = (one.organisation_id, one.digest, load_id, one.item.line, text, parent)
            if one.seen is None:
                new.append((one.key, *values))
            else:
                known.append((*values, one.key))
        bulk.insert(table, _ROW_COLUMNS, new)
        late = [one.key for one in self.fresh if one.seen is None and not one.is_new]
        if late:  # rows of new organisations go with these
            self.batch.made["rows"] = late
        bulk.update(table, "key", _ROW_COLUMNS[1:], known)
        if known:
            self.batch.removed["rows"] = [
                [o.key, o.seen.organisation_id, o.seen.digest, o.seen.lists, o.seen.parent]
                for o in self.fresh if o.seen is not None
            ]  # fmt: skip
        again = [one.key for one in self.unchanged]
        bulk.touch(table, "key", {"load_id": load_id}, again)


def _number_in_words(one: Pending) -> str:
    if isinstance(one.item, Addition):
        return f"What belongs to {one.item.about}"
    if one.item.identifiers:
        return f"The number {one.item.identifiers[0].value}"
    return f"“{one.item.name}” with the same postcode"


def batches_of[T](items: Iterable[T], size: int) -> Iterable[list[T]]:
    """Items in lists of so many."""
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch
