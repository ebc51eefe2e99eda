"""News of what a decision puts in motion, as told."""

from __future__ import annotations

from spinney.base.record.timeline import Sentence

TOLD: dict[str, Sentence] = {}
