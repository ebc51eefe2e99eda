"""Contracts over the API: a member's own, those that a cluster sees, and those made together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from ninja import Schema, Status
from pydantic import Field

from spinney.base.kernel.actors import Actor, Role, organisation_scope
from spinney.base.kernel.policy import require
from spinney.clusters import api as clusters
from spinney.http.auth import actor_of
from spinney.http.inside import Id, Pence, Read, changed, cluster_in, named, one_of
from spinney.http.routing import Router
from spinney.http.savings import READ, WRITE
from spinney.http.schemas import FAULTS, Limit, Offset, Page, Sent, page, plain
from spinney.purchasing import policies
from spinney.purchasing.actions import contracts as actions
from spinney.purchasing.models import Contract
from spinney.purchasing.policies.contracts import ContractText
from spinney.purchasing.queries import contracts as read
from spinney.purchasing.queries.uploads import organisation_for

router = Router(tags=["purchasing"])
OWN = "/organisations/{organisation_id}/contracts"
ONE = OWN + "/{contract_id}"
JOINT = "/clusters/{cluster_id}/joint-contracts/{contract_id}"
Title = Annotated[str, Field(min_length=1, max_length=200)]
Category = Annotated[str, Field(max_length=30, description="As savings have it: telecoms, energy.")]
Notice = Annotated[int, Field(ge=0, le=1_100)]
Note = Annotated[str, Field(max_length=2_000)]
Moves = Literal["notice", "end", "keep"]
DEEDS: dict[str, tuple[str, Callable[..., Contract]]] = {
    "notice": ("give_notice", actions.give_notice),
    "end": ("end_contract", actions.end_contract),
    "keep": ("keep_contract", actions.keep_contract),
}


class ContractOut(Schema):
    """A contract, for those whose it is."""

    id: int
    uid: UUID
    title: str
    supplier_name: str
    category: str
    yearly_pence: int | None
    first_day: date | None
    end_day: date | None
    notice_days: int
    notice_day: date | None = Field(description="The last day on which notice can be given.")
    renews: bool = Field(description="Whether it goes on by itself.")
    state: str = Field(description="runs, notice_given or ended.")
    note: str
    version: int


class OwnContractOut(ContractOut):
    """A contract of your own organisation."""

    shown_to_id: int | None = Field(description="The cluster whose members see it.")


class BornOut(Schema):
    """What one member bears of a joint contract."""

    organisation_id: int
    yearly_pence: int
    once_pence: int


class JointContractOut(ContractOut):
    """A contract made together, and what each bears of it."""

    purchase_id: int | None
    shares: list[BornOut]


class SeenContractOut(Schema):
    """A contract as you see it in a cluster."""

    id: int
    is_joint: bool
    organisation_id: int | None = Field(description="Whose it is; null: made together.")
    title: str
    supplier_name: str
    category: str
    notice_day: date | None
    end_day: date | None
    state: str
    yearly: str = Field(description="An amount, a band, or empty, as the member shares it here.")


class ContractIn(Sent):
    """A contract to be noted. Nobody else sees it until it is shown."""

    title: Title
    supplier_name: Title
    category: Category = "other"
    yearly_pence: Pence | None = None
    first_day: date | None = None
    end_day: date | None = None
    notice_days: Notice = 0
    renews: bool = False
    note: Note = ""


class ContractChange(Sent):
    """What is changed. Those left out stay as they are."""

    title: Title | None = None
    supplier_name: Title | None = None
    category: Category | None = None
    yearly_pence: Pence | None = None
    first_day: date | None = None
    end_day: date | None = None
    notice_days: Notice | None = None
    renews: bool | None = None
    note: Note | None = None
    read: Read = None


class ShowIn(Sent):
    """To the members of which cluster of yours."""

    cluster_id: Id


def _own(request: HttpRequest, verb: str, organisation_id: int, pk: int) -> tuple[Actor, Contract]:
    """Who asks, and a contract of an organisation, for its own people."""
    actor = actor_of(request)
    require(policies.MAY, verb, by=actor, scope=organisation_scope(organisation_id))
    return actor, read.own_contract(actor, organisation_id, pk)


def _joint(request: HttpRequest, verb: str, cluster_id: int, pk: int) -> tuple[Actor, Contract]:
    actor, _ = cluster_in(request, policies, verb, cluster_id)
    return actor, read.joint_contract(actor, cluster_id, pk)


def _text(contract: Contract, payload: ContractChange) -> ContractText:
    may_be_empty = ("yearly_pence", "first_day", "end_day")
    return ContractText(**changed(payload, contract, list(ContractIn.model_fields), may_be_empty))


def _born(contract: Contract) -> list[dict[str, int]]:
    return [
        {
            "organisation_id": one.organisation_id,
            "yearly_pence": one.yearly_pence,
            "once_pence": one.steps.get("once", 0),
        }
        for one in contract.shares.order_by("organisation__name", "pk")
    ]


def joint_out(contract: Contract) -> dict[str, Any]:
    """A contract made together as its members see it."""
    return plain(contract, JointContractOut, shares=_born(contract))


def _seen(one: read.Shown) -> dict[str, Any]:
    mine = {"is_joint": one.is_joint, "yearly": one.cost}
    return plain(one.contract, SeenContractOut, **mine)


@router.get(
    OWN,
    auth=READ,
    response={200: Page[OwnContractOut], **FAULTS},
    summary="Contracts of your own organisation",
)
def list_own_contracts(
    request: HttpRequest, organisation_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """The soonest day of notice first."""
    actor = actor_of(request)
    require(policies.MAY, "own_contracts", by=actor, scope=organisation_scope(organisation_id))
    rows = read.own_contracts(actor, organisation_id).filter(removed_at=None)
    return page(rows, offset, limit, lambda one: plain(one, OwnContractOut))


@router.get(
    ONE,
    auth=READ,
    response={200: OwnContractOut, **FAULTS},
    summary="Read a contract of your own organisation",
)
def read_contract(request: HttpRequest, organisation_id: int, contract_id: int) -> dict[str, Any]:
    """For its own people."""
    return plain(_own(request, "contract", organisation_id, contract_id)[1], OwnContractOut)


@router.post(
    OWN,
    auth=WRITE,
    response={201: OwnContractOut, **FAULTS},
    summary="Note a contract",
)
def add_contract(
    request: HttpRequest, organisation_id: int, payload: ContractIn
) -> Status[dict[str, Any]]:
    """Nobody else sees it until it is shown to a cluster. You are reminded before its notice."""
    actor = actor_of(request)
    require(policies.MAY, "add_contract", by=actor, scope=organisation_scope(organisation_id))
    made = actions.add_contract(
        organisation=organisation_for(actor, organisation_id, "add_contract"),
        text=ContractText(**payload.model_dump()), by=actor, now=now(),
    )  # fmt: skip
    return Status(201, plain(made, OwnContractOut))


@router.patch(
    ONE,
    auth=WRITE,
    response={200: OwnContractOut, **FAULTS},
    summary="Change a contract",
)
def edit_contract(
    request: HttpRequest, organisation_id: int, contract_id: int, payload: ContractChange
) -> dict[str, Any]:
    """What is left out stays. A new last day for notice is reminded of anew."""
    actor, found = _own(request, "edit_contract", organisation_id, contract_id)
    text = _text(found, payload)
    done = actions.edit_contract(contract=found, text=text, read=payload.read, by=actor, now=now())
    return plain(done, OwnContractOut)


@router.post(
    ONE + "/show",
    auth=WRITE,
    response={200: OwnContractOut, **FAULTS},
    summary="Show a contract to the members of a cluster",
)
def show_contract(
    request: HttpRequest, organisation_id: int, contract_id: int, payload: ShowIn
) -> dict[str, Any]:
    """With whom it is, for what, and its days; what it costs as far as you share spending there."""
    actor, found = _own(request, "show_contract", organisation_id, contract_id)
    places = clusters.Cluster.objects.filter(pk__in=actor.ids_of("cluster", Role.MEMBER))
    cluster = one_of(places, payload.cluster_id, "cluster_id")
    with named(cluster="cluster_id"):
        done = actions.show_contract(contract=found, cluster=cluster, by=actor, now=now())
    return plain(done, OwnContractOut)


@router.post(
    ONE + "/hide",
    auth=WRITE,
    response={200: OwnContractOut, **FAULTS},
    summary="Show a contract to nobody any more",
)
def hide_contract(request: HttpRequest, organisation_id: int, contract_id: int) -> dict[str, Any]:
    """From now on."""
    actor, found = _own(request, "hide_contract", organisation_id, contract_id)
    return plain(actions.hide_contract(contract=found, by=actor, now=now()), OwnContractOut)


@router.post(
    ONE + "/state/{deed}",
    auth=WRITE,
    response={200: OwnContractOut, **FAULTS},
    summary="Note that notice is given, that a contract is over, or that it goes on",
)
def move_contract(
    request: HttpRequest, organisation_id: int, contract_id: int, deed: Moves
) -> dict[str, Any]:
    """`notice`, `end` or `keep`."""
    verb, act = DEEDS[deed]
    actor, found = _own(request, verb, organisation_id, contract_id)
    return plain(act(contract=found, by=actor, now=now()), OwnContractOut)


@router.delete(
    ONE,
    auth=WRITE,
    response={204: None, **FAULTS},
    summary="Take a contract off the list",
)
def remove_contract(request: HttpRequest, organisation_id: int, contract_id: int) -> Status[None]:
    """It can be brought back for 30 days."""
    actor, found = _own(request, "remove_contract", organisation_id, contract_id)
    actions.remove_contract(contract=found, by=actor, now=now())
    return Status(204, None)


@router.post(
    ONE + "/restore",
    auth=WRITE,
    response={200: OwnContractOut, **FAULTS},
    summary="Bring a contract back",
)
def restore_contract(
    request: HttpRequest, organisation_id: int, contract_id: int
) -> dict[str, Any]:
    """Within 30 days."""
    actor, found = _own(request, "restore_contract", organisation_id, contract_id)
    return plain(actions.restore_contract(contract=found, by=actor, now=now()), OwnContractOut)


@router.get(
    "/clusters/{cluster_id}/contracts",
    auth=READ,
    response={200: Page[SeenContractOut], **FAULTS},
    summary="Contracts that are seen in a cluster",
)
def list_contracts(
    request: HttpRequest, cluster_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """Those made together, and those that members show; the soonest day of notice first."""
    actor, cluster = cluster_in(request, policies, "contracts", cluster_id)
    return page(read.contracts_in(actor, cluster, localdate()), offset, limit, _seen)


@router.get(
    JOINT,
    auth=READ,
    response={200: JointContractOut, **FAULTS},
    summary="Read a contract made together",
)
def read_joint_contract(request: HttpRequest, cluster_id: int, contract_id: int) -> dict[str, Any]:
    """With what each member bears of it."""
    return joint_out(_joint(request, "joint_contract", cluster_id, contract_id)[1])


@router.patch(
    JOINT,
    auth=WRITE,
    response={200: JointContractOut, **FAULTS},
    summary="Change what a joint contract says",
)
def edit_joint_contract(
    request: HttpRequest, cluster_id: int, contract_id: int, payload: ContractChange
) -> dict[str, Any]:
    """What each bears stays as it was shared."""
    actor, found = _joint(request, "edit_joint_contract", cluster_id, contract_id)
    text = _text(found, payload)
    done = actions.edit_contract(contract=found, text=text, read=payload.read, by=actor, now=now())
    return joint_out(done)


@router.post(
    JOINT + "/state/{deed}",
    auth=WRITE,
    response={200: JointContractOut, **FAULTS},
    summary="Note that notice is given, that a joint contract is over, or that it goes on",
)
def move_joint_contract(
    request: HttpRequest, cluster_id: int, contract_id: int, deed: Moves
) -> dict[str, Any]:
    """`notice`, `end` or `keep`; for those who run the cluster."""
    actor, found = _joint(request, "change_joint_contract", cluster_id, contract_id)
    return joint_out(DEEDS[deed][1](contract=found, by=actor, now=now()))
