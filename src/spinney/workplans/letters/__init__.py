"""What the workplans room writes to people; imported when it starts."""

from spinney.workplans.letters import activities, milestones, plans, risks  # noqa: F401
