"""News of closing a ballot, and what it came to, as told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

#: A ballot has ended and is counted (`Ballot.outcome`, `Ballot.result`). Gives: ballot, by, now.
ballot_closed = Signal()

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
EVERYBODY_IN_IT = RUNS_IT | {Role.MEMBER, Role.VOTER, Role.OBSERVER}

TOLD: dict[str, Sentence] = {
    "decisions.close_ballot": Sentence("Voting on “{title}” ended: {outcome}.", EVERYBODY_IN_IT),
    "decisions.import_ballot": Sentence("The ballot “{title}” was read from a file.", RUNS_IT),
}
