"""The door of the workplans room: the only module other rooms may import."""

from __future__ import annotations
