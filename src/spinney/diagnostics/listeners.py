"""What the diagnostics room tells base when it starts: how its record is told, and what its deeds
take of a member's time.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from spinney.base.access.links import can_be_done_again
from spinney.base.access.minutes import takes
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.kernel.policy import may
from spinney.base.record.timeline import tell
from spinney.base.web.doorways import Doorway, add_doorways
from spinney.diagnostics import events, policies

MINUTES: dict[str, int] = {"diagnostics.send_answers": 15, "diagnostics.finish_part": 5}
"""What each deed takes a member (what is done by a task link counts with the link's minutes)."""

#: verb and view · words · what is there, in the order of the work. The address takes the number of
#: a cluster; those of `IN_PLACES` take a cluster or a programme.
DOORWAYS = (
    ("surveys", "Surveys and findings", "What was asked here, who sees what, and what came of it"),
    ("inventory", "Needs and offers", "What members need, what they can give one another"),
    ("supports", "Support", "What help there is nearby, and asking for it"),
    ("themes", "Themes", "What you may work on together, and how the list became short"),
)
IN_PLACES = frozenset({"surveys", "groupings", "supports"})


@add_doorways
def ways_in(actor: Actor, scope: Scope) -> Iterator[Doorway]:
    """The pages of this room, from the page of a cluster or programme."""
    for place, (verb, words, line) in enumerate(DOORWAYS):
        if scope.kind != "cluster" and verb not in IN_PLACES:
            continue
        if may(policies.MAY, verb, by=actor, scope=scope):
            where = scope if verb in IN_PLACES else scope.id
            name = f"diagnostics:{verb.replace('_', '-')}"
            yield Doorway(words, reverse(name, args=[where]), line, place)


tell(events.TOLD)
takes(MINUTES)
# Answers can be changed and sent again with the same link until the survey closes.
can_be_done_again("diagnostics.answer_survey")
can_be_done_again("diagnostics.answer_part")
