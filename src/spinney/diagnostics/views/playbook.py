"""The facilitator's playbook in a cluster: its steps, their sheets, and the hard moments."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.policy import may
from spinney.base.web import told
from spinney.base.web.attempts import attempt
from spinney.base.web.components import words
from spinney.base.web.components.parts import Status, SummaryRow, TaskItem, Tone
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.diagnostics import policies
from spinney.diagnostics.actions import playbook as actions
from spinney.diagnostics.bridge.playbook import moment_named, step_named
from spinney.diagnostics.bridge.playbook import playbook as book
from spinney.diagnostics.forms.playbook import StepForm
from spinney.diagnostics.queries import playbook as read
from spinney.diagnostics.queries.episodes import moments
from spinney.diagnostics.queries.playbook import StepLine
from spinney.diagnostics.views.places import Place, place_of


def _around(place: Place, *more: tuple[str, str]) -> dict[str, Any]:
    return place.around("Playbook", reverse("diagnostics:playbook", args=[place.scope.id]), *more)


def _may_log(request: SpinneyRequest, cluster_id: int) -> bool:
    return may(policies.MAY, "log_episode", by=request.actor, scope=cluster_scope(cluster_id))


def _status(line: StepLine) -> Status:
    if line.done:
        return Status(f"Done {words.day(line.done[0].done_on)}", Tone.GO)
    return Status("Looks done", Tone.WAITS) if line.shown else Status("Not done", Tone.PLAIN)


def _item(line: StepLine, cluster_id: int) -> TaskItem:
    url = reverse("diagnostics:playbook-step", args=[cluster_id, line.step.key])
    return TaskItem(line.step.title, _status(line), url, line.shown, line.step.minutes)


@guard(policies, "playbook", scope="cluster")
@require_safe
def playbook(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Every step by phase, what was done here and when, and what may come next."""
    place = place_of(request, cluster_scope(cluster_id))
    standing = read.standing(request.actor, place.of, localdate())  # type: ignore[arg-type]
    phases = [
        (phase, [_item(line, cluster_id) for line in lines]) for phase, lines in standing.phases
    ]
    context = {
        **_around(place),
        "caption": place.name,
        "standing": standing,
        "phases": phases,
        "sources": sorted({source for _, source in book().sources}),
        "may_log": _may_log(request, cluster_id),
    }
    return render(request, "diagnostics/playbook.html", context)


@guard(policies, "playbook_step", scope="cluster")
@require_safe
def playbook_step(request: SpinneyRequest, cluster_id: int, step: str) -> HttpResponse:
    """One step: what it is for, how to do it, what goes wrong, what comes next."""
    found = step_named(step)
    place = place_of(request, cluster_scope(cluster_id))
    rows = [
        SummaryRow("Time", words.minutes(found.minutes).capitalize()),
        SummaryRow("Group", f"{found.least} to {found.most} people"),
        SummaryRow("You need", "; ".join(found.needs)),
    ]
    context = {
        **_around(place, (found.title, "")),
        "caption": found.phase.heading,
        "step": found,
        "rows": rows,
        "next": read.steps_named(found.next),
        "done": [one for one in read.done_in(request.actor, cluster_id) if one.step == step],
        "survey": read.survey_for(found),
        "place": place.scope,
        "source": book().source_of(found.phase),
    }
    return render(request, "diagnostics/playbook_step.html", context)


@guard(policies, "step_sheet", scope="cluster")
@require_safe
def step_sheet(request: SpinneyRequest, cluster_id: int, step: str) -> HttpResponse:
    """The sheet of a step, to print."""
    found = step_named(step)
    place = place_of(request, cluster_scope(cluster_id))
    back = reverse("diagnostics:playbook-step", args=[cluster_id, step])
    context = {
        **_around(place, (found.title, back), ("Sheet", "")),
        "step": found,
        "sheet": found.sheet,
    }
    return render(request, "diagnostics/step_sheet.html", context)


@guard(policies, "note_step", scope="cluster")
def note_step(request: SpinneyRequest, cluster_id: int, step: str) -> HttpResponse:
    """Note that the cluster did a step."""
    found = step_named(step)
    place = place_of(request, cluster_scope(cluster_id))
    form = StepForm(posted(request), initial={"done_on": localdate()})
    done = attempt(
        request,
        form,
        lambda: actions.note_step(
            cluster=place.of,  # type: ignore[arg-type]
            step=step,
            by=request.actor,
            now=now(),
            **form.cleaned_data,
        ),
    )
    if done:
        undo = reverse("diagnostics:take-back-step", args=[cluster_id, done.pk])
        told.say(request, f"“{found.title}” is noted as done.", undo_url=undo)
        return redirect("diagnostics:playbook", cluster_id)
    context = {
        "form": form,
        "step": found,
        "deed": "Note it as done",
        "brand": place.brand,
        "caption": place.name,
        "back_url": reverse("diagnostics:playbook-step", args=[cluster_id, step]),
    }
    return render(request, "diagnostics/note_step.html", context)


@guard(policies, "take_back_step", scope="cluster")
@require_POST
def take_back_step(request: SpinneyRequest, cluster_id: int, done_id: int) -> HttpResponse:
    """Say that a step was noted by mistake."""
    done = read.done_for(request.actor, cluster_id, done_id)
    actions.take_back_step(done=done, by=request.actor, now=now())
    told.say(request, "It is no longer noted as done.")
    return redirect("diagnostics:playbook", cluster_id)


@guard(policies, "hard_moments", scope="cluster")
@require_safe
def hard_moments(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Every hard moment of the playbook, each with how it shows."""
    place = place_of(request, cluster_scope(cluster_id))
    context = {
        **_around(place, ("Hard moments", "")),
        "moments": moments(),
        "may_log": _may_log(request, cluster_id),
    }
    return render(request, "diagnostics/hard_moments.html", context)


@guard(policies, "hard_moment", scope="cluster")
@require_safe
def hard_moment(request: SpinneyRequest, cluster_id: int, what: str) -> HttpResponse:
    """One hard moment: how it shows, why it happens, what to do and what not."""
    found = moment_named(what)
    place = place_of(request, cluster_scope(cluster_id))
    way = (("Hard moments", reverse("diagnostics:hard-moments", args=[cluster_id])),)
    context = {
        **_around(place, *way, (found.title, "")),
        "moment": found,
        "steps": read.steps_named(found.steps),
        "steps_of": cluster_id,
        "may_log": _may_log(request, cluster_id),
        "source": book().source_of(found.kind),
    }
    return render(request, "diagnostics/hard_moment.html", context)
