"""WHO (the MAY table) and WHEN (check_ functions) for every verb of this room, one file a noun."""

from spinney.diagnostics.policies import (
    answers,
    groups,
    instruments,
    inventory,
    playbook,
    results,
    support,
    surveys,
    themes,
)

MAY = {
    **instruments.MAY,
    **surveys.MAY,
    **answers.MAY,
    **results.MAY,
    **inventory.MAY,
    **themes.MAY,
    **groups.MAY,
    **support.MAY,
    **playbook.MAY,
}
