"""News of signing: put out, sign, forward, decline, on paper; how it is told."""

from __future__ import annotations

from spinney.base.record.timeline import Sentence

TOLD: dict[str, Sentence] = {}
