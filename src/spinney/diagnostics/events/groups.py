"""News of proposed groups; how it is told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

groups_proposed = Signal()
"""grouping, by, now: proposals were found and are there to be read."""
proposal_chosen = Signal()
"""proposal, by, now: it was said which groups it shall be."""

READERS = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
#: No name of a question or an organisation: a record's readers may be more than those of its page.
TOLD: dict[str, Sentence] = {
    "diagnostics.make_grouping": Sentence("Asked who could work with whom.", READERS),
    "diagnostics.propose_groups": Sentence("Had groups worked out.", READERS),
    "diagnostics.keep_proposals": Sentence("Groups were proposed.", READERS),
    "diagnostics.choose_proposal": Sentence("Chose which groups it shall be.", READERS),
    "diagnostics.take_back_choice": Sentence("Took back the choice of groups.", READERS),
}
