"""News of ballots: written, announced, opened, taken back, replaced, as told."""

from __future__ import annotations

from spinney.base.record.timeline import Sentence

TOLD: dict[str, Sentence] = {}
