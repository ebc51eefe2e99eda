"""News this room publishes, and how its record is told; one file a noun.

Each noun has `TOLD` (a Sentence for each verb that others may read of) and its news: a
`django.dispatch.Signal` named in the past tense, sent by the action, inside its transaction, with
the actor as `by` and the things that its comment names.
"""

from spinney.base.record.timeline import Sentence
from spinney.money.events import (
    budgets,
    claims,
    contributions,
    costs,
    grants,
    ledger,
    microgrants,
    ringfences,
    statements,
    underspend,
)

TOLD: dict[str, Sentence] = {
    **ledger.TOLD,
    **statements.TOLD,
    **ringfences.TOLD,
    **microgrants.TOLD,
    **budgets.TOLD,
    **underspend.TOLD,
    **grants.TOLD,
    **claims.TOLD,
    **costs.TOLD,
    **contributions.TOLD,
}
