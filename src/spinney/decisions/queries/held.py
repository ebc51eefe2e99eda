"""Ballots as they are now, held until the transaction ends, for whoever changes them."""

from __future__ import annotations

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.policy import require
from spinney.decisions import policies
from spinney.decisions.models import Ballot
from spinney.decisions.policies import ballots as rules


def held(ballot: Ballot) -> Ballot:
    """The ballot as it is now."""
    rows = Ballot.objects.select_for_update(of=("self",)).select_related("cluster", "replaces")
    return rows.get(pk=ballot.pk)


def held_for(verb: str, ballot: Ballot, by: Actor) -> Ballot:
    """The ballot, for whoever may do this with it. Raises NotAllowed or NotFound."""
    require(policies.MAY, verb, by=by, scope=ballot.scope)
    return held(ballot)


def held_draft(verb: str, ballot: Ballot, by: Actor) -> Ballot:
    """A draft, for whoever may do this with it and writes it. Raises NotAllowed or WrongState."""
    found = held_for(verb, ballot, by)
    rules.check_writes(by, found)
    rules.check_is_draft(found)
    return found
