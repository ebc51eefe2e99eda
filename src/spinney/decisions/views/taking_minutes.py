"""At a meeting: one page for whoever takes the minutes, on a phone and without a script too."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.errors import SpinneyError
from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import clock
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.decisions import policies
from spinney.decisions.actions import at_meeting as actions
from spinney.decisions.actions.action_list import add_action
from spinney.decisions.actions.book import note_decision
from spinney.decisions.forms.minutes import (
    DecidedAtMeetingForm,
    NotesForm,
    PresencesForm,
    UndertakeForm,
    WholeForm,
)
from spinney.decisions.models import AgendaItem, Meeting
from spinney.decisions.policies import minutes as rules
from spinney.decisions.queries import meetings as queries
from spinney.decisions.queries.minutes import minutes_of
from spinney.decisions.queries.taking_minutes import Desk, desk_of, quorum_now
from spinney.decisions.states import MeetingState, Origin
from spinney.decisions.views.meeting_frames import around_meeting, meeting_in, meeting_url
from spinney.register import api as register

TITLE = "Minutes"


def _desk_url(meeting: Meeting, anchor: str = "") -> str:
    return meeting_url(meeting, "take_minutes") + (f"#{anchor}" if anchor else "")


@guard(policies, "take_minutes", scope="cluster")
@require_safe
def take_minutes(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """Who is here, is that enough, what is said, decided and undertaken."""
    found = meeting_in(request, cluster_id, meeting_id)
    if found.state != MeetingState.HELD:
        return redirect(meeting_url(found))
    rules.check_being_written(found)
    return _desk_page(request, desk_of(request.actor, found, now()), {})


def _desk_page(
    request: SpinneyRequest, desk: Desk, sent: dict[str, Any], status: int = 200
) -> HttpResponse:
    """The page with its forms; `sent` are those that were sent and have faults, by name."""
    presences = sent.get("presences") or PresencesForm(meeting=desk.meeting, rows=desk.presences)
    whole = sent.get("whole") or WholeForm(minutes=desk.minutes)
    notes = [
        (one, sent.get(f"item-{one.shown.item.pk}") or NotesForm(item=one.shown.item))
        for one in desk.items
    ]
    faulty = next(iter(sent.values()), None)
    context = {
        "desk": desk, "presences": presences, "whole": whole, "notes": notes, "form": faulty,
        "belongs": clusters.belongs(desk.meeting.cluster),
        **around_meeting(desk.meeting, (TITLE, ""), is_named=True),
    }  # fmt: skip
    return render(request, "decisions/take_minutes.html", context, status=status)


@guard(policies, "begin_meeting", scope="cluster")
@require_POST
def begin_meeting(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """The meeting begins."""
    found = meeting_in(request, cluster_id, meeting_id)
    done = actions.begin_meeting(meeting=found, by=request.actor, now=now())
    words = "was held" if done.closed_at else f"began at {clock(done.opened_at)}"
    say(request, f"The meeting {words}. Note who is here.")
    return redirect(_desk_url(done))


def _is_passing(request: SpinneyRequest) -> bool:
    """Whether it is saved while she goes on writing."""
    return bool(request.POST.get("save"))


def _saved(words: str = "") -> HttpResponse:
    """The answer to saving as she goes: 204, the time, and what there is to know."""
    told = f"Saved {clock(now())}. {words}".strip()
    told = told.replace("“", "'").replace("”", "'").replace("’", "'")
    return HttpResponse(status=204, headers={"X-Saved": told})


@guard(policies, "note_presences", scope="cluster")
@require_POST
def note_presences(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """Who is here, and how."""
    found = meeting_in(request, cluster_id, meeting_id)
    form = PresencesForm(request.POST, meeting=found, rows=queries.presences_of(found))
    passing = _is_passing(request)
    done = attempt(
        request, form,
        lambda: actions.note_presences(
            meeting=found, noted=form.said(), passing=passing, by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is None:
        if passing:
            return HttpResponse(status=422)
        return _desk_page(request, desk_of(request.actor, found, now()), {"presences": form}, 422)
    found = meeting_in(request, cluster_id, meeting_id)
    quorum = quorum_now(found, now()).sentence
    if passing:
        return _saved(quorum)
    say(request, f"Who is here is noted. {quorum}")
    return redirect(_after_presences(request, found))


def _after_presences(request: SpinneyRequest, found: Meeting) -> str:
    try:
        rules.check_being_written(found)
    except SpinneyError:  # the minutes are with the members: who came can still be put right
        return meeting_url(found, "minutes")
    return _desk_url(found, "who")


@guard(policies, "note_item", scope="cluster")
@require_POST
def note_item(
    request: SpinneyRequest, cluster_id: int, meeting_id: int, item_id: int
) -> HttpResponse:
    """What is said to an item."""
    found = meeting_in(request, cluster_id, meeting_id)
    item = queries.get_item(found, item_id)
    form = NotesForm(request.POST, item=item)
    passing = _is_passing(request)
    done = attempt(
        request, form,
        lambda: actions.note_item(
            item=item, notes=form.cleaned_data["notes"], saw=form.cleaned_data["was"],
            passing=passing, by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done is None:
        if passing:
            return HttpResponse(status=422)
        desk = desk_of(request.actor, found, now())
        return _desk_page(request, desk, {f"item-{item.pk}": form}, 422)
    both = "Somebody else wrote here too: both are kept. Read it through." if done.both_kept else ""
    if passing:
        return _saved(both)
    say(request, both or f"The notes on “{item.title}” are saved.")
    return redirect(_desk_url(found, f"item-{item.pk}"))


@guard(policies, "note_minutes", scope="cluster")
@require_POST
def note_minutes(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """What is said of the meeting as a whole."""
    found = meeting_in(request, cluster_id, meeting_id)
    form = WholeForm(request.POST, minutes=minutes_of(found))
    passing = _is_passing(request)
    done = attempt(
        request, form,
        lambda: actions.note_minutes(
            meeting=found, passing=passing, by=request.actor, now=now(), **form.said()
        ),
    )  # fmt: skip
    if done is None:
        if passing:
            return HttpResponse(status=422)
        return _desk_page(request, desk_of(request.actor, found, now()), {"whole": form}, 422)
    if passing:
        return _saved()
    say(request, "It is saved.")
    return redirect(_desk_url(found, "whole"))


def _item_of(request: SpinneyRequest, found: Meeting) -> AgendaItem | None:
    number = request.GET.get("item", "")
    return queries.get_item(found, int(number)) if number.isdecimal() else None


@guard(policies, "decide_at_meeting", scope="cluster")
def decide_at_meeting(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """A decision as it happens: it goes into the register with its number."""
    found = meeting_in(request, cluster_id, meeting_id)
    rules.check_being_written(found)
    item = _item_of(request, found)
    form = DecidedAtMeetingForm(posted(request))
    done = attempt(
        request, form,
        lambda: note_decision(
            cluster=found.cluster, origin=Origin.MEETING, meeting=found, item=item,
            decided_on=localdate(found.starts_at or now()), by=request.actor, now=now(),
            **form.said(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, f"It is decision {done.number} in the register.")
        return redirect(_desk_url(found, f"item-{item.pk}" if item else "besides"))
    context = {
        "form": form, "item": item, "deed": "Put it into the register",
        "quorum": quorum_now(found, now()),
        **around_meeting(found, (TITLE, _desk_url(found)), ("Decided", "")),
        "back_url": _desk_url(found),
    }  # fmt: skip
    return render(request, "decisions/decide_at_meeting.html", context)


@guard(policies, "undertake_at_meeting", scope="cluster")
def undertake_at_meeting(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """Who does what by when, as it happens."""
    found = meeting_in(request, cluster_id, meeting_id)
    rules.check_being_written(found)
    item = _item_of(request, found)
    form = UndertakeForm(posted(request), belongs=clusters.belongs(found.cluster))
    done = attempt(
        request, form,
        lambda: add_action(
            cluster=found.cluster, what=form.cleaned_data["what"], due_on=form.due(),
            organisation=register.Organisation.objects.filter(
                pk=form.organisation_id() or 0
            ).first(),
            meeting=found, item=item, by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, f"“{done.what}” is on the list of who does what.")
        return redirect(_desk_url(found, f"item-{item.pk}" if item else "besides"))
    context = {
        "form": form, "item": item, "deed": "Put it on the list",
        **around_meeting(found, (TITLE, _desk_url(found)), ("Who does what", "")),
        "back_url": _desk_url(found),
    }  # fmt: skip
    return render(request, "decisions/undertake_at_meeting.html", context)


@guard(policies, "end_meeting", scope="cluster")
@require_POST
def end_meeting(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """The meeting is over."""
    found = meeting_in(request, cluster_id, meeting_id)
    done = actions.end_meeting(meeting=found, by=request.actor, now=now())
    say(request, f"The meeting ended at {clock(done.closed_at)}. Read the minutes, then send them.")
    return redirect(meeting_url(done, "minutes"))
