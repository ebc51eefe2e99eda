"""What the evaluation room asks of people: each noun says it in `asking_<noun>.py`; imported when
the room starts.
"""

from spinney.evaluation.queries import asking_reports  # noqa: F401
