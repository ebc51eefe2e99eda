"""Daily: contacts that were removed a while ago are forgotten; looks are kept for six years."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from spinney.agreements.models import Contact, Look
from spinney.base.work.duties import duty

UNDO_DAYS = 30
YEARS_OF_LOOKS = 6
"""As long as somebody could bring a claim about them (Limitation Act 1980, section 5)."""


@duty("agreements.forget_contacts", daily_at=time(3, 50))
def forget_contacts(now: datetime) -> None:
    """Delete contacts removed more than 30 days ago, and looks that are older than six years."""
    Contact.objects.filter(removed_at__lt=now - timedelta(days=UNDO_DAYS)).delete()
    Look.objects.filter(at__lt=now - timedelta(days=round(365.25 * YEARS_OF_LOOKS))).delete()
