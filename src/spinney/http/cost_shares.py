"""One member's part of a shared cost, over the API: its figures, its statement, its sign-off."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from ninja import Schema
from pydantic import Field

from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.errors import BadInput, NotFound
from spinney.base.kernel.policy import require
from spinney.http.auth import actor_of
from spinney.http.inside import Amount, Pence, Read, changed, named
from spinney.http.money import READ, WRITE
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Limit, Offset, Page, Sent, page, plain
from spinney.http.shared_costs import ONE, ShareOut, cost_in, kept, share_out
from spinney.money import policies
from spinney.money.actions import cost_sharing as sharing
from spinney.money.actions import costs as actions
from spinney.money.bridge.cost_lacking import figures_asked
from spinney.money.bridge.costs import FiguresSaid, MemberSaid
from spinney.money.models import SharedCost
from spinney.money.policies import costs as rules
from spinney.money.queries import costs as read
from spinney.money.queries.keeping import keeps
from spinney.money.states import CostState

router = Router(tags=["money"])
SHARE = ONE + "/shares/{share_id}"
Number = Annotated[Decimal, Field(ge=0, le=10**9, decimal_places=2)]
Staff = Annotated[Decimal, Field(ge=0, le=10**6, decimal_places=2)]
Words = Annotated[str, Field(max_length=4_000)]


class ShareStatementOut(ShareOut):
    """A member's statement: its part, how it was reckoned, what it paid and what is open."""

    why: list[str] = Field(description="How its part of the budget was reckoned.")
    actual_why: list[str] = Field(description="How its part of what it cost was reckoned.")
    question: str = Field(description="What it asked; to itself and who keeps the ledger.")
    reply: str


class OwnShareOut(Schema):
    """What your organisation bears of a cost, in whatever cluster: those it left as well."""

    id: int
    uid: UUID
    cost_id: int
    cluster_id: int
    title: str
    state: str
    from_day: date
    to_day: date
    budget_pence: int | None
    actual_pence: int | None
    open_pence: int = Field(description="What it still pays; below nought: gets back.")


class CostMemberChange(Sent):
    """Days and figures of a member, as those who keep the ledger know them. Those left out stay;
    once the budget is shared, days, `actual_units` and `alone_pence` only.
    """

    from_day: date | None = None
    to_day: date | None = None
    income_pence: Pence | None = None
    staff: Staff | None = None
    units: Number | None = None
    actual_units: Number | None = None
    parts: Annotated[int, Field(ge=0, le=10_000)] | None = None
    alone_pence: Pence | None = None
    read: Read = None


class FiguresIn(Sent):
    """What a member says of itself. What is left out stays; once the budget is shared, `units` are
    those that it really used.
    """

    units: Number | None = None
    income_pence: Pence | None = None
    staff: Staff | None = None
    alone_pence: Pence | None = None
    exempt_activity: Words = Field(
        "", description="For which work that is exempt from VAT, or no business, it is used."
    )


class ShareAnswerIn(Sent):
    """Agreed; or, with a question, what is not right."""

    question: Words = ""


class ReplyIn(Sent):
    """The answer to a member's question; left out where it has not said anything."""

    reply: Words = ""


class SharePaidIn(Sent):
    """What a member paid, or got back."""

    amount_pence: Amount
    paid_on: date


def _seen(actor: Actor, cost: SharedCost, share_id: int) -> tuple[read.SeenCost, read.SeenShare]:
    """A cost and one part of it. Raises NotFound to whoever may not see it."""
    seen = read.seen(actor, read.get_cost(actor, cost.cluster_id, cost.pk))
    row = next((one for one in seen.shares if one.share.pk == share_id), None)
    if row is None:
        raise NotFound("There is no such share, or it is not shown to you.")
    row.share.cost = seen.cost
    return seen, row


def _statement(actor: Actor, cost: SharedCost, share_id: int) -> dict[str, Any]:
    seen, row = _seen(actor, cost, share_id)
    keeper = keeps(actor, seen.cost.cluster, localdate())
    said = keeper or row.is_own
    return share_out(seen, row, keeper=keeper) | {
        "why": list(row.why),
        "actual_why": list(row.actual_why),
        "question": row.share.question if said else "",
        "reply": row.share.reply if said else "",
    }


def _refuse(names: set[str], told: str) -> None:
    if names:
        raise BadInput(told, {name: [told] for name in sorted(names)})


@router.get(
    SHARE,
    auth=READ,
    response={200: ShareStatementOut, **FAULTS},
    summary="A member’s statement of a shared cost",
)
def read_statement(
    request: HttpRequest, cluster_id: int, cost_id: int, share_id: int
) -> dict[str, Any]:
    """Your own; others’ where your agreement opens the books."""
    actor, cost = cost_in(request, "cost_statement", cluster_id, cost_id)
    return _statement(actor, cost, share_id)


