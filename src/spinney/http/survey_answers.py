"""Answers over the API: one’s own organisation’s sheet, seen as others will see it, and sent."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from ninja import Schema, Status
from pydantic import Field, StrictInt, StrictStr

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.diagnostics.actions import sending as actions
from spinney.diagnostics.actions.answers import answer_survey
from spinney.diagnostics.models import Asked
from spinney.diagnostics.policies import answers as rules
from spinney.diagnostics.queries import preview
from spinney.diagnostics.queries.answers import Desk, asked_of, desk_for, differences
from spinney.diagnostics.queries.given_answers import asked_now, given_for, in_the_way
from spinney.diagnostics.queries.who_sees import who_sees
from spinney.http.auth import Token, actor_of
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Sent

router = Router(tags=["diagnostics"])
READ, WRITE = Token("diagnostics:read"), Token("diagnostics:write")
SHEET = "/clusters/{cluster_id}/surveys/{survey_id}/answers"
MOST_ANSWERS = 1000

Value = StrictStr | StrictInt | list[StrictStr] | None


class SurveyChoiceOut(Schema):
    """One answer to choose: its name is what is sent."""

    name: str
    label: str


class SurveyQuestionOut(Schema):
    """A question that is asked now, and what stands as its answer."""

    key: str
    section: str
    kind: str = Field(
        description="text, long_text and decimal: text; whole: a number; money: whole pence;"
        " date: “2026-03-12”; one and scale: the name of a choice; several: a list of names."
    )
    label: str
    hint: str
    required: bool
    choices: list[SurveyChoiceOut]
    answer: Value


class SheetOut(Schema):
    """An organisation’s sheet, as whoever answers for it has it before her."""

    organisation_id: int
    state: str
    is_open: bool
    questions: list[SurveyQuestionOut]
    in_the_way: dict[str, list[str]] = Field(
        description="Questions that need an answer, or another one, before it can be sent."
    )
    differences: list[str] = Field(
        description="Questions that a colleague answered otherwise: settle them on the site."
    )


class AnswersIn(Sent):
    """Answers by the keys of the questions; null takes one away. Others stay as they are."""

    answers: Annotated[dict[str, Value], Field(max_length=MOST_ANSWERS)]


class SeenOut(Schema):
    """One answer, and what others will see of it."""

    key: str
    section: str
    label: str
    answer: str
    runner: str = Field(description="What whoever runs the survey will see.")
    group: str = Field(description="What the other members will see.")


class OthersSeeOut(Schema):
    """What becomes of each answer when it is sent."""

    seen: str = Field(description="The mark of this look; it is given back to send the answers.")
    asks_to_be_named: bool
    promise: list[str]
    answers: list[SeenOut]


class SendIn(Sent):
    """To send: the mark of what was looked at, and whether to be named where that is asked."""

    seen: str
    agrees: bool = Field(False, description="The organisation agrees to be named to the group.")


class DeclineSurveyIn(Sent):
    """That the organisation will not take part."""

    why: Annotated[str, Field(max_length=2000)] = ""


def _asked(request: HttpRequest, cluster_id: int, survey_id: int) -> Asked:
    actor = actor_of(request)
    asked = asked_of(actor, cluster_scope(cluster_id), survey_id)
    rules.check_answers_for(actor, asked)
    return asked


def _desk(request: HttpRequest, asked: Asked) -> Desk:
    return desk_for(actor_of(request), asked, today=localdate())


def _sheet(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    fresh = _asked(request, asked.survey.cluster_id or 0, asked.survey_id)
    desk = _desk(request, fresh)
    return {
        "organisation_id": fresh.organisation_id,
        "state": fresh.state,
        "is_open": rules.is_open(fresh.survey, now()),
        "questions": [
            vars(one) | {"choices": [{"name": n, "label": words} for n, words in one.choices]}
            for one in asked_now(desk)
        ],
        "in_the_way": in_the_way(desk),
        "differences": [one.key for one in differences(desk)],
    }


def _others_see(asked: Asked, desk: Desk) -> dict[str, Any]:
    """What others will see, with its mark: whoever sends has looked at exactly this."""
    survey = asked.survey
    sections = preview.others_see(survey, desk.instrument, desk.way, preview.eyes_on(survey))
    rows = [vars(one) | {"section": title} for title, seen in sections for one in seen]
    shown = {
        "asks_to_be_named": survey.mode == "group",
        "promise": list(who_sees(survey).sentences),
        "answers": rows,
    }
    whole = json.dumps([asked.pk, shown, desk.way.sent], sort_keys=True, default=str)
    return shown | {"seen": sha256(whole.encode()).hexdigest()}


def _check_ready(desk: Desk) -> None:
    if wrong := in_the_way(desk):
        raise BadInput("Some questions still need an answer, or another one.", wrong)
    if not desk.way.answered:
        raise BadInput("Nothing is answered yet, so there is nothing to send.")
    rules.check_settled(len(differences(desk)))


@router.get(
    SHEET,
    auth=READ,
    response={200: SheetOut, **FAULTS},
    summary="Your organisation’s sheet",
)
def read_answers(request: HttpRequest, cluster_id: int, survey_id: int) -> dict[str, Any]:
    """What is asked, given the answers so far, and what stands. Nobody else sees it before it is
    sent.
    """
    asked = _asked(request, cluster_id, survey_id)
    rules.check_can_be_changed(asked)
    return _sheet(request, asked)


@router.put(
    SHEET,
    auth=WRITE,
    response={200: SheetOut, **FAULTS},
    summary="Save answers",
)
def save_answers(
    request: HttpRequest, cluster_id: int, survey_id: int, payload: AnswersIn
) -> dict[str, Any]:
    """All that are given are saved, or none: then each that does not fit is named. Nothing is sent
    by that.
    """
    asked = _asked(request, cluster_id, survey_id)
    given = given_for(_desk(request, asked), payload.answers, today=localdate())
    answer_survey(asked=asked, given=given, by=actor_of(request), now=now())
    return _sheet(request, asked)


@router.get(
    SHEET + "/others-see",
    auth=READ,
    response={200: OthersSeeOut, **FAULTS},
    summary="What the others will see of your answers",
)
def others_see(request: HttpRequest, cluster_id: int, survey_id: int) -> dict[str, Any]:
    """Answer by answer, before anything is sent; with the mark that sending asks for."""
    asked = _asked(request, cluster_id, survey_id)
    rules.check_can_answer(asked, now())
    desk = _desk(request, asked)
    _check_ready(desk)
    return _others_see(asked, desk)


@router.post(
    SHEET + "/send",
    auth=WRITE,
    response={200: SheetOut, 204: None, **FAULTS},
    summary="Send your organisation’s answers",
)
def send_answers(request: HttpRequest, cluster_id: int, survey_id: int, payload: SendIn) -> Any:
    """After looking at what the others will see. Where nobody can tell who said what, nothing comes
    back: the answers can be found no more.
    """
    asked = _asked(request, cluster_id, survey_id)
    rules.check_can_answer(asked, now())
    desk = _desk(request, asked)
    _check_ready(desk)
    if payload.seen != _others_see(asked, desk)["seen"]:
        raise WrongState(
            "What the others will see is not what you looked at. Look at it again, then send."
        )
    actions.send_answers(asked=asked, agrees=payload.agrees, by=actor_of(request), now=now())
    if asked.survey.mode == "detached":
        return Status(204, None)
    return Status(200, _sheet(request, asked))


@router.post(
    SHEET + "/take-back",
    auth=WRITE,
    response={200: SheetOut, **FAULTS},
    summary="Take your organisation’s answers back",
)
def withdraw_answers(request: HttpRequest, cluster_id: int, survey_id: int) -> dict[str, Any]:
    """Until the survey closes. What was written stays yours, and can be sent again."""
    asked = _asked(request, cluster_id, survey_id)
    actions.withdraw_answers(asked=asked, by=actor_of(request), now=now())
    return _sheet(request, asked)


@router.post(
    SHEET + "/decline",
    auth=WRITE,
    response={200: SheetOut, **FAULTS},
    summary="Say that your organisation will not take part",
)
def decline_survey(
    request: HttpRequest, cluster_id: int, survey_id: int, payload: DeclineSurveyIn
) -> dict[str, Any]:
    """Nobody reminds it then; it may change its mind while the survey is open."""
    asked = _asked(request, cluster_id, survey_id)
    actions.decline_survey(asked=asked, why=payload.why, by=actor_of(request), now=now())
    return _sheet(request, asked)
