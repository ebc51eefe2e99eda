"""After a grant is made, over the API: reports, changes, the statement, and its end."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from ninja import Schema, Status
from pydantic import Field

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput
from spinney.http.grants import GrantWhole, Long, Title, Words, grant_in, whole
from spinney.http.inside import Amount, Id, Read, cluster_in
from spinney.http.money import READ, WRITE
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Limit, Offset, Page, Sent, page
from spinney.money import policies
from spinney.money.actions import grant_changes as change_actions
from spinney.money.actions import grant_reports as actions
from spinney.money.bridge.grant_words import what_words
from spinney.money.models import Grant, GrantChange, GrantReport
from spinney.money.policies.grants import ChangeText, check_is
from spinney.money.queries import grants as read
from spinney.money.queries.budgets import get_budget
from spinney.money.queries.grant_money import SpentOn, Statement, statement_of
from spinney.money.queries.grant_page import still_open
from spinney.money.states import GrantState

router = Router(tags=["money"])
PATH = "/clusters/{cluster_id}/grants/{grant_id}"


class SpentOut(Schema):
    """What was spent on a line of the budget; null planned: not in the budget."""

    title: str
    planned_pence: int | None
    spent_pence: int
    budget_line_id: int | None


class StatementOut(Schema):
    """How a grant stands in the ledger."""

    awarded_pence: int
    received_pence: int
    due_pence: int
    spent_pence: int
    left_pence: int
    lines: list[SpentOut]
    signed_at: datetime | None


class GrantReportOut(Schema):
    """A report that the funder asks for."""

    number: int
    title: str
    due_on: date | None
    state: str = Field(description="due, sent, accepted or returned.")
    words: str
    note: str = Field(description="What the funder said to it.")
    sent_at: datetime | None
    spent_pence: int | None = Field(description="As the ledger stood when it was sent.")
    version: int


class GrantChangeOut(Schema):
    """A change that the cluster asks for."""

    number: int
    kind: str
    what: str = Field(description="What would be different, in words.")
    reason: str
    state: str = Field(description="asked, agreed, refused or withdrawn.")
    answer: str
    asked_at: datetime
    answered_at: datetime | None


class ReportAskIn(Sent):
    """Which report, until when."""

    title: Title
    due_on: date | None = None


class GrantReportIn(Sent):
    """What was done with the money, in the cluster's words."""

    words: Words
    read: Read = None


class ReportAnswerIn(Sent):
    """Accepted, or sent back with what is missing."""

    accepted: bool
    note: Long = ""


class PartIn(Sent):
    """Another day or amount for a planned instalment."""

    number: Annotated[int, Field(ge=1, le=1_000)]
    due_on: date | None = None
    amount_pence: Amount | None = None


class ChangeIn(Sent):
    """What is to be different: of `timetable` the days, of `instalments` those, of `budget` the
    number of another version.
    """

    kind: Literal["budget", "timetable", "instalments"]
    reason: Words
    starts_on: date | None = None
    ends_on: date | None = None
    instalments: Annotated[list[PartIn], Field(max_length=50)] = Field(default_factory=list)
    budget: Id | None = None


class ChangeAnswerIn(Sent):
    """Agreed, or refused with the reason."""

    agreed: bool
    answer: Long = ""


class SureIn(Sent):
    """Though something of the grant is not done yet?"""

    sure: bool = False


def _report(one: GrantReport) -> dict[str, Any]:
    facts = [n for n in GrantReportOut.model_fields if n != "spent_pence"]
    spent = Statement.from_json(one.figures).spent if one.figures else None
    return {n: getattr(one, n) for n in facts} | {"spent_pence": spent}


def _change(one: GrantChange) -> dict[str, Any]:
    facts = [n for n in GrantChangeOut.model_fields if n != "what"]
    return {n: getattr(one, n) for n in facts} | {"what": what_words(one)}


def _spent(line: SpentOn) -> dict[str, Any]:
    return {
        "title": line.title,
        "planned_pence": line.planned,
        "spent_pence": line.spent,
        "budget_line_id": line.line_id or None,
    }


