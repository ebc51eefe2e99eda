"""What the decisions room writes to people; imported when it starts, so that its kinds of letter
are known.
"""

from spinney.decisions.letters import (  # noqa: F401
    action_list,
    ballots,
    book,
    entries,
    meetings,
    minutes,
    replies,
    vote_news,
    voting,
)
