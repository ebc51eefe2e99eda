"""What the purchasing room writes to people; imported when it starts."""

from spinney.purchasing.letters import (  # noqa: F401
    aside,
    contractors,
    contracts,
    purchases,
    savings,
    shares,
)
