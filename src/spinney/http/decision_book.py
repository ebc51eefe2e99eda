"""The register of decisions over the API, what each brings, and the outline of what was chosen."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import now
from ninja import Schema
from pydantic import Field

from spinney.base.kernel.errors import NotFound
from spinney.decisions import policies
from spinney.decisions.actions import steps as actions
from spinney.decisions.bridge.facts import facts_of
from spinney.decisions.models import Decision, NextStep
from spinney.decisions.policies import steps as rules
from spinney.decisions.queries.book import decisions_of, get_decision
from spinney.decisions.queries.book_page import get_step
from spinney.decisions.queries.outline import outline_of
from spinney.http.auth import Token, actor_of, enter
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Limit, Offset, Page, Sent, page, plain

router = Router(tags=["decisions"])
READ, WRITE = Token("decisions:read"), Token("decisions:write")
DECISION = "/clusters/{cluster_id}/decisions/{number}"
STEP = DECISION + "/steps/{kind}"


class DecisionOut(Schema):
    """An entry of the register. `digest` chains it to the entry before."""

    uid: UUID
    number: int
    title: str
    state: str
    origin: str
    decided_on: date
    outcome: str
    is_proposal: bool = Field(description="The members must still agree to it by their own rule.")
    review_on: date | None
    ballot_id: int | None
    digest: str


class ChosenOut(Schema):
    """An option that was voted on."""

    title: str
    chosen: bool
    cost_pence: int | None
    figure: str


class StepOut(Schema):
    """What a decision can put in motion, or has."""

    kind: str
    what: str
    state: str
    words: str


class DecisionWhole(DecisionOut):
    """An entry with its facts, fixed when it was written, and what follows from it."""

    question: str
    background: str
    rule: list[str]
    reasons: str
    asked: list[str]
    choices: list[ChosenOut]
    steps: list[StepOut]


class TakeIn(Sent):
    """The last day for signing, where an agreement goes out for signature."""

    deadline: date | None = None


class OutlineOut(Schema):
    """A priority that was chosen: the first line of a workplan."""

    id: int
    title: str
    description: str
    cost_pence: int | None
    quick_win: bool
    decision_number: int


def _line(decision: Decision) -> dict[str, Any]:
    facts = facts_of(decision)
    return plain(decision, DecisionOut, outcome=facts.outcome, is_proposal=facts.proposal)


def _step(step: NextStep) -> dict[str, Any]:
    return plain(step, StepOut, what=step.get_kind_display())


def _step_in(request: HttpRequest, verb: str, cluster_id: int, number: int, kind: str) -> NextStep:
    actor, _ = enter(request, policies.MAY, verb, cluster_id)
    found = get_step(get_decision(actor, cluster_id, number), kind)
    if found is None:
        raise NotFound("This step does not follow from that decision.")
    return found


@router.get(
    "/clusters/{cluster_id}/decisions",
    auth=READ,
    response={200: Page[DecisionOut], **FAULTS},
    summary="The register of decisions",
)
def list_decisions(
    request: HttpRequest, cluster_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """The newest first."""
    actor, _ = enter(request, policies.MAY, "decisions", cluster_id)
    return page(decisions_of(actor, cluster_id), offset, limit, _line)


@router.get(
    DECISION,
    auth=READ,
    response={200: DecisionWhole, **FAULTS},
    summary="Read a decision",
)
def read_decision(request: HttpRequest, cluster_id: int, number: int) -> dict[str, Any]:
    """Its facts as they were written, and what it put in motion."""
    actor, _ = enter(request, policies.MAY, "decision", cluster_id)
    found = get_decision(actor, cluster_id, number)
    facts = facts_of(found)
    return _line(found) | {
        "question": facts.question,
        "background": facts.background,
        "rule": list(facts.rule),
        "reasons": facts.reasons,
        "asked": [one.name for one in facts.electorate],
        "choices": [plain(one, ChosenOut) for one in facts.choices],
        "steps": [_step(one) for one in found.steps.order_by("pk")],
    }


@router.post(
    STEP + "/take",
    auth=WRITE,
    response={200: StepOut, **FAULTS},
    summary="Put in motion what a decision brings",
)
def take_step(
    request: HttpRequest, cluster_id: int, number: int, kind: str, payload: TakeIn
) -> dict[str, Any]:
    """“outline”: what was chosen becomes the outline of a workplan; “agreement”: it goes out for
    signature; “meeting”, “motion”, “lead”. Taken twice it is done once.
    """
    step = _step_in(request, "take_step", cluster_id, number, kind)
    if step.state != "done":
        rules.check_can_take(step)
    done = actions.take_step(step=step, deadline=payload.deadline, by=actor_of(request), now=now())
    return _step(done)


@router.post(
    STEP + "/decline",
    auth=WRITE,
    response={200: StepOut, **FAULTS},
    summary="Put a step aside",
)
def decline_step(request: HttpRequest, cluster_id: int, number: int, kind: str) -> dict[str, Any]:
    """It is not wanted; on the site it can be wanted again."""
    step = _step_in(request, "decline_step", cluster_id, number, kind)
    return _step(actions.decline_step(step=step, by=actor_of(request), now=now()))


@router.get(
    "/clusters/{cluster_id}/outline",
    auth=READ,
    response={200: Page[OutlineOut], **FAULTS},
    summary="What the cluster chose to do",
)
def read_outline(
    request: HttpRequest, cluster_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """The priorities that were chosen, in order: the outline of a workplan."""
    actor, _ = enter(request, policies.MAY, "outline", cluster_id)
    rows = outline_of(actor, cluster_id)
    return page(
        rows, offset, limit, lambda one: plain(one, OutlineOut, decision_number=one.decision.number)
    )
