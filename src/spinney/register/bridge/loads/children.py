"""What hangs on an organisation: numbers, other names, activities, areas, and its parent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from spinney.register.bridge.duplicates import reasons_as_rows
from spinney.register.bridge.loads import bulk
from spinney.register.bridge.loads.facts import org_id
from spinney.register.bridge.loads.known import Number, holders_of
from spinney.register.engine.matching import Reason
from spinney.register.engine.rows import Activity as ActivityCode
from spinney.register.engine.rows import Area as AreaName
from spinney.register.engine.rows import OrganisationRow
from spinney.register.engine.settling import alike
from spinney.register.models import Activity, Area, Duplicate, Identifier, OtherName
from spinney.register.states import DuplicateState

if TYPE_CHECKING:
    from spinney.register.bridge.loads.batches import Batch, Context, Pending

_NUMBER_COLUMNS = ("organisation_id", "scheme", "value", "source", "checked_on")
_NAME_COLUMNS = ("organisation_id", "name", "kind", "source", "checked_on")
ACTIVITY_LINK = Activity.organisations.through._meta.db_table
AREA_LINK = Area.organisations.through._meta.db_table
LINKS = {
    "activities": (ACTIVITY_LINK, ("organisation_id", "activity_id")),
    "areas": (AREA_LINK, ("organisation_id", "area_id")),
}


class Children:
    """Writes what hangs on the organisations of one batch, and journals it for those that were
    here before (what hangs on a new one goes with it).
    """

    def __init__(self, context: Context, batch: Batch) -> None:
        self.context, self.batch = context, batch
        self.holders: dict[Number, int] = {}
        self.existing: set[int] = set()
        self.parents: dict[Number, int] = {}
        self.renamed: set[int] = set()

    # -- parents ----------------------------------------------------------------------------

    def find_parents(self, fresh: Sequence[Pending]) -> None:
        """Who the parents named by these rows are: in this batch, or in the register."""
        wanted = {org_id(p) for one in fresh if (p := self._parent(one)) is not None}
        if not wanted:
            return
        self.parents = holders_of(wanted)
        for one in fresh:
            for number in one.numbers[:1]:
                if one.organisation_id and number in wanted:
                    self.parents[number] = one.organisation_id

    @staticmethod
    def _parent(one: Pending) -> Any:
        return one.item.parent if isinstance(one.item, OrganisationRow) else None

    def parent_of(self, one: Pending) -> int | None:
        """The parent's id when it is already in the tables, so that it can be pointed to."""
        parent = self._parent(one)
        found = self.parents.get(org_id(parent)) if parent is not None else None
        # A parent that is made by this same statement may come after its branch.
        return found if found and found != one.organisation_id else None

    def missing_parent(self, one: Pending) -> str:
        """The identifier of a parent that was not found, to be looked for at the end."""
        parent = self._parent(one)
        return "" if parent is None or self.parent_of(one) else str(parent)[:80]

    # -- lists ------------------------------------------------------------------------------

    def lists_of(self, one: Pending) -> dict[str, Any]:
        """Which names, activities and areas a row gives, as remembered with it."""
        item, words = one.item, self.context.words
        lists: dict[str, list[Any]] = {
            "names": [name.name for name in item.other_names],
            "activities": [words.activities[c.scheme, c.code] for c in item.activity_codes],
            "areas": [words.areas[area.name] for area in item.areas],
        }
        return {name: list(dict.fromkeys(values)) for name, values in lists.items() if values}

    def write(self, fresh: Sequence[Pending]) -> None:
        """Write numbers, names and links of all rows."""
        words = self.context.words
        codes: list[ActivityCode] = [c for one in fresh for c in one.item.activity_codes]
        areas: list[AreaName] = [a for one in fresh for a in one.item.areas]
        words.learn_activities(codes)
        words.learn_areas(areas)
        self._write_numbers(fresh)
        self._write_names(fresh)
        for name in LINKS:
            self._write_links(name, fresh)

    def _journal(self, what: str, name: str, rows: Iterable[Sequence[Any]]) -> None:
        kept = [list(row) for row in rows if row[0] in self.existing]
        if kept:
            getattr(self.batch, what).setdefault(name, []).extend(kept)

    def _write_numbers(self, fresh: Sequence[Pending]) -> None:
        context = self.context
        new: dict[Number, tuple[Any, ...]] = {}
        shared: set[tuple[int, int]] = set()
        for one in fresh:
            if not isinstance(one.item, OrganisationRow):
                continue
            day = one.item.as_of.isoformat() if one.item.as_of else context.checked_on
            is_branch = one.item.parent is not None
            for number in one.numbers[:1] if is_branch else one.numbers:
                holder = self.holders.get(number) or (new[number][0] if number in new else 0)
                if not holder:
                    new[number] = (one.organisation_id, *number, context.source, day)
                elif holder != one.organisation_id:
                    shared.add((min(holder, one.organisation_id), max(holder, one.organisation_id)))
        bulk.insert(bulk.table_of(Identifier), _NUMBER_COLUMNS, list(new.values()))
        self._journal("made", "numbers", (row[:3] for row in new.values()))
        self._suggest_duplicates(shared)

    def _suggest_duplicates(self, pairs: set[tuple[int, int]]) -> None:
        """Two organisations that were given one number may be one; a person will say."""
        reasons = reasons_as_rows([Reason("shared_number")])
        Duplicate.objects.bulk_create(
            [
                Duplicate(
                    left_id=left, right_id=right, score=1.0, reasons=reasons,
                    state=DuplicateState.SUGGESTED, suggested_at=self.context.now,
                )
                for left, right in sorted(pairs)
            ],
            ignore_conflicts=True,
        )  # fmt: skip

    def _write_names(self, fresh: Sequence[Pending]) -> None:
        context, table = self.context, bulk.table_of(OtherName)
        held = self._held_names(fresh)
        new: list[tuple[Any, ...]] = []
        for one in fresh:
            day = one.item.as_of.isoformat() if one.item.as_of else context.checked_on
            here = held.setdefault(one.organisation_id, {})
            main = one.item.name if isinstance(one.item, OrganisationRow) else ""
            for name in one.item.other_names:
                if name.name in here or alike("name", name.name, main):
                    continue
                here[name.name] = None
                new.append((one.organisation_id, name.name, str(name.kind), context.source, day))
        gone = self._names_gone(fresh, held)
        bulk.delete(table, ("organisation_id", "name"), [row[:2] for row in gone])
        bulk.insert(table, _NAME_COLUMNS, new)
        self._journal("made", "names", (row[:2] for row in new))
        self._journal("removed", "names", gone)
        self.renamed = {row[0] for row in (*new, *gone)} & self.existing

    def _held_names(self, fresh: Sequence[Pending]) -> dict[int, dict[str, tuple[Any, ...] | None]]:
        """Other names that the organisations have, with their rows."""
        ids = {
            one.organisation_id
            for one in fresh
            if not one.is_new
            and (one.item.other_names or (one.seen is not None and one.seen.lists.get("names")))
        }
        held: dict[int, dict[str, tuple[Any, ...] | None]] = {}
        for row in bulk.select(bulk.table_of(OtherName), _NAME_COLUMNS, "organisation_id", ids):
            plain = (*row[:4], str(row[4]) if row[4] else None)
            held.setdefault(row[0], {})[row[1]] = plain
        return held

    def _names_gone(
        self, fresh: Sequence[Pending], held: dict[int, dict[str, tuple[Any, ...] | None]]
    ) -> list[tuple[Any, ...]]:
        """Names that this source gave before and gives no longer."""
        gone = []
        for one in fresh:
            before = one.seen.lists.get("names", []) if one.seen else []
            now = {name.name for name in one.item.other_names}
            for name in before:
                row = held.get(one.organisation_id, {}).get(name)
                if name not in now and row is not None and row[3] == self.context.source:
                    gone.append(row)
        return gone

    def _write_links(self, name: str, fresh: Sequence[Pending]) -> None:
        """Links to activities or areas: those given now and not before, and the other way round."""
        table, columns = LINKS[name]
        wanted: dict[tuple[int, int], None] = {}
        gone: dict[tuple[int, int], None] = {}
        for one in fresh:
            now = self.lists_of(one).get(name, [])
            before = one.seen.lists.get(name, []) if one.seen else []
            wanted |= dict.fromkeys((one.organisation_id, pk) for pk in now)
            gone |= dict.fromkeys((one.organisation_id, pk) for pk in before if pk not in now)
        known = {pk for pk, _ in wanted} & self.existing
        held = set(bulk.select(table, columns, "organisation_id", known))
        new = [pair for pair in wanted if pair not in held]
        old = [pair for pair in gone if pair not in wanted]
        bulk.delete(table, columns, old)
        bulk.insert(table, columns, new)
        self._journal("made", name, new)
        self._journal("removed", name, old)
