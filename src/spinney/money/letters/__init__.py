"""What the money room writes to people; imported when it starts."""
