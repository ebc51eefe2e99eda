"""WHO (the MAY table) and WHEN (check_ functions) for every verb of this room, one file a noun."""

from spinney.workplans.policies import (
    activities,
    bids,
    plans,
    risks,
    studies,
    successes,
)

MAY = {
    **plans.MAY,
    **activities.MAY,
    **bids.MAY,
    **successes.MAY,
    **risks.MAY,
    **studies.MAY,
}
