"""What the decisions room asks of people: each noun says it in `asking_<noun>.py`; imported when
the room starts.
"""

from spinney.decisions.queries import (  # noqa: F401
    asking_action_list,
    asking_ballots,
    asking_book,
    asking_entries,
    asking_meetings,
    asking_voting,
)
