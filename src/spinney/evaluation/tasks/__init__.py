"""What the evaluation room does by itself, and its long work; imported when it starts."""

from spinney.evaluation.tasks import positions  # noqa: F401
