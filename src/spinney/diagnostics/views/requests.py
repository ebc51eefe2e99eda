"""Requests for help: asked, passed on, taken on and done, by those here or from a link."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import may
from spinney.base.web import told
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Status, SummaryRow, Tone
from spinney.base.web.components.words import day
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.listing.columns import Column
from spinney.base.web.listing.filters import ChoiceFilter
from spinney.base.web.tables import Empty, Table
from spinney.base.web.task_links import task_link
from spinney.diagnostics import policies
from spinney.diagnostics.actions import requests as actions
from spinney.diagnostics.forms.support import (
    AnswerForm,
    AskForm,
    AskForOtherForm,
    CloseForm,
    FinishForm,
    RouteForm,
)
from spinney.diagnostics.models import SupportRequest
from spinney.diagnostics.queries import support as read
from spinney.diagnostics.states import Area, RequestState
from spinney.diagnostics.views.places import Place, place_of
from spinney.register import api as register

TONES = {
    RequestState.ASKED: Tone.WAITS,
    RequestState.ROUTED: Tone.WAITS,
    RequestState.ACCEPTED: Tone.GO,
    RequestState.DONE: Tone.PLAIN,
    RequestState.CLOSED: Tone.QUIET,
}
OPEN_STATES = (RequestState.ASKED, RequestState.ROUTED, RequestState.ACCEPTED)


def _status(asked: SupportRequest) -> Status:
    return Status(asked.get_state_display(), TONES[RequestState(asked.state)])


REQUESTS = Table(
    name="requests",
    caption="Requests for help",
    noun="request",
    default_order="-asked_at",
    columns=[
        Column("what", "What is needed", order_by="what",
               link=lambda r: reverse("diagnostics:request", args=[r.scope, r.pk])),
        Column("organisation", "Who asks", value=lambda r: r.organisation.name,
               order_by="organisation__name"),
        Column("area", "Area", value=lambda r: Area(r.area).label, order_by="area"),
        Column("kind", "As", value=lambda r: r.get_kind_display()),
        Column("intermediary", "With whom",
               value=lambda r: r.intermediary.name if r.intermediary else "",
               order_by="intermediary__name"),
        Column("state", "How it stands", kind="status", value=_status, order_by="state"),
        Column("asked_at", "Asked", kind="date", value=lambda r: r.asked_at.date(),
               order_by="asked_at"),
        Column("days", "Days", kind="number", only="file"),
        Column("outcome", "What came of it", only="file"),
    ],
    filters=[
        ChoiceFilter("state", "How it stands", field="state", labels=dict(RequestState.choices)),
        ChoiceFilter("area", "Area", field="area", labels=dict(Area.choices)),
        ChoiceFilter("with", "With whom", field="intermediary__name"),
    ],
    search=["what", "organisation__name", "outcome"],
    empty=Empty("Nobody has asked for help", "Members ask here; whoever runs things finds it."),
)  # fmt: skip


def _runs(actor: Actor, place: Scope) -> bool:
    return may(policies.MAY, "route_request", by=actor, scope=place)


def _around(place: Place, *more: tuple[str, str]) -> dict[str, Any]:
    return place.around(
        "Requests for help", reverse("diagnostics:requests", args=[place.scope]), *more
    )


@guard(policies, "requests", scope="place")
@require_safe
def requests(request: SpinneyRequest, place: Scope) -> HttpResponseBase:
    """Everybody's requests for whoever runs the place; our own for a member."""
    here = place_of(request, place)
    listing = REQUESTS.listing(
        request, read.requests_in(request.actor, place), file_name=f"{here.name} requests"
    )
    context = {**_around(here), "listing": listing, "runs_it": _runs(request.actor, place)}
    return listing.export() or render(request, "diagnostics/requests.html", context)


