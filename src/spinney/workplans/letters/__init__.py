"""What the workplans room writes to people; imported when it starts."""

from spinney.workplans.letters import activities, milestones, plans  # noqa: F401
