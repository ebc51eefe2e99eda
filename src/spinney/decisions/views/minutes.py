"""Minutes: read, printed, sent, corrected, approved."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import NotFound
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Brand
from spinney.base.web.components.words import day
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.task_links import task_link
from spinney.base.web.told import say
from spinney.decisions import policies
from spinney.decisions.actions import minutes as actions
from spinney.decisions.bridge.minutes_document import WORD, docx_of
from spinney.decisions.bridge.minutes_text import text_of
from spinney.decisions.forms.minutes import (
    ChooseMeetingForm,
    CorrectionForm,
    CorrectionsUntilForm,
    SettleForm,
)
from spinney.decisions.letters.minutes import CORRECT
from spinney.decisions.models import Meeting, Minutes
from spinney.decisions.policies import minutes as rules
from spinney.decisions.policies.meetings import organisation_that_answers, runs
from spinney.decisions.queries import minutes as queries
from spinney.decisions.queries.meetings import own_presence
from spinney.decisions.states import MinutesState
from spinney.decisions.views.meeting_frames import around_meeting, meeting_in, meeting_url

TITLE = "Minutes"


def _url(meeting: Meeting) -> str:
    return meeting_url(meeting, "minutes")


def _paper(request: SpinneyRequest, minutes: Minutes) -> dict[str, Any]:
    """What stands in minutes, for a page that shows them."""
    meeting = minutes.meeting
    return {
        "minutes": minutes,
        "text": text_of(meeting),
        "status": queries.status_of(minutes),
        "corrections": queries.corrections_of(minutes),
        "is_intact": queries.is_intact(minutes),
        "is_draft": minutes.state == MinutesState.DRAFT,
        "is_sent": minutes.state == MinutesState.SENT,
        "is_approved": minutes.state == MinutesState.APPROVED,
        "runs": runs(request.actor, meeting),
        "asks_me": minutes.state != MinutesState.DRAFT
        and own_presence(meeting, request.actor) is not None,
    }


@guard(policies, "minutes", scope="cluster")
@require_safe
def minutes(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """The minutes of a meeting, to read and to print."""
    found = meeting_in(request, cluster_id, meeting_id)
    kept = queries.check_reads(request.actor, found)
    waiting = any(one["state"] == "waiting" for one in kept.corrections)
    until = kept.corrections_until
    context = {
        **_paper(request, kept),
        "can_approve": kept.state == MinutesState.SENT
        and not waiting
        and (until is None or localdate() > until or queries.later_meetings(found, held=True)),
        **around_meeting(found, (TITLE, ""), is_named=True),
    }
    return render(request, "decisions/minutes.html", context)


@guard(policies, "minutes_document", scope="cluster")
@require_safe
def minutes_document(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """The minutes as a Word document."""
    found = meeting_in(request, cluster_id, meeting_id)
    kept = queries.check_reads(request.actor, found)
    response = HttpResponse(docx_of(text_of(found), kept), content_type=WORD)
    on = f"{localdate(found.starts_at):%Y-%m-%d}" if found.starts_at else "undated"
    response["Content-Disposition"] = f'attachment; filename="minutes-{on}.docx"'
    return response


@guard(policies, "send_minutes", scope="cluster")
def send_minutes(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """Send the minutes to the members, to be read and corrected."""
    found = meeting_in(request, cluster_id, meeting_id)
    kept = queries.minutes_of(found)
    rules.check_becomes(kept, MinutesState.SENT)
    rules.check_over(found)
    start = localdate() + timedelta(days=rules.DAYS_TO_CORRECT)
    form = CorrectionsUntilForm(posted(request), initial={"corrections_until": start})
    done = attempt(
        request, form,
        lambda: actions.send_minutes(
            meeting=found, corrections_until=form.until(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        say(request, f"The members read them, and can correct them until {day(form.until())}.")
        return redirect(_url(found))
    context = {
        "form": form, "deed": "Send the minutes",
        **around_meeting(found, (TITLE, _url(found)), ("Send them", "")), "back_url": _url(found),
    }  # fmt: skip
    return render(request, "decisions/send_minutes.html", context)


@guard(policies, "take_back_minutes", scope="cluster")
@require_POST
def take_back_minutes(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """Write on at minutes that were sent."""
    found = meeting_in(request, cluster_id, meeting_id)
    actions.take_back_minutes(meeting=found, by=request.actor, now=now())
    say(request, "You can write on. Send the minutes again when they are done.")
    return redirect(meeting_url(found, "take_minutes"))


def _ask(request: SpinneyRequest, found: Meeting, form: CorrectionForm) -> dict[str, Any]:
    return actions.ask_correction(meeting=found, by=request.actor, now=now(), **form.said())


@guard(policies, "ask_correction", scope="cluster")
def ask_correction(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """Say what is wrong in the minutes, signed in."""
    found = meeting_in(request, cluster_id, meeting_id)
    kept = queries.check_reads(request.actor, found)
    rules.check_takes_corrections(kept)
    organisation_that_answers(request.actor, localdate())
    form = CorrectionForm(posted(request), items=found.items.all())
    if attempt(request, form, lambda: _ask(request, found, form)) is not None:
        say(request, "Those who run the cluster look at it, and you see here what becomes of it.")
        return redirect(_url(found))
    context = {
        "form": form, "kept": kept, "deed": "Ask for the correction",
        **around_meeting(found, (TITLE, _url(found)), ("Correct them", "")),
        "back_url": _url(found),
    }  # fmt: skip
    return render(request, "decisions/ask_correction.html", context)


def _link_stands(link: TaskLink) -> bool:
    number = int(link.subject.rpartition(":")[2])
    return Minutes.objects.filter(pk=number).exclude(state=MinutesState.DRAFT).exists()


@task_link(CORRECT, stands=_link_stands)
def read_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """The minutes from a link, without an account: read, and a correction asked for."""
    kept = queries.minutes_by_link(request.actor, CORRECT)
    if step not in ("", "correct", "asked"):
        raise NotFound("There is no such page. Open the link from the e-mail again.")
    rules.check_takes_corrections(kept)
    found = kept.meeting
    brand = Brand(found.cluster.name, "", "", found.cluster.colour)
    frame = {"brand": brand, "meeting": found, "by_link": True, "was_asked": step == "asked"}
    form = CorrectionForm(posted(request), items=found.items.all())
    if step == "correct":
        if attempt(request, form, lambda: _ask(request, found, form)) is not None:
            return redirect(f"{request.task_path}asked/")
        context = {
            **frame, "form": form, "kept": kept, "deed": "Ask for the correction",
            "back_url": request.task_path,
        }  # fmt: skip
        return render(request, "decisions/ask_correction.html", context)
    context = _paper(request, kept) | frame | {"correct_url": f"{request.task_path}correct/"}
    return render(request, "decisions/minutes_by_link.html", context)


@guard(policies, "settle_correction", scope="cluster")
def settle_correction(
    request: SpinneyRequest, cluster_id: int, meeting_id: int, key: str
) -> HttpResponse:
    """Take a correction in, or say why not."""
    found = meeting_in(request, cluster_id, meeting_id)
    asked = queries.get_correction(queries.minutes_of(found), key)
    item = found.items.filter(pk=asked.item or 0).first()
    form = SettleForm(posted(request), notes=item.notes if item else None)
    done = attempt(
        request, form,
        lambda: actions.settle_correction(
            meeting=found, key=key, by=request.actor, now=now(), **form.said()
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "It is settled. Whoever asked sees what became of it.")
        return redirect(_url(found))
    context = {
        "form": form, "asked": asked, "deed": "Settle it",
        **around_meeting(found, (TITLE, _url(found)), ("A correction", "")),
        "back_url": _url(found),
    }  # fmt: skip
    return render(request, "decisions/settle_correction.html", context)


@guard(policies, "carry_correction", scope="cluster")
def carry_correction(
    request: SpinneyRequest, cluster_id: int, meeting_id: int, key: str
) -> HttpResponse:
    """Note at a later meeting what was wrong in minutes that are approved."""
    found = meeting_in(request, cluster_id, meeting_id)
    asked = queries.get_correction(queries.minutes_of(found), key)
    later = queries.later_meetings(found, held=False)
    names = [(one.pk, f"{one.title}, {day(one.starts_at)}") for one in later]
    form = ChooseMeetingForm(posted(request), meetings=names)
    done = attempt(
        request, form,
        lambda: actions.carry_correction(
            meeting=found, key=key, by=request.actor, now=now(),
            into=next(one for one in later if one.pk == form.meeting_id()),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, f"It is on the agenda of {done.meeting.title}.")
        return redirect(_url(found))
    context = {
        "form": form, "asked": asked, "deed": "Put it on that agenda", "later": later,
        **around_meeting(found, (TITLE, _url(found)), ("A correction", "")),
        "back_url": _url(found),
    }  # fmt: skip
    return render(request, "decisions/carry_correction.html", context)


@guard(policies, "approve_minutes", scope="cluster")
def approve_minutes(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """Approve the minutes: at a later meeting, or after the day for corrections."""
    found = meeting_in(request, cluster_id, meeting_id)
    kept = queries.minutes_of(found)
    rules.check_becomes(kept, MinutesState.APPROVED)
    later = queries.later_meetings(found, held=True)
    is_time = kept.corrections_until is None or localdate() > kept.corrections_until
    names = [(one.pk, f"{one.title}, {day(one.starts_at)}") for one in later]
    form = ChooseMeetingForm(
        posted(request), meetings=names,
        none="At no meeting: nobody asked for more corrections in time" if is_time else "",
    )  # fmt: skip
    done = attempt(
        request, form,
        lambda: actions.approve_minutes(
            meeting=found, by=request.actor, now=now(),
            later=next((one for one in later if one.pk == form.meeting_id()), None),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "The minutes are approved. They do not change any more.")
        return redirect(_url(found))
    context = {
        "form": form, "kept": kept, "deed": "Approve them", "can": bool(later) or is_time,
        **around_meeting(found, (TITLE, _url(found)), ("Approve them", "")),
        "back_url": _url(found),
    }  # fmt: skip
    return render(request, "decisions/approve_minutes.html", context)
