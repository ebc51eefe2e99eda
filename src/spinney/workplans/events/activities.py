"""News of activities and milestones, and how it is told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.record.timeline import Sentence
from spinney.workplans.events.plans import INSIDE

#: activity: Activity, by: Actor, now: datetime. Whoever does it says that it is done.
activity_done = Signal()

TOLD: dict[str, Sentence] = {
    "workplans.add_activity": Sentence("New in the workplan: {title}.", INSIDE),
    "workplans.drop_activity": Sentence("Dropped from the workplan: {title}. {why}", INSIDE),
    "workplans.take_up_activity": Sentence("Taken up again: {title}.", INSIDE),
    "workplans.note_progress": Sentence("{title}: {state}. {words}", INSIDE),
    "workplans.note_milestone": Sentence("Milestone “{title}”: {said}.", INSIDE),
}
