"""News this room publishes, and how its record is told; one file a noun.

Each noun has `TOLD` (a Sentence for each verb that others may read of) and its news: a
`django.dispatch.Signal` named in the past tense, sent by the action, inside its transaction, with
the actor as `by` and the things that its comment names.
"""

from spinney.base.record.timeline import Sentence
from spinney.evaluation.events import (
    learning,
    positions,
    reports,
    value,
    walk,
)

TOLD: dict[str, Sentence] = {
    **positions.TOLD,
    **walk.TOLD,
    **value.TOLD,
    **reports.TOLD,
    **learning.TOLD,
}
