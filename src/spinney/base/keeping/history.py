"""A cluster's record travels with it: verified as it was written, then told again in a new book."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from spinney.base.keeping.portable import standing_for
from spinney.base.kernel.errors import BadInput
from spinney.base.record.models import Book, Entry
from spinney.base.record.record import START, hash_of


def verify_history(told: Iterable[dict[str, Any]]) -> str:
    """Raises BadInput unless every entry follows from the one before; returns the last hash."""
    previous = START
    for number, line in enumerate(told, start=1):
        entry = _entry(line["entry"])
        if entry.number != number or entry.previous != previous or hash_of(entry) != entry.hash:
            raise BadInput(
                f"The record in this file does not hold together at entry {number}: it was changed "
                "after it was written. Export the cluster again."
            )
        previous = entry.hash
    return previous


def retell(told: Iterable[dict[str, Any]], book: str, here: dict[str, dict[str, int]]) -> int:
    """Write the entries into a book of this site, in order, naming people and things as they are
    named here. `here` is label -> key in the file -> primary key. Returns how many.
    """
    previous, number = START, 0
    for line in told:
        number += 1
        entry = _entry(line["entry"])
        entry.book = book
        entry.number = number
        entry.person_id = here.get("access.Person", {}).get(line["person"] or "")
        entry.organisation_id = here.get("register.Organisation", {}).get(
            line["organisation"] or ""
        )
        entry.actor = actor_here(line["actor"], here)
        entry.subject = _subject(entry.subject, line["subject"], here)
        entry.previous = previous
        entry.hash = previous = hash_of(entry)
        entry.save(force_insert=True)
    if number:
        Book.objects.create(name=book, entries=number, hash=previous)
    return number


def actor_here(label: str, here: dict[str, dict[str, int]]) -> str:
    """The label of an actor, with a person's number here in the place of her uid."""
    kind, _, key = label.partition(":")
    if kind != "person":
        return label
    known = _here(here, "person", key)
    return f"person:{known}" if known else "person:unknown"


def _here(here: dict[str, dict[str, int]], what: str, key: str | None) -> int | None:
    return here.get(standing_for[what], {}).get(key or "")


def _subject(old: str, key: str | None, here: dict[str, dict[str, int]]) -> str:
    """What stayed behind is named as such, so that it is not taken for a thing of this site."""
    label, _, pk = old.partition(":")
    known = here.get(label, {}).get(key or "")
    return f"{label}:{known}" if known else f"{label}:elsewhere-{pk}"


def _entry(values: dict[str, Any]) -> Entry:
    try:
        return Entry(**{**values, "at": datetime.fromisoformat(values["at"])})
    except (TypeError, KeyError, ValueError) as problem:
        raise BadInput("The record in this file cannot be read.") from problem
