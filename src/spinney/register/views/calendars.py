"""The calendar of what runs out."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from spinney.base.access.models import TaskLink
from spinney.base.post.addresses import absolute
from spinney.base.record.record import subject_of
from spinney.base.web import told
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.task_links import task_link
from spinney.register import policies
from spinney.register.actions import calendars as actions
from spinney.register.models import Organisation
from spinney.register.queries.calendars import evidence_calendar, owner_of
from spinney.register.views.paths import the_organisation, to, trail


@guard(policies, "make_calendar", scope="organisation")
def make_calendar(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Make the secret address of the calendar; it is shown once."""
    organisation = the_organisation(request, organisation_id)
    address = ""
    if request.method == "POST":
        secret = actions.make_calendar(organisation=organisation, by=request.actor, now=now())
        address = absolute(f"/do/{secret}/")
    mine = TaskLink.objects.filter(
        verb=actions.VERB,
        subject=subject_of(organisation),
        person_id=request.actor.person_id or 0,
        revoked_at=None,
    )
    context = {
        "organisation": organisation,
        "address": address,
        "has_one": mine.exists(),
        "trail": trail(
            organisation, ("Evidence", to("list-evidence", organisation)), ("Calendar", "")
        ),
    }
    response = render(request, "register/make_calendar.html", context)
    response["Cache-Control"] = "no-store"
    return response


@guard(policies, "end_calendar", scope="organisation")
@require_POST
def end_calendar(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Stop the secret address."""
    organisation = the_organisation(request, organisation_id)
    actions.end_calendar(organisation=organisation, by=request.actor, now=now())
    told.say(request, "The address of your calendar no longer works.")
    return redirect(to("make-calendar", organisation))


@task_link(actions.VERB)
def calendar_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """The calendar itself, for programs that ask for it again and again."""
    organisation = get_object_or_404(Organisation, pk=link.organisation_id)
    by = owner_of(link, now())
    page = to("list-evidence", organisation)
    body = evidence_calendar(organisation, by, page, now())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="evidence.ics"'
    return response
