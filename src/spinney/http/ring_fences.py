"""Ring-fences over the API: money set aside for one purpose, and what is paid for coming."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from ninja import Schema, Status
from pydantic import Field

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput
from spinney.clusters import api as clusters
from spinney.http.inside import Amount, Id, Read, changed, cluster_in, named, one_of
from spinney.http.money import READ, WRITE
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Limit, Offset, Page, Sent, page, plain
from spinney.money import policies
from spinney.money.actions import attendance as rates
from spinney.money.actions import ring_fences as actions
from spinney.money.models import AttendanceRate, RingFence
from spinney.money.queries import ring_fences as read
from spinney.money.queries.choices import keyed_cost_lines, open_funds
from spinney.money.queries.keeping import check_keeps, keeps
from spinney.register.api import Organisation

router = Router(tags=["money"])
PATH = "/clusters/{cluster_id}/ring-fences"
ONE = PATH + "/{ring_fence_id}"
#: Of which members something is tells who has little.
KEEPERS = "Empty for whoever does not keep the ledger."
Name = Annotated[str, Field(min_length=1, max_length=120)]
Purpose = Annotated[str, Field(max_length=300)]
Line = Annotated[
    UUID | None,
    Field(description="`key` of the line of the budget on which its payments stand."),
]


class RingFenceOut(Schema):
    """A part of a fund that is kept for one purpose and cannot be overspent."""

    id: int
    uid: UUID
    name: str
    purpose: str
    fund_id: int
    amount_pence: int
    paid_pence: int
    promised_pence: int = Field(description="Taken from it and not paid yet.")
    remaining_pence: int = Field(description="What is neither paid nor promised.")
    budget_key: UUID | None = Field(description="The line of the budget of its payments.")
    closed_on: date | None
    version: int


class RateOut(Schema):
    """What members are paid for coming to meetings."""

    id: int
    uid: UUID
    amount_pence: int
    per: str = Field(description="meeting, or hour.")
    from_day: date
    to_day: date | None
    income_at_most_pence: int | None = Field(description="Only members with no more a year.")
    chosen: bool = Field(description="Whether members were chosen for it.")
    organisation_ids: list[int] = Field(description=f"Those that were chosen. {KEEPERS}")
    agreed_in: str


class MovedPenceOut(Schema):
    """What was taken from a ring-fence (below nought) or put back."""

    at: datetime
    amount_pence: int
    words: str


class UnpaidOut(Schema):
    """A member that came to a meeting and is not paid for it, and why."""

    organisation: str
    meeting: str
    held_on: date
    why: str


class RingFenceWhole(RingFenceOut):
    """A ring-fence with what is paid out of it for coming."""

    rates: list[RateOut]
    moves: list[MovedPenceOut] = Field(description=f"The last 50, the latest first. {KEEPERS}")
    unpaid: list[UnpaidOut] = Field(description=f"Who came and is not paid for it. {KEEPERS}")


class RingFenceIn(Sent):
    """A part of a fund to be set aside."""

    name: Name
    fund_id: Id
    amount_pence: Amount
    purpose: Purpose = ""
    budget_key: Line = None
    sure: bool = Field(False, description="Set it aside though nothing came into the fund yet.")


class RingFenceChange(Sent):
    """What is changed. Those left out stay as they are."""

    name: Name | None = None
    amount_pence: Amount | None = None
    purpose: Purpose | None = None
    budget_key: Line = None
    sure: bool = Field(False, description="Set it aside though nothing came into the fund yet.")
    read: Read = None


class OnIn(Sent):
    """On which day. Today, if it is left out."""

    on: date | None = None


class RateIn(Sent):
    """What members are paid for coming, as it was agreed."""

    amount_pence: Amount
    per: Literal["meeting", "hour"] = "meeting"
    from_day: date
    to_day: date | None = None
    income_at_most_pence: Amount | None = None
    organisation_ids: list[Id] = Field(
        default_factory=list, max_length=300, description="Only these; with an income: these too."
    )
    agreed_in: Annotated[str, Field(max_length=300)] = ""


def _fence(row: read.FenceRow) -> dict[str, Any]:
    sums = {"paid_pence": row.paid, "promised_pence": row.promised}
    return plain(row.ring_fence, RingFenceOut, **sums)


def _rate(rate: AttendanceRate, *, keeper: bool) -> dict[str, Any]:
    ids = [one.pk for one in rate.organisations.all()]
    told = {"chosen": bool(ids), "organisation_ids": ids if keeper else []}
    return plain(rate, RateOut, amount_pence=rate.pence, **told)


def _whole(actor: Actor, fence: RingFence) -> dict[str, Any]:
    """A ring-fence as its page shows it: moves and who is not paid to those who keep the ledger."""
    today = localdate()
    found = read.get_ring_fence(actor, fence.cluster_id, fence.pk)
    keeper = keeps(actor, found.cluster, today)
    (row,) = [one for one in read.fence_rows(actor, found.cluster) if one.ring_fence == found]
    moves = found.moves.order_by("-at", "-pk")[:50] if keeper else []
    unpaid = read.unpaid_of(found, today) if keeper and found.closed_on is None else []
    return _fence(row) | {
        "rates": [_rate(one, keeper=keeper) for one in read.rates_of(found)],
        "moves": [plain(one, MovedPenceOut, amount_pence=one.pence) for one in moves],
        "unpaid": [plain(one, UnpaidOut) for one in unpaid],
    }


def fence_in(request: HttpRequest, verb: str, cluster_id: int, pk: int) -> tuple[Actor, RingFence]:
    """Who asks, and a ring-fence. Raises NotFound for another cluster's."""
    actor, _ = cluster_in(request, policies, verb, cluster_id)
    return actor, read.get_ring_fence(actor, cluster_id, pk)


