"""News of ballots: written, announced, opened, taken back, replaced, as told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

#: Voting is open. Gives: ballot, by, now.
ballot_opened = Signal()
#: A ballot was taken back, or a new version has taken its place: it decides nothing. Gives: ballot,
#: by, now.
ballot_ended = Signal()

RUN_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
INSIDE = RUN_IT | {Role.MEMBER, Role.VOTER, Role.OBSERVER}

TOLD: dict[str, Sentence] = {
    "decisions.draft_ballot": Sentence("A ballot was begun: “{title}”.", RUN_IT),
    "decisions.ballot_from_themes": Sentence(
        "A ballot was begun about the list of themes: “{title}”.", RUN_IT
    ),
    "decisions.copy_ballot": Sentence("“{title}” was begun, a copy of “{of}”.", RUN_IT),
    "decisions.renew_ballot": Sentence("A new version of “{title}” is being written.", RUN_IT),
    "decisions.discard_ballot": Sentence("The draft “{title}” was thrown away.", RUN_IT),
    "decisions.restore_ballot": Sentence("The draft “{title}” is back.", RUN_IT),
    "decisions.announce_ballot": Sentence(
        "A vote was announced: “{title}”, from {opens} until {until}.", INSIDE
    ),
    "decisions.rewrite_ballot": Sentence("The vote on “{title}” was put off.", INSIDE),
    "decisions.open_ballot": Sentence("Voting on “{title}” is open until {until}.", INSIDE),
    "decisions.extend_ballot": Sentence(
        "Voting on “{title}” was made longer, until {until}.", INSIDE
    ),
    "decisions.turn_ballot": Sentence(
        "“{title}” was not agreed by everybody so far: a vote decides, until {until}.", INSIDE
    ),
    "decisions.withdraw_ballot": Sentence("The vote on “{title}” was taken back: {why}", INSIDE),
    "decisions.withdraw_option": Sentence(
        "“{option}” can no longer be chosen in the vote on “{title}”: {why}", INSIDE
    ),
}
