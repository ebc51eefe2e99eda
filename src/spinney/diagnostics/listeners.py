"""What the diagnostics room tells base when it starts: how its record is told, and what its deeds
take of a member's time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from spinney.base.access.leaving import add_farewell
from spinney.base.access.links import can_be_done_again
from spinney.base.access.minutes import takes
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.kernel.policy import may
from spinney.base.record.timeline import tell
from spinney.base.web.components.words import day
from spinney.base.web.doorways import Doorway, add_doorways
from spinney.diagnostics import events, policies
from spinney.diagnostics.actions.merges import follow_merge, follow_unmerge
from spinney.diagnostics.models import Episode
from spinney.diagnostics.queries.published import latest_in
from spinney.register import api as register

MINUTES: dict[str, int] = {"diagnostics.send_answers": 15, "diagnostics.finish_part": 5}
"""What each deed takes a member (what is done by a task link counts with the link's minutes)."""

#: verb and view · words · what is there, in the order of the work. The address takes the number of
#: a cluster; those of `IN_PLACES` take a cluster or a programme.
DOORWAYS = (
    (
        "instruments",
        "Questions to ask",
        "Ready to use or your own: read them, try them, adapt them",
    ),
    ("surveys", "Surveys and findings", "What was asked here, who sees what, and what came of it"),
    ("inventory", "Needs and offers", "What members need, what they can give one another"),
    ("supports", "Support", "What help there is nearby, and asking for it"),
    ("groupings", "Groups", "Who could work with whom: groups worked out from needs and offers"),
    ("themes", "Themes", "What you may work on together, and how the list became short"),
    ("playbook", "Playbook", "Steps for a group with sheets to print, and help when it gets hard"),
)
IN_PLACES = frozenset({"instruments", "surveys", "groupings", "supports"})


@add_doorways
def ways_in(actor: Actor, scope: Scope) -> Iterator[Doorway]:
    """The pages of this room, from the page of a cluster or programme; and straight to the latest
    results. One query.
    """
    for place, (verb, words, line) in enumerate(DOORWAYS):
        if scope.kind != "cluster" and verb not in IN_PLACES:
            continue
        if may(policies.MAY, verb, by=actor, scope=scope):
            where = scope if verb in IN_PLACES else scope.id
            name = f"diagnostics:{verb.replace('_', '-')}"
            yield Doorway(words, reverse(name, args=[where]), line, place)
        if verb == "surveys" and (latest := latest_in(actor, scope)):
            url = reverse("diagnostics:results", args=[scope, latest.survey_id])
            told = f"The latest results, published on {day(latest.published_at)}"
            yield Doorway(f"What came of “{latest.survey.title}”", url, told, place)


@receiver(register.organisations_merged)
def let_rows_follow_a_merge(sender: object, merge: Any, now: datetime, **kwargs: object) -> None:
    """Two organisations turned out to be one: what one is asked, needs and offers goes along."""
    follow_merge(merge=merge, by=Actor.system("merges"), now=now)


@receiver(register.organisations_unmerged)
def let_rows_follow_an_unmerge(sender: object, merge: Any, now: datetime, **kwargs: object) -> None:
    """They are two after all: each has its own again."""
    follow_unmerge(merge=merge, by=Actor.system("merges"), now=now)


@add_farewell
def clear_her_log(person: Person, by: Actor, now: datetime) -> None:
    """The private log of whoever closes her account goes with it: nobody else may ever read it."""
    Episode.objects.filter(person=person).delete()


tell(events.TOLD)
takes(MINUTES)
# Answers can be changed and sent again with the same link until the survey closes.
can_be_done_again("diagnostics.answer_survey")
can_be_done_again("diagnostics.answer_part")
