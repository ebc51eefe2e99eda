"""The end of answering: check, see what others will see, send; take back; say no."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.utils.timezone import now

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.web.components.parts import Steps, SummaryRow
from spinney.base.web.guard import posted
from spinney.diagnostics.actions import answers as answering
from spinney.diagnostics.actions import sending as actions
from spinney.diagnostics.engine.checking import wrongs_of
from spinney.diagnostics.engine.definition import Kind
from spinney.diagnostics.engine.places import Place, find
from spinney.diagnostics.engine.wording import filled
from spinney.diagnostics.forms.answers import AgreeForm, DeclineForm
from spinney.diagnostics.models import OtherAnswer
from spinney.diagnostics.policies import answers as rules
from spinney.diagnostics.queries import preview
from spinney.diagnostics.queries.answers import Desk, differences, said
from spinney.diagnostics.queries.who_sees import who_sees
from spinney.diagnostics.states import AskedState, Mode, SheetState
from spinney.diagnostics.views.seat import Seat, step_of


def check(seat: Seat) -> HttpResponseBase:
    """Every answer with a link to change it, what is missing, and what colleagues say otherwise."""
    desk = seat.desk()
    wrong = {one.key: one for one in wrongs_of(desk.way)}
    differ = differences(desk)
    context = {
        "sections": _sections(seat, desk, {key: one.words for key, one in wrong.items()}),
        "missing": [(_label(desk, key), seat.to(step_of(key)), one) for key, one in wrong.items()],
        "differences": differ,
        "settle_url": seat.to("settle"),
        "set_aside": _set_aside(desk),
        "may_go_on": not wrong and not differ and desk.way.answered > 0,
        "nothing": desk.way.answered == 0,
        "next_url": seat.to("others-see"),
        "steps": Steps(len(desk.way.pages) + 1, len(desk.way.pages) + 1, name="Check"),
        "parts_waiting": _parts_waiting(desk),
    }
    return seat.page("check_answers", context)


def _label(desk: Desk, key: str) -> str:
    return preview.label_of(desk.way, find(desk.instrument, key))


def _sections(seat: Seat, desk: Desk, wrong: dict[str, str]) -> list[tuple[str, list[SummaryRow]]]:
    """Rows of what was answered, by section, calculations among them."""
    found: dict[str, list[SummaryRow]] = {}
    titles: dict[str, str] = {}
    for page in desk.way.pages:
        rows = found.setdefault(page.section.key, [])
        titles[page.section.key] = page.section.title
        for one in page.asked:
            if not one.takes_answer:
                continue
            words = said(desk.instrument, one.question, one.answer)
            rows.append(
                SummaryRow(
                    _label(desk, one.key),
                    words or ("Needs an answer" if one.key in wrong else "No answer"),
                    change_url=f"{seat.to(step_of(one.key))}?from=check",
                    change_label="Change" if words else "Answer",
                    note=wrong.get(one.key, "") if words else "",
                )
            )
    for key, rows in found.items():
        rows += _worked_out(desk, key)
    return [(titles[key], rows) for key, rows in found.items() if rows]


def _worked_out(desk: Desk, section_key: str) -> list[SummaryRow]:
    """What was calculated in a section, where it has words of its own."""
    section = next(one for one in desk.instrument.sections if one.key == section_key)
    rows = []
    for question in section.questions:
        if question.kind is not Kind.CALCULATED or not question.label:
            continue
        for place in desk.way.state.places(question, section):
            worth = desk.way.calculated.get(place.key, "")
            if worth:
                rows.append(SummaryRow(_label(desk, place.key), worth, note="Worked out"))
    return rows


def _set_aside(desk: Desk) -> list[tuple[str, str]]:
    """Answers to what is no longer asked: kept, and not sent."""
    found = []
    for key, value in desk.way.set_aside.items():
        try:
            question = find(desk.instrument, key).question
        except KeyError:
            continue
        place = Place(desk.instrument.section_of(question.key).key, question.key)
        words = said(desk.instrument, question, value)
        found.append((filled(desk.way.state, question.label, place), words))
    return found


def _parts_waiting(desk: Desk) -> int:
    """How many colleagues have not done the part that they were asked for."""
    if desk.sheet is None:
        return 0
    return desk.sheet.parts.filter(ended_at=None, done_at=None).count()


def settle(seat: Seat) -> HttpResponseBase:
    """Say which of two answers holds; only a post does anything."""
    request = seat.request
    if request.method == "POST":
        other = request.POST.get("holds", "")
        holds = None
        if other != "first":
            waiting = OtherAnswer.objects.filter(sheet__asked=seat.asked, settled_at=None)
            holds = waiting.filter(pk=int(other)).first() if other.isdecimal() else None
            if holds is None:
                return seat.go("check")
        key = request.POST.get("key", "")
        answering.settle_answer(asked=seat.asked, key=key, holds=holds, by=request.actor, now=now())
    return seat.go("check")


def others_see(seat: Seat) -> HttpResponseBase:
    """What the others will see of each answer; then it is sent."""
    desk = seat.desk()
    if wrongs_of(desk.way) or not desk.way.answered or differences(desk):
        return seat.go("check")
    form = AgreeForm(posted(seat.request))
    problem = ""
    if form.is_bound and form.is_valid():
        try:
            actions.send_answers(
                asked=seat.asked,
                agrees=form.cleaned_data["agrees"],
                by=seat.request.actor,
                now=now(),
            )
        except BadInput as error:
            if "agrees" not in error.fields:
                return seat.go("check")
            form.add_error("agrees", error.fields["agrees"])
        except WrongState as error:
            problem = str(error)
        else:
            return seat.go("sent")
    eyes = preview.eyes_on(seat.survey)
    context = {
        "form": form if seat.survey.mode == Mode.GROUP else AgreeForm(),
        "names_us": seat.survey.mode == Mode.GROUP,
        "detached": seat.survey.mode == Mode.DETACHED,
        "problem": problem,
        "sections": preview.others_see(seat.survey, desk.instrument, desk.way, eyes),
        "promise": who_sees(seat.survey),
        "eyes": eyes,
        "is_again": desk.sheet is not None and desk.sheet.state == SheetState.SENT,
        "back_url": seat.to("check"),
        "decline_url": seat.to("no"),
    }
    return seat.page("others_see", context)


def sent(seat: Seat) -> HttpResponseBase:
    """What happens next, and what can still be done."""
    if seat.asked.state != AskedState.SENT:
        return seat.go()
    time = now()
    context = {
        "detached": seat.survey.mode == Mode.DETACHED,
        "is_open": rules.is_open(seat.survey, time),
        "sheet": getattr(seat.asked, "sheet", None),
        "check_url": seat.to("check"),
        "copy_url": seat.to("copy"),
        "take_back_url": seat.to("take-back"),
    }
    return seat.page("answers_sent", context)


def take_back(seat: Seat) -> HttpResponseBase:
    """Take what was sent back, after asking once."""
    if seat.asked.state != AskedState.SENT:
        return seat.go()
    if seat.request.method == "POST":
        actions.withdraw_answers(asked=seat.asked, by=seat.request.actor, now=now())
        return seat.page("answers_taken_back", {"check_url": seat.to("check")})
    return seat.page(
        "withdraw_answers", {"deed": "Take our answers back", "back_url": seat.to("sent")}
    )


def decline(seat: Seat) -> HttpResponseBase:
    """Say that the organisation will not take part, and why if it likes."""
    form = DeclineForm(posted(seat.request))
    if form.is_bound and form.is_valid():
        actions.decline_survey(
            asked=seat.asked, why=form.cleaned_data["why"], by=seat.request.actor, now=now()
        )
        return seat.page("survey_declined", {})
    if seat.survey.mode == Mode.DETACHED:
        del form.fields["why"]  # a reason would be kept beside a name
    context = {
        "form": form,
        "deed": "We will not take part",
        "back_url": seat.home,
        "is_sent": seat.asked.state == AskedState.SENT,
        "take_back_url": seat.to("take-back"),
    }
    return seat.page("decline_survey", context)


def not_ours(seat: Seat) -> HttpResponseBase:
    """Say that the link went to somebody who has nothing to do with this organisation."""
    if seat.request.actor.pass_ is None:
        return seat.go()
    if seat.request.method == "POST":
        actions.report_wrong_person(asked=seat.asked, by=seat.request.actor, now=now())
        seat.request.task = None  # type: ignore[attr-defined]  # the link has ended
        return seat.page("wrong_person_told", {})
    return seat.page(
        "report_wrong_person", {"deed": "Tell them, and end this link", "back_url": seat.home}
    )
