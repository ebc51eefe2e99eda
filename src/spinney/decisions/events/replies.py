"""News of votes that come as answers to the e-mail, as told."""

from __future__ import annotations

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

RUN_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})

TOLD: dict[str, Sentence] = {
    "decisions.undo_reply": Sentence(
        "{organisation} undid its vote by e-mail on “{title}”.", RUN_IT
    ),
}
