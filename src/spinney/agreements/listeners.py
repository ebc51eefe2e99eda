"""What the agreements room tells base when it starts: how its record is told, what its deeds take
of a member's time; and what it does when news comes from below.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from spinney.agreements import events, policies
from spinney.agreements.bridge import declared  # noqa: F401  (its fields can be shared)
from spinney.base.access.minutes import takes
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.kernel.policy import may
from spinney.base.record.timeline import tell
from spinney.base.web.doorways import Doorway, add_doorways

MINUTES: dict[str, int] = {
    "agreements.start_agreement": 3,
    "agreements.answer_term": 2,
    "agreements.answer_question": 2,
    "agreements.edit_clause": 3,
    "agreements.add_clause": 5,
}
"""What each deed takes a member (what is done by a task link counts with the link's minutes)."""

#: verb and view · words · what is there. The address takes the number of a cluster.
DOORWAYS: tuple[tuple[str, str, str], ...] = (
    ("agreements", "Agreements", "What you have signed, what is being written, what waits"),
    ("terms", "Terms in force", "What you have agreed, in plain words, and where it says so"),
)

AFTER_DIAGNOSTICS = 20


@add_doorways
def ways_in(actor: Actor, scope: Scope) -> Iterator[Doorway]:
    """The pages of this room, from the page of a cluster."""
    if scope.kind != "cluster":
        return
    for place, (verb, words, line) in enumerate(DOORWAYS, start=AFTER_DIAGNOSTICS):
        if may(policies.MAY, verb, by=actor, scope=scope):
            address = reverse(f"agreements:{verb.replace('_', '-')}", args=[scope.id])
            yield Doorway(words, address, line, place)


tell(events.TOLD)
takes(MINUTES)
