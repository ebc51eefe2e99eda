"""News of attendance and minutes, as told."""

from __future__ import annotations

from spinney.base.record.timeline import Sentence

TOLD: dict[str, Sentence] = {}
