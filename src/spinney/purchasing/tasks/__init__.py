"""What the purchasing room does by itself, and its long work; imported when it starts."""

from spinney.purchasing.tasks import (  # noqa: F401
    contractors,
    contracts,
    names,
    opportunities,
    purchases,
    savings,
    suppliers,
    uploads,
)
