"""What the money room writes to people; imported when it starts."""

from spinney.money.letters import (  # noqa: F401
    attendance,
    claims,
    contributions,
    costs,
    grants,
    microgrants,
)
