"""The ways of a feasibility study: added, changed, taken out, brought back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.workplans import policies
from spinney.workplans.actions import studies as actions
from spinney.workplans.forms.studies import StudyOptionForm, cost_lines
from spinney.workplans.models import Study, StudyOption
from spinney.workplans.policies import studies as rules
from spinney.workplans.queries import studies as read
from spinney.workplans.views.studies import around_study, study_url


def _lines(request: SpinneyRequest, option: StudyOption | None) -> tuple[Any, bool]:
    """The lines of costs, and whether they can be taken as they are."""
    lines = cost_lines(posted(request), option)
    return lines, request.method != "POST" or lines.is_valid()


def _costs(lines: Any) -> list[dict[str, Any]]:
    return [line for one in lines if (line := one.line()) is not None]


def _page(request: SpinneyRequest, found: Study, template: str, **more: Any) -> HttpResponse:
    years = _years(found)
    return render(
        request, f"workplans/{template}.html", {"years": years, "formset": more["lines"], **more}
    )


def _years(study: Study) -> list[int]:
    return [study.first_year + year for year in range(3)]


@guard(policies, "add_study_option", scope="cluster")
def add_study_option(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Add one way of doing it."""
    study = read.get_study(request.actor, cluster_id, pk)
    rules.check_can_change(study)
    rules.check_not_at_vote(study)
    form = StudyOptionForm(posted(request))
    lines, in_order = _lines(request, None)
    made = attempt(
        request, form,
        lambda: actions.add_study_option(
            study=study, text=form.text(_costs(lines)), by=request.actor, now=now()
        ) if in_order else None,
    )  # fmt: skip
    if made is not None:
        say(request, f"In the study: {made.title}.")
        return redirect(study_url(study))
    return _page(
        request, study, "add_study_option", form=form, lines=lines, deed="Add it",
        **around_study(study, ("Add a way", "")),
    )  # fmt: skip


@guard(policies, "edit_study_option", scope="cluster")
def edit_study_option(
    request: SpinneyRequest, cluster_id: int, pk: int, option_id: int
) -> HttpResponse:
    """Change one way."""
    found = read.get_option(request.actor, cluster_id, pk, option_id)
    rules.check_can_change(found.study)
    rules.check_not_at_vote(found.study)
    rules.check_option_is_there(found)
    form = StudyOptionForm(posted(request), option=found)
    lines, in_order = _lines(request, found)
    done = attempt(
        request, form,
        lambda: actions.edit_study_option(
            option=found, text=form.text(_costs(lines)), read=form.cleaned_data["version"],
            by=request.actor, now=now(),
        ) if in_order else None,
    )  # fmt: skip
    if done is not None:
        say(request, "Saved.")
        return redirect(study_url(found.study))
    renew_version(form, found.version)
    return _page(
        request, found.study, "edit_study_option", form=form, lines=lines, deed="Save",
        option=found, **around_study(found.study, (found.title, "")),
    )  # fmt: skip


@guard(policies, "remove_study_option", scope="cluster")
@require_POST
def remove_study_option(
    request: SpinneyRequest, cluster_id: int, pk: int, option_id: int
) -> HttpResponse:
    """Take one way out."""
    found = read.get_option(request.actor, cluster_id, pk, option_id)
    actions.remove_study_option(option=found, by=request.actor, now=now())
    undo = study_url(found.study, "restore_study_option", found.pk)
    say(request, f"Taken out: {found.title}.", undo_url=undo)
    return redirect(study_url(found.study))


@guard(policies, "restore_study_option", scope="cluster")
@require_POST
def restore_study_option(
    request: SpinneyRequest, cluster_id: int, pk: int, option_id: int
) -> HttpResponse:
    """Bring it back."""
    found = read.get_option(request.actor, cluster_id, pk, option_id)
    actions.restore_study_option(option=found, by=request.actor, now=now())
    say(request, f"It is back: {found.title}.")
    return redirect(study_url(found.study))
