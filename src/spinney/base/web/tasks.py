"""What the house tidies away by itself: sessions that ended, addresses that were mistyped."""

from __future__ import annotations

from datetime import datetime, time

from django.contrib.sessions.models import Session

from spinney.base.access.unconfirmed import forget_unconfirmed
from spinney.base.work.duties import duty


@duty("web.tidy", daily_at=time(3, 45))
def tidy(now: datetime) -> None:
    """Remove sessions that ran out (with what was kept in them) and accounts never begun."""
    Session.objects.filter(expire_date__lt=now).delete()
    forget_unconfirmed(now=now)
