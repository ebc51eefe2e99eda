"""The secret address under which somebody's calendar finds days of notice: of one member's own
contracts, or of those that a cluster sees.
"""

from __future__ import annotations

from spinney.base.access.links import Errand
from spinney.base.kernel.actors import Actor, Scope

VERBS = {
    "cluster": "purchasing.follow_contracts",
    "organisation": "purchasing.follow_own_contracts",
}
"""What such a link is for, by the kind of place whose contracts are followed."""


def feed_errand(scope: Scope, by: Actor) -> Errand:
    """What a calendar link of an actor is for: her own view of the contracts of a place."""
    subject = f"access.Person:{by.person_id}/{scope}"
    return Errand(VERBS[scope.kind], subject, scope, minutes=0)