@guard(policies, "request", scope="place")
@require_safe
def request(request: SpinneyRequest, place: Scope, request_id: int) -> HttpResponse:
    """One request, and how it stands."""
    here = place_of(request, place)
    found = read.request_for(request.actor, place, request_id)
    context = {
        **_around(here, (found.what, "")),
        "asked": found,
        "status": _status(found),
        "rows": _rows(found),
        "runs_it": _runs(request.actor, place),
        "is_open": found.state in OPEN_STATES,
    }
    return render(request, "diagnostics/request.html", context)


def _rows(asked: SupportRequest) -> list[SummaryRow]:
    said = {
        "Who asks": asked.organisation.name,
        "Area": Area(asked.area).label,
        "Asked": day(asked.asked_at.date()),
        "As": asked.get_kind_display(),
        "With whom": asked.intermediary.name if asked.intermediary else "",
        "From the directory": asked.support.title if asked.support else "",
        "Word about it": asked.reason,
        "What came of it": asked.outcome,
        "Days": str(asked.days) if asked.days is not None else "",
    }
    return [SummaryRow(label, value) for label, value in said.items() if value]


@guard(policies, "ask_for_support", scope="place")
def ask_for_support(request: SpinneyRequest, place: Scope) -> HttpResponse:
    """Ask for help: for ourselves, or for somebody who asked us."""
    here = place_of(request, place)
    runs_it = _runs(request.actor, place)
    form = AskForOtherForm(posted(request)) if runs_it else AskForm(posted(request))

    def whose() -> register.Organisation:
        if isinstance(form, AskForOtherForm):
            return form.whose()
        return get_object_or_404(register.Organisation, pk=request.actor.organisation_id)

    made = attempt(
        request,
        form,
        lambda: actions.ask_for_support(
            place=here.of,
            organisation=whose(),
            area=form.cleaned_data["area"],
            what=form.cleaned_data["what"],
            detail=form.cleaned_data["detail"],
            by=request.actor,
            now=now(),
        ),
    )
    if made:
        told.say(request, "It is asked for. You hear as soon as somebody can help.")
        return redirect("diagnostics:request", place, made.pk)
    back = reverse("diagnostics:requests", args=[place])
    context = here.task(form, "Ask for help", back) | {"minutes": 3}
    return render(request, "diagnostics/ask_for_support.html", context)


@guard(policies, "route_request", scope="place")
def route_request(request: SpinneyRequest, place: Scope, request_id: int) -> HttpResponse:
    """Pass it to an intermediary."""
    here = place_of(request, place)
    found = read.request_for(request.actor, place, request_id)
    programme = here.cluster.programme_id if here.cluster else None
    near = read.supports_in(place, programme).filter(area=found.area, ended_at=None)
    form = RouteForm(posted(request), supports=list(near))
    routed = attempt(
        request,
        form,
        lambda: actions.route_request(
            asked=found,
            route=actions.Route(
                form.to_whom(), form.cleaned_data["kind"], form.cleaned_data["email"], form.entry()
            ),
            by=request.actor,
            now=now(),
        ),
    )
    back = reverse("diagnostics:request", args=[place, request_id])
    if routed:
        told.say(request, "It is passed on. You hear what they say.")
        return redirect(back)
    context = here.task(form, "Pass it on", back) | {"asked": found}
    return render(request, "diagnostics/route_request.html", context)


def _answer_with(
    request: SpinneyRequest, found: SupportRequest, form: AnswerForm
) -> SupportRequest | None:
    return attempt(
        request,
        form,
        lambda: actions.answer_request(
            asked=found,
            takes_on=bool(form.cleaned_data["takes_on"]),
            reason=form.cleaned_data["reason"],
            by=request.actor,
            now=now(),
        ),
    )


@guard(policies, "answer_request", scope="place")
def answer_request(request: SpinneyRequest, place: Scope, request_id: int) -> HttpResponse:
    """Note what the intermediary said, where it did not use its link."""
    here = place_of(request, place)
    found = read.request_for(request.actor, place, request_id)
    form = AnswerForm(posted(request))
    back = reverse("diagnostics:request", args=[place, request_id])
    if _answer_with(request, found, form):
        told.say(request, "Their answer is noted.")
        return redirect(back)
    context = here.task(form, "Note their answer", back) | {"asked": found}
    return render(request, "diagnostics/answer_request.html", context)


