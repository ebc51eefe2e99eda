"""News of successes, and how it is told."""

from __future__ import annotations

from spinney.base.record.timeline import Sentence
from spinney.workplans.events.plans import INSIDE

TOLD: dict[str, Sentence] = {
    "workplans.tell_success": Sentence("{kind}: {title}", INSIDE),
    "workplans.cheer": Sentence("{who} said “well done” to: {title}", INSIDE),
}
