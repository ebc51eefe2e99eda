"""The door of the evaluation room: the only module other rooms may import."""

from __future__ import annotations
