"""News of the life of agreements: in force, varied, ended, joined, left; how it is told."""

from __future__ import annotations

from spinney.base.record.timeline import Sentence

TOLD: dict[str, Sentence] = {}
