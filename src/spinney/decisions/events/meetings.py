"""News of meetings: called, changed, cancelled; their agenda and papers, as told."""

from __future__ import annotations

from spinney.base.record.timeline import Sentence

TOLD: dict[str, Sentence] = {}
