"""News of agreements that were signed elsewhere; how it is told."""

from __future__ import annotations

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

INSIDE = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR, Role.MEMBER})
RUN_IT = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR})

TOLD: dict[str, Sentence] = {
    "agreements.bring_in_agreement": Sentence(
        "“{title}”, signed on {signed}, was brought in. Two people compare it with the original.",
        RUN_IT,
    ),
    "agreements.redate_original": Sentence("The dates of “{title}” were put right.", RUN_IT),
    "agreements.confirm_original": Sentence(
        "“{title}” was compared with its original and confirmed by {people}.", INSIDE
    ),
    "agreements.take_back_original": Sentence(
        "“{title}” had been brought in by mistake, and was taken back.", INSIDE
    ),
}
