"""The door of the purchasing room: the only module other rooms may import."""

from __future__ import annotations

__all__: list[str] = []
