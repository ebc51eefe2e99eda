"""News this room publishes, and how its record is told; one file a noun.

Each noun has `TOLD` (a Sentence for each verb that others may read of) and its news: a
`django.dispatch.Signal` named in the past tense, sent by the action, inside its transaction, with
the actor as `by` and the things that its comment names.
"""

from spinney.base.record.timeline import Sentence
from spinney.decisions.events import (
    action_list,
    ballots,
    book,
    entries,
    meetings,
    minutes,
    replies,
    results,
    steps,
    voting,
)

TOLD: dict[str, Sentence] = {
    **ballots.TOLD,
    **voting.TOLD,
    **entries.TOLD,
    **replies.TOLD,
    **results.TOLD,
    **meetings.TOLD,
    **minutes.TOLD,
    **action_list.TOLD,
    **book.TOLD,
    **steps.TOLD,
}
