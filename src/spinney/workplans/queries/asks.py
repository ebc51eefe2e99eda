"""What the workplans room asks of people: each noun says it in `asking_<noun>.py`; imported when
the room starts.
"""

from spinney.workplans.queries import asking_activities  # noqa: F401
