"""WHO (the MAY table) and WHEN (check_ functions) for every verb of this room, one file a noun."""

from spinney.decisions.policies import (
    action_list,
    ballots,
    book,
    entries,
    meetings,
    minutes,
    replies,
    results,
    steps,
    voting,
)

MAY = {
    **ballots.MAY,
    **voting.MAY,
    **entries.MAY,
    **replies.MAY,
    **results.MAY,
    **meetings.MAY,
    **minutes.MAY,
    **action_list.MAY,
    **book.MAY,
    **steps.MAY,
}
