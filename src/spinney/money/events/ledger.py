"""News of the ledger, and how it is told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.record.timeline import Sentence

entry_posted = Signal()  # entry, by, now
entry_reversed = Signal()  # entry (that was taken back), back (that takes it back), by, now

TOLD: dict[str, Sentence] = {}
