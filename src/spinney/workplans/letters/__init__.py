"""What the workplans room writes to people; imported when it starts."""

from spinney.workplans.letters import activities, bids, milestones, plans, risks  # noqa: F401
