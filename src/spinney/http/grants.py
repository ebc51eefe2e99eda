"""Grants over the API: applied for, asked about, decided."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from ninja import Schema, Status
from pydantic import Field

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.http.inside import Amount, Id, Read, changed, cluster_in
from spinney.http.money import READ, WRITE
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Limit, Offset, Page, Sent, page, plain
from spinney.money import policies
from spinney.money.actions import grant_decisions as decisions
from spinney.money.actions import grants as actions
from spinney.money.models import Grant
from spinney.money.policies.grants import GrantText
from spinney.money.queries import grants as read
from spinney.money.queries.grant_page import Part, page_of

router = Router(tags=["money"])
Title = Annotated[str, Field(min_length=1, max_length=200)]
Long = Annotated[str, Field(max_length=20_000)]
Words = Annotated[str, Field(min_length=1, max_length=20_000)]


class GrantOut(Schema):
    """A cluster's application to its programme, and the grant."""

    id: int
    uid: UUID
    title: str
    state: str = Field(
        description="draft, applied, to_change, approved, declined, withdrawn or closed."
    )
    asked_pence: int
    awarded_pence: int | None
    released_pence: int
    starts_on: date | None
    ends_on: date | None
    holder_id: int | None = Field(description="The organisation that receives the money.")
    fund_id: int | None = Field(description="The fund in the cluster’s ledger, once approved.")
    version: int


class InstalmentConditionOut(Schema):
    """What must be so before an instalment is released. Only those in words have an id: they are
    noted by hand, all others are met by the records.
    """

    id: int | None
    words: str
    met: bool


class InstalmentOut(Schema):
    """A part of a grant. While there are `reasons` against it, its release is refused."""

    number: int
    amount_pence: int
    state: str = Field(description="planned, asked, released, received or cancelled.")
    due_on: date | None
    released_on: date | None
    received_on: date | None
    conditions: list[InstalmentConditionOut]
    reasons: list[str]
    needs_second: bool = Field(description="Somebody asks for its release, another releases it.")
    can: list[str] = Field(description="What you may do with it now.")
    version: int


class GrantQuestionOut(Schema):
    """A question about a grant, and its answer."""

    id: int
    question: str
    answer: str
    asked_at: datetime
    answered_at: datetime | None


class GrantWhole(GrantOut):
    """A grant with its instalments and questions."""

    description: str
    conditions: str = Field(description="What the funder asks in words.")
    reasons: str = Field(description="Why it was decided so.")
    spent_pence: int
    instalments: list[InstalmentOut]
    questions: list[GrantQuestionOut]
    can: list[str] = Field(description="What you may do with it now.")


class GrantIn(Sent):
    """An application to be drafted."""

    title: Title
    asked_pence: Amount
    description: Long = ""
    starts_on: date | None = None
    ends_on: date | None = None
    holder_id: Id | None = None


class GrantChangeIn(Sent):
    """What is changed. Those left out stay as they are."""

    title: Title | None = None
    asked_pence: Amount | None = None
    description: Long | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    holder_id: Id | None = None
    read: Read = None


class QuestionIn(Sent):
    """What the funder wants to know."""

    question: Words


class GrantAnswerIn(Sent):
    """The cluster's answer."""

    answer: Words


class ReasonsIn(Sent):
    """Why, or what has to be changed: the cluster reads it."""

    reasons: Words


class ApproveIn(Sent):
    """How much, and what is asked for it."""

    awarded_pence: Amount
    conditions: Long = ""
    reasons: Long = ""


def _part(part: Part) -> dict[str, Any]:
    one = part.instalment
    facts = ("number", "state", "due_on", "released_on", "received_on", "version")
    return {n: getattr(one, n) for n in facts} | {
        "amount_pence": one.pence,
        "conditions": [
            {
                "id": told.condition.pk
                if told.condition and told.condition.kind == "words"
                else None,
                "words": told.words,
                "met": told.met,
            }
            for told in part.conditions
        ],
        "reasons": part.reasons,
        "needs_second": part.needs_second,
        "can": sorted(part.can),
    }


