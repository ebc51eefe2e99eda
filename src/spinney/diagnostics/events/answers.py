"""News of answers: given from a link, on paper or in a spreadsheet; how it is told."""

from __future__ import annotations

from spinney.base.record.timeline import Sentence

TOLD: dict[str, Sentence] = {}
