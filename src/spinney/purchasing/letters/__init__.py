"""What the purchasing room writes to people; imported when it starts."""

from spinney.purchasing.letters import contracts, purchases, savings, shares  # noqa: F401
