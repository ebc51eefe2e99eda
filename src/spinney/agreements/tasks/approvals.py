"""What agreeing to a version does by itself: it ends after its last day, turns into a vote when the
rule says so, and reminds those who have not answered.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from spinney.agreements.actions.approvals import close_approval, remind_to_agree
from spinney.agreements.bridge.agreeing import outcome_on
from spinney.agreements.letters import approvals as letters
from spinney.agreements.models import Approval
from spinney.agreements.states import ApprovalState
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import WrongState
from spinney.base.work.duties import duty

REMIND_DAYS_BEFORE = (4, 1)
"""On so many days before the last day those who have not answered are reminded."""
BY = Actor.system("agreeing")


@duty("agreements: agreeing ends after its last day", every=timedelta(minutes=15))
def close_what_has_ended(now: datetime) -> None:
    """Close every question whose last day has passed. What it came to does not wait for this: it is
    reckoned from the day wherever it is read.
    """
    for approval in _open().filter(closes_on__lt=localdate(now)):
        close_approval(approval=approval, by=BY, now=now)


@duty("agreements: remind members who have not said whether they agree", daily_at=time(9, 45))
def remind_and_turn(now: datetime) -> None:
    """Tell members on the day on which their rule turns into a vote, if they have not agreed by
    then; remind those who have not answered some days before the last one.
    """
    today = localdate(now)
    for approval in _open().filter(closes_on__gte=today):
        found = outcome_on(approval, today)
        if found.is_stale:
            continue
        if letters.has_turned(approval, today):
            with transaction.atomic():
                letters.turned_to_a_vote(approval, by=BY, now=now)
        elif (approval.closes_on - today).days in REMIND_DAYS_BEFORE:
            _remind(approval, now)


def _remind(approval: Approval, now: datetime) -> None:
    try:
        remind_to_agree(approval=approval, by=BY, now=now)
    except WrongState:
        return  # everybody has answered


def _open() -> QuerySet[Approval]:
    return Approval.objects.filter(state=ApprovalState.OPEN).select_related(
        "about__agreement__cluster"
    )
