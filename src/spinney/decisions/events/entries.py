"""News of votes on paper and by phone, confirmed by a second person, as told."""

from __future__ import annotations

from spinney.base.record.timeline import Sentence

TOLD: dict[str, Sentence] = {}
