"""News of what will be left over, and how it is told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

KEEPS = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.TREASURER})
INSIDE = KEEPS | {Role.MEMBER}

#: Money was moved within the budget. Gives: reallocation, members (ids of the organisations whose
#: lines changed), by, now.
reallocation_carried_out = Signal()

TOLD: dict[str, Sentence] = {
    "money.say_forecast": Sentence("It was said what “{line}” will come to.", INSIDE),
    "money.draft_reallocation": Sentence("A proposal to move money was begun: “{title}”.", KEEPS),
    "money.edit_reallocation": Sentence("The proposal “{title}” was changed.", KEEPS),
    "money.add_move": Sentence("A move was added to “{title}”.", KEEPS),
    "money.remove_move": Sentence("A move was taken out of “{title}”.", KEEPS),
    "money.suggest_moves": Sentence("Moves were suggested for “{title}”.", KEEPS),
    "money.propose_reallocation": Sentence("It is proposed to move money: “{title}”.", INSIDE),
    "money.put_reallocation_to_vote": Sentence("“{title}” is put to the members’ vote.", INSIDE),
    "money.follow_reallocation_ballot": Sentence(
        "By the members’ vote, “{title}” is {outcome}.", INSIDE
    ),
    "money.decide_reallocation": Sentence(
        "It was decided to move money: “{title}” (decision {decision}).", INSIDE
    ),
    "money.decline_reallocation": Sentence("Money is not moved: “{title}”. {why}", INSIDE),
    "money.reopen_reallocation": Sentence("“{title}” is being drafted again.", KEEPS),
    "money.carry_out_reallocation": Sentence(
        "Money was moved: “{title}”. A new version of the budget is in force.", INSIDE
    ),
}
