"""WHO (the MAY table) and WHEN (check_ functions) for every verb of this room, one file a noun."""

from spinney.purchasing.policies import (
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

MAY = {
    **uploads.MAY,
    **shares.MAY,
    **aside.MAY,
    **suppliers.MAY,
    **categories.MAY,
    **spend.MAY,
    **opportunities.MAY,
    **contracts.MAY,
    **purchases.MAY,
    **savings.MAY,
    **contractors.MAY,
}
