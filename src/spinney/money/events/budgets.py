"""News of budgets, and how it is told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

KEEPS = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.TREASURER})
INSIDE = KEEPS | {Role.MEMBER}

#: A version of the budget is in force from now on. Gives: budget, by, now.
budget_in_force = Signal()

TOLD: dict[str, Sentence] = {
    "money.start_budget": Sentence("A budget was drafted: “{title}”.", INSIDE),
    "money.put_budget_in_force": Sentence("A budget is in force: “{title}”.", INSIDE),
    "money.edit_budget": Sentence("The budget “{title}” was changed.", KEEPS),
    "money.edit_budget_lines": Sentence("Lines of the budget “{title}” were changed.", KEEPS),
    "money.import_budget_lines": Sentence("Lines came into the budget “{title}”.", KEEPS),
    "money.adopt_what_if": Sentence("What was tried out is a draft now: “{title}”.", KEEPS),
    "money.discard_budget": Sentence("A draft was thrown away: “{title}”.", KEEPS),
    "money.restore_budget": Sentence("A draft was brought back: “{title}”.", KEEPS),
}
