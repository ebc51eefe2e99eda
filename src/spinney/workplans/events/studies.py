"""News of feasibility studies, and how it is told."""

from __future__ import annotations

from spinney.base.record.timeline import Sentence
from spinney.workplans.events.plans import INSIDE

TOLD: dict[str, Sentence] = {
    "workplans.start_study": Sentence("A feasibility study began: {title}", INSIDE),
    "workplans.open_study": Sentence("The study “{title}” can be compared", INSIDE),
    "workplans.stall_study": Sentence("The study “{title}” stalled: {why}", INSIDE),
    "workplans.revive_study": Sentence("The study “{title}” was taken up again: {why}", INSIDE),
    "workplans.put_study_to_vote": Sentence("“{title}” is put to the vote", INSIDE),
    "workplans.decide_study": Sentence("The study “{title}” is decided: {why}", INSIDE),
}
