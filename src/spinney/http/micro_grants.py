"""One micro-grant over the API: decided, paid by two people where the terms want it, told of."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from pydantic import Field

from spinney.base.kernel.actors import Actor
from spinney.http.inside import Amount, cluster_in, named
from spinney.http.micro_grant_rounds import MicroGrantOut, shown
from spinney.http.money import READ, WRITE
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Sent
from spinney.money import policies
from spinney.money.actions import microgrants as actions
from spinney.money.models import MicroGrant
from spinney.money.queries import microgrants as read
from spinney.money.queries.keeping import keeps

router = Router(tags=["money"])
ONE = "/clusters/{cluster_id}/micro-grants/{grant_id}"
Words = Annotated[str, Field(min_length=1, max_length=4_000)]
Decision = Annotated[
    int | None, Field(ge=1, description="By which decision of the members, if they decided it.")
]


class GivenIn(Sent):
    """How much is given, and why."""

    given_pence: Amount
    reasons: Words
    decision: Decision = None


class NotGivenIn(Sent):
    """Why it is not given."""

    reasons: Words
    decision: Decision = None


class MicroGrantPaidIn(Sent):
    """On which day it was paid."""

    paid_on: date


class UsedIn(Sent):
    """How it was used."""

    report: Words


def _grant(request: HttpRequest, verb: str, cluster_id: int, pk: int) -> tuple[Actor, MicroGrant]:
    actor, _ = cluster_in(request, policies, verb, cluster_id)
    return actor, read.get_micro_grant(actor, cluster_id, pk)


def _shown(actor: Actor, grant: MicroGrant) -> dict[str, Any]:
    found = read.get_micro_grant(actor, grant.round.cluster_id, grant.pk)
    return shown(found, keeper=keeps(actor, found.round.cluster, localdate()))


@router.get(
    ONE,
    auth=READ,
    response={200: MicroGrantOut, **FAULTS},
    summary="Read an application for a micro-grant",
)
def read_micro_grant(request: HttpRequest, cluster_id: int, grant_id: int) -> dict[str, Any]:
    """And what became of it."""
    return _shown(*_grant(request, "micro_grant", cluster_id, grant_id))


@router.post(
    ONE + "/approve",
    auth=WRITE,
    response={200: MicroGrantOut, **FAULTS},
    summary="Approve a micro-grant",
)
def approve_micro_grant(
    request: HttpRequest, cluster_id: int, grant_id: int, payload: GivenIn
) -> dict[str, Any]:
    """For those who keep the ledger and do not speak for whoever applied, who is told."""
    actor, one = _grant(request, "approve_micro_grant", cluster_id, grant_id)
    with named(pence="given_pence"):
        done = actions.approve_micro_grant(
            grant=one, pence=payload.given_pence, reasons=payload.reasons,
            decision=payload.decision, by=actor, now=now(),
        )  # fmt: skip
    return _shown(actor, done)


@router.post(
    ONE + "/decline",
    auth=WRITE,
    response={200: MicroGrantOut, **FAULTS},
    summary="Decline a micro-grant",
)
def decline_micro_grant(
    request: HttpRequest, cluster_id: int, grant_id: int, payload: NotGivenIn
) -> dict[str, Any]:
    """Whoever applied is told why."""
    actor, one = _grant(request, "decline_micro_grant", cluster_id, grant_id)
    said = payload.model_dump()
    return _shown(actor, actions.decline_micro_grant(grant=one, by=actor, now=now(), **said))


@router.post(
    ONE + "/reconsider",
    auth=WRITE,
    response={200: MicroGrantOut, **FAULTS},
    summary="Look at a micro-grant again",
)
def reconsider_micro_grant(request: HttpRequest, cluster_id: int, grant_id: int) -> dict[str, Any]:
    """What was decided and is not paid: what was promised goes back to the ring-fence."""
    actor, one = _grant(request, "reconsider_micro_grant", cluster_id, grant_id)
    return _shown(actor, actions.reconsider_micro_grant(grant=one, by=actor, now=now()))


@router.post(
    ONE + "/withdraw",
    auth=WRITE,
    response={200: MicroGrantOut, **FAULTS},
    summary="Take an application back",
)
def withdraw_micro_grant(request: HttpRequest, cluster_id: int, grant_id: int) -> dict[str, Any]:
    """For whoever applied, and those who keep the ledger."""
    actor, one = _grant(request, "withdraw_micro_grant", cluster_id, grant_id)
    return _shown(actor, actions.withdraw_micro_grant(grant=one, by=actor, now=now()))


@router.post(
    ONE + "/pay",
    auth=WRITE,
    response={200: MicroGrantOut, **FAULTS},
    summary="Note that a micro-grant was paid",
)
def pay_micro_grant(
    request: HttpRequest, cluster_id: int, grant_id: int, payload: MicroGrantPaidIn
) -> dict[str, Any]:
    """In the ledger. Where the terms want two people, the first asks for it (`waits_for_second`)
    and another one confirms it in the same way.
    """
    actor, one = _grant(request, "pay_micro_grant", cluster_id, grant_id)
    with named(day="paid_on"):
        done = actions.pay_micro_grant(grant=one, day=payload.paid_on, by=actor, now=now())
    return _shown(actor, done)


@router.post(
    ONE + "/report",
    auth=WRITE,
    response={200: MicroGrantOut, **FAULTS},
    summary="Tell how a micro-grant was used",
)
def report_micro_grant(
    request: HttpRequest, cluster_id: int, grant_id: int, payload: UsedIn
) -> dict[str, Any]:
    """For whoever got it, and those who keep the ledger for a group that told them."""
    actor, one = _grant(request, "report_micro_grant", cluster_id, grant_id)
    done = actions.report_micro_grant(grant=one, report=payload.report, by=actor, now=now())
    return _shown(actor, done)


@router.post(
    ONE + "/report/return",
    auth=WRITE,
    response={200: MicroGrantOut, **FAULTS},
    summary="Ask to be told more",
)
def return_micro_grant_report(
    request: HttpRequest, cluster_id: int, grant_id: int
) -> dict[str, Any]:
    """Whoever got it is asked again, with a link."""
    actor, one = _grant(request, "return_micro_grant_report", cluster_id, grant_id)
    return _shown(actor, actions.return_micro_grant_report(grant=one, by=actor, now=now()))
