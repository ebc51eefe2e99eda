"""The door of the agreements room: the only module other rooms may import."""

from __future__ import annotations

from spinney.agreements.models import Agreement, Version

__all__ = ["Agreement", "Version"]
