"""Claims over the API: what a member paid and wants back, with receipts; approved and paid."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from ninja import File, Form, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.http.inside import Amount, Id, Read, changed, cluster_in
from spinney.http.money import READ, WRITE
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Limit, Offset, Page, Sent, page
from spinney.money import policies
from spinney.money.actions import claim_payments as payments
from spinney.money.actions import claims as actions
from spinney.money.models import Claim, ClaimLine
from spinney.money.policies.claims import ClaimText, LineText
from spinney.money.queries import claims as read
from spinney.money.queries.claim_page import deeds

router = Router(tags=["money"])
PATH = "/clusters/{cluster_id}/claims/{number}"
Note = Annotated[str, Field(max_length=4_000)]
Words = Annotated[str, Field(min_length=1, max_length=4_000)]


class ClaimOut(Schema):
    """What an organisation paid in a time and wants back."""

    number: int
    uid: UUID
    organisation_id: int
    grant_id: int | None
    first_day: date
    last_day: date
    state: str = Field(
        description="draft, sent, questioned, approved, refused, asked (for payment) or paid."
    )
    total_pence: int
    sent_at: datetime | None
    approved_at: datetime | None
    paid_on: date | None
    version: int


class ClaimLineOut(Schema):
    """One thing that was paid for."""

    id: int
    day: date
    what: str
    amount_pence: int
    budget_line_id: int | None
    receipts: int = Field(description="How many pictures or PDFs show it.")


class ClaimWhole(ClaimOut):
    """A claim with its lines."""

    note: str
    question: str = Field(description="What was asked about it, or why it was refused.")
    answer: str
    lines: list[ClaimLineOut]
    over: list[str] = Field(description="Lines of the budget that it would overspend.")
    can: list[str] = Field(description="What you may do with it now.")


class ClaimIn(Sent):
    """For whom, for which days, and out of which grant."""

    organisation_id: Id
    first_day: date
    last_day: date
    grant_id: Id | None = None
    note: Note = ""


class ClaimChange(Sent):
    """What is changed. Those left out stay as they are."""

    first_day: date | None = None
    last_day: date | None = None
    grant_id: Id | None = None
    note: Note | None = None
    read: Read = None


class ClaimLineIn(Sent):
    """One thing that was paid for, beside the file that shows it."""

    day: date
    what: Annotated[str, Field(min_length=1, max_length=200)]
    amount_pence: Amount
    budget_line_id: Id | None = None


class ClaimAnswerIn(Sent):
    """What the member says."""

    answer: Words


class ClaimQuestionIn(Sent):
    """What is asked; or why it is refused."""

    question: Words


class PaidIn(Sent):
    """On which day it was paid."""

    paid_on: date
    why: Annotated[str, Field(max_length=300)] = Field(
        "", description="Needed for a day before its approval was entered; it stays on the record."
    )
    sure: bool = Field(False, description="Though it is more than its fund has.")


def _out(claim: Claim, total: int) -> dict[str, Any]:
    facts = [n for n in ClaimOut.model_fields if n != "total_pence"]
    return {n: getattr(claim, n) for n in facts} | {"total_pence": total}


def _line(line: ClaimLine) -> dict[str, Any]:
    facts = ("id", "day", "what", "budget_line_id")
    shown = {"amount_pence": line.pence, "receipts": len(line.receipts.all())}
    return {n: getattr(line, n) for n in facts} | shown


def _whole(actor: Actor, claim: Claim) -> dict[str, Any]:
    found = read.get_claim(actor, claim.cluster_id, claim.number, localdate())
    lines = read.lines_of(found)
    told = {n: getattr(found, n) for n in ("note", "question", "answer")}
    return (
        _out(found, sum(one.pence for one in lines))
        | told
        | {
            "lines": [_line(one) for one in lines],
            "over": [one.title for one in read.overspent_by(found, lines)],
            "can": sorted(deeds(actor, found, lines, localdate())),
        }
    )


def _claim(request: HttpRequest, verb: str, cluster_id: int, number: int) -> tuple[Actor, Claim]:
    actor, _ = cluster_in(request, policies, verb, cluster_id)
    return actor, read.get_claim(actor, cluster_id, number, localdate())


@router.get(
    "/clusters/{cluster_id}/claims",
    auth=READ,
    response={200: Page[ClaimOut], **FAULTS},
    summary="Claims that you may see",
)
def list_claims(
    request: HttpRequest, cluster_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """A member its own; those who keep the money, all. The newest first."""
    actor, _ = cluster_in(request, policies, "claims", cluster_id)
    rows = read.claims_in(actor, cluster_id, localdate()).filter(removed_at=None)
    return page(rows, offset, limit, lambda one: _out(one, one.total_pence or 0))


@router.get(
    PATH,
    auth=READ,
    response={200: ClaimWhole, **FAULTS},
    summary="Read a claim",
)
def read_claim(request: HttpRequest, cluster_id: int, number: int) -> dict[str, Any]:
    """With its lines."""
    return _whole(*_claim(request, "claim", cluster_id, number))


@router.post(
    "/clusters/{cluster_id}/claims",
    auth=WRITE,
    response={201: ClaimWhole, **FAULTS},
    summary="Begin a claim",
)
def draft_claim(request: HttpRequest, cluster_id: int, payload: ClaimIn) -> Status[dict[str, Any]]:
    """For one's own organisation; those who keep the money, for any member."""
    actor, cluster = cluster_in(request, policies, "draft_claim", cluster_id)
    text = ClaimText(**payload.model_dump())
    made = actions.draft_claim(cluster=cluster, text=text, by=actor, now=now())
    return Status(201, _whole(actor, made))


