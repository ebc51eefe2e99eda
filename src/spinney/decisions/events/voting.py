"""News of voting, interests, proxies, objections, receipts, as told.

That somebody voted is told nowhere, least of all in a secret ballot: how many have, stands on the
ballot's page.
"""

from __future__ import annotations

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

INSIDE = frozenset(
    {Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER, Role.VOTER, Role.OBSERVER}
)

TOLD: dict[str, Sentence] = {
    "decisions.declare_interest": Sentence(
        "{organisation} has an interest in “{title}”, and takes no part.", INSIDE
    ),
    "decisions.withdraw_interest": Sentence(
        "{organisation} takes part in “{title}” after all.", INSIDE
    ),
    "decisions.give_proxy": Sentence("{holder} votes for {organisation} on “{title}”.", INSIDE),
    "decisions.end_proxy": Sentence(
        "{holder} votes no longer for {organisation} on “{title}”.", INSIDE
    ),
    "decisions.answer_objection": Sentence(
        "The objection of {organisation} to “{title}” was answered.", INSIDE
    ),
}
