"""What the money room does by itself, and its long work; imported when it starts."""