def _finish_with(
    request: SpinneyRequest, found: SupportRequest, form: FinishForm
) -> SupportRequest | None:
    return attempt(
        request,
        form,
        lambda: actions.finish_request(
            asked=found,
            outcome=form.cleaned_data["outcome"],
            days=form.cleaned_data["days"],
            by=request.actor,
            now=now(),
        ),
    )


@guard(policies, "finish_request", scope="place")
def finish_request(request: SpinneyRequest, place: Scope, request_id: int) -> HttpResponse:
    """Note that the help was given."""
    here = place_of(request, place)
    found = read.request_for(request.actor, place, request_id)
    form = FinishForm(posted(request))
    back = reverse("diagnostics:request", args=[place, request_id])
    if _finish_with(request, found, form):
        told.say(request, "It is done.")
        return redirect(back)
    context = here.task(form, "It is done", back) | {"asked": found}
    return render(request, "diagnostics/finish_request.html", context)


@guard(policies, "close_request", scope="place")
def close_request(request: SpinneyRequest, place: Scope, request_id: int) -> HttpResponse:
    """Close it without help."""
    here = place_of(request, place)
    found = read.request_for(request.actor, place, request_id)
    form = CloseForm(posted(request))
    closed = attempt(
        request,
        form,
        lambda: actions.close_request(
            asked=found, reason=form.cleaned_data["reason"], by=request.actor, now=now()
        ),
    )
    back = reverse("diagnostics:request", args=[place, request_id])
    if closed:
        undo = reverse("diagnostics:reopen-request", args=[place, request_id])
        told.say(request, "The request is closed.", undo_url=undo)
        return redirect(back)
    context = here.task(form, "Close it", back) | {"asked": found}
    return render(request, "diagnostics/close_request.html", context)


@guard(policies, "reopen_request", scope="place")
@require_POST
def reopen_request(request: SpinneyRequest, place: Scope, request_id: int) -> HttpResponse:
    """Take it up again."""
    found = read.request_for(request.actor, place, request_id)
    actions.reopen_request(asked=found, by=request.actor, now=now())
    told.say(request, "It is taken up again.")
    return redirect("diagnostics:request", place, request_id)


def _of_link(link: TaskLink, *states: RequestState) -> SupportRequest:
    found = read.request_of_link(link.subject)
    if found.state not in states:
        raise NotFound("This request has moved on. Reply to the letter if you have a question.")
    return found


def _stands(*states: RequestState) -> Any:
    def stands(link: TaskLink) -> bool:
        return read.request_of_link(link.subject).state in states

    return stands


@task_link("diagnostics.answer_request", stands=_stands(RequestState.ROUTED))
def answer_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """An intermediary reads what is needed and says yes or no."""
    found = _of_link(link, RequestState.ROUTED)
    form = AnswerForm(posted(request))
    answered = _answer_with(request, found, form)
    context = {"asked": found, "rows": _rows(found), "form": form, "deed": "Send the answer"}
    if answered:
        links.spend(link, now=now())
        context["takes_on"] = answered.state == RequestState.ACCEPTED
        return render(request, "diagnostics/answer_request_done.html", context)
    return render(request, "diagnostics/answer_request.html", context | {"by_link": True})


@task_link("diagnostics.finish_request", stands=_stands(RequestState.ACCEPTED))
def finish_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """An intermediary says that the help was given, and what came of it."""
    found = _of_link(link, RequestState.ACCEPTED)
    form = FinishForm(posted(request))
    context = {"asked": found, "rows": _rows(found), "form": form, "deed": "It is done"}
    if _finish_with(request, found, form):
        links.spend(link, now=now())
        return render(request, "diagnostics/finish_request_done.html", context)
    return render(request, "diagnostics/finish_request.html", context | {"by_link": True})
