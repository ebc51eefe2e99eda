"""What the decisions room asks of people: each noun says it in `asking_<noun>.py`; imported when
the room starts.
"""

from spinney.decisions.queries import asking_ballots, asking_entries, asking_voting  # noqa: F401
