"""What the workplans room does by itself, and its long work; imported when it starts."""

from spinney.workplans.tasks import activities, bids, risks  # noqa: F401
