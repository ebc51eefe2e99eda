"""News of agreements being drafted, and how the record tells of it."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

#: A new agreement is being written. Gives: agreement, by, now.
agreement_started = Signal()

RUN_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})

# Those who run the cluster read of every agreement; whoever may see one reads its own history on
# its page. Two members' agreement is not announced to the others.
TOLD: dict[str, Sentence] = {
    "agreements.start_agreement": Sentence("“{title}” was begun.", RUN_IT),
    "agreements.rename_agreement": Sentence("“{title}” has a new name.", RUN_IT),
    "agreements.set_parties": Sentence("The parties of “{title}” changed.", RUN_IT),
}
