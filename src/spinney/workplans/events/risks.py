"""News of risks, and how it is told."""

from __future__ import annotations

from spinney.base.record.timeline import Sentence
from spinney.workplans.events.plans import INSIDE

TOLD: dict[str, Sentence] = {
    "workplans.add_risk": Sentence("A risk was written down: {title}", INSIDE),
    "workplans.review_risk": Sentence("The risk “{title}” was looked at: {said}", INSIDE),
}
