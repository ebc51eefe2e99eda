"""Daily: what runs out is told of, what was replaced put aside, what was taken away deleted."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.work.duties import duty
from spinney.register.actions.reminders import (
    REMIND_DAYS,
    remind_of_evidence,
    retire_evidence,
)
from spinney.register.models import Evidence, EvidenceFile, Organisation
from spinney.register.policies.evidence import UNDO_DAYS
from spinney.register.states import EvidenceState

logger = logging.getLogger(__name__)


@duty("register.evidence", daily_at=time(6, 10))
def look_after_evidence(now: datetime) -> None:
    """Retire, remind and tidy; one organisation that fails does not keep the others waiting."""
    by = Actor.system("evidence")
    begun = Evidence.objects.filter(
        state=EvidenceState.HELD, replaced_by__issued_on__lte=localdate(now)
    )
    for evidence in list(begun):
        retire_evidence(evidence=evidence, by=by, now=now)
    for organisation in _with_evidence_ending(now):
        try:
            remind_of_evidence(organisation=organisation, by=by, now=now)
        except Exception:
            logger.exception("Organisation %s was not reminded of its evidence", organisation.pk)
    delete_what_was_taken_away(now)
    delete_strays(now)


def _with_evidence_ending(now: datetime) -> Iterable[Organisation]:
    today = localdate(now)
    soon = Evidence.objects.filter(
        state=EvidenceState.HELD,
        replaced_by=None,
        expires_on__lte=today + timedelta(days=max(REMIND_DAYS)),
    )
    # What was told of after its end needs no more telling.
    waiting = [
        e.organisation_id
        for e in soon.only("organisation_id", "expires_on", "reminded_on")
        if not (e.reminded_on and e.expires_on and e.reminded_on > e.expires_on)
    ]
    return Organisation.objects.filter(pk__in=set(waiting)).order_by("pk")


def delete_what_was_taken_away(now: datetime) -> int:
    """Delete files that were taken away more than 30 days ago; returns how many."""
    over = EvidenceFile.objects.filter(removed_at__lt=now - timedelta(days=UNDO_DAYS))
    number = 0
    for row in over:
        row.file.storage.delete(str(row.file.name))
        row.delete()
        number += 1
    return number


def delete_strays(now: datetime) -> int:
    """Delete files that belong to no evidence: what an action kept that was then undone as a whole.

    Looks at this month's and last month's; a file younger than a day may be of an action that is
    still going on. Returns how many.
    """
    storage = EvidenceFile._meta.get_field("file").storage
    first = localdate(now).replace(day=1)
    number = 0
    for month in (first, first - timedelta(days=1)):
        folder = f"evidence/{month:%Y/%m}"
        names = storage.listdir(folder)[1] if storage.exists(folder) else []
        paths = {f"{folder}/{name}" for name in names}
        for path in paths - set(
            EvidenceFile.objects.filter(file__in=paths).values_list("file", flat=True)
        ):
            if storage.get_modified_time(path) < now - timedelta(days=1):
                storage.delete(path)
                number += 1
    return number
