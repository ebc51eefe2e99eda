"""The lives of this room as data (docs/reference/states.md)."""

from __future__ import annotations
