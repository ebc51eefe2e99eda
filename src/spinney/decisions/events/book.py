"""News of the register of decisions, and how it is told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

#: A decision was written into the register. Gives: decision, by, now.
decision_entered = Signal()
#: A decision gave way to another (`decision.superseded_by`). Gives: decision, by, now.
decision_superseded = Signal()
#: A decision no longer stands. Gives: decision, by, now.
decision_ended = Signal()

EVERYBODY = frozenset(
    {Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER, Role.VOTER, Role.OBSERVER}
)
RUN_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})

TOLD: dict[str, Sentence] = {
    "decisions.enter_ballot": Sentence("Decision {number}, “{title}”: {outcome}", EVERYBODY),
    "decisions.note_decision": Sentence("Decision {number}, “{title}”: {outcome}", EVERYBODY),
    "decisions.correct_decision": Sentence(
        "Decision {number} puts decision {corrected} right: {outcome}", EVERYBODY
    ),
    "decisions.supersede_decision": Sentence(
        "Decision {by_number} takes the place of decision {number}, “{title}”.", EVERYBODY
    ),
    "decisions.review_decision": Sentence(
        "Decision {number}, “{title}”, was looked at again: {finding}.", EVERYBODY
    ),
    "decisions.set_review_day": Sentence(
        "Decision {number}, “{title}”, is to be looked at again by {review_on}.", RUN_IT,
        ("review_on", "Decision {number}, “{title}”, has no day of review any more."),
    ),
    "decisions.end_decision": Sentence(
        "Decision {number}, “{title}”, no longer stands. {reason}", EVERYBODY
    ),
    "decisions.restore_decision": Sentence(
        "Decision {number}, “{title}”, stands after all.", EVERYBODY
    ),
}  # fmt: skip
