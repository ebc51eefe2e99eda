"""What the clusters room does by itself; imported when it starts, so that its duties are known."""

from spinney.clusters.tasks import calls, members, removed

__all__ = ["calls", "members", "removed"]
