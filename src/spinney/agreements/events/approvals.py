"""News of agreeing to a version by the rule in force, and how the record tells of it."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

#: The members agreed to a version, or did not. Gives: approval, by, now.
approval_closed = Signal()

RUN_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})

# Not every agreement is every member's to know of, so those who run the cluster
# read this; who said what stands on the page of the question, never in the timeline.
TOLD: dict[str, Sentence] = {
    "agreements.ask_to_agree": Sentence(
        "Members are asked whether they agree to “{title}”, until {until}.", RUN_IT
    ),
    "agreements.extend_approval": Sentence(
        "Members may answer about “{title}” until {until}.", RUN_IT
    ),
    "agreements.close_approval": Sentence("“{title}”: {outcome}.", RUN_IT),
    "agreements.withdraw_approval": Sentence(
        "The question whether to agree to “{title}” was taken back.", RUN_IT
    ),
    "agreements.record_decision": Sentence(
        "“{title}” was agreed elsewhere, and that was noted.", RUN_IT
    ),
    "agreements.propose_terms": Sentence(
        "What the members decided is written into a draft of “{title}”. {because}.", RUN_IT
    ),
}
