"""Taking an import back: exactly the rows that it made, and only while nobody has built on them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import ProtectedError, RestrictedError

from spinney.base.keeping import portable
from spinney.base.keeping.models import Arrival
from spinney.base.kernel.actors import SITE, Actor
from spinney.base.kernel.errors import WrongState
from spinney.base.record.models import Book, Entry
from spinney.base.record.record import record


@transaction.atomic
def undo(arrival: Arrival, *, by: Actor, now: datetime) -> Mapping[str, int]:
    """See `imports.undo_import`."""
    taken = Arrival.objects.filter(pk=arrival.pk, undone_at=None).update(undone_at=now)
    if not taken:
        raise WrongState(f"The import of {arrival.name} was undone already.")
    entries = Book.objects.filter(name=arrival.book).values_list("entries", flat=True).first()
    if entries != arrival.entries:
        raise WrongState(
            f"Somebody has worked in {arrival.name} since it was imported, so the import cannot be "
            "undone without losing that."
        )
    for callback in portable.on_leaving:
        callback(arrival.made)
    removed = {}
    files: list[str] = []
    for holding in reversed(portable.in_order()):
        pks = arrival.made.get(holding.label, [])
        if pks:
            files += _files_of(holding.model, pks)
            removed[holding.label] = _remove(holding.model, pks, arrival)
    Entry.objects.filter(book=arrival.book).delete()
    Book.objects.filter(name=arrival.book).delete()
    record("keeping.undo_import", by=by, on=arrival, at=now, scope=SITE, name=arrival.name)
    transaction.on_commit(lambda: _delete(files))
    return removed


def _delete(files: list[str]) -> None:
    for name in files:
        default_storage.delete(name)


def _files_of(model: type[models.Model], pks: list[int]) -> list[str]:
    names = []
    for field in model._meta.concrete_fields:
        if isinstance(field, models.FileField):
            held = model._base_manager.filter(pk__in=pks).exclude(**{field.name: ""})
            names += list(held.values_list(field.name, flat=True))
    return names


def _remove(model: type[models.Model], pks: list[int], arrival: Arrival) -> int:
    """Remove these rows and no others: whatever would go with them was made by somebody else."""
    try:
        _, by_label = model._base_manager.filter(pk__in=pks).delete()
    except (ProtectedError, RestrictedError) as problem:
        raise WrongState(_depends(arrival)) from problem
    removed = by_label.pop(model._meta.label, 0)
    made_by_itself = {label for label, n in by_label.items() if n and label in portable.staying}
    if any(n for label, n in by_label.items() if label not in made_by_itself):
        raise WrongState(_depends(arrival))
    return removed


def _depends(arrival: Arrival) -> str:
    return (
        f"Something on this site has come to depend on what arrived with {arrival.name}, so the "
        "import cannot be undone."
    )
