"""What somebody removed is kept for 30 days to be brought back; then it is gone for good."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction

from spinney.base.work.duties import duty
from spinney.clusters.models import Document, JournalNote
from spinney.clusters.policies.days import UNDO_DAYS


@duty("clusters: what was removed is cleared away", daily_at=time(1, 10))
def clear_removed(now: datetime) -> None:
    """Delete private notes and documents that were removed more than 30 days ago, files too. The
    record keeps that they were there, never what they said.
    """
    before = now - timedelta(days=UNDO_DAYS)
    JournalNote.objects.filter(removed_at__lt=before).delete()
    for document in Document.objects.filter(removed_at__lt=before):
        _clear(document)


@transaction.atomic
def _clear(document: Document) -> None:
    """The row first; its file once that is kept, so that a row never lacks its file."""
    storage, name = document.file.storage, document.file.name
    document.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))
