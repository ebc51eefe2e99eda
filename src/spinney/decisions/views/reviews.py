"""Decisions looked at again, ended, and brought back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import day
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.decisions import policies
from spinney.decisions.actions import reviews as actions
from spinney.decisions.bridge.facts import facts_of
from spinney.decisions.forms.book import EndForm, ReviewDayForm, ReviewForm
from spinney.decisions.policies import book as rules
from spinney.decisions.states import DecisionState
from spinney.decisions.views.decision_frames import around_decision, decision_in, decision_url


@guard(policies, "review_decision", scope="cluster")
def review_decision(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """Look at a decision again: keep it, change it, or end it."""
    found = decision_in(request, cluster_id, number)
    rules.check_stands(found)
    form = ReviewForm(posted(request))
    done = attempt(
        request, form,
        lambda: actions.review_decision(
            decision=found, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    if done:
        say(request, _found(done.finding, number))
        return redirect(decision_url(found))
    context = {
        "form": form, "deed": "Save", "facts": facts_of(found),
        **around_decision(found, ("Look at it again", "")),
    }  # fmt: skip
    return render(request, "decisions/review_decision.html", context)


def _found(finding: str, number: int) -> str:
    return {
        "keep": f"Decision {number} stays.",
        "change": f"Decision {number} stands until a new one takes its place. Decide on that, and"
        " then say here that it is superseded.",
        "end": f"Decision {number} no longer stands.",
    }[finding]


@guard(policies, "set_review_day", scope="cluster")
def set_review_day(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """Say by when it is to be looked at again."""
    found = decision_in(request, cluster_id, number)
    rules.check_stands(found)
    form = ReviewDayForm(posted(request), initial={"review_on": found.review_on})
    done = attempt(
        request, form,
        lambda: actions.set_review_day(
            decision=found, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    if done:
        told = f"by {day(done.review_on)}" if done.review_on else "no more"
        say(request, f"Decision {number} is to be looked at again {told}.")
        return redirect(decision_url(done))
    context = {"form": form, "deed": "Save", **around_decision(found, ("Day of review", ""))}
    return render(request, "decisions/set_review_day.html", context)


@guard(policies, "end_decision", scope="cluster")
def end_decision(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """Say that a decision no longer stands, and why."""
    found = decision_in(request, cluster_id, number)
    rules.check_becomes(found, DecisionState.ENDED)
    form = EndForm(posted(request))
    done = attempt(
        request, form,
        lambda: actions.end_decision(
            decision=found, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    if done:
        undo = decision_url(found, "restore_decision")
        say(request, f"Decision {number} no longer stands.", undo_url=undo)
        return redirect(decision_url(done))
    context = {"form": form, "deed": "End it", **around_decision(found, ("End it", ""))}
    return render(request, "decisions/end_decision.html", context)


@guard(policies, "restore_decision", scope="cluster")
@require_POST
def restore_decision(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """A decision that was ended stands after all."""
    found = decision_in(request, cluster_id, number)
    actions.restore_decision(decision=found, by=request.actor, now=now())
    say(request, f"Decision {number} stands after all.")
    return redirect(decision_url(found))