@router.patch(
    SHARE,
    auth=WRITE,
    response={200: ShareStatementOut, **FAULTS},
    summary="Change a member’s days and figures",
)
def edit_cost_member(
    request: HttpRequest, cluster_id: int, cost_id: int, share_id: int, payload: CostMemberChange
) -> dict[str, Any]:
    """For those who keep the ledger, until it is trued up."""
    actor, cost = kept(request, "edit_cost_member", cluster_id, cost_id)
    _, row = _seen(actor, cost, share_id)
    rules.check_state(cost, *rules.UNTIL_TRUED_UP)
    figures = ("income_pence", "staff", "units", "actual_units", "parts", "alone_pence")
    drafting = cost.state == CostState.DRAFT
    not_now = {"actual_units"} if drafting else {"income_pence", "staff", "units", "parts"}
    told = "This is said once it is shared." if drafting else "It is shared already."
    _refuse(not_now & payload.model_fields_set, told)
    said = MemberSaid(**changed(payload, row.share, ("from_day", "to_day", *figures), figures))
    actions.edit_cost_member(share=row.share, said=said, read=payload.read, by=actor, now=now())
    return _statement(actor, cost, share_id)


@router.post(
    SHARE + "/figures",
    auth=WRITE,
    response={200: ShareStatementOut, **FAULTS},
    summary="Give the figures of your own organisation",
)
def give_figures(
    request: HttpRequest, cluster_id: int, cost_id: int, share_id: int, payload: FiguresIn
) -> dict[str, Any]:
    """What the rule asks for, and what helps to see how fair it is, until it is trued up."""
    actor, cost = cost_in(request, "give_figures", cluster_id, cost_id)
    seen, row = _seen(actor, cost, share_id)
    rules.check_speaks_for(actor, row.share, localdate())
    rules.check_state(cost, *rules.UNTIL_TRUED_UP)
    asked = figures_asked(seen.cost, seen.agreed.needs)
    sent = {name for name, one in payload.model_dump().items() if one is not None}
    not_asked = ({"units", "income_pence", "staff"} - asked.keys()) & sent
    _refuse(not_asked, "The rule does not ask for this now.")
    said = FiguresSaid(**payload.model_dump())
    actions.give_figures(share=row.share, said=said, by=actor, now=now())
    return _statement(actor, cost, share_id)


@router.post(
    SHARE + "/answer",
    auth=WRITE,
    response={200: ShareStatementOut, **FAULTS},
    summary="Agree to the part of your own organisation, or question it",
)
def answer_share(
    request: HttpRequest, cluster_id: int, cost_id: int, share_id: int, payload: ShareAnswerIn
) -> dict[str, Any]:
    """As it stands now: of the budget, or of what it cost. 409 where nothing is asked."""
    actor, cost = cost_in(request, "answer_share", cluster_id, cost_id)
    _, row = _seen(actor, cost, share_id)
    sharing.answer_share(share=row.share, question=payload.question, by=actor, now=now())
    return _statement(actor, cost, share_id)


@router.post(
    SHARE + "/ask-again",
    auth=WRITE,
    response={200: ShareStatementOut, **FAULTS},
    summary="Ask a member anew whether its part is right",
)
def ask_again(
    request: HttpRequest, cluster_id: int, cost_id: int, share_id: int, payload: ReplyIn
) -> dict[str, Any]:
    """With the answer, where it has a question. 409 where it has agreed."""
    actor, cost = kept(request, "ask_again", cluster_id, cost_id)
    _, row = _seen(actor, cost, share_id)
    sharing.ask_again(share=row.share, reply=payload.reply, by=actor, now=now())
    return _statement(actor, cost, share_id)


@router.post(
    SHARE + "/payments",
    auth=WRITE,
    response={200: ShareStatementOut, **FAULTS},
    summary="Note that a member paid, or got back, what is open",
)
def pay_share(
    request: HttpRequest, cluster_id: int, cost_id: int, share_id: int, payload: SharePaidIn
) -> dict[str, Any]:
    """In the ledger; not more than is open. When nothing is open any more, the cost is settled."""
    actor, cost = kept(request, "pay_share", cluster_id, cost_id)
    _, row = _seen(actor, cost, share_id)
    with named(pence="amount_pence", day="paid_on"):
        sharing.pay_share(
            share=row.share, pence=payload.amount_pence, day=payload.paid_on, by=actor, now=now()
        )
    return _statement(actor, cost, share_id)


def _own(one: read.OwnShare) -> dict[str, Any]:
    share = one.share
    return plain(
        share,
        OwnShareOut,
        cluster_id=share.cost.cluster_id,
        title=one.title,
        state=share.cost.state,
        open_pence=one.open.net,
    )


@router.get(
    "/organisations/{organisation_id}/shared-costs",
    auth=READ,
    response={200: Page[OwnShareOut], **FAULTS},
    summary="What your organisation bears of shared costs",
)
def list_own_shares(
    request: HttpRequest, organisation_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """In all its clusters, those it left as well: what is open is not lost."""
    actor = actor_of(request)
    scope = organisation_scope(organisation_id)
    require(policies.MAY, "own_shared_costs", by=actor, scope=scope)
    return page(read.own_shares(actor, organisation_id), offset, limit, _own)
