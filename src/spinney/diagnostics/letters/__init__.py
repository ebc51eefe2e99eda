"""What the diagnostics room writes to people; imported when it starts, so that its kinds of letter
are known.
"""

__all__: list[str] = []
