"""What the workplans room writes to people; imported when it starts."""
