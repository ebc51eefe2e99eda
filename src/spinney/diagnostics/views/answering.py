"""Answering a survey: one thing per page, saved at every step, from a link or signed in."""

from __future__ import annotations

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localtime, now

from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import Scope
from spinney.base.kernel.errors import LinkEnded, NotFound
from spinney.base.web.components.parts import Status, TaskItem, Tone
from spinney.base.web.guard import SpinneyRequest, ask_to_sign_in, public
from spinney.base.web.task_links import task_link
from spinney.diagnostics.engine.walking import Page
from spinney.diagnostics.models import Asked
from spinney.diagnostics.policies import answers as rules
from spinney.diagnostics.queries import answers as queries
from spinney.diagnostics.queries.who_sees import who_sees
from spinney.diagnostics.states import AskedState, Mode, SheetState
from spinney.diagnostics.views import (
    answer_checks,
    answer_copies,
    answer_pages,
    answer_parts,
    answer_sheets,
)
from spinney.diagnostics.views.seat import Seat, step_of

Step = Callable[[Seat], HttpResponseBase]


def _stands(link: TaskLink) -> bool:
    """Whether the task of a link still waits, so that a new one may be sent."""
    kind, _, number = link.subject.rpartition(":")
    rows = Asked.objects.select_related("survey")
    by_part = kind == "diagnostics.Part"
    wanted = {"sheet__parts": number} if by_part else {"pk": number}
    asked = rows.filter(**wanted).first()
    return asked is not None and rules.is_open(asked.survey, now())


@task_link("diagnostics.answer_survey", stands=_stands, say_no="no")
def answer_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponseBase:
    """The survey for whoever holds its link."""
    asked = queries.asked_by_link(request.actor)
    return _serve(Seat(request, asked, request.task_path), step)


@public("who answers for an organisation that is asked is looked for here, by her mandates")
def answer_survey(
    request: SpinneyRequest, place: Scope, survey_id: int, step: str = ""
) -> HttpResponseBase:
    """The survey for somebody who is signed in and represents an organisation that is asked."""
    if not request.actor.is_signed_in:
        return ask_to_sign_in(request)
    asked = queries.asked_of(request.actor, place, survey_id)
    rules.check_answers_for(request.actor, asked)
    home = reverse("diagnostics:answer-survey", args=[place, survey_id])
    return _serve(Seat(request, asked, home), step)


@task_link("diagnostics.answer_part", stands=_stands)
def answer_part_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponseBase:
    """A part of the survey, for the colleague who was asked for it."""
    part = queries.part_by_link(request.actor)
    asked = queries.asked_by_link(request.actor)
    part.sheet.asked = asked
    rules.check_answers_part(request.actor, part)
    seat = Seat(request, asked, request.task_path, part)
    if (over := _over(seat)) is not None:
        return over
    if step.startswith("q-"):
        return answer_pages.question(seat, step)
    if step == "done":
        return answer_parts.done(seat)
    if step:
        raise NotFound("There is no such page. Open the link from the e-mail again.")
    return start(seat)


STEPS: dict[str, Step] = {
    "check": answer_checks.check,
    "others-see": answer_checks.others_see,
    "sent": answer_checks.sent,
    "take-back": answer_checks.take_back,
    "settle": answer_checks.settle,
    "no": answer_checks.decline,
    "not-ours": answer_checks.not_ours,
    "colleague": answer_parts.ask,
    "end-part": answer_parts.end,
    "spreadsheet": answer_sheets.spreadsheet,
    "template": answer_sheets.template,
    "take-spreadsheet": answer_sheets.take,
    "take-back-spreadsheet": answer_sheets.take_back,
}
STAY: dict[str, Step] = {
    "copy": answer_copies.copy,
    "copy-csv": answer_copies.as_csv,
    "copy-xlsx": answer_copies.as_xlsx,
}
"""What an organisation can still look at when the survey is closed."""


def _serve(seat: Seat, step: str) -> HttpResponseBase:
    if step in STAY:
        return STAY[step](seat)
    if step == "sent" and _was_sent(seat.asked):
        return answer_checks.sent(seat)
    if (over := _over(seat)) is not None:
        return over
    if step.startswith("q-"):
        return answer_pages.question(seat, step)
    if step and step not in STEPS:
        raise NotFound("There is no such page. Go back to the beginning of the survey.")
    return STEPS[step](seat) if step else start(seat)


def _was_sent(asked: Asked) -> bool:
    return asked.state == AskedState.SENT


def _over(seat: Seat) -> HttpResponseBase | None:
    """The page that says why nothing can be answered now; None while it can."""
    try:
        rules.check_can_answer(seat.asked, now())
    except LinkEnded as end:
        if seat.part is None and not _is_over_for_all(seat.asked):
            return answer_checks.sent(seat)
        sheet = getattr(seat.asked, "sheet", None)
        context = {"reason": str(end), "has_copy": sheet is not None and seat.part is None}
        return seat.page("answering_is_over", context, status=end.status)
    return None


def _is_over_for_all(asked: Asked) -> bool:
    """Whether it is the survey that is over, and not only this organisation's answering."""
    return not (
        asked.state == AskedState.SENT
        and asked.survey.mode == Mode.DETACHED
        and rules.is_open(asked.survey, now())
    )


def start(seat: Seat) -> HttpResponseBase:
    """What is asked, how long it takes, who sees what, until when; how far it is, and going on."""
    desk = seat.desk()
    pages = seat.pages(desk.way)
    answered = sum(one.answered for page in pages for one in page.asked if one.takes_answer)
    of = sum(one.takes_answer for page in pages for one in page.asked)
    first = next(
        (p for p in pages if any(a.takes_answer and not a.answered for a in p.asked)), None
    )
    at = first or (pages[0] if pages else None)
    context = {
        "instrument": desk.instrument,
        "promise": who_sees(seat.survey),
        "detached": seat.survey.mode == Mode.DETACHED,
        "answered": answered,
        "of": of,
        "minutes_left": answer_pages.minutes_left(desk, of - answered),
        "sections": _sections(seat, pages),
        "go_url": seat.to(step_of(at.key)) if at else "",
        "all_answered": first is None,
        "has_begun": bool(desk.answers),
        "declined": seat.asked.state == AskedState.DECLINED,
        "is_sent": seat.asked.state == AskedState.SENT,
        "differ": len(queries.differences(desk)) if seat.part is None else 0,
        "taken_back": desk.sheet is not None and desk.sheet.state == SheetState.WITHDRAWN,
        "saved_at": localtime(desk.sheet.saved_at) if desk.sheet and desk.answers else None,
        "by_link": seat.request.actor.pass_ is not None,
    }
    return seat.page("answer_survey", context)


def _sections(seat: Seat, pages: list[Page]) -> list[TaskItem]:
    """The sections as a list of things to do, each with how far it is."""
    by_section: dict[str, list[Page]] = {}
    for page in pages:
        by_section.setdefault(page.section.key, []).append(page)
    return [_section(seat, of_it) for of_it in by_section.values()]


def _section(seat: Seat, pages: list[Page]) -> TaskItem:
    asked = [one for page in pages for one in page.asked if one.takes_answer]
    answered = sum(one.answered for one in asked)
    if asked and answered == len(asked):
        status = Status("All answered", Tone.GO)
    elif answered:
        status = Status(f"{answered} of {len(asked)} answered", Tone.WAITS)
    else:
        status = Status("Not begun", Tone.PLAIN)
    return TaskItem(pages[0].section.title, status, url=seat.to(step_of(pages[0].key)))
