"""Ballots close by themselves at their hour."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import WrongState
from spinney.base.work.duties import duty
from spinney.decisions.actions.results import close_ballot
from spinney.decisions.models import Ballot
from spinney.decisions.states import BallotState

BY = Actor.system("counting")
logger = logging.getLogger(__name__)


@duty("decisions: ballots close at their hour, and are counted", every=timedelta(minutes=1))
def close_what_is_over(now: datetime) -> None:
    """Close every ballot whose hour has come, each for itself. Nobody can vote after it whether or
    not this has run; what it came to is counted as of that hour.
    """
    over = Ballot.objects.filter(state=BallotState.OPEN, closes_at__lte=now)
    for ballot in over.order_by("closes_at", "pk"):
        try:
            close_ballot(ballot=ballot, by=BY, now=now)
        except WrongState:  # somebody closed it, or took it back, at the same moment
            logger.info("Ballot %s was closed by somebody else.", ballot.pk)
