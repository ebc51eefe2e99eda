"""News of feasibility studies, and how it is told."""

from __future__ import annotations

from spinney.base.record.timeline import Sentence

TOLD: dict[str, Sentence] = {}
