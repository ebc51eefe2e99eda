"""Two people change one thing: the second is told what the first changed, and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Model

from spinney.base.kernel.errors import ChangedMeanwhile
from spinney.base.record.models import Entry
from spinney.base.record.record import subject_of


class Versioned(Protocol):
    """A row that counts its changes."""

    version: int


def check_unchanged(
    thing: Any, read: int | None, what: str, names: Mapping[str, str] | None = None
) -> None:
    """Raise ChangedMeanwhile, with each changed field's value then and now, unless `thing` is
    still in the version that the actor read. None stands for a caller that has just read it.

    Each change is recorded with `version`, `before` and `after`; what happened since is put
    together from there. `names`: what a form calls fields that have another name there.
    """
    if read is None or thing.version == read:
        return
    raise ChangedMeanwhile(
        f"Somebody else changed {what} while you were writing. Look at what they changed, then"
        " save again. What you typed is still here.",
        changes_since(thing, read), names,
    )  # fmt: skip


@dataclass(frozen=True)
class Changes:
    """What a change changed: field -> value before, field -> value after. False when nothing."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]

    def __bool__(self) -> bool:
        return bool(self.after)

    def __contains__(self, field: str) -> bool:
        return field in self.after

    def __iter__(self) -> Iterator[str]:
        return iter(self.after)


def take_over(thing: Any, wanted: Mapping[str, Any]) -> Changes:
    """Put the wanted values into a row (not saved yet), and count its version up if that changed
    anything. What is told of the change goes into the record as `before`, `after` and `version`.
    """
    before = {name: getattr(thing, name) for name in wanted}
    after = {name: value for name, value in wanted.items() if before[name] != value}
    for name, value in after.items():
        setattr(thing, name, value)
    thing.version += bool(after)
    return Changes({name: before[name] for name in after}, after)


def changes_since(thing: Model, read: int) -> dict[str, tuple[object, object]]:
    """Field -> (value in the version read, value now), from the record."""
    changed: dict[str, tuple[object, object]] = {}
    entries = Entry.objects.filter(subject=subject_of(thing)).order_by("pk")
    for detail in entries.values_list("detail", flat=True):
        if int(detail.get("version", 0)) <= read:
            continue
        before, after = detail.get("before", {}), detail.get("after", {})
        for field in after:
            first = changed.get(field, (before.get(field), None))[0]
            changed[field] = (first, after[field])
    return {field: pair for field, pair in changed.items() if pair[0] != pair[1]}
