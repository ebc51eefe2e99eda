"""Meetings planned, changed, called, cancelled and brought back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.parts import SummaryRow
from spinney.base.web.components.words import counted, day_and_time
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.decisions import policies
from spinney.decisions.actions import invitations
from spinney.decisions.actions import meeting_papers as papers
from spinney.decisions.actions import meetings as actions
from spinney.decisions.actions.steps import take_step
from spinney.decisions.bridge.gatherings import invited_on
from spinney.decisions.bridge.meeting_words import when_words, where_words
from spinney.decisions.forms.meetings import CallForm, MeetingForm, values_of
from spinney.decisions.forms.opening import WhyForm
from spinney.decisions.policies import meetings as rules
from spinney.decisions.queries.book_page import step_of_ballot
from spinney.decisions.queries.meeting_page import notice_for, usual_chair
from spinney.decisions.states import MeetingState, StepKind
from spinney.decisions.views.around import ballot_in
from spinney.decisions.views.meeting_frames import (
    around_meeting,
    around_meetings,
    meeting_in,
    meeting_url,
)


@guard(policies, "plan_meeting", scope="cluster")
def plan_meeting(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Begin to plan a meeting: nobody is told yet."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    chair, chair_rule = usual_chair(cluster, now())
    form = MeetingForm(posted(request), initial={"chair": chair}, chair_rule=chair_rule)
    made = attempt(
        request, form,
        lambda: actions.plan_meeting(
            cluster=cluster, title=form.cleaned_data["title"], by=request.actor, now=now(),
            **form.details(),
        ),
    )  # fmt: skip
    if made is not None:
        say(request, f"{made.title} is being planned. Write its agenda, then call it.")
        return redirect(meeting_url(made))
    context = {
        "form": form, "deed": "Go on to the agenda",
        **around_meetings(cluster, ("Plan a meeting", "")),
        "back_url": reverse("decisions:meetings", args=[cluster_id]),
        "poll_url": reverse("decisions:draft-ballot", args=[cluster_id]),
    }  # fmt: skip
    return render(request, "decisions/plan_meeting.html", context)


@guard(policies, "edit_meeting", scope="cluster")
def edit_meeting(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """Change what, when, where, and who is in the chair."""
    found = meeting_in(request, cluster_id, meeting_id)
    rules.check_can_change(found)
    chair_rule = usual_chair(found.cluster, now())[1]
    form = MeetingForm(posted(request), initial=values_of(found), chair_rule=chair_rule)
    before = found.sequence
    done = attempt(
        request, form,
        lambda: actions.edit_meeting(
            meeting=found, title=form.cleaned_data["title"], version=form.cleaned_data["version"],
            by=request.actor, now=now(), **form.details(),
        ),
    )  # fmt: skip
    if done is not None:
        told = "Everybody who is invited is told, and their calendars change."
        say(request, f"It is saved. {told}" if done.sequence > before else "It is saved.")
        return redirect(meeting_url(done))
    renew_version(form, found.version)
    context = {
        "form": form,
        "deed": "Save",
        **around_meeting(found, ("Change it", ""), is_named=True),
    }
    return render(request, "decisions/edit_meeting.html", context)


@guard(policies, "call_meeting", scope="cluster")
def call_meeting(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """Look once more at what goes out and to whom; then call the meeting."""
    found = meeting_in(request, cluster_id, meeting_id)
    rules.check_can_call(found, now())
    notice = notice_for(found, now())
    form = CallForm(posted(request), is_short=notice.is_short)
    done = attempt(
        request, form,
        lambda: actions.call_meeting(
            meeting=found, by=request.actor, now=now(),
            notice_why=form.cleaned_data.get("notice_why", ""),
        ),
    )  # fmt: skip
    if done is not None:
        many = counted(done.presences.count(), "organisation")
        say(request, f"{done.title} is called. {many} are asked whether they come.")
        return redirect(meeting_url(done))
    asked = invited_on(found.cluster, now().date())
    context = {
        "form": form, "notice": notice, "deed": "Call the meeting",
        "rows": [
            SummaryRow("When", when_words(found)),
            SummaryRow("Where", where_words(found) or "Not said"),
            SummaryRow("In the chair", found.chair or "Not said"),
            SummaryRow("Agenda", counted(found.items.count(), "item")),
            SummaryRow("Papers", counted(found.papers.count(), "paper")),
            SummaryRow("Who is invited", counted(len(asked), "organisation")),
        ],
        **around_meeting(found, ("Call it", ""), is_named=True),
    }  # fmt: skip
    return render(request, "decisions/call_meeting.html", context)


@guard(policies, "cancel_meeting", scope="cluster")
def cancel_meeting(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """Cancel a meeting that was called, and say why."""
    found = meeting_in(request, cluster_id, meeting_id)
    rules.check_becomes(found, MeetingState.CANCELLED)
    form = WhyForm(posted(request))
    done = attempt(
        request, form,
        lambda: actions.cancel_meeting(
            meeting=found, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "The meeting is cancelled. Everybody is told, and it leaves their calendars.")
        return redirect(meeting_url(done))
    context = {
        "form": form, "deed": "Cancel the meeting", "when": when_words(found),
        **around_meeting(found, ("Cancel it", ""), is_named=True),
    }  # fmt: skip
    return render(request, "decisions/cancel_meeting.html", context)


@guard(policies, "discard_meeting", scope="cluster")
@require_POST
def discard_meeting(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """Throw away a plan of which nobody was told."""
    found = meeting_in(request, cluster_id, meeting_id)
    actions.discard_meeting(meeting=found, by=request.actor, now=now())
    undo = meeting_url(found, "restore_meeting")
    say(request, f"The plan of {found.title} is thrown away.", undo_url=undo)
    return redirect("decisions:meetings", cluster_id)


@guard(policies, "restore_meeting", scope="cluster")
@require_POST
def restore_meeting(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """Bring a meeting back: it is planned again."""
    found = meeting_in(request, cluster_id, meeting_id)
    actions.restore_meeting(meeting=found, by=request.actor, now=now())
    say(request, "The meeting is planned again. Nobody is told before you call it.")
    return redirect(meeting_url(found))


@guard(policies, "meeting_from_poll", scope="cluster")
@require_POST
def meeting_from_poll(request: SpinneyRequest, cluster_id: int, ballot_id: int) -> HttpResponse:
    """Make a meeting of the time that a poll chose."""
    poll = ballot_in(request, cluster_id, ballot_id)
    made = actions.meeting_from_poll(ballot=poll, by=request.actor, now=now())
    step = step_of_ballot(poll, StepKind.MEETING)
    if step is not None:  # the decision's own page need not offer it any more
        take_step(step=step, by=request.actor, now=now())
    say(request, f"{made.title} is planned for {day_and_time(made.starts_at)}. Call it next.")
    return redirect(meeting_url(made))


@guard(policies, "remind_invited", scope="cluster")
@require_POST
def remind_invited(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """Ask those again who have not said whether they come."""
    found = meeting_in(request, cluster_id, meeting_id)
    many = invitations.remind_invited(meeting=found, by=request.actor, now=now())
    say(request, f"{counted(many, 'organisation')} get a reminder.")
    return redirect(meeting_url(found))


@guard(policies, "send_papers", scope="cluster")
@require_POST
def send_papers(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """Tell everybody that the papers are there."""
    found = meeting_in(request, cluster_id, meeting_id)
    papers.send_papers(meeting=found, by=request.actor, now=now())
    say(request, "Everybody who is invited is told that the papers are there.")
    return redirect(meeting_url(found))
