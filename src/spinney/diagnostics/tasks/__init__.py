"""What the diagnostics room does by itself, and its long work; imported when it starts."""

__all__: list[str] = []
