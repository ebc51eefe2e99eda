"""What every page of the register of decisions shows around its own, and how a state looks."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from spinney.base.web.components.parts import Status, Tone
from spinney.base.web.components.words import counted, day
from spinney.base.web.guard import SpinneyRequest
from spinney.clusters import api as clusters
from spinney.decisions.models import ActionItem, Decision
from spinney.decisions.queries.book import get_decision
from spinney.decisions.states import ActionState, DecisionState
from spinney.decisions.views.around import around_cluster

REGISTER, LIST, OUTLINE = "Register of decisions", "Who does what", "Outline of the workplan"
TONES = {
    DecisionState.STANDS: Tone.GO,
    DecisionState.NOT_CARRIED: Tone.PLAIN,
    DecisionState.SUPERSEDED: Tone.QUIET,
    DecisionState.ENDED: Tone.QUIET,
}
SOON_DAYS = 14


def decision_in(request: SpinneyRequest, cluster_id: int, number: int) -> Decision:
    """The decision of an address, for whoever asks. Raises NotFound."""
    return get_decision(request.actor, cluster_id, number)


def decision_url(decision: Decision, verb: str = "decision", *more: object) -> str:
    """The address of a page of one decision; of its own page, if no verb is named."""
    name = f"decisions:{verb.replace('_', '-')}"
    return reverse(name, args=[decision.cluster_id, decision.number, *more])


def around_register(cluster: clusters.Cluster, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of the register; `more` are the crumbs that follow it."""
    url = reverse("decisions:decisions", args=[cluster.pk]) if more else ""
    return around_cluster(cluster, (REGISTER, url), *more)


def around_decision(decision: Decision, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of one decision; `more` are the crumbs that follow its own."""
    own = (f"Decision {decision.number}", decision_url(decision) if more else "")
    found = around_register(decision.cluster, own, *more)
    caption = f"Decision {decision.number}: {decision.title}" if more else None
    return found | {
        "decision": decision,
        "caption": caption or decision.cluster.name,
        "back_to": decision_url(decision),
    }


def around_list(cluster: clusters.Cluster, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of the list of who does what."""
    url = reverse("decisions:action-list", args=[cluster.pk]) if more else ""
    return around_cluster(cluster, (LIST, url), *more)


def decision_status(decision: Decision, today: date) -> Status:
    """How a decision stands, as a tag."""
    state = DecisionState(decision.state)
    if state == DecisionState.SUPERSEDED and decision.superseded_by is not None:
        return Status(f"Superseded by {decision.superseded_by.number}", TONES[state])
    if state == DecisionState.STANDS and decision.review_on and decision.review_on <= today:
        return Status("Stands, to be looked at again", Tone.WAITS)
    if state == DecisionState.STANDS and decision.facts.get("proposal"):
        return Status("Chosen as a proposal", Tone.PLAIN)
    return Status(str(state.label), TONES[state])


def action_status(item: ActionItem, today: date) -> Status:
    """How something that was undertaken stands on a day."""
    if item.state == ActionState.DONE:
        return Status(f"Done {day(item.done_at)}" if item.done_at else "Done", Tone.GO)
    if item.state == ActionState.DROPPED:
        return Status("No longer needed", Tone.QUIET)
    if item.due_on is None:
        return Status("To do", Tone.PLAIN)
    left = (item.due_on - today).days
    if left < 0:
        return Status(f"{counted(-left, 'day')} late", Tone.LATE)
    if left <= SOON_DAYS:
        return Status("Today" if left == 0 else f"In {counted(left, 'day')}", Tone.WAITS)
    return Status("To do", Tone.PLAIN)
