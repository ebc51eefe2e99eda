"""The search for what is entered twice, in the background."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from spinney.base.kernel.actors import Actor
from spinney.base.work import jobs
from spinney.base.work.models import Job

SEARCH = "register.suggest_duplicates"


def search_soon(*, by: Actor, now: datetime) -> None:
    """Have the whole register looked through, unless that waits or is being done already."""
    if Job.objects.unfinished().filter(kind=SEARCH).exists():
        return
    with transaction.atomic():
        jobs.start(
            SEARCH,
            title="Looking for what is entered twice",
            by=by,
            now=now,
            return_to="/organisations/duplicates/",
        )
