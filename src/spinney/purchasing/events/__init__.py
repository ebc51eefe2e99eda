"""News this room publishes, and how its record is told; one file a noun.

Each noun has `TOLD` (a Sentence for each verb that others may read of) and its news: a
`django.dispatch.Signal` named in the past tense, sent by the action, inside its transaction, with
the actor as `by` and the things that its comment names.
"""

from spinney.base.record.timeline import Sentence
from spinney.purchasing.events import (
    aside,
    categories,
    contractors,
    contracts,
    opportunities,
    purchases,
    savings,
    shares,
    spend,
    suppliers,
    uploads,
)

TOLD: dict[str, Sentence] = {
    **uploads.TOLD,
    **shares.TOLD,
    **aside.TOLD,
    **suppliers.TOLD,
    **categories.TOLD,
    **spend.TOLD,
    **opportunities.TOLD,
    **contracts.TOLD,
    **purchases.TOLD,
    **savings.TOLD,
    **contractors.TOLD,
}
