"""What the purchasing room asks of people: each noun says it in `asking_<noun>.py`; imported when
the room starts.
"""

from spinney.purchasing.queries import (  # noqa: F401
    asking_contracts,
    asking_purchases,
    asking_savings,
    asking_shares,
    asking_suppliers,
    asking_uploads,
)
