"""News of documents: Word, PDF, seals and their verification; how it is told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

version_sealed = Signal()  # sealed (a row of Sealed), by, now

INSIDE = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR, Role.MEMBER})

TOLD: dict[str, Sentence] = {
    "agreements.seal_version": Sentence(
        "The signed words of “{title}” were sealed as one PDF.", INSIDE
    ),
}