def _given_report(
    request: HttpRequest, verb: str, cluster_id: int, grant_id: int, number: int
) -> tuple[Actor, GrantReport]:
    actor, _ = cluster_in(request, policies, verb, cluster_id)
    return actor, read.get_report(actor, cluster_id, grant_id, number)


def _given_change(
    request: HttpRequest, verb: str, cluster_id: int, grant_id: int, number: int
) -> tuple[Actor, GrantChange]:
    actor, _ = cluster_in(request, policies, verb, cluster_id)
    return actor, read.get_change(actor, cluster_id, grant_id, number)


def _check_end(grant: Grant, deed: str, payload: SureIn) -> None:
    """Raise BadInput while something of a grant is not done, unless that is meant; as its page asks
    to confirm. Raises WrongState for one that is not approved.
    """
    check_is(grant, GrantState.APPROVED)
    open_ones = still_open(grant, localdate())
    if open_ones and not payload.sure:
        told = f"{' '.join(open_ones)} {deed} all the same?"
        raise BadInput(told, {"sure": [told]})


@router.get(
    PATH + "/reports",
    auth=READ,
    response={200: Page[GrantReportOut], **FAULTS},
    summary="Reports on a grant",
)
def list_grant_reports(
    request: HttpRequest, cluster_id: int, grant_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """In their order, with what was spent when each was sent."""
    _, found = grant_in(request, "grant", cluster_id, grant_id)
    return page(found.reports.order_by("number"), offset, limit, _report)


@router.post(
    PATH + "/reports",
    auth=WRITE,
    response={201: GrantReportOut, **FAULTS},
    summary="Ask for a report on a grant",
)
def ask_grant_report(
    request: HttpRequest, cluster_id: int, grant_id: int, payload: ReportAskIn
) -> Status[dict[str, Any]]:
    """For the programme manager. The cluster is reminded two weeks before the day."""
    actor, found = grant_in(request, "ask_grant_report", cluster_id, grant_id)
    made = actions.ask_grant_report(grant=found, by=actor, now=now(), **payload.model_dump())
    return Status(201, _report(made))


@router.post(
    PATH + "/reports/{number}/send",
    auth=WRITE,
    response={200: GrantReportOut, **FAULTS},
    summary="Send a report on a grant",
)
def send_grant_report(
    request: HttpRequest, cluster_id: int, grant_id: int, number: int, payload: GrantReportIn
) -> dict[str, Any]:
    """The cluster's words; the figures of the ledger go along as they stand."""
    actor, found = _given_report(request, "send_grant_report", cluster_id, grant_id, number)
    done = actions.send_grant_report(
        report=found, words=payload.words, read=payload.read, by=actor, now=now()
    )
    return _report(done)


@router.post(
    PATH + "/reports/{number}/answer",
    auth=WRITE,
    response={200: GrantReportOut, **FAULTS},
    summary="Accept a report, or send it back",
)
def answer_grant_report(
    request: HttpRequest, cluster_id: int, grant_id: int, number: int, payload: ReportAnswerIn
) -> dict[str, Any]:
    """Not by whoever sent it."""
    actor, found = _given_report(request, "answer_grant_report", cluster_id, grant_id, number)
    done = actions.answer_grant_report(
        report=found, accepted=payload.accepted, note=payload.note, by=actor, now=now()
    )
    return _report(done)


@router.get(
    PATH + "/changes",
    auth=READ,
    response={200: Page[GrantChangeOut], **FAULTS},
    summary="Changes that were asked for",
)
def list_grant_changes(
    request: HttpRequest, cluster_id: int, grant_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """In their order, whatever was answered."""
    _, found = grant_in(request, "grant", cluster_id, grant_id)
    rows = found.changes.select_related("budget").order_by("number")
    return page(rows, offset, limit, _change)


@router.post(
    PATH + "/changes",
    auth=WRITE,
    response={201: GrantChangeOut, **FAULTS},
    summary="Ask for a change of a grant",
)
def ask_grant_change(
    request: HttpRequest, cluster_id: int, grant_id: int, payload: ChangeIn
) -> Status[dict[str, Any]]:
    """Until it is answered, all stays as it was approved."""
    actor, found = grant_in(request, "ask_grant_change", cluster_id, grant_id)
    budget = None
    if payload.budget is not None:
        budget = get_budget(actor, cluster_id, payload.budget).pk
    text = ChangeText(
        kind=payload.kind,
        reason=payload.reason,
        starts_on=payload.starts_on,
        ends_on=payload.ends_on,
        days={one.number: one.due_on for one in payload.instalments if one.due_on},
        amounts={one.number: one.amount_pence for one in payload.instalments if one.amount_pence},
        budget_id=budget,
    )
    made = change_actions.ask_grant_change(grant=found, text=text, by=actor, now=now())
    return Status(201, _change(made))


@router.post(
    PATH + "/changes/{number}/withdraw",
    auth=WRITE,
    response={200: GrantChangeOut, **FAULTS},
    summary="Take back the ask for a change",
)
def withdraw_grant_change(
    request: HttpRequest, cluster_id: int, grant_id: int, number: int
) -> dict[str, Any]:
    """While it is not answered."""
    actor, found = _given_change(request, "withdraw_grant_change", cluster_id, grant_id, number)
    return _change(change_actions.withdraw_grant_change(change=found, by=actor, now=now()))


@router.post(
    PATH + "/changes/{number}/answer",
    auth=WRITE,
    response={200: GrantChangeOut, **FAULTS},
    summary="Agree to a change, or refuse it",
)
def answer_grant_change(
    request: HttpRequest, cluster_id: int, grant_id: int, number: int, payload: ChangeAnswerIn
) -> dict[str, Any]:
    """What is agreed holds at once. Not by whoever asked for it."""
    actor, found = _given_change(request, "answer_grant_change", cluster_id, grant_id, number)
    done = change_actions.answer_grant_change(
        change=found, agreed=payload.agreed, answer=payload.answer, by=actor, now=now()
    )
    return _change(done)


@router.get(
    PATH + "/statement",
    auth=READ,
    response={200: StatementOut, **FAULTS},
    summary="The statement of a grant",
)
def read_grant_statement(request: HttpRequest, cluster_id: int, grant_id: int) -> dict[str, Any]:
    """Line by line as the ledger has it now; of a closed grant, as it was signed off."""
    _, found = grant_in(request, "grant_statement", cluster_id, grant_id)
    is_closed = found.state == GrantState.CLOSED
    one = Statement.from_json(found.statement) if is_closed else statement_of(found)
    sums = ("awarded", "received", "due", "spent", "left")
    return {f"{name}_pence": getattr(one, name) for name in sums} | {
        "lines": [_spent(line) for line in one.lines],
        "signed_at": found.statement.get("signed_at"),
    }


@router.post(
    PATH + "/statement/sign",
    auth=WRITE,
    response={200: GrantWhole, **FAULTS},
    summary="Sign off the statement",
)
def sign_grant_statement(
    request: HttpRequest, cluster_id: int, grant_id: int, payload: SureIn
) -> dict[str, Any]:
    """For the cluster. 422 with the field `sure` while something of the grant is not done yet."""
    actor, found = grant_in(request, "sign_grant_statement", cluster_id, grant_id)
    _check_end(found, "Sign it", payload)
    return whole(actor, actions.sign_grant_statement(grant=found, by=actor, now=now()))


@router.post(
    PATH + "/close",
    auth=WRITE,
    response={200: GrantWhole, **FAULTS},
    summary="Close a grant",
)
def close_grant(
    request: HttpRequest, cluster_id: int, grant_id: int, payload: SureIn
) -> dict[str, Any]:
    """On its signed statement. What was planned and never released is cancelled. 422 with the field
    `sure` while something of it is not done yet.
    """
    actor, found = grant_in(request, "close_grant", cluster_id, grant_id)
    _check_end(found, "Close it", payload)
    return whole(actor, actions.close_grant(grant=found, by=actor, now=now()))
