"""What the matching engine found, into the tables: a supplier that is found again keeps its row,
and with it its chosen name, its category, its links and its history.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from spinney.base.kernel.ids import new_uid
from spinney.purchasing.engine.matching.seen import DoubtfulPair as Doubt
from spinney.purchasing.engine.matching.seen import FoundSupplier, Matched, Member
from spinney.purchasing.models import (
    Contract,
    Contractor,
    DoubtfulPair,
    InvitedSupplier,
    Judgement,
    Supplier,
    SupplierChange,
    SupplierName,
)
from spinney.purchasing.states import JudgedAs, NameFound

AT_ONCE = 500
LONGEST_KEY, LONGEST_NAME, LONGEST_NUMBER = 64, 200, 40
MOST_DOUBTFUL = 30
"""Pairs that are kept for people to look at: the most telling ones. More come with the next run."""

NOBODY_KNOWN = "A supplier"
"""What a supplier is called of which no name is shared any more."""

Name = tuple[int, str]
"""The organisation that writes it, and how."""


@dataclass(frozen=True)
class Kept:
    """How much came of a run."""

    suppliers: int
    names: int
    doubtful: int


@dataclass(frozen=True)
class Known:
    """A supplier that has a row, with the names that it had."""

    pk: int
    key: str
    names: frozenset[Name]


def keep(cluster_id: int, found: Matched, now: datetime) -> Kept:
    """Write what was found, in the caller's transaction, which holds the cluster. What was there
    and is found no more goes, unless somebody did something with it.
    """
    rows = {one.pk: one for one in Supplier.objects.filter(cluster=cluster_id)}
    names = {(one.organisation_id, one.written): one for one in _names_of(cluster_id)}
    row_of = _suppliers(cluster_id, found.suppliers, rows, names, now)
    _branches(cluster_id, found.suppliers, row_of)
    kept = _names(cluster_id, found.suppliers, row_of, names)
    _forget(cluster_id, {one.pk for one in row_of.values()})
    _unname(cluster_id)
    doubtful = _doubtful(cluster_id, found.doubtful)
    return Kept(len(row_of), kept, doubtful)


def _names_of(cluster_id: int) -> Iterable[SupplierName]:
    return SupplierName.objects.filter(cluster=cluster_id).iterator(2_000)


def _pairs_of(one: FoundSupplier) -> list[Name]:
    return [(int(name.source), name.name) for name in one.names]


def key_of(one: FoundSupplier) -> str:
    """The engine's key, as far as the column holds it.

    >>> len(key_of(FoundSupplier("x" * 80, "X", "", ())))
    64
    """
    if len(one.key) <= LONGEST_KEY:
        return one.key
    return hashlib.sha256(one.key.encode()).hexdigest()


def org_id_of(number: str) -> str:
    """The engine's number as an identifier of the lists of organisations (org-id.guide).

    >>> org_id_of("company:01234567"), org_id_of("charity:SC012345"), org_id_of("")
    ('GB-COH-01234567', 'GB-SC-SC012345', '')
    """
    kind, _, bare = number.partition(":")
    if kind != "charity":
        return f"GB-COH-{bare}" if bare else ""
    scheme = "SC" if bare.startswith("SC") else "NIC" if bare.startswith("NI") else "CHC"
    return f"GB-{scheme}-{bare}"


def rows_for(found: Sequence[FoundSupplier], known: Iterable[Known]) -> dict[str, int]:
    """Which row each found supplier is, by its key; those that are new are left out.

    What decides is how many names they have in common; only then the key, which changes when a
    supplier's number becomes known, and which both halves of a parted supplier would claim.
    """
    by_name = {name: one.pk for one in known for name in one.names}
    by_key = {one.key: one.pk for one in known}
    claims = []
    for place, one in enumerate(found):
        shared = Counter(by_name[name] for name in _pairs_of(one) if name in by_name)
        same_key = by_key.get(key_of(one))
        if same_key is not None:
            shared.setdefault(same_key, 0)
        claims += [(-number, pk != same_key, place, pk) for pk, number in shared.items()]
    taken: set[int] = set()
    rows: dict[str, int] = {}
    for _number, _other_key, place, pk in sorted(claims):
        key = found[place].key
        if pk not in taken and key not in rows:
            rows[key] = pk
            taken.add(pk)
    return rows


def _suppliers(
    cluster_id: int,
    found: Sequence[FoundSupplier],
    rows: dict[int, Supplier],
    names: Mapping[Name, SupplierName],
    now: datetime,
) -> dict[str, Supplier]:
    """Each found supplier's row, by the engine's key: found again, or made."""
    had: dict[int, set[Name]] = {}
    for name, written in names.items():
        had.setdefault(written.supplier_id, set()).add(name)
    known = [
        Known(one.pk, one.key, frozenset(had.get(one.pk, ())))
        for one in rows.values()
        if one.merged_into_id is None
    ]
    again = rows_for(found, known)
    _free_keys(found, again, rows)
    changed, made = [], []
    row_of: dict[str, Supplier] = {}
    for one in found:
        facts = {"key": key_of(one), "number": org_id_of(one.number)[:LONGEST_NUMBER]}
        if one.key not in again:
            row = Supplier(cluster_id=cluster_id, name=_name(one), made_at=now, **facts)
            made.append(row)
        else:
            row = rows[again[one.key]]
            if not row.named_by:
                facts["name"] = _name(one)
            if any(getattr(row, field) != value for field, value in facts.items()):
                changed.append(row)
                for field, value in facts.items():
                    setattr(row, field, value)
        row_of[one.key] = row
    Supplier.objects.bulk_update(changed, ["key", "number", "name"], batch_size=AT_ONCE)
    Supplier.objects.bulk_create(made, batch_size=AT_ONCE)
    return row_of


def _name(one: FoundSupplier) -> str:
    return one.name[:LONGEST_NAME]


def _free_keys(
    found: Sequence[FoundSupplier], again: Mapping[str, int], rows: Mapping[int, Supplier]
) -> None:
    """Keys are there once: whoever has one that another row gets now, or another one now itself,
    gets one that nobody else has.
    """
    new_key = {again[one.key]: key_of(one) for one in found if one.key in again}
    wanted = {key_of(one) for one in found}
    freed = []
    for row in rows.values():
        if row.key != new_key.get(row.pk, row.key) or (
            row.key in wanted and new_key.get(row.pk) != row.key
        ):
            row.key = f"was-{new_uid().hex}"
            freed.append(row)
    Supplier.objects.bulk_update(freed, ["key"], batch_size=AT_ONCE)


def _branches(
    cluster_id: int, found: Sequence[FoundSupplier], row_of: Mapping[str, Supplier]
) -> None:
    """Put branches under their parents, except where a person said where they belong."""
    said = set(
        SupplierChange.objects.filter(
            cluster=cluster_id, kind="under", undone_at=None
        ).values_list("supplier_id", flat=True)
    )  # fmt: skip
    parent_of = {
        row_of[one.key].pk: row_of[one.parent].pk
        for one in found
        if one.parent and one.parent in row_of and one.parent != one.key
    }
    rows = {row.pk: row for row in row_of.values()}
    for pk, row in rows.items():
        if pk in said:
            parent_of[pk] = row.parent_id or 0
    moved = []
    for pk, row in rows.items():
        parent = _top(pk, parent_of)
        if row.parent_id != parent:
            row.parent_id = parent
            moved.append(row)
    Supplier.objects.bulk_update(moved, ["parent"], batch_size=AT_ONCE)


def _top(pk: int, parent_of: Mapping[int, int]) -> int | None:
    """What somebody is a branch of in the end: of a branch's branch there is none. None for
    whoever is no branch, and where it goes round.
    """
    above, seen = parent_of.get(pk, 0), {pk}
    while above and above not in seen and parent_of.get(above, 0):
        seen.add(above)
        above = parent_of[above]
    return above if above and above not in seen else None


def _names(
    cluster_id: int,
    found: Sequence[FoundSupplier],
    row_of: Mapping[str, Supplier],
    known: dict[Name, SupplierName],
) -> int:
    """Say of each name which supplier it is, how sure and why. Returns how many there are."""
    left = dict(known)
    changed, made = [], []
    for one in found:
        for member in one.names:
            facts = {"supplier_id": row_of[one.key].pk, **_facts(member)}
            row = left.pop((int(member.source), member.name), None)
            if row is None:
                made.append(
                    SupplierName(
                        cluster_id=cluster_id, organisation_id=int(member.source),
                        written=member.name, **facts,
                    )
                )  # fmt: skip
            elif any(getattr(row, field) != value for field, value in facts.items()):
                for field, value in facts.items():
                    setattr(row, field, value)
                changed.append(row)
    for some in _batches([row.pk for row in left.values()]):
        SupplierName.objects.filter(pk__in=some).delete()
    fields = ["supplier", "sure", "reason", "found"]
    SupplierName.objects.bulk_update(changed, fields, batch_size=AT_ONCE)
    SupplierName.objects.bulk_create(made, batch_size=AT_ONCE)
    return len(known) - len(left) + len(made)


def _facts(member: Member) -> dict[str, object]:
    code = member.reason.code
    by_number = code in ("same_number", "unit")
    found = NameFound.REGISTER if by_number else NameFound.MATCHED
    return {
        "sure": round(100 * member.confidence),
        "reason": {"code": code, "detail": member.reason.detail},
        "found": NameFound.PERSON if code == "judged" else found,
    }


def _batches(keys: list[int]) -> Iterable[list[int]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]


def _forget(cluster_id: int, found: set[int]) -> None:
    """Delete suppliers that nobody writes any more, unless a person did something with them: that
    must be there when the name comes back.
    """
    used = [
        Exists(SupplierName.objects.filter(supplier=OuterRef("pk"))),
        Exists(SupplierChange.objects.filter(supplier=OuterRef("pk"))),
        Exists(Supplier.objects.filter(merged_into=OuterRef("pk"))),
        Exists(Contract.objects.filter(supplier=OuterRef("pk"))),
        Exists(Contractor.objects.filter(supplier=OuterRef("pk"))),
        Exists(InvitedSupplier.objects.filter(supplier=OuterRef("pk"))),
    ]
    gone = Supplier.objects.filter(cluster=cluster_id, merged_into=None).exclude(
        Q(named_by__gt="") | Q(category__gt="")
    )
    for one in used:
        gone = gone.filter(~one)
    # Not by a filter on what was found: a cluster may have more than a statement takes.
    keys = [pk for pk in gone.values_list("pk", flat=True) if pk not in found]
    for some in _batches(keys):
        Supplier.objects.filter(pk__in=some).delete()


def _unname(cluster_id: int) -> None:
    """What a member wrote goes with it: of suppliers that stay without names, a name that nobody
    chose is kept only while somebody still writes it. When a name comes back, so does theirs.
    """
    written = SupplierName.objects.filter(cluster=OuterRef("cluster"), written=OuterRef("name"))
    rows = Supplier.objects.filter(cluster=cluster_id, named_by="", names=None)
    rows.filter(~Exists(written)).update(name=NOBODY_KNOWN)


def _doubtful(cluster_id: int, found: Sequence[Doubt]) -> int:
    """Write the pairs for people to look at, the most telling first; a pair keeps its row. Those of
    which somebody was not sure come last, so that they keep no other from being asked.
    """
    unsure = set(
        Judgement.objects.filter(cluster=cluster_id, answer=JudgedAs.NOT_SURE)
        .values_list("one", "other")
    )  # fmt: skip
    left = {(one.one, one.other): one for one in DoubtfulPair.objects.filter(cluster=cluster_id)}
    changed: list[DoubtfulPair] = []
    made: list[DoubtfulPair] = []
    pairs: dict[tuple[str, str], Doubt] = {}
    for one in found:
        pairs.setdefault((min(one.one, one.other), max(one.one, one.other)), one)
    ordered = sorted(pairs.items(), key=lambda one: one[0] in unsure)[:MOST_DOUBTFUL]
    for rank, (pair, one) in enumerate(ordered, start=1):
        facts = {
            "rank": rank,
            "sure": round(100 * one.confidence),
            "reason": {"code": one.reason.code, "detail": one.reason.detail},
        }
        row = left.pop(pair, None)
        if row is None:
            row = DoubtfulPair(cluster_id=cluster_id, one=pair[0], other=pair[1], **facts)
            made.append(row)
            continue
        for field, value in facts.items():
            setattr(row, field, value)
        changed.append(row)
    for some in _batches([row.pk for row in left.values()]):
        DoubtfulPair.objects.filter(pk__in=some).delete()
    DoubtfulPair.objects.bulk_update(changed, ["rank", "sure", "reason"], batch_size=AT_ONCE)
    DoubtfulPair.objects.bulk_create(made, batch_size=AT_ONCE)
    return len(changed) + len(made)
