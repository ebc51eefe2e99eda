"""What the decisions room writes to people; imported when it starts, so that its kinds of letter
are known.
"""

from spinney.decisions.letters import action_list, ballots, book, vote_news, voting  # noqa: F401
