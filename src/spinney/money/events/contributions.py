"""News of unpaid time and things given, and how it is told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

KEEPS = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.TREASURER})
INSIDE = KEEPS | {Role.MEMBER}

#: Something that was given without pay was noted. Gives: contribution, by, now.
contribution_noted = Signal()

TOLD: dict[str, Sentence] = {
    "money.note_contribution": Sentence("{organisation} gave without pay: “{what}”.", INSIDE),
    "money.edit_contribution": Sentence("What {organisation} gave was changed: “{what}”.", KEEPS),
    "money.remove_contribution": Sentence("“{what}” of {organisation} was taken out.", KEEPS),
    "money.restore_contribution": Sentence("“{what}” of {organisation} is back.", KEEPS),
    "money.ask_for_contributions": Sentence(
        "{members} members were asked what they gave without pay.", KEEPS
    ),
}
