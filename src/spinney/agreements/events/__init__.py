"""News this room publishes, and how its record is told; one file a noun.

Each noun has `TOLD` (a Sentence for each verb that others may read of) and its news: a
`django.dispatch.Signal` named in the past tense, sent by the action, inside its transaction, with
the actor as `by` and the things that its comment names.
"""

from spinney.agreements.events import (
    agreements,
    approvals,
    documents,
    drafting,
    elsewhere,
    life,
    review,
    sharing,
    signing,
    terms,
    wordings,
)
from spinney.base.record.timeline import Sentence

TOLD: dict[str, Sentence] = {
    **agreements.TOLD,
    **wordings.TOLD,
    **drafting.TOLD,
    **review.TOLD,
    **approvals.TOLD,
    **signing.TOLD,
    **documents.TOLD,
    **terms.TOLD,
    **life.TOLD,
    **sharing.TOLD,
    **elsewhere.TOLD,
}
