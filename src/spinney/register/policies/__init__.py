"""WHO (the MAY table) and WHEN (check_ functions) for every verb of this room, one file a noun."""

from spinney.register.policies import duplicates, evidence, find, loads, people, profiles

MAY = {
    **duplicates.MAY,
    **evidence.MAY,
    **find.MAY,
    **loads.MAY,
    **people.MAY,
    **profiles.MAY,
}
