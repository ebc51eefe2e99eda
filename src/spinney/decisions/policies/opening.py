"""When a ballot may be announced, opened, and closed: its moments against each other, and against
what the members agreed.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.web.components.words import counted, day, day_and_time
from spinney.decisions.bridge.rules import BallotRule
from spinney.decisions.models import Ballot
from spinney.decisions.policies.voting import check_takes_votes
from spinney.decisions.states import BallotState

LEAST_HOURS = 1
MOST_DAYS = 120
"""So long at the most is voting open: what nobody decides in four months is asked anew."""


def check_closing(closes_at: datetime, opens_at: datetime, rule: BallotRule) -> None:
    """Raise BadInput unless voting closes a fair while after it opens, and not before a vote that
    the rule falls back to has begun.
    """
    turns = rule.assent.fallback_on
    if closes_at < opens_at + timedelta(hours=LEAST_HOURS):
        told = f"Choose a time at least {counted(LEAST_HOURS, 'hour')} after voting opens."
    elif closes_at > opens_at + timedelta(days=MOST_DAYS):
        told = f"Choose a day within {MOST_DAYS} days of the opening."
    elif turns is not None and localdate(closes_at) < turns:
        told = (
            f"Your rule turns into a vote on {day(turns)}. Choose that day or a later one, so that"
            " it can."
        )
    else:
        return
    raise BadInput(told, {"closes_on": [told]})


def check_notice(opens_at: datetime, now: datetime, rule: BallotRule) -> None:
    """Raise BadInput unless voting opens in time to come, with the notice that was agreed."""
    days = rule.customs.notice_days
    if localdate(opens_at) - localdate(now) < timedelta(days=days):
        first = localdate(now) + timedelta(days=days)
        told = (
            f"Your members agreed that a vote is announced {counted(days, 'day')} before it begins."
            f" The first day is {day(first)}."
        )
    elif opens_at <= now:
        told = "Choose a time that is still to come."
    else:
        return
    raise BadInput(told, {"opens_on": [told]})


def check_needs_no_notice(rule: BallotRule) -> None:
    """Raise WrongState where a ballot has to be announced before it opens."""
    if rule.customs.notice_days:
        days = counted(rule.customs.notice_days, "day")
        raise WrongState(
            f"Your members agreed that a vote is announced {days} before it begins. Announce it: it"
            " then opens by itself."
        )


def check_can_open_announced(ballot: Ballot, now: datetime) -> None:
    """Raise WrongState before the moment for which a ballot is announced."""
    if ballot.opens_at is not None and now < ballot.opens_at:
        raise WrongState(f"It is announced for {day_and_time(ballot.opens_at)}, and opens then.")


def check_can_extend(ballot: Ballot, closes_at: datetime, now: datetime) -> None:
    """Raise WrongState unless voting is open, BadInput unless the new end is a later one."""
    check_takes_votes(ballot, now)
    opened, closes = ballot.opened_at or now, ballot.closes_at or now
    if closes_at <= closes:
        told = f"Choose a time after {day_and_time(closes)}: people were told of that one."
    elif closes_at > opened + timedelta(days=MOST_DAYS):
        told = f"Choose a day within {MOST_DAYS} days of the opening."
    else:
        return
    raise BadInput(told, {"closes_on": [told]})


def check_can_replace(ballot: Ballot) -> None:
    """Raise WrongState unless the ballot that a new version takes the place of is still going, or
    made room for it already (it was announced once).
    """
    going = (BallotState.OPEN, BallotState.ANNOUNCED, BallotState.REPLACED)
    before = ballot.replaces
    if before is not None and before.state not in going:
        raise WrongState(
            "The version that this one was to replace is"
            f" “{before.get_state_display().lower()}” by now. Copy this draft, and open the copy as"
            " a ballot of its own."
        )
