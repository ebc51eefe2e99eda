"""Answering a call from its address or a link, without an account: one question to a page."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import BadInput, LinkEnded, NotFound
from spinney.base.web.components.parts import Brand, Steps, SummaryRow
from spinney.base.web.guard import SpinneyRequest, public
from spinney.base.web.task_links import task_link
from spinney.clusters.actions import responses as actions
from spinney.clusters.forms.calls import AnswerForm, StartForm
from spinney.clusters.models import Call, Question, Response
from spinney.clusters.policies.calls import check_can_answer
from spinney.clusters.queries import calls as queries
from spinney.clusters.queries.answers import said, typed
from spinney.clusters.states import CallState, ResponseState

CHECK, SENT, WITHDRAW = "check", "sent", "withdraw"


@public("a public call may be answered by anybody who has its address")
def start_response(request: SpinneyRequest, uid: str) -> HttpResponse:
    """What the call is about, and who answers; then on to the first question."""
    opened = Call.objects.exclude(state=CallState.DRAFT).filter(is_public=True)
    call = get_object_or_404(opened.select_related("cluster", "tier"), uid=uid)
    form = StartForm(request.POST or None)
    ended = ""
    try:
        check_can_answer(call, now())
    except LinkEnded as error:
        ended = str(error)
    if request.method == "POST" and not ended and form.is_valid():
        secret = actions.start_response(
            call=call, applicant=form.said(), by=request.actor, now=now()
        )
        if secret:
            return redirect("do", secret)
        return render(request, "clusters/response_link_sent.html", {"call": call})
    context = {
        "call": call,
        "form": form,
        "ended": ended,
        "minutes": call.minutes,
        "brand": _brand(call),
        "deed": "Start",
    }
    return render(request, "clusters/start_response.html", context)


def _brand(call: Call) -> Brand:
    cluster = call.cluster
    logo = cluster.logo.url if cluster.logo else ""
    return Brand(name=cluster.name, url="", logo_url=logo, colour=cluster.colour)


@task_link("clusters.answer_call")
def answer_call(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """One question to a page, saved at each; a check page; sent; changed until the call closes."""
    visible = queries.responses_visible_to(request.actor)
    response = visible.select_related("call__cluster").filter().first()
    if response is None:
        raise NotFound("This answer is no longer kept.")
    check_can_answer(response.call, now())
    questions = list(response.call.questions.all())
    if step == CHECK:
        return _check(request, response, questions)
    if step == SENT:
        return _page(request, response, "clusters/response_sent.html", {})
    if step == WITHDRAW:
        return _withdraw(request, response)
    return _question(request, response, questions, step)


def _page(
    request: SpinneyRequest, response: Response, template: str, context: dict[str, object]
) -> HttpResponse:
    here = {
        "response": response,
        "call": response.call,
        "brand": _brand(response.call),
        "start_url": request.task_path,
    }
    return render(request, template, here | context)


def _go(request: SpinneyRequest, step: str) -> HttpResponse:
    return HttpResponseRedirect(f"{request.task_path}{step}/")


def _question(
    request: SpinneyRequest, response: Response, questions: list[Question], step: str
) -> HttpResponse:
    kept = {a.question_id: a.text for a in response.answers.all()}
    number = int(step) if step.isdecimal() and 1 <= int(step) <= len(questions) else 0
    if not number:
        undone = [n for n, q in enumerate(questions, 1) if q.pk not in kept]
        if not undone and step == "":
            return _go(request, CHECK)
        number = undone[0] if undone else 1
    question = questions[number - 1]
    name = f"question-{question.pk}"
    start = {name: typed(question, kept.get(question.pk, ""))}
    form = AnswerForm(request.POST or None, questions=[question], initial=start)
    form.heading_field = name
    if request.method == "POST" and form.is_valid():
        actions.answer_call(response=response, answers=form.said(), by=request.actor, now=now())
        if request.POST.get("save"):
            saved = HttpResponse(status=204)
            saved["X-Saved"] = "Saved"
            return saved
        changing = len(kept.keys() | {question.pk}) == len(questions)
        return _go(request, CHECK if changing else str(number + 1))
    context = {
        "form": form,
        "steps": Steps(now=number, total=len(questions) + 1),
        "saved_at": response.saved_at,
        "saves": True,
        "deed": "Save and go on",
        "back_url": f"{request.task_path}{number - 1}/" if number > 1 else "",
    }
    return _page(request, response, "clusters/answer_call.html", context)


def _check(request: SpinneyRequest, response: Response, questions: list[Question]) -> HttpResponse:
    problem = ""
    if request.method == "POST":
        try:
            actions.send_response(response=response, by=request.actor, now=now())
        except BadInput as error:
            problem = f"{error} " + " ".join(m for ms in error.fields.values() for m in ms)
        else:
            return _go(request, SENT)
    kept = {a.question_id: a.text for a in response.answers.all()}
    rows = [
        SummaryRow(
            question.text,
            said(question, kept.get(question.pk, "")) or "Not answered",
            change_url=f"{request.task_path}{number}/",
        )
        for number, question in enumerate(questions, 1)
    ]
    context = {
        "rows": rows,
        "problem": problem,
        "is_sent": response.state != ResponseState.STARTED,
        "steps": Steps(now=len(questions) + 1, total=len(questions) + 1, name="Check"),
    }
    return _page(request, response, "clusters/check_response.html", context)


def _withdraw(request: SpinneyRequest, response: Response) -> HttpResponse:
    if request.method == "POST":
        actions.withdraw_response(response=response, by=request.actor, now=now())
        return _page(request, response, "clusters/response_withdrawn.html", {})
    return _page(request, response, "clusters/withdraw_response.html", {})
