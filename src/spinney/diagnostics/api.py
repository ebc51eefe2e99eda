"""The door of the diagnostics room: the only module other rooms may import."""

from __future__ import annotations

from spinney.diagnostics.models import Item, Survey, Theme

__all__ = ["Item", "Survey", "Theme"]
