"""What the diagnostics room writes to people; imported when it starts, so that its kinds of letter
are known.
"""

from spinney.diagnostics.letters import answers, results, support, surveys

__all__ = ["answers", "results", "support", "surveys"]
