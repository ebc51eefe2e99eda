"""WHO (the MAY table) and WHEN (check_ functions) for every verb of this room, one file a noun."""

from spinney.clusters.policies import (
    calls,
    clusters,
    days,
    documents,
    invitations,
    members,
    programmes,
    sharing,
    tiers,
    timetable,
)

MAY = {
    **calls.MAY,
    **clusters.MAY,
    **days.MAY,
    **documents.MAY,
    **invitations.MAY,
    **members.MAY,
    **programmes.MAY,
    **sharing.MAY,
    **tiers.MAY,
    **timetable.MAY,
}
