"""News of votes that come as answers to the e-mail, as told."""

from __future__ import annotations

from spinney.base.record.timeline import Sentence

TOLD: dict[str, Sentence] = {}