@router.patch(
    PATH,
    auth=WRITE,
    response={200: ClaimWhole, **FAULTS},
    summary="Change a claim",
)
def edit_claim(
    request: HttpRequest, cluster_id: int, number: int, payload: ClaimChange
) -> dict[str, Any]:
    """That is not sent. What is left out stays."""
    actor, found = _claim(request, "edit_claim", cluster_id, number)
    said = changed(payload, found, ("first_day", "last_day", "note", "grant_id"), ("grant_id",))
    text = ClaimText(organisation_id=found.organisation_id, **said)
    actions.edit_claim(claim=found, text=text, read_version=payload.read, by=actor, now=now())
    return _whole(actor, found)


@router.post(
    PATH + "/lines",
    auth=WRITE,
    response={201: ClaimWhole, **FAULTS},
    summary="Add what was paid for, with its receipt",
)
def add_claim_line(
    request: HttpRequest,
    cluster_id: int,
    number: int,
    payload: Form[ClaimLineIn],
    receipt: File[UploadedFile | None] = None,
) -> Status[dict[str, Any]]:
    """As multipart/form-data; `receipt` is a picture or a PDF, which is claimed once."""
    actor, found = _claim(request, "add_claim_line", cluster_id, number)
    text = LineText(payload.day, payload.what, payload.amount_pence, payload.budget_line_id)
    actions.add_claim_line(claim=found, text=text, file=receipt, by=actor, now=now())
    return Status(201, _whole(actor, found))


@router.delete(
    PATH + "/lines/{line_id}",
    auth=WRITE,
    response={200: ClaimWhole, **FAULTS},
    summary="Take a line out of a claim",
)
def remove_claim_line(
    request: HttpRequest, cluster_id: int, number: int, line_id: int
) -> dict[str, Any]:
    """With its receipt."""
    actor, found = _claim(request, "remove_claim_line", cluster_id, number)
    line = found.lines.filter(pk=line_id).first()
    if line is None:
        raise NotFound("There is no such line.")
    line.claim = found
    actions.remove_claim_line(line=line, by=actor, now=now())
    return _whole(actor, found)


@router.delete(
    PATH,
    auth=WRITE,
    response={204: None, **FAULTS},
    summary="Take a draft off the list",
)
def remove_claim(request: HttpRequest, cluster_id: int, number: int) -> Status[None]:
    """It can be brought back for 30 days."""
    actor, found = _claim(request, "remove_claim", cluster_id, number)
    actions.remove_claim(claim=found, by=actor, now=now())
    return Status(204, None)


@router.post(
    PATH + "/restore",
    auth=WRITE,
    response={200: ClaimWhole, **FAULTS},
    summary="Bring a draft back",
)
def restore_claim(request: HttpRequest, cluster_id: int, number: int) -> dict[str, Any]:
    """Within 30 days."""
    actor, found = _claim(request, "restore_claim", cluster_id, number)
    return _whole(actor, actions.restore_claim(claim=found, by=actor, now=now()))


