"""How does it go? Said signed in, on the board, or by a link, with one tap."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import NotFound
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Brand
from spinney.base.web.components.words import span
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.task_links import task_link
from spinney.base.web.told import say
from spinney.workplans import policies
from spinney.workplans.actions.progress import note_progress as do_note
from spinney.workplans.forms.activities import ProgressForm
from spinney.workplans.letters.activities import GOES
from spinney.workplans.models import Activity, ProgressNote
from spinney.workplans.policies import activities as rules
from spinney.workplans.policies import plans as plan_rules
from spinney.workplans.queries import activities as read
from spinney.workplans.queries.plan_page import look_at
from spinney.workplans.states import ActivityState
from spinney.workplans.views.plan_frames import around_plan, plan_url, url_of

BOARD = "board"


def _note(request: SpinneyRequest, found: Activity, form: ProgressForm) -> ProgressNote:
    return do_note(activity=found, by=request.actor, now=now(), **form.said())


def _question(found: Activity, form: ProgressForm) -> dict[str, Any]:
    when = span(found.starts_on, found.ends_on) if found.starts_on and found.ends_on else ""
    return {
        "form": form, "activity": found, "when": when,
        "said": found.notes.order_by("-at", "-pk").first(),
        "has_begun": found.state != ActivityState.PLANNED,
    }  # fmt: skip


@guard(policies, "note_progress", scope="cluster")
def note_progress(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Say how an activity goes. From the board one comes back to the board."""
    found = read.get_activity(request.actor, cluster_id, pk)
    plan_rules.check_is_there(found)
    plan_rules.check_can_change(found.workplan)
    rules.check_does(request.actor, found.workplan, found.organisation)
    form = ProgressForm(posted(request))
    done = attempt(request, form, lambda: _note(request, found, form))
    if done is not None:
        label = ActivityState(done.state).label.lower()
        say(request, f"Noted: “{found.title}” is {label}.")
        by_board = request.POST.get("from") == BOARD
        back = f"{plan_url(cluster_id, 'plan_board')}#activity-{pk}" if by_board else url_of(found)
        return redirect(back)
    look = look_at(request.actor, found.workplan, localdate())
    shown = next((one for one in look.rows if one.pk == found.pk), None)
    context = _question(found, form) | {"shown": shown}
    context |= around_plan(
        found.workplan.cluster, (found.title, url_of(found)), ("How does it go?", "")
    )
    return render(request, "workplans/note_progress.html", context)


@task_link(GOES, stands=read.activity_link_stands)
def progress_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """The same from a link, without an account."""
    if step not in ("", "noted"):
        raise NotFound("There is no such page. Open the link from the e-mail again.")
    found = read.activity_by_link(request.actor)
    plan_rules.check_can_change(found.workplan)
    form = ProgressForm(posted(request))
    if attempt(request, form, lambda: _note(request, found, form)) is not None:
        return redirect(f"{request.task_path}noted/")
    cluster = found.workplan.cluster
    context = _question(found, form) | {
        "brand": Brand(cluster.name, "", "", cluster.colour), "by_link": True, "cluster": cluster,
        "again_url": request.task_path,
    }  # fmt: skip
    page = "progress_noted" if step and context["said"] else "note_progress"
    return render(request, f"workplans/{page}.html", context)
