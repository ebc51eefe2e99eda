"""What the evaluation room writes to people; imported when it starts."""