def _grant(grant: Grant) -> dict[str, Any]:
    facts = [n for n in GrantOut.model_fields if n != "released_pence"]
    paid = sum(one.pence for one in grant.instalments.all() if one.state in read.PAID)
    return {n: getattr(grant, n) for n in facts} | {"released_pence": paid}


def whole(actor: Actor, grant: Grant) -> dict[str, Any]:
    """A grant as it stands now, with all that hangs on it."""
    found = read.get_grant(actor, grant.cluster_id, grant.pk)
    seen = page_of(actor, found, localdate())
    facts = ("description", "conditions", "reasons")
    return (
        _grant(found)
        | {n: getattr(found, n) for n in facts}
        | {
            "spent_pence": seen.spent,
            "instalments": [_part(one) for one in seen.parts],
            "questions": [plain(one, GrantQuestionOut) for one in seen.questions],
            "can": sorted(seen.can),
        }
    )


def grant_in(
    request: HttpRequest, verb: str, cluster_id: int, grant_id: int
) -> tuple[Actor, Grant]:
    """Who asks, and the grant. Raises NotFound."""
    actor, _ = cluster_in(request, policies, verb, cluster_id)
    return actor, read.get_grant(actor, cluster_id, grant_id)


@router.get(
    "/clusters/{cluster_id}/grants",
    auth=READ,
    response={200: Page[GrantOut], **FAULTS},
    summary="Grants of a cluster",
)
def list_grants(
    request: HttpRequest, cluster_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """The newest first."""
    actor, _ = cluster_in(request, policies, "grants", cluster_id)
    rows = read.grants_in(actor, cluster_id).prefetch_related("instalments")
    return page(rows.order_by("-pk"), offset, limit, _grant)


@router.get(
    "/clusters/{cluster_id}/grants/{grant_id}",
    auth=READ,
    response={200: GrantWhole, **FAULTS},
    summary="Read a grant",
)
def read_grant(request: HttpRequest, cluster_id: int, grant_id: int) -> dict[str, Any]:
    """With its instalments, every reason against the release of each, and its questions."""
    return whole(*grant_in(request, "grant", cluster_id, grant_id))


@router.post(
    "/clusters/{cluster_id}/grants",
    auth=WRITE,
    response={201: GrantWhole, **FAULTS},
    summary="Draft an application",
)
def draft_grant(request: HttpRequest, cluster_id: int, payload: GrantIn) -> Status[dict[str, Any]]:
    """To the cluster's programme. Nobody decides before it is sent."""
    actor, cluster = cluster_in(request, policies, "draft_grant", cluster_id)
    text = GrantText(**payload.model_dump())
    made = actions.draft_grant(cluster=cluster, text=text, by=actor, now=now())
    return Status(201, whole(actor, made))


@router.patch(
    "/clusters/{cluster_id}/grants/{grant_id}",
    auth=WRITE,
    response={200: GrantWhole, **FAULTS},
    summary="Change an application",
)
def edit_grant(
    request: HttpRequest, cluster_id: int, grant_id: int, payload: GrantChangeIn
) -> dict[str, Any]:
    """While it is drafted, or after it was sent back. What is left out stays."""
    actor, found = grant_in(request, "edit_grant", cluster_id, grant_id)
    may_be_empty = ("starts_on", "ends_on", "holder_id")
    names = ("title", "asked_pence", "description", *may_be_empty)
    text = GrantText(**changed(payload, found, names, may_be_empty))
    actions.edit_grant(grant=found, text=text, read=payload.read, by=actor, now=now())
    return whole(actor, found)


@router.post(
    "/clusters/{cluster_id}/grants/{grant_id}/apply",
    auth=WRITE,
    response={200: GrantWhole, **FAULTS},
    summary="Send an application",
)
def apply_for_grant(request: HttpRequest, cluster_id: int, grant_id: int) -> dict[str, Any]:
    """The plan as it was last kept and the budget in force go along as they stand."""
    actor, found = grant_in(request, "apply_for_grant", cluster_id, grant_id)
    return whole(actor, actions.apply_for_grant(grant=found, by=actor, now=now()))


@router.post(
    "/clusters/{cluster_id}/grants/{grant_id}/withdraw",
    auth=WRITE,
    response={200: GrantWhole, **FAULTS},
    summary="Take an application back",
)
def withdraw_grant(request: HttpRequest, cluster_id: int, grant_id: int) -> dict[str, Any]:
    """That is not decided."""
    actor, found = grant_in(request, "withdraw_grant", cluster_id, grant_id)
    return whole(actor, actions.withdraw_grant(grant=found, by=actor, now=now()))


@router.post(
    "/clusters/{cluster_id}/grants/{grant_id}/take-up",
    auth=WRITE,
    response={200: GrantWhole, **FAULTS},
    summary="Write on an application again",
)
def take_up_grant(request: HttpRequest, cluster_id: int, grant_id: int) -> dict[str, Any]:
    """That was taken back or declined."""
    actor, found = grant_in(request, "take_up_grant", cluster_id, grant_id)
    return whole(actor, actions.take_up_grant(grant=found, by=actor, now=now()))


@router.post(
    "/clusters/{cluster_id}/grants/{grant_id}/questions",
    auth=WRITE,
    response={201: GrantQuestionOut, **FAULTS},
    summary="Ask about a grant",
)
def ask_about_grant(
    request: HttpRequest, cluster_id: int, grant_id: int, payload: QuestionIn
) -> Status[dict[str, Any]]:
    """For the programme manager. The cluster hears of it."""
    actor, found = grant_in(request, "ask_about_grant", cluster_id, grant_id)
    asked = decisions.ask_about_grant(grant=found, question=payload.question, by=actor, now=now())
    return Status(201, plain(asked, GrantQuestionOut))


@router.post(
    "/clusters/{cluster_id}/grants/{grant_id}/questions/{question_id}/answer",
    auth=WRITE,
    response={200: GrantQuestionOut, **FAULTS},
    summary="Answer a question",
)
def answer_about_grant(
    request: HttpRequest, cluster_id: int, grant_id: int, question_id: int, payload: GrantAnswerIn
) -> dict[str, Any]:
    """For those who speak for the cluster. Once."""
    actor, found = grant_in(request, "answer_about_grant", cluster_id, grant_id)
    question = found.questions.filter(pk=question_id).first()
    if question is None:
        raise NotFound("There is no such question.")
    question.grant = found
    done = decisions.answer_about_grant(
        question=question, answer=payload.answer, by=actor, now=now()
    )
    return plain(done, GrantQuestionOut)


@router.post(
    "/clusters/{cluster_id}/grants/{grant_id}/send-back",
    auth=WRITE,
    response={200: GrantWhole, **FAULTS},
    summary="Ask for changes to an application",
)
def send_back_grant(
    request: HttpRequest, cluster_id: int, grant_id: int, payload: ReasonsIn
) -> dict[str, Any]:
    """The cluster can change it and send it again."""
    actor, found = grant_in(request, "send_back_grant", cluster_id, grant_id)
    done = decisions.send_back_grant(grant=found, reasons=payload.reasons, by=actor, now=now())
    return whole(actor, done)


@router.post(
    "/clusters/{cluster_id}/grants/{grant_id}/approve",
    auth=WRITE,
    response={200: GrantWhole, **FAULTS},
    summary="Approve an application",
)
def approve_grant(
    request: HttpRequest, cluster_id: int, grant_id: int, payload: ApproveIn
) -> dict[str, Any]:
    """Not by whoever sent it. Instalments are planned by the programme's rules."""
    actor, found = grant_in(request, "approve_grant", cluster_id, grant_id)
    done = decisions.approve_grant(grant=found, by=actor, now=now(), **payload.model_dump())
    return whole(actor, done)


@router.post(
    "/clusters/{cluster_id}/grants/{grant_id}/decline",
    auth=WRITE,
    response={200: GrantWhole, **FAULTS},
    summary="Decline an application",
)
def decline_grant(
    request: HttpRequest, cluster_id: int, grant_id: int, payload: ReasonsIn
) -> dict[str, Any]:
    """With the reason, which the cluster reads."""
    actor, found = grant_in(request, "decline_grant", cluster_id, grant_id)
    done = decisions.decline_grant(grant=found, reasons=payload.reasons, by=actor, now=now())
    return whole(actor, done)
