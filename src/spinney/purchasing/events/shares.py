"""News of what members share of their spending, and how it is told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

spend_shared = Signal()
"""A member shares its spending with a cluster, or shares another period, or under new terms.

Sent with sender=SpendShare, `share`, `by` (Actor) and `now` (datetime).
"""

spend_taken_back = Signal()
"""A member took back what it shared: nothing of it may be seen from this moment.

Sent with sender=SpendShare, `share`, `by` (Actor) and `now` (datetime).
"""

_INSIDE = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER})
_RUNS = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})

TOLD: dict[str, Sentence] = {
    "purchasing.ask_for_spend": Sentence("Figures of spending were asked for: {asked}.", _RUNS),
    "purchasing.remind_of_spend": Sentence("Reminded of figures of spending: {asked}.", _RUNS),
    "purchasing.share_spend": Sentence("{organisation} shared its spending.", _INSIDE),
    "purchasing.renew_share": Sentence(
        "{organisation} shares its spending under the terms as they are now.", _INSIDE
    ),
    "purchasing.take_back_share": Sentence("{organisation} took back its spending.", _INSIDE),
}
