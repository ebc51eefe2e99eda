"""Will you come? Said signed in, or by a link, with one tap."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import NotAllowed, NotFound
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Brand
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.task_links import task_link
from spinney.base.web.told import say
from spinney.decisions import policies
from spinney.decisions.actions import invitations as actions
from spinney.decisions.bridge.meeting_words import (
    answer_words,
    in_sentence,
    when_words,
    where_words,
)
from spinney.decisions.forms.meetings import ComeForm
from spinney.decisions.letters.meetings import COME
from spinney.decisions.models import Meeting, Presence
from spinney.decisions.policies import meetings as rules
from spinney.decisions.queries import meetings as queries
from spinney.decisions.queries.meeting_page import items_shown
from spinney.decisions.states import MeetingState
from spinney.decisions.views.meeting_frames import around_meeting, meeting_in, meeting_url
from spinney.decisions.views.meetings import calendar_file


def _mine(request: SpinneyRequest, meeting: Meeting) -> Presence:
    rules.organisation_that_answers(request.actor, localdate())
    mine = queries.own_presence(meeting, request.actor)
    if mine is None:
        raise NotAllowed("Your organisation is not among those that are invited.")
    return mine


def _said(mine: Presence) -> str:
    """What an organisation has said, in the middle of a sentence; "" for nothing yet."""
    return in_sentence(answer_words(mine.expected, mine.person_name)) if mine.expected else ""


def _answer(request: SpinneyRequest, meeting: Meeting, form: ComeForm) -> Presence:
    return actions.answer_invitation(
        meeting=meeting, by=request.actor, now=now(), **form.cleaned_data
    )


def _question(request: SpinneyRequest, meeting: Meeting, form: ComeForm) -> dict[str, Any]:
    mine = queries.own_presence(meeting, request.actor)
    return {
        "form": form,
        "meeting": meeting,
        "when": when_words(meeting),
        "where": where_words(meeting),
        "items": items_shown(request.actor, meeting),
        "mine": mine,
        "said": _said(mine) if mine else "",
    }


@guard(policies, "answer_invitation", scope="cluster")
def answer_invitation(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """Say for one's organisation whether it comes, signed in."""
    found = meeting_in(request, cluster_id, meeting_id)
    rules.check_takes_answers(found, now())
    mine = _mine(request, found)
    form = ComeForm(posted(request), initial={"person_name": mine.person_name})
    done = attempt(request, form, lambda: _answer(request, found, form))
    if done is not None:
        words = in_sentence(answer_words(done.expected, done.person_name))
        say(request, f"Noted: {done.organisation.name} {words}.")
        return redirect(meeting_url(found))
    context = _question(request, found, form) | around_meeting(
        found, ("Will you come?", ""), is_named=True
    )
    return render(request, "decisions/answer_invitation.html", context)


def _link_stands(link: TaskLink) -> bool:
    """Whether it still matters who comes, so that a new link may be sent."""
    found = Meeting.objects.filter(
        pk=int(link.subject.rpartition(":")[2]), state=MeetingState.CALLED
    ).first()
    return found is not None and not queries.is_over(found, now())


@task_link(COME, stands=_link_stands)
def come_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """The same from a link, without an account: answered, changed; and the entry for a calendar."""
    found = queries.meeting_by_link(request.actor, COME)
    if step not in ("", "answered", "calendar"):
        raise NotFound("There is no such page. Open the link from the e-mail again.")
    if step == "calendar":
        return calendar_file(request, found)
    frame = {"brand": Brand(found.cluster.name, "", "", found.cluster.colour), "by_link": True}
    rules.check_takes_answers(found, now())
    mine = _mine(request, found)
    form = ComeForm(posted(request), initial={"person_name": mine.person_name})
    if attempt(request, form, lambda: _answer(request, found, form)) is not None:
        return redirect(f"{request.task_path}answered/")
    context = _question(request, found, form) | frame
    context["calendar_url"] = f"{request.task_path}calendar/"
    context["again_url"] = request.task_path
    page = "come_answered" if step == "answered" and mine.expected else "answer_invitation"
    return render(request, f"decisions/{page}.html", context)
