"""Budgets over the API: versions and their lines, what was spent on them; put in force."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import now
from ninja import Schema, Status
from pydantic import Field

from spinney.base.kernel.actors import Actor
from spinney.http.inside import Id, Pence, Read, changed, cluster_in
from spinney.http.money import READ, WRITE
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Limit, Offset, Page, Sent, page, plain
from spinney.http.workplans import AgreeIn
from spinney.money import policies
from spinney.money.actions import budgets as actions
from spinney.money.bridge.budgets import MOST_LINES, LineSaid
from spinney.money.models import Budget
from spinney.money.queries import budgets as read

router = Router(tags=["money"])
Title = Annotated[str, Field(min_length=1, max_length=200)]
Reason = Annotated[str, Field(max_length=300)]


class BudgetOut(Schema):
    """One version of a cluster's budget. One is in force."""

    number: int
    uid: UUID
    title: str
    state: str = Field(description="draft, in_force, superseded or what_if.")
    first_day: date
    last_day: date
    reason: str
    decision_number: int | None
    in_force_on: date | None
    version: int


class BudgetLineOut(Schema):
    """So much for something. `key` is the same in every version."""

    id: int
    key: UUID
    title: str
    is_income: bool
    planned_pence: int
    spent_pence: int
    promised_pence: int = Field(description="Ordered or claimed, beyond what is spent.")
    left_pence: int
    category: str
    activity_id: int | None
    fund_id: int | None
    organisation_id: int | None
    area: str
    first_day: date | None
    last_day: date | None
    note: str


class BudgetWhole(BudgetOut):
    """A version with its lines and what they come to (income left out)."""

    lines: list[BudgetLineOut]
    planned_pence: int
    spent_pence: int
    left_pence: int


class BudgetWritten(BudgetWhole):
    """The same, with what is odd in the lines that were written."""

    warnings: list[str]


class BudgetLineIn(Sent):
    """A line, above nought whether it goes out or comes in. With the `key` of a line that is there
    it is that line, and keeps what was spent on it.
    """

    title: Title
    planned_pence: Pence
    is_income: bool = False
    category: Annotated[str, Field(max_length=60)] = ""
    activity_id: Id | None = None
    fund_id: Id | None = None
    organisation_id: Id | None = None
    area: Annotated[str, Field(max_length=120)] = ""
    first_day: date | None = None
    last_day: date | None = None
    promised_pence: Pence = 0
    note: Annotated[str, Field(max_length=300)] = ""
    key: UUID | None = None

    def said(self) -> LineSaid:
        """As the room takes it."""
        return LineSaid(pence=self.planned_pence, **self.model_dump(exclude={"planned_pence"}))


Lines = Annotated[list[BudgetLineIn], Field(max_length=MOST_LINES)]


class BudgetIn(Sent):
    """A version to be drafted: with these lines, or those of the version it is based on."""

    title: Title
    first_day: date
    last_day: date
    reason: Reason = ""
    based_on: Id | None = Field(None, description="The number of another version.")
    lines: Lines = Field(default_factory=list)


class BudgetChange(Sent):
    """What is changed. Those left out stay as they are."""

    title: Title | None = None
    first_day: date | None = None
    last_day: date | None = None
    reason: Reason | None = None
    read: Read = None


class LinesIn(Sent):
    """All lines, in their order: they take the place of those that are there."""

    lines: Lines
    read: Read = None


class WhatIfIn(Sent):
    """What to call it."""

    title: Annotated[str, Field(max_length=200)] = ""


def _line(one: read.SeenLine) -> dict[str, Any]:
    facts = (
        "key", "title", "category", "activity_id", "fund_id", "organisation_id", "area",
        "first_day", "last_day", "note",
    )  # fmt: skip
    return {n: getattr(one.row, n) for n in facts} | {
        "id": one.pk,
        "is_income": one.row.pence < 0,
        "planned_pence": one.planned,
        "spent_pence": one.spent,
        "promised_pence": one.promised,
        "left_pence": one.left,
    }


def _whole(budget: Budget) -> dict[str, Any]:
    seen = read.seen(budget)
    return plain(budget, BudgetOut) | {
        "lines": [_line(one) for one in seen.lines],
        "planned_pence": seen.whole.planned,
        "spent_pence": seen.whole.spent,
        "left_pence": seen.whole.left,
    }


def _budget(request: HttpRequest, verb: str, cluster_id: int, number: int) -> tuple[Actor, Budget]:
    actor, _ = cluster_in(request, policies, verb, cluster_id)
    return actor, read.get_budget(actor, cluster_id, number)


