"""Shared costs over the API: noted, shared as budgeted and as they came, taken back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from ninja import Schema, Status
from pydantic import Field

from spinney.agreements import api as agreements
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput
from spinney.clusters import api as clusters
from spinney.http.inside import Amount, Id, Pence, Read, chosen, cluster_in, one_of
from spinney.http.money import READ, WRITE
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Limit, Offset, Page, Sent, page, plain
from spinney.money import policies
from spinney.money.actions import cost_sharing as sharing
from spinney.money.actions import costs as actions
from spinney.money.bridge.cost_rules import rule_words
from spinney.money.bridge.costs import CostSaid
from spinney.money.models import SharedCost
from spinney.money.queries import costs as read
from spinney.money.queries.keeping import check_keeps, keeps
from spinney.register.api import Organisation

router = Router(tags=["money"])
PATH = "/clusters/{cluster_id}/shared-costs"
ONE = PATH + "/{cost_id}"
Title = Annotated[str, Field(min_length=1, max_length=200)]
Kind = Annotated[str, Field(max_length=80, description="A kind of cost that your terms name.")]
Unit = Annotated[str, Field(max_length=60, description="What use is counted in: hours, pages.")]
Members = Annotated[list[Id], Field(min_length=1, max_length=300)]


class SharedCostOut(Schema):
    """A cost that members bear together in a time."""

    id: int
    uid: UUID
    title: str
    kind: str
    first_day: date
    last_day: date
    budget_pence: int
    actual_pence: int | None
    state: str = Field(description="draft, agreed (shared as budgeted), trued_up, settled, ended.")
    version: int


class CostRowOut(SharedCostOut):
    """A shared cost in a list."""

    own_pence: int | None = Field(description="The part of the organisations you speak for.")
    to_answer: int = Field(description="How many members have not agreed to their part yet.")


class MemberFiguresOut(Schema):
    """What is known of a member, as the rule asks for it."""

    income_pence: int | None
    staff: Decimal | None
    units: Decimal | None
    actual_units: Decimal | None
    parts: int | None
    alone_pence: int | None = Field(description="What it would pay alone.")


class ShareOut(Schema):
    """One member's part."""

    id: int
    organisation_id: int
    from_day: date
    to_day: date
    budget_pence: int | None = Field(description="In a draft: as it would be now.")
    actual_pence: int | None
    open_pence: int = Field(description="What it still pays; below nought: gets back.")
    paid_pence: int
    answer: str | None = Field(description="open, agreed or questioned; null: nothing is asked.")
    settled_on: date | None
    is_own: bool
    figures: MemberFiguresOut | None = Field(
        description="Of your own organisation; of all, if you keep the ledger."
    )
    version: int


class MadeOf(Sent):
    """What a cost is made of, in pence: it shows how fair a rule is. A `step` for `each` units."""

    once: Pence | None = None
    unit: Pence | None = None
    site: Pence | None = None
    step: Pence | None = None
    each: Annotated[int, Field(ge=1, le=10**9)] | None = None


class SharedCostWhole(SharedCostOut):
    """A shared cost with the parts that you may see: your own, all where your books are open."""

    unit: str
    paid_by_id: int | None = Field(description="The member that pays the bill; null: the group.")
    budget_line_id: int | None
    in_ledger_pence: int = Field(description="What the ledger has on its line so far.")
    made_of: dict[str, int]
    rule: str
    rule_from: str = Field(description="The clause that says so; empty: nothing is agreed.")
    why_not: list[str] = Field(description="What stands in the way, for those who keep the ledger.")
    sees_all: bool
    shares: list[ShareOut]


class SharedCostIn(Sent):
    """A cost that members are to share."""

    title: Title
    first_day: date
    last_day: date
    budget_pence: Amount
    members: Members
    kind: Kind = ""
    unit: Unit = ""
    paid_by_id: Id | None = None
    budget_line_id: Id | None = None
    made_of: MadeOf = Field(default_factory=MadeOf)


class SharedCostChange(Sent):
    """What is changed. Those left out stay as they are."""

    title: Title | None = None
    first_day: date | None = None
    last_day: date | None = None
    budget_pence: Amount | None = None
    members: Members | None = None
    kind: Kind | None = None
    unit: Unit | None = None
    paid_by_id: Id | None = None
    budget_line_id: Id | None = None
    made_of: MadeOf | None = None
    read: Read = None


class CameToIn(Sent):
    """What it really cost."""

    actual_pence: Pence | None = Field(None, description="Left out: what the ledger says.")


