"""What a facilitator removed from her private log is kept for 30 days to be brought back."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from spinney.base.work.duties import duty
from spinney.diagnostics.models import Episode
from spinney.diagnostics.policies.playbook import UNDO_DAYS


@duty("diagnostics: what was removed from private logs is cleared away", daily_at=time(1, 20))
def clear_removed_episodes(now: datetime) -> None:
    """Delete for good what was removed from private logs more than 30 days ago."""
    Episode.objects.filter(removed_at__lt=now - timedelta(days=UNDO_DAYS)).delete()