@router.post(
    PATH + "/send",
    auth=WRITE,
    response={200: ClaimWhole, **FAULTS},
    summary="Send a claim",
)
def send_claim(request: HttpRequest, cluster_id: int, number: int) -> dict[str, Any]:
    """To those who keep the money. Every line needs its receipt."""
    actor, found = _claim(request, "send_claim", cluster_id, number)
    return _whole(actor, actions.send_claim(claim=found, by=actor, now=now()))


@router.post(
    PATH + "/question",
    auth=WRITE,
    response={200: ClaimWhole, **FAULTS},
    summary="Ask about a claim",
)
def question_claim(
    request: HttpRequest, cluster_id: int, number: int, payload: ClaimQuestionIn
) -> dict[str, Any]:
    """It comes back with the answer."""
    actor, found = _claim(request, "question_claim", cluster_id, number)
    payments.question_claim(claim=found, question=payload.question, by=actor, now=now())
    return _whole(actor, found)


@router.post(
    PATH + "/answer",
    auth=WRITE,
    response={200: ClaimWhole, **FAULTS},
    summary="Answer what was asked about a claim",
)
def answer_claim(
    request: HttpRequest, cluster_id: int, number: int, payload: ClaimAnswerIn
) -> dict[str, Any]:
    """It is sent again with that."""
    actor, found = _claim(request, "answer_claim", cluster_id, number)
    actions.answer_claim(claim=found, answer=payload.answer, by=actor, now=now())
    return _whole(actor, found)


@router.post(
    PATH + "/refuse",
    auth=WRITE,
    response={200: ClaimWhole, **FAULTS},
    summary="Refuse a claim",
)
def refuse_claim(
    request: HttpRequest, cluster_id: int, number: int, payload: ClaimQuestionIn
) -> dict[str, Any]:
    """The member reads why. Not by whoever sent it."""
    actor, found = _claim(request, "refuse_claim", cluster_id, number)
    payments.refuse_claim(claim=found, question=payload.question, by=actor, now=now())
    return _whole(actor, found)


@router.post(
    PATH + "/approve",
    auth=WRITE,
    response={200: ClaimWhole, **FAULTS},
    summary="Approve a claim",
)
def approve_claim(request: HttpRequest, cluster_id: int, number: int) -> dict[str, Any]:
    """Not by whoever sent it."""
    actor, found = _claim(request, "approve_claim", cluster_id, number)
    return _whole(actor, payments.approve_claim(claim=found, by=actor, now=now()))


@router.post(
    PATH + "/ask-payment",
    auth=WRITE,
    response={200: ClaimWhole, **FAULTS},
    summary="Ask for the payment of a claim",
)
def ask_claim_payment(request: HttpRequest, cluster_id: int, number: int) -> dict[str, Any]:
    """The first of two people, above the limit that was agreed."""
    actor, found = _claim(request, "ask_claim_payment", cluster_id, number)
    return _whole(actor, payments.ask_claim_payment(claim=found, by=actor, now=now()))


@router.post(
    PATH + "/stop-payment",
    auth=WRITE,
    response={200: ClaimWhole, **FAULTS},
    summary="Take back the ask for a payment",
)
def stop_claim_payment(request: HttpRequest, cluster_id: int, number: int) -> dict[str, Any]:
    """Nothing is paid yet."""
    actor, found = _claim(request, "stop_claim_payment", cluster_id, number)
    return _whole(actor, payments.stop_claim_payment(claim=found, by=actor, now=now()))


@router.post(
    PATH + "/pay",
    auth=WRITE,
    response={200: ClaimWhole, **FAULTS},
    summary="Note that a claim was paid",
)
def pay_claim(
    request: HttpRequest, cluster_id: int, number: int, payload: PaidIn
) -> dict[str, Any]:
    """The second of two people, above the limit. It stands in the ledger, line by line."""
    actor, found = _claim(request, "pay_claim", cluster_id, number)
    payments.pay_claim(claim=found, by=actor, now=now(), **payload.model_dump())
    return _whole(actor, found)
