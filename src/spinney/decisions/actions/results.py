"""A ballot is closed: counted, kept, told, and entered in the register of decisions."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.decisions import policies
from spinney.decisions.actions.book import enter_ballot
from spinney.decisions.actions.entries import refuse_waiting_entries
from spinney.decisions.bridge.counting import count_anew, voted_so_far, way_of
from spinney.decisions.bridge.outcome_words import short_words
from spinney.decisions.bridge.sealed import seal_order
from spinney.decisions.events import results as news
from spinney.decisions.letters import voting as letters
from spinney.decisions.models import Ballot
from spinney.decisions.policies import results as rules
from spinney.decisions.queries.entries import waiting_entries
from spinney.decisions.queries.voting import hold_electors
from spinney.decisions.states import BallotState


@transaction.atomic
def close_ballot(*, ballot: Ballot, by: Actor, now: datetime) -> Ballot:
    """End the voting and keep what it came to: by hand once everybody has voted, by itself at its
    hour. It is counted by the rule that was fixed when it opened, as of the moment it ended. The
    seed of the lot can be seen from now on. Raises WrongState while somebody may still vote.
    """
    ballot = _held(ballot)
    hold_electors(ballot)  # a vote that is just being cast comes before the close, or is refused
    require(policies.MAY, "close_ballot", by=by, scope=ballot.scope)
    rules.check_can_close(
        ballot, voted_so_far(ballot, localdate(now)), waiting_entries(ballot), now
    )
    ended = min(now, ballot.closes_at) if ballot.closes_at else now
    ballot.state, ballot.closed_at = BallotState.CLOSED, ended
    refuse_waiting_entries(ballot=ballot, by=Actor.system("closing a ballot"), now=now)
    found = count_anew(ballot, localdate(ended), deep=True)
    ballot.outcome, ballot.result = found.code, found.to_json()
    ballot.version += 1
    ballot.save(update_fields=["state", "closed_at", "outcome", "result", "version"])
    if ballot.secret:
        seal_order(ballot)
    record(
        "decisions.close_ballot", by=by, on=ballot, at=now, scope=ballot.scope,
        title=ballot.title, outcome=short_words(ballot, found), voted=found.turnout.voted,
        asked=found.turnout.asked,
    )  # fmt: skip
    letters.told_of_end(ballot, now)
    if way_of(ballot).decides:
        enter_ballot(ballot=ballot, by=by, now=now)
    news.ballot_closed.send(sender=Ballot, ballot=ballot, by=by, now=now)
    return ballot


def _held(ballot: Ballot) -> Ballot:
    """The ballot as it is now, held until this transaction ends."""
    rows = Ballot.objects.select_for_update(of=("self",)).select_related("cluster__programme")
    return rows.get(pk=ballot.pk)
