"""What the purchasing room writes to people; imported when it starts."""
