"""The door of the money room: the only module other rooms may import."""

from __future__ import annotations
