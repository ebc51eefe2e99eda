"""A facilitator's private notes.

Only their writer ever reads them. What is recorded of them (that there is one, never what it says)
stands in a book of her own, which is no cluster's and goes with no cluster's export.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from spinney.base.kernel.actors import SITE, Actor, Scope, cluster_scope
from spinney.base.kernel.errors import BadInput, NotFound
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged
from spinney.clusters import policies
from spinney.clusters.models import Cluster, JournalNote
from spinney.clusters.policies import days as rules


def _own_book(by: Actor) -> Scope:
    return Scope("person", by.person_id or 0)


def _text(text: str) -> str:
    if not text.strip():
        raise BadInput("Write something first.", {"text": ["Write something first."]})
    return text.strip()


def _check_hers(note: JournalNote, by: Actor) -> None:
    """To everybody but its writer, unattended work included, there is no such note."""
    if by.person_id is None or note.person_id != by.person_id:
        raise NotFound("There is no such page, or it is not shared with you.")


@transaction.atomic
def write_note(
    *, cluster: Cluster, about_on: date, text: str, by: Actor, now: datetime
) -> JournalNote:
    """Write a note about a cluster, for oneself."""
    require(policies.MAY, "write_note", by=by, scope=cluster_scope(cluster.pk))
    if by.person_id is None:
        raise NotFound("A note belongs to a person.")
    note = JournalNote.objects.create(
        cluster=cluster,
        person_id=by.person_id,
        about_on=about_on,
        text=_text(text),
        written_at=now,
    )
    record("clusters.write_note", by=by, on=note, at=now, scope=_own_book(by))
    return note


@transaction.atomic
def edit_note(
    *,
    note: JournalNote,
    about_on: date,
    text: str,
    version: int | None,
    by: Actor,
    now: datetime,
) -> JournalNote:
    """Change one's own note. The earlier words are not kept."""
    require(policies.MAY, "edit_note", by=by, scope=SITE)
    _check_hers(note, by)
    note = JournalNote.objects.select_for_update().get(pk=note.pk)
    rules.check_there(note.removed_at)
    check_unchanged(note, version, "this note")
    note.about_on, note.text, note.changed_at = about_on, _text(text), now
    note.version += 1
    note.save()
    record("clusters.edit_note", by=by, on=note, at=now, scope=_own_book(by), version=note.version)
    return note


@transaction.atomic
def delete_note(*, note: JournalNote, by: Actor, now: datetime) -> JournalNote:
    """Delete one's own note. It can be brought back for 30 days, then it is gone for good."""
    require(policies.MAY, "delete_note", by=by, scope=SITE)
    _check_hers(note, by)
    rules.check_there(note.removed_at)
    note.removed_at = now
    note.save(update_fields=["removed_at"])
    record("clusters.delete_note", by=by, on=note, at=now, scope=_own_book(by))
    return note


@transaction.atomic
def restore_note(*, note: JournalNote, by: Actor, now: datetime) -> JournalNote:
    """Bring back one's own note that was deleted less than 30 days ago."""
    require(policies.MAY, "restore_note", by=by, scope=SITE)
    _check_hers(note, by)
    rules.check_can_restore(note.removed_at, now)
    note.removed_at = None
    note.save(update_fields=["removed_at"])
    record("clusters.restore_note", by=by, on=note, at=now, scope=_own_book(by))
    return note
