"""Decisions that no ballot made: noted, put right, and giving way to others."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now

from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.decisions import policies
from spinney.decisions.actions import book as actions
from spinney.decisions.forms.book import NoteForm, SupersedeForm
from spinney.decisions.models import Decision, Meeting
from spinney.decisions.policies import book as rules
from spinney.decisions.queries.book import decisions_of
from spinney.decisions.queries.meetings import visible_to as meetings_for
from spinney.decisions.states import DecisionState, MeetingState
from spinney.decisions.views.decision_frames import (
    around_decision,
    around_register,
    decision_in,
    decision_url,
)

NEWEST = 30
"""So many meetings can be chosen: what was decided before, was noted then."""


@guard(policies, "note_decision", scope="cluster")
def note_decision(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Note what was decided at a meeting, by somebody who was given it, or before it came here."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    asked = {"meeting": request.GET.get("meeting", "")}
    form = NoteForm(
        posted(request), meetings=_meetings(request, cluster_id),
        decisions=_standing(request, cluster_id), today=localdate(), initial=asked,
    )  # fmt: skip
    made = attempt(
        request, form,
        lambda: actions.note_decision(
            cluster=cluster, by=request.actor, now=now(), **form.said()
        ),
    )  # fmt: skip
    if made:
        say(request, f"It is decision {made.number} in the register.")
        return redirect(decision_url(made))
    context = {"form": form, "deed": "Note it", **around_register(cluster, ("Note one", ""))}
    return render(request, "decisions/note_decision.html", context)


def _meetings(request: SpinneyRequest, cluster_id: int) -> Sequence[Meeting]:
    rows = meetings_for(request.actor).filter(cluster=cluster_id, starts_at__isnull=False)
    held = rows.exclude(state=MeetingState.CANCELLED).filter(starts_at__lte=now())
    return list(held.order_by("-starts_at", "-pk")[:NEWEST])


def _standing(request: SpinneyRequest, cluster_id: int) -> Sequence[Decision]:
    return list(decisions_of(request.actor, cluster_id).filter(state=DecisionState.STANDS))


@guard(policies, "correct_decision", scope="cluster")
def correct_decision(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """Put a slip right: a new entry takes the place of the old one, which can still be read."""
    found = decision_in(request, cluster_id, number)
    rules.check_can_correct(found)
    meetings = [*([found.meeting] if found.meeting else []), *_meetings(request, cluster_id)]
    form = NoteForm(
        posted(request), meetings=meetings, decisions=_standing(request, cluster_id),
        corrects=found,
    )  # fmt: skip
    made = attempt(
        request, form,
        lambda: actions.correct_decision(
            decision=found, by=request.actor, now=now(), **form.said()
        ),
    )  # fmt: skip
    if made:
        say(request, f"It is put right: decision {made.number} takes the place of {number}.")
        return redirect(decision_url(made))
    context = {"form": form, "deed": "Put it right", **around_decision(found, ("Put right", ""))}
    return render(request, "decisions/correct_decision.html", context)


@guard(policies, "supersede_decision", scope="cluster")
def supersede_decision(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """Say that another decision takes the place of this one."""
    found = decision_in(request, cluster_id, number)
    rules.check_becomes(found, DecisionState.SUPERSEDED)
    others = [one for one in _standing(request, cluster_id) if one.pk != found.pk]
    form = SupersedeForm(posted(request), others=others)
    done = attempt(
        request, form,
        lambda: actions.supersede_decision(
            decision=found, by=request.actor, now=now(), **form.said()
        ),
    )  # fmt: skip
    if done and done.superseded_by:
        say(request, f"Decision {done.superseded_by.number} takes the place of {number}.")
        return redirect(decision_url(done))
    context = {
        "form": form, "deed": "It takes its place", **around_decision(found, ("Superseded", "")),
    }  # fmt: skip
    return render(request, "decisions/supersede_decision.html", context)
