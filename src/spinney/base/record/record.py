"""Writing to the record, and checking that nobody has tampered with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from django.dispatch import Signal

from spinney.base.kernel.actors import Actor, Scope
from spinney.base.kernel.canonical import plain, sha256
from spinney.base.record.models import Book, Entry
from spinney.base.record.prepared import prepared
from spinney.base.record.writing import as_object, change, in_one_go, keys_of, put

START = "0" * 64
_HASHED = (
    "book", "number", "at", "verb", "actor", "person_id", "organisation_id", "subject", "detail",
    "previous",
)  # fmt: skip
recorded = Signal()  # entry (of the record, just written)


def subject_of(thing: models.Model) -> str:
    """How the record names a thing: "clusters.Cluster:3"."""
    return f"{thing._meta.label}:{thing.pk}"


def record(
    verb: str, *, by: Actor, on: models.Model, at: datetime, scope: Scope, **detail: Any
) -> Entry:
    """Append one entry to the scope's book, inside the caller's transaction.

    `detail` holds what a reader of the record needs later: `before=` and `after=` for changes,
    names of organisations as they were. Never personal data of clients.
    Raises TransactionManagementError when called outside a transaction: an entry and its deed
    are kept or lost together.
    """
    connection = transaction.get_connection()
    connection.validate_no_broken_transaction()
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            f"{verb} must be recorded inside a transaction."
        )
    book = str(scope)
    with connection.cursor() as cursor:
        entries, previous = _held(cursor, book)
        row: dict[str, Any] = {
            "book": book, "number": entries + 1, "at": at, "verb": verb, "actor": by.label,
            "person_id": by.person_id, "organisation_id": by.organisation_id,
            "subject": subject_of(on), "detail": plain(detail), "previous": previous,
        }  # fmt: skip
        row["hash"] = sha256([row[name] for name in _HASHED])
        with in_one_go(cursor):
            change(cursor, Book, book, entries=row["number"], hash=row["hash"])
            put(cursor, Entry, [row], returning=True)
        (key,) = keys_of(cursor)
    entry = as_object(Entry, row, key)
    recorded.send(sender=Entry, entry=entry)
    return entry


def _held(cursor: CursorWrapper, name: str) -> tuple[int, str]:
    """The end of a book (how many entries, the hash of the last), held until the transaction ends;
    begun where there is none yet.
    """
    found = _end.read_with(cursor, name=name)
    if not found:
        Book.objects.get_or_create(name=name)
        found = _end.read_with(cursor, name=name)
    return found[0]


@prepared
def _end(name: str) -> QuerySet[Book, tuple[int, str]]:
    held = Book.objects.select_for_update().filter(name=name)
    return held.values_list("entries", "hash")


def hash_of(entry: Entry) -> str:
    """The hash that an entry must carry, from its own content and the hash before it."""
    return sha256([getattr(entry, name) for name in _HASHED])


@dataclass(frozen=True)
class Fault:
    """A place where the record does not hold together."""

    book: str
    number: int
    reason: str


def verify(book: str | None = None) -> Iterator[Fault]:
    """Walk every chain (or one) from its start; yield a Fault wherever it breaks."""
    books = Book.objects.filter(name=book) if book else Book.objects.all()
    names = set()
    for head in books.iterator():
        names.add(head.name)
        yield from _verify_book(head)
    if book is None:
        for name in Entry.objects.exclude(book__in=names).values_list("book", flat=True).distinct():
            yield Fault(name, 0, "entries without a book: the book was removed")


def _verify_book(head: Book) -> Iterator[Fault]:
    previous, number = START, 0
    for entry in Entry.objects.filter(book=head.name).order_by("number").iterator():
        number += 1
        if entry.number != number:
            yield Fault(head.name, number, f"entry {number} is missing")
            number = entry.number
        if entry.previous != previous:
            yield Fault(head.name, entry.number, "does not follow the entry before it")
        if hash_of(entry) != entry.hash:
            yield Fault(head.name, entry.number, "was changed after it was written")
        previous = entry.hash
    if number != head.entries or previous != head.hash:
        yield Fault(head.name, number, f"the end is missing: {head.entries} entries were written")
