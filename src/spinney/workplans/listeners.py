"""What the workplans room tells base when it starts: how its record is told, what its deeds take
of a member's time; and what it does when news comes from below.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from spinney.base.access.links import can_be_done_again
from spinney.base.access.minutes import takes
from spinney.base.kernel.actors import Actor, Scope, cluster_scope
from spinney.base.kernel.policy import may
from spinney.base.record.timeline import tell
from spinney.base.web.components.parts import Link
from spinney.base.web.doorways import Doorway, add_doorways, ways_of_room
from spinney.clusters import api as clusters
from spinney.decisions import api as decisions
from spinney.register import api as register
from spinney.workplans import events, policies
from spinney.workplans.actions.plan_merges import (
    follow_merge_in_plans,
    follow_unmerge_in_plans,
)
from spinney.workplans.actions.studies import follow_study_ballot
from spinney.workplans.bridge.taking_over import still_offered
from spinney.workplans.queries.plans import plan_or_none
from spinney.workplans.states import PlanState

MINUTES: dict[str, int] = {
    "workplans.note_progress": 1,
    "workplans.note_milestone": 1,
    "workplans.review_risk": 2,
    "workplans.tell_success": 3,
    "workplans.cheer": 1,
    "workplans.add_risk": 3,
}
"""What each deed takes a member (what is done by a task link counts with the link's minutes)."""

#: verb and view · words · what is there. The address takes the number of a cluster.
DOORWAYS: tuple[tuple[str, str, str], ...] = (
    ("workplan", "Workplan", "Who does what from when to when, what waits for what, milestones"),
    ("bids", "Funding bids", "Whom you ask for money, and what waits on it"),
    ("studies", "Feasibility studies", "Ways of doing something, side by side, with their costs"),
    ("risks", "Risks", "What could go wrong, who looks after it, and what you do"),
    ("successes", "Successes", "What went well, and what nobody had expected"),
)

AFTER_DECISIONS = 45

tell(events.TOLD)
takes(MINUTES)


@add_doorways
def ways_in(actor: Actor, scope: Scope) -> Iterator[Doorway]:
    """The pages of this room, from the page of a cluster."""
    return ways_of_room("workplans", DOORWAYS, policies.MAY, AFTER_DECISIONS, actor, scope)


@receiver(register.organisations_merged)
def let_plans_follow_a_merge(sender: object, merge: Any, now: datetime, **more: object) -> None:
    """Two organisations turned out to be one: what each does in plans goes along."""
    follow_merge_in_plans(merge=merge, by=Actor.system("merges"), now=now)


@receiver(register.organisations_unmerged)
def let_plans_follow_an_unmerge(sender: object, merge: Any, now: datetime, **more: object) -> None:
    """They are two after all."""
    follow_unmerge_in_plans(merge=merge, by=Actor.system("merges"), now=now)


@receiver(decisions.decision_entered)
def let_studies_follow_decisions(
    sender: object, decision: decisions.Decision, now: datetime, **more: object
) -> None:
    """What the members decided by the ballot of a feasibility study is what it came to."""
    follow_study_ballot(decision=decision, by=Actor.system("decisions"), now=now)


@decisions.add_outline_source
def from_outline_to_plan(actor: Actor, cluster: clusters.Cluster) -> Iterator[Link]:
    """From what was chosen to the plan: begun, completed, or read. Three queries at most."""
    if not may(policies.MAY, "workplan", by=actor, scope=cluster_scope(cluster.pk)):
        return
    plan = plan_or_none(actor, cluster.pk)
    runs = may(policies.MAY, "start_workplan", by=actor, scope=cluster_scope(cluster.pk))
    words, view = "See the workplan", "workplan"
    if plan is None or plan.state == PlanState.ENDED:
        if not runs:
            return
        words, view = "Begin the workplan with these", "start-workplan"
    elif runs and still_offered(plan):
        words, view = "Take these into the workplan", "take-over-priorities"
    yield Link(words, reverse(f"workplans:{view}", args=[cluster.pk]))


can_be_done_again("workplans.note_progress")
can_be_done_again("workplans.note_milestone")
can_be_done_again("workplans.review_risk")
