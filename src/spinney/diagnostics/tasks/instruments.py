"""A draft that was thrown away is kept for 30 days to be brought back."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from spinney.base.work.duties import duty
from spinney.diagnostics.models import DiscardedDraft

KEPT = timedelta(days=30)


@duty("diagnostics: drafts thrown away are cleared away", daily_at=time(1, 25))
def clear_discarded_drafts(now: datetime) -> None:
    """Delete for good the drafts that were thrown away more than 30 days ago."""
    DiscardedDraft.objects.filter(discarded_at__lt=now - KEPT).delete()
