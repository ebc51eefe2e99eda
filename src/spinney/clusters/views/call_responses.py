"""What came back on a call: read, score, sort, chase, key in."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.errors import BadInput
from spinney.base.web import told
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.clusters import policies
from spinney.clusters.actions import responses as actions
from spinney.clusters.forms.calls import (
    AnswerForm,
    AskForm,
    NoteForm,
    ScoreForm,
    SortForm,
    StartForm,
)
from spinney.clusters.models import Call, Response
from spinney.clusters.queries import calls as queries
from spinney.clusters.queries.answers import said
from spinney.clusters.states import ResponseState
from spinney.clusters.views.call_tables import response_status
from spinney.clusters.views.calls import address, the_call, trail

DEEDS = (
    (ResponseState.SHORTLISTED, "Shortlist"),
    (ResponseState.CHOSEN, "Choose"),
    (ResponseState.NOT_CHOSEN, "Turn down"),
)


def _the_response(request: SpinneyRequest, call: Call, response_pk: int) -> Response:
    visible = queries.responses_visible_to(request.actor).select_related("call", "organisation")
    return get_object_or_404(visible, call=call, pk=response_pk)


@guard(policies, "view_response", scope="cluster")
@require_safe
def view_response(
    request: SpinneyRequest, cluster_id: int, pk: int, response_pk: int
) -> HttpResponse:
    """One organisation's answer, with the form to score it."""
    call = the_call(request, cluster_id, pk)
    response = _the_response(request, call, response_pk)
    sheet = queries.score_sheet(response, request.actor.person_id)
    return render(request, "clusters/view_response.html", _sheet(call, response, sheet))


def _sheet(
    call: Call, response: Response, sheet: list[queries.QuestionScore], form: Any = None
) -> dict[str, Any]:
    questions = [line.question for line in sheet]
    mine = {line.question.pk: line.mine for line in sheet if line.mine}
    start: dict[str, object] = {f"points-{pk}": score.points for pk, score in mine.items()}
    start |= {f"note-{pk}": score.note for pk, score in mine.items()}
    return {
        "call": call,
        "response": response,
        "status": response_status(response),
        "lines": [(line, said(line.question, line.answer)) for line in sheet],
        "form": form or ScoreForm(questions=questions, initial=start),
        "note_form": NoteForm(initial={"note": response.note}),
        "deeds": [(to, words) for to, words in DEEDS if to != response.state],
        "trail": trail(call.cluster, (call.title, address(call)), (response.organisation_name, "")),
    }


@guard(policies, "score_response", scope="cluster")
@require_POST
def score_response(
    request: SpinneyRequest, cluster_id: int, pk: int, response_pk: int
) -> HttpResponse:
    """Keep one assessor's points, and go on to the next that she has not scored."""
    call = the_call(request, cluster_id, pk)
    response = _the_response(request, call, response_pk)
    form = ScoreForm(request.POST, questions=list(call.questions.all()))
    if not form.is_valid():
        sheet = queries.score_sheet(response, request.actor.person_id)
        context = _sheet(call, response, sheet, form)
        return render(request, "clusters/view_response.html", context, status=422)
    actions.score_response(
        response=response, points=form.points(), notes=form.notes(), by=request.actor, now=now()
    )
    told.say(request, f"Your points for {response.organisation_name} are kept.")
    following = queries.next_to_score(call, request.actor)
    if following is None:
        return redirect(address(call))
    return redirect("clusters:view-response", cluster_id, pk, following.pk)


@guard(policies, "note_response", scope="cluster")
@require_POST
def note_response(
    request: SpinneyRequest, cluster_id: int, pk: int, response_pk: int
) -> HttpResponse:
    """Keep a note beside an answer."""
    call = the_call(request, cluster_id, pk)
    response = _the_response(request, call, response_pk)
    form = NoteForm(request.POST)
    if form.is_valid():
        note = form.cleaned_data["note"]
        actions.note_response(response=response, note=note, by=request.actor, now=now())
        told.say(request, "The note is kept.")
    return redirect("clusters:view-response", cluster_id, pk, response_pk)


@guard(policies, "sort_responses", scope="cluster")
@require_POST
def sort_responses(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Shortlist, choose, turn down or put back the ticked answers."""
    call = the_call(request, cluster_id, pk)
    responses = queries.responses_visible_to(request.actor).filter(call=call)
    ticked = {"chosen": request.POST.getlist("chosen"), "to": request.GET.get("to", "")}
    form = SortForm(ticked, ids=list(responses.values_list("pk", flat=True)))
    if not form.is_valid():
        wrong = (str(m) for messages in form.errors.values() for m in messages)
        raise BadInput(" ".join(wrong))
    chosen = list(responses.filter(pk__in=form.cleaned_data["chosen"]).select_related("call"))
    to = ResponseState(form.cleaned_data["to"])
    moved = actions.sort_responses(call=call, responses=chosen, to=to, by=request.actor, now=now())
    told.say(request, f"{moved} now “{to.label}”. Nobody is told until you tell the outcome.")
    return redirect(address(call))


@guard(policies, "ask_organisations", scope="cluster")
def ask_organisations(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Write to many organisations: paste, check, send."""
    call = the_call(request, cluster_id, pk)
    form = AskForm(request.POST or None)
    checked = []
    if request.method == "POST" and form.is_valid():
        checked = form.cleaned_data["people"]
        if "send" in request.POST:
            done = actions.ask_organisations(
                call=call, applicants=checked, by=request.actor, now=now()
            )
            told.say(request, _asked(done))
            return redirect(address(call))
    known = set(queries.emails_of(call))
    context = {
        "form": form,
        "call": call,
        "checked": [(a, a.email.lower() in known) for a in checked],
        "n_new": sum(a.email.lower() not in known for a in checked),
        "back_url": address(call),
        "deed": "Check the list",
    }
    return render(request, "clusters/ask_organisations.html", context)


def _asked(done: dict[str, int]) -> str:
    known = f" {done['known']} had been asked before." if done["known"] else ""
    return f"We are writing to {done['asked']} organisations.{known}"


@guard(policies, "remind_organisations", scope="cluster")
@require_POST
def remind_organisations(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Write again to those who have not sent an answer."""
    call = the_call(request, cluster_id, pk)
    asked = actions.remind_organisations(call=call, by=request.actor, now=now())
    told.say(request, f"We are writing again to {asked} organisations.")
    return redirect(address(call))


@guard(policies, "enter_response", scope="cluster")
def enter_response(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Key in an answer that came on paper or by phone."""
    call = the_call(request, cluster_id, pk)
    questions = list(call.questions.all())
    who = StartForm(request.POST or None)
    form = AnswerForm(request.POST or None, questions=questions)
    if request.method == "POST" and who.is_valid() & form.is_valid():
        response = actions.enter_response(
            call=call, applicant=who.said(), answers=form.said(), by=request.actor, now=now()
        )
        told.say(request, f"The answer of {response.organisation_name} is kept.")
        return redirect(address(call))
    context = {"form": form, "who": who, "call": call, "back_url": address(call), "deed": "Keep it"}
    return render(request, "clusters/enter_response.html", context)
