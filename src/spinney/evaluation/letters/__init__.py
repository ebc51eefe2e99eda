"""What the evaluation room writes to people; imported when it starts."""

from spinney.evaluation.letters import learning, reports  # noqa: F401
