"""What ballots do by themselves: announced ones open, and those who have not voted are reminded."""

from __future__ import annotations

import logging
from datetime import datetime, time, timedelta
from functools import partial

from django.db import transaction

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import SpinneyError, WrongState
from spinney.base.work.duties import duty
from spinney.decisions.actions.opening import open_ballot, remind_voters
from spinney.decisions.actions.turning import turn_ballot
from spinney.decisions.models import Ballot, OptionFile
from spinney.decisions.policies.ballots import UNDO_DAYS
from spinney.decisions.states import BallotState

logger = logging.getLogger(__name__)

BY = Actor.system("ballots")
REMIND_BEFORE = (timedelta(days=4), timedelta(days=1))
"""So long before the close those who have not voted are reminded."""
NOT_AFTER_OPENING = timedelta(hours=12)
"""Nobody is reminded so soon after she was asked."""


@duty("decisions: open ballots that were announced", every=timedelta(minutes=5))
def open_announced_ballots(now: datetime) -> None:
    """Open every ballot whose moment has come, whatever happens with another."""
    due = Ballot.objects.filter(state=BallotState.ANNOUNCED, opens_at__lte=now)
    failed = []
    for ballot in due.order_by("opens_at", "pk"):
        try:
            open_ballot(ballot=ballot, by=BY, now=now)
        except SpinneyError as error:
            # Its page tells those who run the cluster; the house's health page tells the host.
            logger.warning("Ballot %s was not opened: %s", ballot.pk, type(error).__name__)
            failed.append(str(ballot.pk))
    if failed:
        raise RuntimeError(f"Not opened: ballots {', '.join(failed)}; see the log.")


@duty("decisions: remind those who have not voted", every=timedelta(minutes=30))
def remind_before_the_close(now: datetime) -> None:
    """Remind those who have not voted some days before the close, and on the last day."""
    for ballot in Ballot.objects.filter(state=BallotState.OPEN, closes_at__gt=now).order_by("pk"):
        if is_due(ballot, now):
            try:
                remind_voters(ballot=ballot, by=BY, now=now)
            except WrongState:
                continue  # everybody has voted


@duty("decisions: tell when a rule has turned into a vote", daily_at=time(9, 40))
def turn_ballots(now: datetime) -> None:
    """Tell those who have not agreed by the day that their rule names that a vote decides now."""
    for ballot in Ballot.objects.filter(state=BallotState.OPEN, closes_at__gt=now).order_by("pk"):
        turn_ballot(ballot=ballot, by=BY, now=now)


@duty("decisions: forget drafts that were thrown away", daily_at=time(3, 55))
def forget_drafts(now: datetime) -> None:
    """Delete drafts that can no longer be brought back, with files that nothing else has. Nobody
    ever voted on them.
    """
    gone = Ballot.objects.filter(
        state=BallotState.DISCARDED, discarded_at__lt=now - timedelta(days=UNDO_DAYS)
    )
    for ballot in gone.order_by("pk"):
        with transaction.atomic():
            files = [one.file for one in OptionFile.objects.filter(option__ballot=ballot)]
            ballot.delete()
            for file in files:
                if not OptionFile.objects.filter(file=file.name).exists():
                    transaction.on_commit(partial(file.storage.delete, str(file.name)))


def is_due(ballot: Ballot, now: datetime) -> bool:
    """Whether a reminder is due that was not sent."""
    if ballot.closes_at is None or ballot.opened_at is None:
        return False
    last = ballot.reminded_at or ballot.opened_at + NOT_AFTER_OPENING
    moments = [ballot.closes_at - before for before in REMIND_BEFORE]
    return any(last < moment <= now for moment in moments)
