"""What savings do by themselves: new payments are looked at, and each month all confirmed ones."""

from __future__ import annotations

from datetime import datetime, time

from django.db.models import Q, QuerySet
from django.tasks import task
from django.utils import timezone
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import SpinneyError
from spinney.base.work.duties import duty
from spinney.purchasing.actions.savings import look_again
from spinney.purchasing.bridge.savings import can_be_seen
from spinney.purchasing.models import Saving
from spinney.purchasing.states import SavingState

BY = Actor.system("savings")
SAID = (SavingState.CONFIRMED, SavingState.REALISED)
"""Savings whose member said that they are right: only these are looked at."""


@task
def look_at_savings_of(organisation_id: int) -> int:
    """Set every confirmed saving of a member against its payments; returns how many."""
    now = timezone.now()
    rows = Saving.objects.filter(organisation=organisation_id, first_day__lt=localdate(now))
    return _look(rows, now)


@duty("purchasing: compare savings with later payments", daily_at=time(5, 40))
def look_at_savings(now: datetime) -> None:
    """A month that is over can be compared: what was last looked at before this month began."""
    month = localdate(now).replace(day=1)
    not_yet = Q(seen_at=None) | Q(seen_at__date__lt=month)
    _look(Saving.objects.filter(not_yet, first_day__lt=month), now)


def _look(rows: QuerySet[Saving], now: datetime) -> int:
    done = 0
    for saving in rows.filter(state__in=SAID).select_related("cluster", "organisation"):
        if not can_be_seen(saving):
            continue
        try:
            look_again(saving=saving, by=BY, now=now)
        except SpinneyError:
            continue  # taken back meanwhile
        done += 1
    return done
