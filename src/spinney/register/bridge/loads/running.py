"""A load from its first row to its last, batch by batch; it continues wherever it was cut off.

Each batch is one transaction with its journal and the place reached, so that whatever is killed
when, every row is taken exactly once. See docs/adr/loads.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction

from spinney.register.bridge import search_index
from spinney.register.bridge.loads import bulk
from spinney.register.bridge.loads.batches import (
    Batch,
    BatchKeeper,
    Context,
    Counts,
    Trial,
    batches_of,
)
from spinney.register.bridge.loads.facts import FACTS, MAPPED
from spinney.register.bridge.loads.files import Reading
from spinney.register.bridge.loads.known import Ranks, Vocabulary, holders_of, organisations
from spinney.register.engine.readers.recognising import Plan
from spinney.register.engine.rows import Reject
from spinney.register.models import Load, LoadBatch, LoadedRow, LoadReject, Organisation

BATCH = 5_000
"""Rows in one transaction: about half a second, so that others may write in between. With fewer,
each page of an index is written more often: 2,000 took twice the time at 150,000 organisations.
"""
MOST_REJECTS = 10_000
"""Rejects that are kept for reading; of more, only the number is kept."""

Tell = Callable[[float, Counts], None]
"""Told after each batch: how much of the files has been read (0 to 1), and the counts so far.
Called inside the batch's transaction; what it raises undoes the batch and stops the load.
"""


def quiet(share: float, counts: Counts) -> None:
    """Tells nobody."""


class Run:
    """One load being run, or tried without writing."""

    def __init__(self, load: Load, reading: Reading, now: datetime) -> None:
        self.load, self.reading, self.now = load, reading, now
        self.ranks, self.words = Ranks(), Vocabulary()
        self.ranks.add(reading.sources)
        self.number = load.batches.count()

    def context(self, plan: Plan) -> Context:
        told = None
        if plan.mapping is not None:
            names = {MAPPED.get(key, key) for key in plan.mapping.columns.values()}
            told = frozenset(FACTS) & (names | {"town"} if "address" in names else names)
        return Context(
            load_id=self.load.pk,
            source=plan.source,
            part=plan.key,
            file=plan.table.file,
            told=told,
            checked_on=self.load.checked_on.isoformat(),
            now=self.now,
            ranks=self.ranks,
            words=self.words,
        )

    def keep(self, tell: Tell = quiet, *, size: int = BATCH, index: bool = True) -> Counts:
        """Write every row that is not written yet. Raises FileRefused when a file breaks off."""
        with bulk.many_writes():
            return self._keep(tell, size, index)

    def _keep(self, tell: Tell, size: int, index: bool) -> Counts:
        place = self.load.checkpoint
        for at, plan in enumerate(self.reading.plans):
            if at < place.get("table", 0):
                continue
            done = place.get("item", 0) if at == place.get("table", 0) else 0
            context = self.context(plan)
            for items in batches_of(islice(plan.items(), done, None), size):
                keeper = BatchKeeper(items, context)
                done += len(items)
                with transaction.atomic():
                    batch = keeper.keep(index=index)
                    self._keep_place(batch, {"table": at, "item": done})
                    tell(self._share(at), self.counts())
        self._find_parents(size)
        return self.counts()

    def look(self, tell: Tell = quiet, *, size: int = BATCH) -> tuple[Counts, list[Reject]]:
        """What `keep` would do, and the first rejects; nothing is written."""
        counts, trial = Counts(), Trial()
        rejects: list[Reject] = []
        for at, plan in enumerate(self.reading.plans):
            context = self.context(plan)
            for items in batches_of(plan.items(), size):
                batch = BatchKeeper(items, context).look(trial)
                counts.add(batch.counts)
                rejects += batch.rejects[: MOST_REJECTS - len(rejects)]
                tell(self._share(at), counts)
        return counts, rejects

    def counts(self) -> Counts:
        """What became of the rows so far."""
        return Counts(**{name: getattr(self.load, name) for name in vars(Counts())})

    def _share(self, at: int) -> float:
        """How much of all files has been read."""
        before = sum(plan.table.meter.total for plan in self.reading.plans[:at])
        done = before + self.reading.plans[at].table.meter.done
        return min(1.0, done / self.reading.size) if self.reading.size else 0.0

    def _keep_place(self, batch: Batch, place: dict[str, int]) -> None:
        load = self.load
        total = self.counts()
        total.add(batch.counts)
        for name, value in vars(total).items():
            setattr(load, name, value)
        load.checkpoint = place
        load.save(update_fields=[*vars(total), "checkpoint"])
        self._keep_rejects(batch.rejects, total)
        self._journal(batch)

    def _journal(self, batch: Batch) -> None:
        if not batch.is_empty:
            self.number += 1
            LoadBatch.objects.create(
                load=self.load, number=self.number,
                made=batch.made, changed=batch.changed, removed=batch.removed,
            )  # fmt: skip

    def _keep_rejects(self, rejects: Sequence[Reject], total: Counts) -> None:
        room = MOST_REJECTS - (total.rejected + total.kept - len(rejects))
        LoadReject.objects.bulk_create(
            LoadReject(
                load=self.load, file=one.file[-300:], line=one.line, reason=one.reason[:500],
                expected=one.expected[:300], row=one.row, kept=one.kept,
            )
            for one in rejects[: max(0, room)]
        )  # fmt: skip

    def _find_parents(self, size: int) -> None:
        """Tie branches to parents that came after them; others wait for a later load."""
        after: int | None = None
        while True:
            waiting = LoadedRow.objects.filter(load_id=self.load.pk).exclude(parent="")
            if after is not None:
                waiting = waiting.filter(key__gt=after)
            rows = list(
                waiting.order_by("key").values_list("key", "organisation_id", "parent")[:size]
            )
            if not rows:
                return
            after = rows[-1][0]
            with transaction.atomic():
                self._tie(rows)

    def _tie(self, rows: Sequence[tuple[int, int, str]]) -> None:
        numbers = {text: _split(text) for _, _, text in rows}
        holders = holders_of(numbers.values())
        here = organisations(pk for _, pk, _ in rows)
        batch, changes, found = Batch(), [], []
        for key, pk, text in rows:
            parent = holders.get(numbers[text])
            if parent is None or pk not in here:
                continue
            found.append(key)
            if parent not in (pk, here[pk]["parent_id"]):
                changes.append((parent, pk))
                batch.changed[str(pk)] = {"parent_id": [here[pk]["parent_id"], parent]}
        bulk.update(bulk.table_of(Organisation), "id", ("parent_id",), changes)
        bulk.touch(bulk.table_of(LoadedRow), "key", {"parent": ""}, found)
        self._journal(batch)


def _split(text: str) -> tuple[str, str]:
    """An identifier's scheme and value: GB-CHC-203460 is GB-CHC and 203460."""
    country, kind, value = text.split("-", 2)
    return f"{country}-{kind}", value


def finish_index() -> None:
    """Put the search index in order after many new names."""
    search_index.tidy()
