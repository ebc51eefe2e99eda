"""The door of the workplans room: the only module other rooms may import."""

from __future__ import annotations

from spinney.workplans.queries.signs import signs

__all__ = ["signs"]

from spinney.workplans.models import Activity

__all__ = [
    "Activity",
]
