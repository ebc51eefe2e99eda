"""What of this room travels with a cluster, and what stays (base.keeping.portable)."""

from __future__ import annotations
