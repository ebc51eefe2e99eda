"""What the agreements room writes to people; imported when it starts, so that its kinds of letter
are known.
"""

from spinney.agreements.letters import approvals, leaving, life, review, sharing, signing  # noqa: F401
