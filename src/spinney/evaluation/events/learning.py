"""News of learning, and how it is told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

INSIDE = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER})

event_held = Signal()
"""Who came to a learning event was noted, or corrected.

Sent with sender=LearningEvent, `event`, `by` (Actor) and `now` (datetime).
"""

TOLD: dict[str, Sentence] = {
    "evaluation.plan_event": Sentence("A learning event is planned: “{title}”.", INSIDE),
    "evaluation.edit_event": Sentence("The learning event “{title}” was changed.", INSIDE),
    "evaluation.call_off_event": Sentence("The learning event “{title}” was called off.", INSIDE),
    "evaluation.plan_event_again": Sentence(
        "The learning event “{title}” is planned again.", INSIDE
    ),
    "evaluation.note_who_came": Sentence("Who came to “{title}” was noted.", INSIDE),
    "evaluation.tell_lesson": Sentence("A lesson was written down.", INSIDE),
    "evaluation.tell_spin_off": Sentence("Something new came of it: “{title}”.", INSIDE),
    "evaluation.edit_spin_off": Sentence("“{title}” was changed.", INSIDE),
    "evaluation.remove_spin_off": Sentence("“{title}” was removed.", INSIDE),
    "evaluation.confirm_spin_off": Sentence("{who} confirmed “{title}”.", INSIDE),
    "evaluation.refuse_spin_off": Sentence("{who} did not confirm “{title}”: {why}", INSIDE),
}