@router.get(
    "/clusters/{cluster_id}/budgets",
    auth=READ,
    response={200: Page[BudgetOut], **FAULTS},
    summary="Versions of the budget",
)
def list_budgets(
    request: HttpRequest, cluster_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """The newest first, with what is being tried out."""
    actor, _ = cluster_in(request, policies, "budgets", cluster_id)
    rows = read.budgets_of(actor, cluster_id)
    return page(rows, offset, limit, lambda one: plain(one, BudgetOut))


@router.get(
    "/clusters/{cluster_id}/budgets/{number}",
    auth=READ,
    response={200: BudgetWhole, **FAULTS},
    summary="Read a version of the budget",
)
def read_budget(request: HttpRequest, cluster_id: int, number: int) -> dict[str, Any]:
    """Its lines, with what was spent on each."""
    _, found = _budget(request, "budget", cluster_id, number)
    return _whole(found)


@router.post(
    "/clusters/{cluster_id}/budgets",
    auth=WRITE,
    response={201: BudgetWhole, **FAULTS},
    summary="Draft a version of the budget",
)
def start_budget(
    request: HttpRequest, cluster_id: int, payload: BudgetIn
) -> Status[dict[str, Any]]:
    """What is wrong with a line is told as `line-N`, counted from nought."""
    actor, cluster = cluster_in(request, policies, "start_budget", cluster_id)
    based_on = None
    if payload.based_on is not None:
        based_on = read.get_budget(actor, cluster_id, payload.based_on)
    said = actions.BudgetSaid(**payload.model_dump(exclude={"based_on", "lines"}))
    lines = [one.said() for one in payload.lines]
    made = actions.start_budget(
        cluster=cluster, said=said, lines=lines, based_on=based_on, by=actor, now=now()
    )
    return Status(201, _whole(made))


@router.patch(
    "/clusters/{cluster_id}/budgets/{number}",
    auth=WRITE,
    response={200: BudgetWhole, **FAULTS},
    summary="Change the name or days of a draft",
)
def edit_budget(
    request: HttpRequest, cluster_id: int, number: int, payload: BudgetChange
) -> dict[str, Any]:
    """What is left out stays. 409 for a version that is in force, or that the funder has."""
    actor, found = _budget(request, "edit_budget", cluster_id, number)
    said = actions.BudgetSaid(
        **changed(payload, found, ("title", "first_day", "last_day", "reason"))
    )
    done = actions.edit_budget(budget=found, said=said, read=payload.read, by=actor, now=now())
    return _whole(done)


@router.put(
    "/clusters/{cluster_id}/budgets/{number}/lines",
    auth=WRITE,
    response={200: BudgetWritten, **FAULTS},
    summary="Write the lines of a draft",
)
def edit_budget_lines(
    request: HttpRequest, cluster_id: int, number: int, payload: LinesIn
) -> dict[str, Any]:
    """All of them at once. What is wrong is told as `line-N`, counted from nought."""
    actor, found = _budget(request, "edit_budget_lines", cluster_id, number)
    lines = [one.said() for one in payload.lines]
    done, warnings = actions.edit_budget_lines(
        budget=found, lines=lines, read=payload.read, by=actor, now=now()
    )
    return _whole(done) | {"warnings": warnings}


@router.post(
    "/clusters/{cluster_id}/budgets/{number}/what-if",
    auth=WRITE,
    response={201: BudgetWhole, **FAULTS},
    summary="Copy a version to try something out",
)
def try_what_if(
    request: HttpRequest, cluster_id: int, number: int, payload: WhatIfIn
) -> Status[dict[str, Any]]:
    """It never counts."""
    actor, found = _budget(request, "try_what_if", cluster_id, number)
    made = actions.try_what_if(budget=found, title=payload.title, by=actor, now=now())
    return Status(201, _whole(made))


@router.post(
    "/clusters/{cluster_id}/budgets/{number}/adopt",
    auth=WRITE,
    response={200: BudgetWhole, **FAULTS},
    summary="Make a draft of what was tried out",
)
def adopt_what_if(request: HttpRequest, cluster_id: int, number: int) -> dict[str, Any]:
    """Then it can be put in force."""
    actor, found = _budget(request, "adopt_what_if", cluster_id, number)
    return _whole(actions.adopt_what_if(budget=found, by=actor, now=now()))


@router.post(
    "/clusters/{cluster_id}/budgets/{number}/in-force",
    auth=WRITE,
    response={200: BudgetWhole, **FAULTS},
    summary="Put a draft in force",
)
def put_budget_in_force(
    request: HttpRequest, cluster_id: int, number: int, payload: AgreeIn
) -> dict[str, Any]:
    """From today, in the place of the one before."""
    actor, found = _budget(request, "put_budget_in_force", cluster_id, number)
    done = actions.put_budget_in_force(budget=found, decision=payload.decision, by=actor, now=now())
    return _whole(done)


@router.delete(
    "/clusters/{cluster_id}/budgets/{number}",
    auth=WRITE,
    response={204: None, **FAULTS},
    summary="Throw a draft away",
)
def discard_budget(request: HttpRequest, cluster_id: int, number: int) -> Status[None]:
    """It can be brought back."""
    actor, found = _budget(request, "discard_budget", cluster_id, number)
    actions.discard_budget(budget=found, by=actor, now=now())
    return Status(204, None)


@router.post(
    "/clusters/{cluster_id}/budgets/{number}/restore",
    auth=WRITE,
    response={200: BudgetWhole, **FAULTS},
    summary="Bring a draft back",
)
def restore_budget(request: HttpRequest, cluster_id: int, number: int) -> dict[str, Any]:
    """That was thrown away."""
    actor, _ = cluster_in(request, policies, "restore_budget", cluster_id)
    found = read.get_budget(actor, cluster_id, number, removed=True)
    return _whole(actions.restore_budget(budget=found, by=actor, now=now()))
