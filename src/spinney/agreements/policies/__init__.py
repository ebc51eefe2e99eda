"""WHO (the MAY table) and WHEN (check_ functions) for every verb of this room, one file a noun."""

from spinney.agreements.policies import (
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

MAY = {
    **agreements.MAY,
    **wordings.MAY,
    **drafting.MAY,
    **review.MAY,
    **approvals.MAY,
    **signing.MAY,
    **documents.MAY,
    **terms.MAY,
    **life.MAY,
    **sharing.MAY,
    **elsewhere.MAY,
}
