"""What the money room does by itself, and its long work; imported when it starts."""

from spinney.money.tasks import (  # noqa: F401
    grants,
)
