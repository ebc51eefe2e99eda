"""Surveys over the API: made, asked, opened and closed by who runs them; read by who takes part."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from ninja import Schema, Status
from pydantic import Field

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput
from spinney.clusters.queries.clusters import cluster_for
from spinney.diagnostics import policies
from spinney.diagnostics.actions import survey_times
from spinney.diagnostics.actions import surveys as actions
from spinney.diagnostics.actions.asked import ask_organisations
from spinney.diagnostics.models import Asked, Survey, Version
from spinney.diagnostics.policies import surveys as rules
from spinney.diagnostics.queries import surveys as read
from spinney.diagnostics.queries import whom_to_ask
from spinney.diagnostics.queries.who_sees import who_sees
from spinney.diagnostics.queries.whom_to_ask import Invitee
from spinney.diagnostics.states import Mode
from spinney.http.auth import Token, actor_of, enter
from spinney.http.inside import Id
from spinney.http.routing import Router
from spinney.http.schemas import (
    FAULTS,
    MOST_ON_A_PAGE,
    Limit,
    Offset,
    Page,
    Sent,
    end_of_day,
    page,
)
from spinney.register.queries.find import visible_to as organisations_visible_to

router = Router(tags=["diagnostics"])
READ, WRITE = Token("diagnostics:read"), Token("diagnostics:write")
#: In a name nobody writes a web address: it stands in letters. (A look-ahead is not to be had.)
NO_ADDRESS = r"^([^:]|:[^/]|:/[^/])*:?/?$"


class InstrumentOut(Schema):
    """What can be asked: the published version of an instrument."""

    id: int = Field(description="What a survey is made with, as `asks`.")
    key: str
    title: str
    version: int


class SurveyOut(Schema):
    """A survey in a list. Observers learn that it is there, and its state."""

    id: int
    uid: UUID
    title: str
    state: str
    mode: str | None
    instrument: str | None
    closes_at: datetime | None
    asked: int | None


class PromiseOut(Schema):
    """Who sees what of the answers, in the words that those asked read."""

    named: str
    group: str
    answered: str


class SurveyWhole(SurveyOut):
    """A survey: what it promises, and how far it is, as far as that may be told."""

    text: str
    minimum: int = Field(description="Of fewer organisations than this nothing is shown.")
    opens_at: datetime | None
    closed_at: datetime | None
    started: int | None
    sent: int | None = Field(description="null: too few, or it is kept from everybody.")
    promise: PromiseOut


class SurveyAskedOut(Schema):
    """An organisation that is asked; how far it is, for those who may know."""

    id: int
    organisation_id: int
    organisation_name: str
    email: str
    person_name: str
    state: str


class SurveyIn(Sent):
    """A survey to be set up."""

    asks: int = Field(description="The id of one of the instruments of this cluster.")
    title: Annotated[str, Field(min_length=1, max_length=200)]
    text: Annotated[str, Field(max_length=2000)] = ""
    closes_on: date
    mode: Literal["facilitator", "group", "detached"] = "facilitator"
    minimum: int = rules.SMALLEST_GROUP


class InviteeIn(Sent):
    """One organisation to be asked: from the register by its id, or by its name."""

    organisation_id: Id | None = None
    organisation_name: Annotated[str, Field(max_length=300, pattern=NO_ADDRESS)] = ""
    person_name: Annotated[str, Field(max_length=200, pattern=NO_ADDRESS)] = ""
    email: Annotated[str, Field(max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]


class AskIn(Sent):
    """Who is asked: every member of the cluster, or those of a list, or both."""

    members: bool = Field(False, description="Every member, at the address of who speaks for it.")
    organisations: Annotated[list[InviteeIn], Field(max_length=MOST_ON_A_PAGE)] = []


class AskedCounts(Schema):
    """How many were added, and how many were asked already."""

    asked: int
    known: int


def _instrument(version: Version) -> dict[str, Any]:
    return {
        "id": version.pk,
        "key": version.instrument.key,
        "title": version.instrument.title,
        "version": version.number,
    }


def _line(survey: Survey, *, opens: bool = True) -> dict[str, Any]:
    shown = {
        "mode": survey.mode,
        "instrument": survey.asks.instrument.title,
        "closes_at": survey.closes_at,
        "asked": read.how_far(survey).asked,
    }
    names = ("id", "uid", "title", "state")
    return {n: getattr(survey, n) for n in names} | (shown if opens else dict.fromkeys(shown))


def _whole(survey: Survey) -> dict[str, Any]:
    far, promise = read.how_far(survey), who_sees(survey)
    names = ("text", "minimum", "opens_at", "closed_at")
    is_draft = survey.state == "draft"
    return (
        _line(survey)
        | {name: getattr(survey, name) for name in names}
        | {
            "started": None if is_draft else far.started,
            "sent": None if is_draft else far.sent,
            "promise": {
                "named": promise.named, "group": promise.group, "answered": promise.answered,
            },
        }
    )  # fmt: skip


def survey_of(request: HttpRequest, verb: str, cluster_id: int, survey_id: int) -> Survey:
    """A survey of a cluster, for whoever may do the verb there and see the survey."""
    actor, scope = enter(request, policies.MAY, verb, cluster_id)
    return read.survey_for(actor, scope, survey_id)


def _run(request: HttpRequest, verb: str, cluster_id: int, survey_id: int) -> Survey:
    actor, scope = enter(request, policies.MAY, verb, cluster_id)
    return read.survey_run_by(actor, scope, survey_id)


@router.get(
    "/clusters/{cluster_id}/instruments",
    auth=READ,
    response={200: Page[InstrumentOut], **FAULTS},
    summary="What can be asked in a survey",
)
def list_instruments(
    request: HttpRequest, cluster_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """Those that come with Spinney, and the cluster’s and its programme’s own. By title."""
    actor, scope = enter(request, policies.MAY, "make_survey", cluster_id)
    return page(read.instruments_offered(actor, scope), offset, limit, _instrument)


@router.get(
    "/clusters/{cluster_id}/surveys",
    auth=READ,
    response={200: Page[SurveyOut], **FAULTS},
    summary="Surveys of a cluster",
)
def list_surveys(
    request: HttpRequest, cluster_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """The newest first; those that are being set up for whoever runs them."""
    actor, scope = enter(request, policies.MAY, "surveys", cluster_id)
    opens = bool(actor.roles_in(scope) - {Role.OBSERVER})
    rows = read.with_counts(read.surveys_in(actor, scope)).order_by("-made_at", "-pk")
    return page(rows, offset, limit, lambda one: _line(one, opens=opens))


@router.post(
    "/clusters/{cluster_id}/surveys",
    auth=WRITE,
    response={201: SurveyWhole, **FAULTS},
    summary="Set up a survey",
)
def make_survey(request: HttpRequest, cluster_id: int, payload: SurveyIn) -> Status[dict[str, Any]]:
    """Nobody is asked yet, and nobody but those who run it sees it."""
    actor, scope = enter(request, policies.MAY, "make_survey", cluster_id)
    asks = read.instruments_offered(actor, scope).filter(pk=payload.asks).first()
    if asks is None:
        told = "Choose one of the instruments of this cluster."
        raise BadInput(told, {"asks": [told]})
    text = actions.SurveyText(
        asks=asks,
        title=" ".join(payload.title.split()),
        text=payload.text,
        closes_at=end_of_day(payload.closes_on),
        mode=Mode(payload.mode),
        minimum=payload.minimum,
    )
    cluster = cluster_for(actor, cluster_id)
    return Status(201, _whole(actions.make_survey(place=cluster, text=text, by=actor, now=now())))


@router.get(
    "/clusters/{cluster_id}/surveys/{survey_id}",
    auth=READ,
    response={200: SurveyWhole, **FAULTS},
    summary="Read a survey",
)
def read_survey(request: HttpRequest, cluster_id: int, survey_id: int) -> dict[str, Any]:
    """What it promises to those asked, and how far it is."""
    return _whole(survey_of(request, "survey", cluster_id, survey_id))


@router.get(
    "/clusters/{cluster_id}/surveys/{survey_id}/asked",
    auth=READ,
    response={200: Page[SurveyAskedOut], **FAULTS},
    summary="Who is asked in a survey",
)
def list_asked(
    request: HttpRequest, cluster_id: int, survey_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """For whoever runs it, by name. Who has answered is told to those alone who may see names."""
    actor = actor_of(request)
    survey = _run(request, "ask_organisations", cluster_id, survey_id)

    def shown(one: Asked) -> dict[str, Any]:
        names = ("id", "organisation_id", "email", "person_name")
        return {n: getattr(one, n) for n in names} | {
            "organisation_name": one.organisation.name,
            "state": str(read.shown_state(one, survey, actor)),
        }

    return page(read.asked_in(actor, survey), offset, limit, shown)


@router.post(
    "/clusters/{cluster_id}/surveys/{survey_id}/asked",
    auth=WRITE,
    response={200: AskedCounts, **FAULTS},
    summary="Ask organisations",
)
def ask(request: HttpRequest, cluster_id: int, survey_id: int, payload: AskIn) -> dict[str, int]:
    """Before it opens, or while it is open: then each is written to at once."""
    actor = actor_of(request)
    survey = _run(request, "ask_organisations", cluster_id, survey_id)
    invitees = list(_invitees(actor, payload.organisations))
    if payload.members:
        known = whom_to_ask.asked_already(survey)
        belonging = whom_to_ask.belonging_to(cluster_for(actor, cluster_id), localdate())
        invitees += [
            one for one, counts in belonging if counts and one.organisation_id not in known
        ]
    if not invitees:
        told = "Say which organisations are asked, or that all members are."
        raise BadInput(told, {"organisations": [told]})
    return ask_organisations(survey=survey, invitees=invitees, by=actor, now=now())


def _invitees(actor: Actor, lines: list[InviteeIn]) -> Iterable[Invitee]:
    ids = [one.organisation_id for one in lines if one.organisation_id is not None]
    rows = organisations_visible_to(actor).filter(pk__in=ids)
    names: dict[int | None, str] = dict(rows.values_list("pk", "name"))
    for at, one in enumerate(lines):
        typed = " ".join(one.organisation_name.split())
        name = names.get(one.organisation_id, "")
        if (one.organisation_id is None) != bool(typed) or not (name or typed):
            told = "Say which organisation: the id of one on the register, or else its name."
            raise BadInput(told, {f"organisations.{at}": [told]})
        yield Invitee(name or typed, one.email, one.person_name, one.organisation_id)


@router.post(
    "/clusters/{cluster_id}/surveys/{survey_id}/open",
    auth=WRITE,
    response={200: SurveyWhole, **FAULTS},
    summary="Open a survey",
)
def open_survey(request: HttpRequest, cluster_id: int, survey_id: int) -> dict[str, Any]:
    """Everybody who is asked is written to, with a link of her own."""
    survey = _run(request, "open_survey", cluster_id, survey_id)
    return _whole(survey_times.open_survey(survey=survey, by=actor_of(request), now=now()))


@router.post(
    "/clusters/{cluster_id}/surveys/{survey_id}/remind",
    auth=WRITE,
    response={200: SurveyWhole, **FAULTS},
    summary="Remind those who have not answered",
)
def remind_asked(request: HttpRequest, cluster_id: int, survey_id: int) -> dict[str, Any]:
    """Once a day at most; nobody is told who that is."""
    survey = _run(request, "remind_asked", cluster_id, survey_id)
    return _whole(survey_times.remind_asked(survey=survey, by=actor_of(request), now=now()))


@router.post(
    "/clusters/{cluster_id}/surveys/{survey_id}/close",
    auth=WRITE,
    response={200: SurveyWhole, **FAULTS},
    summary="Close a survey",
)
def close_survey(request: HttpRequest, cluster_id: int, survey_id: int) -> dict[str, Any]:
    """No more answers are taken."""
    survey = _run(request, "close_survey", cluster_id, survey_id)
    return _whole(survey_times.close_survey(survey=survey, by=actor_of(request), now=now()))
