"""From decision to next step: one button each, with a page that says what will happen."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from spinney.base.kernel.errors import NotFound
from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.decisions import policies
from spinney.decisions.actions import steps as actions
from spinney.decisions.bridge.following import options_chosen
from spinney.decisions.bridge.outcome_words import name_of
from spinney.decisions.forms.steps import TakeStepForm
from spinney.decisions.models import NextStep
from spinney.decisions.policies import steps as rules
from spinney.decisions.queries.book_page import get_step
from spinney.decisions.states import StepKind, StepState
from spinney.decisions.views.decision_frames import around_decision, decision_in, decision_url

DEEDS = {
    StepKind.LEAD: "Write it into the agreement",
    StepKind.AGREEMENT: "Put it out for signature",
    StepKind.OUTLINE: "Make the outline",
    StepKind.MEETING: "Plan the meeting",
    StepKind.MOTION: "Draft the ballot",
}
"""What the button of each step says."""


def _step(request: SpinneyRequest, cluster_id: int, number: int, kind: str) -> NextStep:
    found = get_step(decision_in(request, cluster_id, number), kind)
    if found is None:
        raise NotFound("This step does not follow from that decision.")
    return found


@guard(policies, "take_step", scope="cluster")
def take_step(request: SpinneyRequest, cluster_id: int, number: int, kind: str) -> HttpResponse:
    """Say what will happen, then do it."""
    found = decision_in(request, cluster_id, number)
    step = _step(request, cluster_id, number, kind)
    if step.state == StepState.DONE:
        return redirect(decision_url(found))
    rules.check_can_take(step)
    until = localdate() + timedelta(days=actions.DAYS_TO_SIGN)
    form = TakeStepForm(
        posted(request), signs=kind == StepKind.AGREEMENT, initial={"deadline": until}
    )
    done = attempt(
        request, form,
        lambda: actions.take_step(step=step, by=request.actor, now=now(), **form.cleaned_data),
    )  # fmt: skip
    if done:
        say(request, done.words)
        return redirect(decision_url(found))
    context = {
        "form": form,
        "step": step,
        "chosen": [name_of(one) for one in options_chosen(found)],
        "deed": DEEDS[StepKind(step.kind)],
        **around_decision(found, ("Next step", "")),
    }
    return render(request, "decisions/take_step.html", context)


@guard(policies, "decline_step", scope="cluster")
@require_POST
def decline_step(request: SpinneyRequest, cluster_id: int, number: int, kind: str) -> HttpResponse:
    """It is not wanted."""
    step = _step(request, cluster_id, number, kind)
    actions.decline_step(step=step, by=request.actor, now=now())
    undo = decision_url(step.decision, "want_step", kind)
    say(request, "That step is put aside.", undo_url=undo)
    return redirect(decision_url(step.decision))


@guard(policies, "want_step", scope="cluster")
@require_POST
def want_step(request: SpinneyRequest, cluster_id: int, number: int, kind: str) -> HttpResponse:
    """It is wanted after all."""
    step = _step(request, cluster_id, number, kind)
    actions.want_step(step=step, by=request.actor, now=now())
    say(request, "That step can be taken again.")
    return redirect(decision_url(step.decision))
