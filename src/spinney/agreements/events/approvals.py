"""News of agreeing to a version by the rule in force; how it is told."""

from __future__ import annotations

from spinney.base.record.timeline import Sentence

TOLD: dict[str, Sentence] = {}
