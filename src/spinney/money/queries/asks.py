"""What the money room asks of people: each noun says it in `asking_<noun>.py`; imported when
the room starts.
"""

from spinney.money.queries import (  # noqa: F401
    asking_costs,
    asking_grants,
    asking_ledger,
    asking_microgrants,
)
