"""Nightly, and when a host asks: what may be entered twice is looked for."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.utils import timezone

from spinney.base.kernel.actors import Actor
from spinney.base.work.duties import duty
from spinney.base.work.jobs import job
from spinney.base.work.progress import Progress
from spinney.register.actions import duplicates


@job("register.suggest_duplicates", unit="pair")
def suggest_duplicates(progress: Progress) -> dict[str, Any]:
    """Look through the whole register."""
    progress.say("Comparing organisations that share a name, a postcode or a website.")
    return {"new": duplicates.suggest_duplicates(by=progress.by, now=timezone.now())}


@duty("register.suggest_duplicates", daily_at=time(4, 10))
def look_for_duplicates(now: datetime) -> None:
    """What was added or changed during the day is compared with the rest."""
    duplicates.suggest_duplicates(by=Actor.system("duplicates"), now=now)
