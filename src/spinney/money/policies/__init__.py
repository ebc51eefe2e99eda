"""WHO (the MAY table) and WHEN (check_ functions) for every verb of this room, one file a noun."""

from spinney.money.policies import (
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

MAY = {
    **ledger.MAY,
    **statements.MAY,
    **ringfences.MAY,
    **microgrants.MAY,
    **budgets.MAY,
    **underspend.MAY,
    **grants.MAY,
    **claims.MAY,
    **costs.MAY,
    **contributions.MAY,
}