def _kept(request: HttpRequest, verb: str, cluster_id: int, pk: int) -> tuple[Actor, RingFence]:
    """The same, for whoever keeps the ledger."""
    actor, found = fence_in(request, verb, cluster_id, pk)
    check_keeps(actor, found.cluster, localdate())
    return actor, found


def _check_line(cluster: clusters.Cluster, key: UUID | None, before: UUID | None = None) -> None:
    """Raise BadInput for a line on which nothing can stand; the one that it had may stay."""
    if key not in (None, before) and str(key) not in dict(keyed_cost_lines(cluster)):
        told = "There is no line of costs with this key in the budget in force."
        raise BadInput(told, {"budget_key": [told]})


@router.get(
    PATH,
    auth=READ,
    response={200: Page[RingFenceOut], **FAULTS},
    summary="Ring-fences of a cluster",
)
def list_ring_fences(
    request: HttpRequest, cluster_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """Open ones first, each with what is left."""
    actor, cluster = cluster_in(request, policies, "ring_fences", cluster_id)
    return page(read.fence_rows(actor, cluster), offset, limit, _fence)


@router.get(
    ONE,
    auth=READ,
    response={200: RingFenceWhole, **FAULTS},
    summary="Read a ring-fence",
)
def read_ring_fence(request: HttpRequest, cluster_id: int, ring_fence_id: int) -> dict[str, Any]:
    """What is left of it, and what is paid for coming to meetings."""
    return _whole(*fence_in(request, "ring_fence", cluster_id, ring_fence_id))


@router.post(
    PATH,
    auth=WRITE,
    response={201: RingFenceWhole, **FAULTS},
    summary="Set money aside",
)
def add_ring_fence(
    request: HttpRequest, cluster_id: int, payload: RingFenceIn
) -> Status[dict[str, Any]]:
    """For those who keep the ledger; never more than the fund has or is promised. 422 with the
    field `sure` where nothing came into the fund yet.
    """
    actor, cluster = cluster_in(request, policies, "add_ring_fence", cluster_id)
    check_keeps(actor, cluster, localdate())
    _check_line(cluster, payload.budget_key)
    said = payload.model_dump(exclude={"fund_id", "sure"})
    fund = one_of(open_funds(cluster), payload.fund_id, "fund_id")
    made = actions.add_ring_fence(
        fund=fund, said=actions.RingFenceSaid(**said), sure=payload.sure, by=actor, now=now()
    )
    return Status(201, _whole(actor, made))


@router.patch(
    ONE,
    auth=WRITE,
    response={200: RingFenceWhole, **FAULTS},
    summary="Change a ring-fence",
)
def edit_ring_fence(
    request: HttpRequest, cluster_id: int, ring_fence_id: int, payload: RingFenceChange
) -> dict[str, Any]:
    """What is left out stays. Its amount cannot fall below what was taken from it."""
    actor, found = _kept(request, "edit_ring_fence", cluster_id, ring_fence_id)
    names = ("name", "amount_pence", "purpose", "budget_key")
    said = actions.RingFenceSaid(**changed(payload, found, names, ("budget_key",)))
    _check_line(found.cluster, said.budget_key, found.budget_key)
    done = actions.edit_ring_fence(
        ring_fence=found, said=said, read=payload.read, sure=payload.sure, by=actor, now=now()
    )
    return _whole(actor, done)


@router.post(
    ONE + "/close",
    auth=WRITE,
    response={200: RingFenceWhole, **FAULTS},
    summary="Close a ring-fence",
)
def close_ring_fence(
    request: HttpRequest, cluster_id: int, ring_fence_id: int, payload: OnIn
) -> dict[str, Any]:
    """What is left goes back to its fund; what was promised is still paid."""
    actor, found = _kept(request, "close_ring_fence", cluster_id, ring_fence_id)
    with named(day="on"):
        done = actions.close_ring_fence(
            ring_fence=found, on=payload.on or localdate(), by=actor, now=now()
        )
    return _whole(actor, done)


@router.post(
    ONE + "/reopen",
    auth=WRITE,
    response={200: RingFenceWhole, **FAULTS},
    summary="Open a ring-fence again",
)
def reopen_ring_fence(request: HttpRequest, cluster_id: int, ring_fence_id: int) -> dict[str, Any]:
    """With what it had when it was closed, if its fund still has that."""
    actor, found = _kept(request, "reopen_ring_fence", cluster_id, ring_fence_id)
    return _whole(actor, actions.reopen_ring_fence(ring_fence=found, by=actor, now=now()))


@router.post(
    ONE + "/rates",
    auth=WRITE,
    response={201: RingFenceWhole, **FAULTS},
    summary="Pay members for coming to meetings",
)
def add_attendance_rate(
    request: HttpRequest, cluster_id: int, ring_fence_id: int, payload: RateIn
) -> Status[dict[str, Any]]:
    """A rate that was agreed: meetings from that day on are counted with it."""
    actor, found = _kept(request, "add_attendance_rate", cluster_id, ring_fence_id)
    said = payload.model_dump(exclude={"amount_pence", "organisation_ids"})
    ids = {one.organisation_id for one in clusters.members(found.cluster, localdate())}
    members = list(Organisation.objects.filter(pk__in=ids))
    only = [one_of(members, one, "organisation_ids") for one in set(payload.organisation_ids)]
    with named(pence="amount_pence", organisations="organisation_ids"):
        rates.add_attendance_rate(
            ring_fence=found, by=actor, now=now(),
            said=rates.RateSaid(payload.amount_pence, organisations=only, **said),
        )  # fmt: skip
    return Status(201, _whole(actor, found))


@router.post(
    ONE + "/rates/{rate_id}/end",
    auth=WRITE,
    response={200: RingFenceWhole, **FAULTS},
    summary="End a rate",
)
def end_attendance_rate(
    request: HttpRequest, cluster_id: int, ring_fence_id: int, rate_id: int, payload: OnIn
) -> dict[str, Any]:
    """Meetings after that day are not paid by it. What is due stays due."""
    actor, found = _kept(request, "end_attendance_rate", cluster_id, ring_fence_id)
    rate = read.get_rate(found, rate_id)
    rates.end_attendance_rate(rate=rate, on=payload.on or localdate(), by=actor, now=now())
    return _whole(actor, found)
