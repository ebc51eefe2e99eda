"""What the evaluation room tells base when it starts: how its record is told, what its deeds take
of a member's time; and what it does when news comes from below.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from spinney.base.access.minutes import takes
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.kernel.policy import may
from spinney.base.record.timeline import tell
from spinney.base.web.doorways import Doorway, add_doorways, ways_of_room
from spinney.evaluation import events, policies
from spinney.evaluation.actions.learning_merges import (
    follow_merge_of_learning,
    follow_unmerge_of_learning,
)
from spinney.register import api as register

MINUTES: dict[str, int] = {
    "evaluation.tell_lesson": 3,
    "evaluation.tell_spin_off": 5,
    "evaluation.confirm_spin_off": 2,
    "evaluation.refuse_spin_off": 2,
    "evaluation.agree_to_publish": 10,
    "evaluation.refuse_to_publish": 10,
}
"""What each deed takes a member (what is done by a task link counts with the link's minutes)."""

#: verb and view · words · what is there. The address takes the number of a cluster.
DOORWAYS: tuple[tuple[str, str, str], ...] = (
    ("position", "Where you stand", "Fifteen steps, as your own records show them"),
    ("value", "Cost and value", "What your cluster cost, and what you saved"),
    ("learning", "What we learned", "Lessons, and what came of it that nobody had planned"),
)

#: The same for a programme.
OF_PROGRAMMES: tuple[tuple[str, str, str], ...] = (
    ("programme_walk", "The whole walk", "How far each cluster is, from survey to evaluation"),
    ("programme_positions", "Where clusters stand", "Step by step, side by side; which are stuck"),
    ("programme_value", "Cost and value", "What each cluster cost, and what they saved"),
    ("programme_learning", "What we learned", "Events of learning together, lessons, new things"),
)

WALK = (("walk", "The whole walk", "From first survey to evaluation: what is done, what is next"),)
FIRST_OF_ALL, AFTER_PURCHASING = -1, 70

tell(events.TOLD)
takes(MINUTES)


@add_doorways
def ways_in(actor: Actor, scope: Scope) -> Iterator[Doorway]:
    """The pages of this room, from the page of a cluster."""
    yield from ways_of_room("evaluation", WALK, policies.MAY, FIRST_OF_ALL, actor, scope)
    yield from ways_of_room("evaluation", DOORWAYS, policies.MAY, AFTER_PURCHASING, actor, scope)


@add_doorways
def ways_in_of_programmes(actor: Actor, scope: Scope) -> Iterator[Doorway]:
    """The pages of this room, from the page of a programme."""
    if scope.kind != "programme":
        return
    for place, (verb, words, line) in enumerate(OF_PROGRAMMES, start=AFTER_PURCHASING):
        if may(policies.MAY, verb, by=actor, scope=scope):
            address = reverse(f"evaluation:{verb.replace('_', '-')}", args=[scope.id])
            yield Doorway(words, address, line, place)


@add_doorways
def way_to_reports(actor: Actor, scope: Scope) -> Iterator[Doorway]:
    """The reports of a cluster or programme, after everything that they tell of."""
    if scope.kind in ("cluster", "programme") and may(
        policies.MAY, "reports", by=actor, scope=scope
    ):
        line = "What was done, what it cost and what came of it, written from the records"
        address = reverse("evaluation:reports", args=[scope])
        yield Doorway("Reports", address, line, AFTER_PURCHASING + 9)


@receiver(register.organisations_merged)
def let_learning_follow_a_merge(sender: object, merge: Any, now: datetime, **more: object) -> None:
    """Two organisations turned out to be one: it has told what both told."""
    follow_merge_of_learning(merge=merge, by=Actor.system("merges"), now=now)


@receiver(register.organisations_unmerged)
def let_learning_follow_an_unmerge(
    sender: object, merge: Any, now: datetime, **more: object
) -> None:
    """They are two after all: each has told its own."""
    follow_unmerge_of_learning(merge=merge, by=Actor.system("merges"), now=now)
