"""A rule turns into the vote that it falls back to, while voting is open."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.record.models import Entry
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day
from spinney.decisions.bridge.counting import assent_of
from spinney.decisions.bridge.noting import note
from spinney.decisions.bridge.rules import rule_of
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.letters import ballots as told
from spinney.decisions.models import Ballot
from spinney.decisions.policies.voting import takes_votes
from spinney.decisions.queries.held import held_for

TURNED = "decisions.turn_ballot"


@transaction.atomic
def turn_ballot(*, ballot: Ballot, by: Actor, now: datetime) -> bool:
    """Tell those who are asked that from today a vote decides, as they have not come to what their
    rule asks for; once. Returns whether they were told: not in a secret ballot, where that would
    say how it stands. The count does not wait for this: it goes by the day, told or not.
    """
    ballot = held_for("turn_ballot", ballot, by)
    if not _turns(ballot, now) or _was_told(ballot):
        return False
    rule = rule_of(ballot).assent
    before = localdate(now) if rule.fallback_on is None else rule.fallback_on - timedelta(days=1)
    if assent_of(ballot, before).passes:
        return False
    note("decisions.turn_ballot", ballot, by, now, until=day(ballot.closes_at))
    told.turned(ballot, by=by, now=now)
    return True


def _turns(ballot: Ballot, now: datetime) -> bool:
    """Whether its rule has turned by now, and votes are still taken."""
    way = WAYS[ballot.way]
    if not takes_votes(ballot, now) or ballot.secret or way.has_options or not way.decides:
        return False
    rule = rule_of(ballot).assent
    return rule.method_on(localdate(now)) != rule.method


def _was_told(ballot: Ballot) -> bool:
    return Entry.objects.filter(verb=TURNED, subject=subject_of(ballot)).exists()
