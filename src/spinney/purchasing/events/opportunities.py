"""News of where a cluster could save, and how it is told. Suppliers are not named: see
`events.suppliers`.
"""

from __future__ import annotations

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

_INSIDE = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER})
_RUNS = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})

TOLD: dict[str, Sentence] = {
    "purchasing.find_opportunities": Sentence("Somebody looked where you could save.", _RUNS),
    "purchasing.keep_opportunities": Sentence(
        "Ways to save were looked for: {found} in all, {new} new.", _INSIDE
    ),
    "purchasing.put_opportunity_by": Sentence("Put by for now: {about}. {why}", _INSIDE),
    "purchasing.bring_back_opportunity": Sentence("Brought back: {about}.", _INSIDE),
}
