"""News of what decisions put in motion, and how it is told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.record.timeline import Sentence
from spinney.decisions.events.book import EVERYBODY, RUN_IT

#: What a decision brings was put in motion. Gives: step, by, now.
step_taken = Signal()
#: The outline of the workplan changed. Gives: cluster, by, now.
outline_changed = Signal()

TOLD: dict[str, Sentence] = {
    "decisions.take_step": Sentence("From decision {number}, “{title}”: {words}", EVERYBODY),
    "decisions.decline_step": Sentence(
        "Not wanted after decision {number}, “{title}”: {step}.", RUN_IT
    ),
    "decisions.want_step": Sentence(
        "Wanted after all, after decision {number}, “{title}”: {step}.", RUN_IT
    ),
    "decisions.edit_outline_line": Sentence("The outline of the workplan: “{title}”.", RUN_IT),
}
