"""What the purchasing room does by itself, and its long work; imported when it starts."""

from spinney.purchasing.tasks import contracts, purchases, savings, suppliers  # noqa: F401
