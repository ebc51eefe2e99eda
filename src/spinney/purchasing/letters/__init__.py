"""What the purchasing room writes to people; imported when it starts."""

from spinney.purchasing.letters import contracts, purchases, savings  # noqa: F401
