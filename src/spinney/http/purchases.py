"""Buying together over the API: begun, who is in on which conditions, ended, taken up again.

Nobody reads the most that another member would pay, nor who is asked but those who run the cluster.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from ninja import Schema, Status
from pydantic import Field

from spinney.base.kernel.actors import Actor
from spinney.decisions import api as decisions
from spinney.http.inside import Amount, Id, Read, changed, cluster_in
from spinney.http.routing import Router
from spinney.http.savings import READ, WRITE
from spinney.http.schemas import FAULTS, Limit, Offset, Page, Sent, page, plain
from spinney.purchasing import policies
from spinney.purchasing.actions import pledging
from spinney.purchasing.actions import purchases as actions
from spinney.purchasing.bridge.purchases import PledgeText, PurchaseText
from spinney.purchasing.models import Contract, JointPurchase
from spinney.purchasing.queries import opportunities
from spinney.purchasing.queries import purchases as read
from spinney.purchasing.queries.purchase_page import Member, PurchaseShown
from spinney.purchasing.queries.purchase_page import shown as page_of
from spinney.purchasing.queries.seeing import seeing
from spinney.purchasing.states import PledgeState, PurchaseState

router = Router(tags=["purchasing"])
PATH = "/clusters/{cluster_id}/purchases"
ONE = PATH + "/{purchase_id}"
Title = Annotated[str, Field(min_length=1, max_length=200)]
What = Annotated[str, Field(max_length=5_000, description="Suppliers read it.")]
Category = Annotated[str, Field(max_length=30)]
Unit = Annotated[str, Field(max_length=60, description="What a price is for; empty: all of it.")]
Measure = Annotated[str, Field(max_length=20)]
Per = Literal["once", "week", "month", "quarter", "year"]
Months = Annotated[int, Field(ge=1, le=120)]
Percent = Annotated[int, Field(ge=0, le=50)]
Quantity = Annotated[Decimal, Field(ge=Decimal("0.01"), lt=10**6, decimal_places=2)]


class PurchaseOut(Schema):
    """Something that members buy together."""

    id: int
    uid: UUID
    title: str
    category: str
    state: str = Field(
        description="pledging, quoting, comparing, deciding, appointed, contracted or ended."
    )
    said_in: int = Field(description="How many members have said that they are in.")
    quotes_by: datetime | None = Field(description="Until then quotes are sealed for everybody.")
    appointed: str = Field(description="The supplier that is appointed; empty: none yet.")
    version: int


class WordOut(Schema):
    """What a member said, as the others see it: never the most it would pay."""

    name: str
    stands: str = Field(description="Whether it is in as things stand, in words.")
    quantity: str
    note: str


class OwnWordOut(Schema):
    """What your own organisation said, if you represent it."""

    state: str = Field(description="in or out.")
    at_most_pence: int | None
    at_least: int
    quantity: Decimal
    note: str


class CriterionOut(Schema):
    """What quotes are compared by, and how much it weighs, of 100."""

    id: int
    title: str
    weight: int
    is_price: bool


class AskedSupplierOut(Schema):
    """A supplier on the list."""

    id: int
    name: str
    state: str = Field(description="draft (not asked yet), asked, answered or declined.")
    declined_why: str


class PurchaseWhole(PurchaseOut):
    """A joint purchase with who is in and what comes next."""

    what: str
    unit: str
    measure: str
    per: str
    months: int = Field(description="Over so many months quotes are compared.")
    vat_percent: int
    pledge_by: date | None
    opened_at: datetime | None
    says: str = Field(description="Where it stands, in a sentence.")
    group: str = Field(description="Who is in as things stand, in a sentence.")
    members: list[WordOut]
    silent: list[str] = Field(description="Members that have said nothing.")
    own: OwnWordOut | None
    criteria: list[CriterionOut]
    suppliers: list[AskedSupplierOut] = Field(description="For those who run the cluster.")
    suppliers_asked: int
    quotes_in: int = Field(description="How many have sent a quote, sealed or open.")
    ballot_id: int | None
    chosen_why: str
    ended_why: str
    contract_ids: list[int]


class PurchaseIn(Sent):
    """Something to be bought together."""

    title: Title
    what: What = ""
    category: Category = "other"
    unit: Unit = ""
    measure: Measure = Field("", description="The measure that says how many each needs.")
    per: Per = "year"
    months: Months = 12
    vat_percent: Percent = 20
    opportunity_id: Id | None = Field(None, description="From which opportunity it comes.")


class PurchaseChange(Sent):
    """What is changed. Those left out stay as they are."""

    title: Title | None = None
    what: What | None = None
    category: Category | None = None
    unit: Unit | None = None
    measure: Measure | None = None
    per: Per | None = None
    months: Months | None = None
    vat_percent: Percent | None = None
    read: Read = None


class StopIn(Sent):
    """Why; members are told."""

    why: Annotated[str, Field(min_length=1, max_length=300)]


class AskWordIn(Sent):
    """By which day members say whether they are in."""

    pledge_by: date


class AskedMembersOut(Schema):
    """How many members were asked."""

    asked: int


class WordIn(Sent):
    """In, on which conditions, for how much; or not this time, and then no condition is kept."""

    state: Literal["in", "out"]
    quantity: Quantity = Decimal(1)
    at_most_pence: Amount | None = Field(
        None, description="The most you would pay for one, with VAT. Nobody else sees it."
    )
    at_least: Annotated[int, Field(ge=1, le=500)] = Field(
        1, description="How many must join, you included."
    )
    note: Annotated[str, Field(max_length=300)] = Field("", description="All members read it.")


def _appointed(one: JointPurchase) -> str:
    """Who is appointed; what is only proposed to the members is not."""
    decided = one.state in (PurchaseState.APPOINTED, PurchaseState.CONTRACTED)
    return one.winner.invited.name if decided and one.winner else ""


def _row(one: Any) -> dict[str, Any]:
    return plain(one, PurchaseOut, appointed=_appointed(one))


def _word(one: Member) -> dict[str, str]:
    return {"name": one.name, "stands": one.words, "quantity": one.quantity, "note": one.note}


def _ballot_id(one: JointPurchase) -> int | None:
    if one.ballot is None:
        return None
    rows = decisions.Ballot.objects.filter(uid=one.ballot, cluster=one.cluster_id)
    return rows.values_list("pk", flat=True).first()


def whole(actor: Actor, purchase: JointPurchase) -> dict[str, Any]:
    """A purchase as its page shows it to whoever asks."""
    one = read.get_purchase(actor, purchase.cluster_id, purchase.pk)
    seen: PurchaseShown = page_of(actor, one, now())
    contracts = Contract.objects.filter(purchase=one, removed_at=None).order_by("pk")
    said_in = sum(each.state == PledgeState.IN for each in seen.group.pledges)
    return plain(
        one,
        PurchaseWhole,
        said_in=said_in,
        appointed=_appointed(one),
        says=seen.says,
        group=seen.group_says,
        members=[_word(each) for each in seen.members],
        silent=seen.silent if seen.takes_pledges else [],
        own=_own(seen),
        criteria=[plain(each, CriterionOut) for each in read.criteria_of(one)],
        suppliers=[plain(each, AskedSupplierOut) for each in seen.invited] if seen.runs else [],
        suppliers_asked=len(seen.invited),
        quotes_in=seen.came_in,
        ballot_id=_ballot_id(one),
        contract_ids=list(contracts.values_list("pk", flat=True)),
    )


def _own(seen: PurchaseShown) -> dict[str, Any] | None:
    """What her own organisation said, to whoever speaks for it in this cluster."""
    return plain(seen.own, OwnWordOut) if seen.own and seen.is_member else None


def purchase_in(
    request: HttpRequest, verb: str, cluster_id: int, pk: int
) -> tuple[Actor, JointPurchase]:
    """Who asks, and a purchase. Raises NotFound for another cluster's."""
    actor, _ = cluster_in(request, policies, verb, cluster_id)
    return actor, read.get_purchase(actor, cluster_id, pk)


