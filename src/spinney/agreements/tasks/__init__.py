"""What the agreements room does by itself, and its long work; imported when it starts."""

from spinney.agreements.tasks import approvals, documents, sharing, signing  # noqa: F401
