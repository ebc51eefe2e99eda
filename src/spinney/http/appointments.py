"""Who is appointed in a joint purchase, over the API: by ballot or at once; and the contract."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from ninja import Schema, Status
from pydantic import Field

from spinney.base.kernel.errors import BadInput
from spinney.http.contracts import JointContractOut, joint_out
from spinney.http.inside import Id, one_of
from spinney.http.purchases import ONE, PurchaseWhole, purchase_in, whole
from spinney.http.quotes import Name, opened
from spinney.http.routing import Router
from spinney.http.savings import WRITE
from spinney.http.schemas import FAULTS, Sent
from spinney.purchasing.actions import appointing, contracting
from spinney.purchasing.bridge.sharing_costs import ContractTerms
from spinney.purchasing.policies import purchases as rules
from spinney.purchasing.queries.contract_shares import costs_named
from spinney.purchasing.states import PurchaseState

router = Router(tags=["purchasing"])


class ProposeIn(Sent):
    """Which quote is proposed; left out: the members choose among all."""

    quote_id: Id | None = None


class BallotOnOut(Schema):
    """The ballot that was begun; it is opened as others are."""

    ballot_id: int


class AppointIn(Sent):
    """Who is appointed, and why."""

    quote_id: Id
    why: Annotated[str, Field(min_length=1, max_length=300, description="Members read it.")]
    decision: Annotated[int, Field(ge=1)] | None = Field(
        None, description="The decision of your register, unless you may spend so much yourself."
    )


class JointContractIn(Sent):
    """The contract with whoever was appointed."""

    title: Name
    first_day: date
    end_day: date
    notice_days: Annotated[int, Field(ge=0, le=1_100)] = 0
    renews: bool = False
    sharing: Annotated[str, Field(max_length=80)] = Field(
        "", description="The kind of cost by which your agreement shares it."
    )


@router.post(
    ONE + "/vote",
    auth=WRITE,
    response={201: BallotOnOut, **FAULTS},
    summary="Begin a ballot about whom to appoint",
)
def put_to_vote(
    request: HttpRequest, cluster_id: int, purchase_id: int, payload: ProposeIn
) -> Status[dict[str, int]]:
    """Which of the quotes, or whether the members agree to one. What it comes to is followed."""
    actor, one = purchase_in(request, "put_to_vote", cluster_id, purchase_id)
    rules.check_becomes(one, PurchaseState.DECIDING)
    quotes = opened(one)
    quote = None if payload.quote_id is None else one_of(quotes, payload.quote_id, "quote_id")
    ballot = appointing.put_to_vote(purchase=one, quote=quote, by=actor, now=now())
    return Status(201, {"ballot_id": ballot.pk})


@router.post(
    ONE + "/compare-again",
    auth=WRITE,
    response={200: PurchaseWhole, **FAULTS},
    summary="Compare the quotes again",
)
def return_to_quotes(request: HttpRequest, cluster_id: int, purchase_id: int) -> dict[str, Any]:
    """The ballot was thrown away, taken back, or decided nothing."""
    actor, one = purchase_in(request, "return_to_quotes", cluster_id, purchase_id)
    return whole(actor, appointing.return_to_quotes(purchase=one, by=actor, now=now()))


@router.post(
    ONE + "/appoint",
    auth=WRITE,
    response={200: PurchaseWhole, **FAULTS},
    summary="Appoint a supplier without a ballot",
)
def appoint_supplier(
    request: HttpRequest, cluster_id: int, purchase_id: int, payload: AppointIn
) -> dict[str, Any]:
    """Where your agreement lets you spend so much, or by a decision that names the supplier."""
    actor, one = purchase_in(request, "appoint_supplier", cluster_id, purchase_id)
    rules.check_is(one, PurchaseState.COMPARING)
    quote = one_of(opened(one), payload.quote_id, "quote_id")
    done = appointing.appoint_supplier(
        purchase=one, quote=quote, why=payload.why, decision=payload.decision, by=actor, now=now()
    )
    return whole(actor, done)


@router.post(
    ONE + "/contract",
    auth=WRITE,
    response={201: JointContractOut, **FAULTS},
    summary="Note the contract with whoever was appointed",
)
def make_contract(
    request: HttpRequest, cluster_id: int, purchase_id: int, payload: JointContractIn
) -> Status[dict[str, Any]]:
    """What each member that is in bears of it follows from the rule in force."""
    actor, one = purchase_in(request, "make_contract", cluster_id, purchase_id)
    rules.check_becomes(one, PurchaseState.CONTRACTED)
    if payload.sharing and payload.sharing not in costs_named(one, localdate()):
        told = "Your agreement names no such kind of cost. Leave it empty."
        raise BadInput(told, {"sharing": [told]})
    said = ContractTerms(**payload.model_dump())
    made = contracting.make_contract(purchase=one, said=said, by=actor, now=now())
    return Status(201, joint_out(made))
