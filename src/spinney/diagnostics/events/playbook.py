"""News of the facilitator's playbook; how it is told. Of her private log nothing is told."""

from __future__ import annotations

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
TOLD: dict[str, Sentence] = {
    "diagnostics.note_step": Sentence("Did a step of the playbook: {title}.", RUNS_IT),
    "diagnostics.take_back_step": Sentence(
        "Took back a step of the playbook, noted by mistake: {title}.", RUNS_IT
    ),
}
