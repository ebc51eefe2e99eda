"""The page of one long task: how far it is, with a way to stop it or take it up again.

A room starts a job (base.work.jobs) and sends its person to `job_address(job)`, or shows the same
bar in a page of its own: `{% job work %}` with `shown(job)`.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from spinney.base.kernel.errors import NotFound
from spinney.base.web.components import parts
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.told import say
from spinney.base.work import jobs, policies
from spinney.base.work.models import Job

MINUTE, HOUR = 60, 3600
STATES = {Job.State.CANCELLED: "stopped"}
SHORT = 0.5  # of a minute: less is told in seconds


def job_address(found: Job) -> str:
    """Where the job's own page is."""
    return reverse("job", args=[found.uid])


def shown(found: Job) -> parts.Job:
    """The job as the component `{% job %}` shows it."""
    failed = found.state == Job.State.FAILED
    return parts.Job(
        title=found.title,
        done=found.done,
        total=found.total,
        state=STATES.get(Job.State(found.state), found.state),
        unit=found.unit or "step",
        note=found.error if failed else found.message,
        left=_in_words(found.seconds_left),
        refresh_url="" if found.is_finished else job_address(found),
        result_url=found.return_to,
    )


def _in_words(seconds: float | None) -> str:
    """A guess told no more exactly than it is known; nothing when it is not known."""
    if seconds is None:
        return ""
    if seconds < SHORT * MINUTE:
        return "a few seconds"
    if seconds < HOUR:
        minutes = max(1, round(seconds / MINUTE))
        return f"about {minutes} minute{'s' if minutes > 1 else ''}"
    hours = round(seconds / HOUR)
    return f"about {hours} hour{'s' if hours > 1 else ''}"


def _find(request: SpinneyRequest, job_uid: UUID) -> Job:
    found = Job.objects.visible_to(request.actor).filter(uid=job_uid).first()
    if found is None:
        raise NotFound("There is no such work, or it is not yours.")
    return found


@guard(policies, "see_job")
def job(request: SpinneyRequest, job_uid: UUID) -> HttpResponse:
    """How far the work is. Goes on by itself, with a script and without."""
    found = _find(request, job_uid)
    may_take_up = found.state in (Job.State.FAILED, Job.State.CANCELLED)
    context = {"found": found, "work": shown(found), "may_take_up": may_take_up}
    response = render(request, "web/job_page.html", context)
    if found.is_finished and "HX-Request" in request.headers:
        response["HX-Refresh"] = "true"  # the whole page changes: its buttons, and what came of it
    return response


@guard(policies, "cancel_job")
@require_POST
def cancel_job(request: SpinneyRequest, job_uid: UUID) -> HttpResponse:
    """Ask the work to stop at its next step."""
    found = jobs.cancel(_find(request, job_uid), now=now())
    if found.is_finished:
        say(request, "Stopped before it began. Nothing was done.")
    else:
        say(request, "It stops at the next step. What was done so far is kept.")
    return redirect(job_address(found))


@guard(policies, "take_up_job")
@require_POST
def take_up_job(request: SpinneyRequest, job_uid: UUID) -> HttpResponse:
    """Go on from where the work was left off."""
    found = jobs.take_up_again(_find(request, job_uid), now=now())
    say(request, "It goes on from where it was left off.")
    return redirect(job_address(found))
