"""News of shared costs, and how it is told. No amounts: only pages know who looks."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

INSIDE = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.TREASURER, Role.MEMBER})
KEEPS = INSIDE - {Role.MEMBER}

cost_shared = Signal()
"""A cost was shared among members, as budgeted or as it came.

Sent with sender=SharedCost, `cost`, `by` (Actor) and `now` (datetime).
"""
share_answered = Signal()
"""A member agreed to its share, or questioned it.

Sent with sender=CostShare, `share`, `by` (Actor) and `now` (datetime).
"""

TOLD: dict[str, Sentence] = {
    "money.add_shared_cost": Sentence("“{title}” is to be shared.", INSIDE),
    "money.edit_shared_cost": Sentence("What is shared for “{title}” was changed.", INSIDE),
    "money.edit_cost_member": Sentence(
        "The days or figures of {organisation} for “{title}” were changed.", INSIDE
    ),
    "money.ask_for_figures": Sentence("Members were asked for figures for “{title}”.", INSIDE),
    "money.give_figures": Sentence("{organisation} gave its figures for “{title}”.", INSIDE),
    "money.share_budget": Sentence("“{title}” was shared as budgeted, {rule}.", INSIDE),
    "money.true_up_cost": Sentence("“{title}” was shared as it really cost.", INSIDE),
    "money.answer_share": Sentence("{organisation} {said} its share of “{title}”.", INSIDE),
    "money.ask_again": Sentence("{organisation} was asked again about “{title}”.", KEEPS),
    "money.pay_share": Sentence(
        "A payment of {organisation}’s share of “{title}” was noted.", KEEPS
    ),
    "money.reopen_shared_cost": Sentence(
        "The last step of sharing “{title}” was taken back: {why}", INSIDE
    ),
    "money.end_shared_cost": Sentence("“{title}” is not shared any more: {why}", INSIDE),
    "money.unsettle_cost": Sentence(
        "A payment for “{title}” was taken back, so it is not settled any more.", KEEPS
    ),
    "money.note_vat": Sentence("What is said of the VAT of “{title}” was changed.", KEEPS),
}