@router.get(
    PATH,
    auth=READ,
    response={200: Page[PurchaseOut], **FAULTS},
    summary="What a cluster buys together",
)
def list_purchases(
    request: HttpRequest, cluster_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """The newest first."""
    actor, _ = cluster_in(request, policies, "purchases", cluster_id)
    return page(read.purchases_of(actor, cluster_id), offset, limit, _row)


@router.get(
    ONE,
    auth=READ,
    response={200: PurchaseWhole, **FAULTS},
    summary="Read a joint purchase",
)
def read_purchase(request: HttpRequest, cluster_id: int, purchase_id: int) -> dict[str, Any]:
    """Where it stands, who is in, what quotes are compared by."""
    return whole(*purchase_in(request, "purchase", cluster_id, purchase_id))


@router.post(
    PATH,
    auth=WRITE,
    response={201: PurchaseWhole, **FAULTS},
    summary="Begin to buy something together",
)
def start_purchase(
    request: HttpRequest, cluster_id: int, payload: PurchaseIn
) -> Status[dict[str, Any]]:
    """Quotes are compared by the price alone until criteria are set."""
    actor, cluster = cluster_in(request, policies, "start_purchase", cluster_id)
    origin = None
    if payload.opportunity_id is not None:
        seen = seeing(actor, cluster, localdate())
        origin = opportunities.get_opportunity(actor, seen, payload.opportunity_id).row
    text = PurchaseText(**payload.model_dump(exclude={"opportunity_id"}))
    made = actions.start_purchase(
        cluster=cluster, text=text, opportunity=origin, by=actor, now=now()
    )
    return Status(201, whole(actor, made))


@router.patch(
    ONE,
    auth=WRITE,
    response={200: PurchaseWhole, **FAULTS},
    summary="Change what is to be bought",
)
def edit_purchase(
    request: HttpRequest, cluster_id: int, purchase_id: int, payload: PurchaseChange
) -> dict[str, Any]:
    """Once suppliers were asked, only its name and category."""
    actor, one = purchase_in(request, "edit_purchase", cluster_id, purchase_id)
    names = [name for name in PurchaseIn.model_fields if name != "opportunity_id"]
    text = PurchaseText(**changed(payload, one, names))
    done = actions.edit_purchase(purchase=one, text=text, read=payload.read, by=actor, now=now())
    return whole(actor, done)


@router.post(
    ONE + "/end",
    auth=WRITE,
    response={200: PurchaseWhole, **FAULTS},
    summary="Stop buying this",
)
def end_purchase(
    request: HttpRequest, cluster_id: int, purchase_id: int, payload: StopIn
) -> dict[str, Any]:
    """Whoever is in is told, and suppliers that were asked."""
    actor, one = purchase_in(request, "end_purchase", cluster_id, purchase_id)
    return whole(actor, actions.end_purchase(purchase=one, why=payload.why, by=actor, now=now()))


@router.post(
    ONE + "/reopen",
    auth=WRITE,
    response={200: PurchaseWhole, **FAULTS},
    summary="Take a purchase up again",
)
def reopen_purchase(request: HttpRequest, cluster_id: int, purchase_id: int) -> dict[str, Any]:
    """From the beginning: suppliers have to be asked anew."""
    actor, one = purchase_in(request, "reopen_purchase", cluster_id, purchase_id)
    return whole(actor, actions.reopen_purchase(purchase=one, by=actor, now=now()))


@router.post(
    ONE + "/ask-members",
    auth=WRITE,
    response={200: AskedMembersOut, **FAULTS},
    summary="Ask members whether they are in",
)
def ask_pledges(
    request: HttpRequest, cluster_id: int, purchase_id: int, payload: AskWordIn
) -> dict[str, int]:
    """Those that have said nothing yet, by a link."""
    actor, one = purchase_in(request, "ask_pledges", cluster_id, purchase_id)
    asked = pledging.ask_pledges(purchase=one, pledge_by=payload.pledge_by, by=actor, now=now())
    return {"asked": asked}


@router.put(
    ONE + "/pledge",
    auth=WRITE,
    response={200: PurchaseWhole, **FAULTS},
    summary="Say whether your organisation is in",
)
def pledge(
    request: HttpRequest, cluster_id: int, purchase_id: int, payload: WordIn
) -> dict[str, Any]:
    """It can be changed until it is decided whom to appoint."""
    actor, one = purchase_in(request, "pledge", cluster_id, purchase_id)
    said = PledgeText(**payload.model_dump())
    if payload.state == "out":
        said = PledgeText(state=PledgeState.OUT, note=payload.note)
    pledging.pledge(purchase=one, said=said, by=actor, now=now())
    return whole(actor, one)


@router.delete(
    ONE + "/pledge",
    auth=WRITE,
    response={204: None, **FAULTS},
    summary="Take the word of your organisation back",
)
def take_back_pledge(request: HttpRequest, cluster_id: int, purchase_id: int) -> Status[None]:
    """As if nothing had been said; its conditions are forgotten."""
    actor, one = purchase_in(request, "take_back_pledge", cluster_id, purchase_id)
    pledging.take_back_pledge(purchase=one, by=actor, now=now())
    return Status(204, None)
