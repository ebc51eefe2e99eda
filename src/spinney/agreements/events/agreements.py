"""News of agreements thrown away, brought back and copied, and how the record tells of it."""

from __future__ import annotations

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

RUN_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})

TOLD: dict[str, Sentence] = {
    "agreements.discard_agreement": Sentence("The draft of “{title}” was thrown away.", RUN_IT),
    "agreements.restore_agreement": Sentence("The draft of “{title}” was brought back.", RUN_IT),
    "agreements.copy_agreement": Sentence("“{title}” was begun from “{of}”.", RUN_IT),
}