class StepWhyIn(Sent):
    """Why; all members can read it."""

    why: Annotated[str, Field(min_length=1, max_length=300)]


class AskedOut(Schema):
    """How many members were asked."""

    asked: int


def share_out(seen: read.SeenCost, row: read.SeenShare, *, keeper: bool) -> dict[str, Any]:
    """A member's part; its figures to itself and to those who keep the ledger."""
    share, asked = row.share, read.answer_field(seen.cost)
    return plain(
        share,
        ShareOut,
        budget_pence=seen.pence(share),
        open_pence=row.open.net,
        paid_pence=row.paid if share.budget_entry_id else 0,
        answer=getattr(share, asked) if asked else None,
        is_own=row.is_own,
        figures=plain(share, MemberFiguresOut) if keeper or row.is_own else None,
    )


def _whole(actor: Actor, cost: SharedCost) -> dict[str, Any]:
    found = read.get_cost(actor, cost.cluster_id, cost.pk)
    seen, keeper = read.seen(actor, found), keeps(actor, found.cluster, localdate())
    agreed = seen.agreed
    return plain(
        found,
        SharedCostWhole,
        in_ledger_pence=read.actual_so_far(found).pence,
        rule=rule_words(agreed.rule),
        rule_from=found.rule_from or agreed.source,
        why_not=seen.why_not if keeper else [],
        sees_all=seen.sees_all,
        shares=[share_out(seen, row, keeper=keeper) for row in seen.shares],
    )


def cost_in(request: HttpRequest, verb: str, cluster_id: int, pk: int) -> tuple[Actor, SharedCost]:
    """Who asks, and a shared cost. Raises NotFound for another cluster's."""
    actor, _ = cluster_in(request, policies, verb, cluster_id)
    return actor, read.get_cost(actor, cluster_id, pk)


def kept(request: HttpRequest, verb: str, cluster_id: int, pk: int) -> tuple[Actor, SharedCost]:
    """The same, for those who keep the ledger."""
    actor, cost = cost_in(request, verb, cluster_id, pk)
    check_keeps(actor, cost.cluster, localdate())
    return actor, cost


def _said(
    cluster: clusters.Cluster, said: dict[str, Any], cost: SharedCost | None = None
) -> CostSaid:
    """What was sent, its ids looked up among those that the site offers."""
    have = [one.organisation_id for one in read.shares_of_cost(cost)] if cost else []
    ids = {one.organisation_id for one in clusters.members(cluster)} | set(have)
    people = list(Organisation.objects.filter(pk__in=ids))
    lines = read.lines_to_choose(cluster, cost.budget_line if cost else None)
    _check_kind(cluster, said["kind"], cost)
    members = frozenset(one_of(people, one, "members").pk for one in said.pop("members"))
    payer = chosen(people, said.pop("paid_by_id"), "paid_by_id")
    line = chosen(lines, said.pop("budget_line_id"), "budget_line_id")
    made_of = {name: pence for name, pence in said.pop("made_of").items() if pence}
    return CostSaid(**said, members=members, paid_by=payer, budget_line=line, made_of=made_of)


def _check_kind(cluster: clusters.Cluster, kind: str, cost: SharedCost | None) -> None:
    """Raise BadInput for a kind of cost that the terms do not name; what it was may stay."""
    named = {one.cost for one in agreements.terms(cluster, at=localdate()).cost_sharing.rules}
    if kind and kind not in named and not (cost and cost.kind == kind):
        told = "Your agreement names no such kind of cost. Leave it empty."
        raise BadInput(told, {"kind": [told]})


