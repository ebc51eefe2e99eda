"""What each stage of a programme asks of its clusters."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import programme_scope
from spinney.base.kernel.policy import may
from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.told import say
from spinney.clusters import policies
from spinney.clusters.actions import conditions as asking
from spinney.clusters.bridge.agreement_kinds import agreement_kind_title
from spinney.clusters.forms.timetable import ConditionForm
from spinney.clusters.models import Condition, Programme, Stage
from spinney.clusters.queries import programmes as read
from spinney.clusters.queries.timetable import stages_of
from spinney.clusters.states import ProgrammeState
from spinney.clusters.views.acting import programme_trail


@guard(policies, "conditions", scope="programme")
@require_safe
def conditions(request: SpinneyRequest, programme_id: int) -> HttpResponse:
    """Every stage with what it asks."""
    found = read.get_programme(request.actor, programme_id)
    scope = programme_scope(found.pk)
    context = {
        "programme": found,
        "stages": [(stage, _with_titles(stage)) for stage in stages_of(found)],
        "may_change": may(policies.MAY, "add_condition", by=request.actor, scope=scope)
        and found.state != ProgrammeState.CLOSED,
        "trail": programme_trail(found, ("Conditions", "")),
    }
    return render(request, "clusters/conditions.html", context)


def _with_titles(stage: Stage) -> list[tuple[Condition, str]]:
    """What a stage asks, each with the title of the kind of agreement that meets it ("": none)."""
    return [
        (one, agreement_kind_title(one.met_by_agreement) if one.met_by_agreement else "")
        for one in stage.conditions.all()
    ]


def _back(found: Programme) -> str:
    return reverse("clusters:conditions", args=[found.pk])


@guard(policies, "add_condition", scope="programme")
def add_condition(request: SpinneyRequest, programme_id: int, stage_id: int) -> HttpResponse:
    """One more condition of a stage."""
    found = read.get_programme(request.actor, programme_id)
    stage = get_object_or_404(Stage, programme=found, pk=stage_id)
    form = ConditionForm(request.POST or None)
    added = attempt(
        request,
        form,
        lambda: asking.add_condition(stage=stage, by=request.actor, now=now(), **form.cleaned_data),
    )
    if added:
        say(request, f"{stage.name} has one more condition.")
        return redirect(_back(found))
    context = {
        "form": form,
        "stage": stage,
        "back_url": _back(found),
        "deed": "Add the condition",
        "caption": f"{found.name}: {stage.name}",
    }
    return render(request, "clusters/add_condition.html", context)


def _condition(request: SpinneyRequest, programme_id: int, condition_id: int) -> Condition:
    found = read.get_programme(request.actor, programme_id)
    conditions = Condition.objects.select_related("stage__programme")
    return get_object_or_404(conditions, stage__programme=found, pk=condition_id)


@guard(policies, "edit_condition", scope="programme")
def edit_condition(request: SpinneyRequest, programme_id: int, condition_id: int) -> HttpResponse:
    """Say a condition in other words."""
    condition = _condition(request, programme_id, condition_id)
    found = condition.stage.programme
    start = {
        "text": condition.text,
        "of_grant": condition.of_grant,
        "met_by_agreement": condition.met_by_agreement,
    }
    form = ConditionForm(request.POST or None, initial=start)
    changed = attempt(
        request,
        form,
        lambda: asking.edit_condition(
            condition=condition, by=request.actor, now=now(), **form.cleaned_data
        ),
    )
    if changed:
        say(request, "The condition is changed.")
        return redirect(_back(found))
    context = {
        "form": form,
        "back_url": _back(found),
        "deed": "Save",
        "caption": f"{found.name}: {condition.stage.name}",
    }
    return render(request, "clusters/edit_condition.html", context)


@guard(policies, "retire_condition", scope="programme")
@require_POST
def retire_condition(request: SpinneyRequest, programme_id: int, condition_id: int) -> HttpResponse:
    """Drop a condition."""
    condition = _condition(request, programme_id, condition_id)
    asking.retire_condition(condition=condition, by=request.actor, now=now())
    undo = reverse("clusters:restore-condition", args=[programme_id, condition_id])
    say(request, "The condition is dropped. Clusters need not meet it any more.", undo_url=undo)
    return redirect("clusters:conditions", programme_id)


@guard(policies, "restore_condition", scope="programme")
@require_POST
def restore_condition(
    request: SpinneyRequest, programme_id: int, condition_id: int
) -> HttpResponse:
    """Bring a condition back."""
    condition = _condition(request, programme_id, condition_id)
    asking.restore_condition(condition=condition, by=request.actor, now=now())
    say(request, "The condition is back.")
    return redirect("clusters:conditions", programme_id)
