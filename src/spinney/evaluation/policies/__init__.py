"""WHO (the MAY table) and WHEN (check_ functions) for every verb of this room, one file a noun."""

from spinney.evaluation.policies import (
    learning,
    positions,
    reports,
    value,
    walk,
)

MAY = {
    **positions.MAY,
    **walk.MAY,
    **value.MAY,
    **reports.MAY,
    **learning.MAY,
}