@router.get(
    PATH,
    auth=READ,
    response={200: Page[CostRowOut], **FAULTS},
    summary="Shared costs of a cluster",
)
def list_shared_costs(
    request: HttpRequest, cluster_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """The newest first, each with your own part."""
    actor, _ = cluster_in(request, policies, "shared_costs", cluster_id)
    rows = read.costs_of(actor, cluster_id)

    def shown(row: read.CostRow) -> dict[str, Any]:
        return plain(row.cost, CostRowOut, own_pence=row.own_pence, to_answer=row.to_answer)

    return page(rows, offset, limit, shown)


@router.get(
    ONE,
    auth=READ,
    response={200: SharedCostWhole, **FAULTS},
    summary="Read a shared cost",
)
def read_shared_cost(request: HttpRequest, cluster_id: int, cost_id: int) -> dict[str, Any]:
    """The rule, and the parts that you may see."""
    return _whole(*cost_in(request, "shared_cost", cluster_id, cost_id))


@router.post(
    PATH,
    auth=WRITE,
    response={201: SharedCostWhole, **FAULTS},
    summary="Note a cost that members are to share",
)
def add_shared_cost(
    request: HttpRequest, cluster_id: int, payload: SharedCostIn
) -> Status[dict[str, Any]]:
    """For those who keep the ledger. Nobody owes anything yet."""
    actor, cluster = cluster_in(request, policies, "add_shared_cost", cluster_id)
    check_keeps(actor, cluster, localdate())
    said = _said(cluster, payload.model_dump())
    made = actions.add_shared_cost(cluster=cluster, said=said, by=actor, now=now())
    return Status(201, _whole(actor, made))


@router.patch(
    ONE,
    auth=WRITE,
    response={200: SharedCostWhole, **FAULTS},
    summary="Change what is shared, and by whom",
)
def edit_shared_cost(
    request: HttpRequest, cluster_id: int, cost_id: int, payload: SharedCostChange
) -> dict[str, Any]:
    """Before it is shared. What is left out stays."""
    actor, cost = kept(request, "edit_shared_cost", cluster_id, cost_id)
    facts = [name for name in SharedCostIn.model_fields if name != "members"]
    stands = {name: getattr(cost, name) for name in facts} | {
        "members": [one.organisation_id for one in read.shares_of_cost(cost)]
    }
    sent = payload.model_dump(exclude_unset=True, exclude={"read"})
    may_be_empty = ("paid_by_id", "budget_line_id")
    told = {name: one for name, one in sent.items() if one is not None or name in may_be_empty}
    said = _said(cost.cluster, stands | told, cost)
    done = actions.edit_shared_cost(cost=cost, said=said, read=payload.read, by=actor, now=now())
    return _whole(actor, done)


@router.post(
    ONE + "/ask-for-figures",
    auth=WRITE,
    response={200: AskedOut, **FAULTS},
    summary="Ask members for the figures that are missing",
)
def ask_for_figures(request: HttpRequest, cluster_id: int, cost_id: int) -> dict[str, int]:
    """Each by a link that needs no account. 409 where none is missing."""
    actor, cost = kept(request, "ask_for_figures", cluster_id, cost_id)
    return {"asked": actions.ask_for_figures(cost=cost, by=actor, now=now())}


@router.post(
    ONE + "/share",
    auth=WRITE,
    response={200: SharedCostWhole, **FAULTS},
    summary="Share the budget",
)
def share_budget(request: HttpRequest, cluster_id: int, cost_id: int) -> dict[str, Any]:
    """By the rule in force: each member owes its part, and is asked whether it is right."""
    actor, cost = kept(request, "share_budget", cluster_id, cost_id)
    return _whole(actor, sharing.share_budget(cost=cost, by=actor, now=now()))


@router.post(
    ONE + "/true-up",
    auth=WRITE,
    response={200: SharedCostWhole, **FAULTS},
    summary="Share what it really cost",
)
def true_up_cost(
    request: HttpRequest, cluster_id: int, cost_id: int, payload: CameToIn
) -> dict[str, Any]:
    """By the same rule: each member pays the difference or gets it back, and is asked again."""
    actor, cost = kept(request, "true_up_cost", cluster_id, cost_id)
    done = sharing.true_up_cost(cost=cost, by=actor, now=now(), **payload.model_dump())
    return _whole(actor, done)


@router.post(
    ONE + "/reopen",
    auth=WRITE,
    response={200: SharedCostWhole, **FAULTS},
    summary="Take the last step back",
)
def reopen_shared_cost(
    request: HttpRequest, cluster_id: int, cost_id: int, payload: StepWhyIn
) -> dict[str, Any]:
    """The true-up, or the sharing of the budget, with its entry; or bring back what was ended."""
    actor, cost = kept(request, "reopen_shared_cost", cluster_id, cost_id)
    done = sharing.reopen_shared_cost(cost=cost, why=payload.why, by=actor, now=now())
    return _whole(actor, done)


@router.post(
    ONE + "/end",
    auth=WRITE,
    response={200: SharedCostWhole, **FAULTS},
    summary="Share a cost no more",
)
def end_shared_cost(
    request: HttpRequest, cluster_id: int, cost_id: int, payload: StepWhyIn
) -> dict[str, Any]:
    """Before the true-up: what members owe for it is taken back."""
    actor, cost = kept(request, "end_shared_cost", cluster_id, cost_id)
    done = sharing.end_shared_cost(cost=cost, why=payload.why, by=actor, now=now())
    return _whole(actor, done)
