"""News of where clusters stand, and how it is told."""

from __future__ import annotations

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

INSIDE = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER})

TOLD: dict[str, Sentence] = {
    "evaluation.take_position": Sentence(
        "where you stand was kept: {done} of {steps} steps", INSIDE
    ),
}
