"""What signing does by itself: it reminds some days before the last day, and tells when that has
passed.
"""

from __future__ import annotations

from datetime import datetime, time

from django.utils.timezone import localdate

from spinney.agreements.actions.signing_times import lapse_signing, remind_signers
from spinney.agreements.models import Signing
from spinney.agreements.states import SigningState
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import WrongState
from spinney.base.work.duties import duty

REMIND_DAYS_BEFORE = (7, 2)
"""On so many days before the last day those who have not signed are reminded by themselves."""


@duty("agreements: tell when something was not signed in time", daily_at=time(6, 20))
def lapse_signings(now: datetime) -> None:
    """Tell those who look after a signing that its last day has passed."""
    late = Signing.objects.filter(state=SigningState.OPEN, deadline__lt=localdate(now))
    for one in late.select_related("signs__agreement__cluster"):
        lapse_signing(signing=one, by=Actor.system("signing"), now=now)


@duty("agreements: remind those who have not signed", daily_at=time(9, 20))
def remind_before_the_last_day(now: datetime) -> None:
    """Remind those whose turn it is, some days before the last day; not those who signed, and
    nobody who was written to within the last day.
    """
    today = localdate(now)
    open_ = Signing.objects.filter(state=SigningState.OPEN, deadline__gte=today)
    for one in open_.select_related("signs__agreement__cluster"):
        if (one.deadline - today).days in REMIND_DAYS_BEFORE:
            try:
                remind_signers(signing=one, by=Actor.system("signing"), now=now)
            except WrongState:
                continue  # everybody has signed or was just written to
