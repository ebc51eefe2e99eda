"""Instalments over the API: planned, their conditions noted, released by two people, received."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.timezone import now
from pydantic import Field

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.http.grants import GrantWhole, whole
from spinney.http.inside import Amount, Read, cluster_in
from spinney.http.money import WRITE
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Sent
from spinney.money import policies
from spinney.money.actions import instalments as actions
from spinney.money.bridge.schemes import ConditionText
from spinney.money.models import Instalment
from spinney.money.queries import grants as read

router = Router(tags=["money"])
PATH = "/clusters/{cluster_id}/grants/{grant_id}/instalments/{number}"
Why = Annotated[str, Field(min_length=1, max_length=300)]


class ConditionIn(Sent):
    """What must be so: `value` is the kind of agreement, the percent spent, the number of the
    report or the place of the stage; for `words` it is left out.
    """

    kind: Literal["agreement", "programme", "spent", "report", "words"]
    value: Annotated[str, Field(max_length=60)] = ""
    words: Annotated[str, Field(max_length=300)] = ""


class InstalmentIn(Sent):
    """All that is planned of an instalment."""

    amount_pence: Amount
    due_on: date | None = None
    conditions: Annotated[list[ConditionIn], Field(max_length=20)] = Field(default_factory=list)
    why: Annotated[str, Field(max_length=300)] = Field(
        "", description="Needed where less is asked, or more money is planned, than before."
    )
    read: Read = None


class InstalmentMetIn(Sent):
    """Since when it is met, and what shows it."""

    met_on: date
    shown_by: Why


class ReceivedIn(Sent):
    """On which day it came in."""

    received_on: date


class InstalmentBackIn(Sent):
    """Why it is taken back."""

    why: Why


def _instalment(
    request: HttpRequest, verb: str, cluster_id: int, grant_id: int, number: int
) -> tuple[Actor, Instalment]:
    actor, _ = cluster_in(request, policies, verb, cluster_id)
    return actor, read.get_instalment(actor, cluster_id, grant_id, number)


@router.put(
    PATH,
    auth=WRITE,
    response={200: GrantWhole, **FAULTS},
    summary="Plan an instalment anew",
)
def plan_instalment(
    request: HttpRequest, cluster_id: int, grant_id: int, number: int, payload: InstalmentIn
) -> dict[str, Any]:
    """How much, when, and what must be so first. Notes on conditions that stay are kept."""
    actor, found = _instalment(request, "plan_instalment", cluster_id, grant_id, number)
    actions.plan_instalment(
        instalment=found,
        pence=payload.amount_pence,
        due_on=payload.due_on,
        conditions=[ConditionText(**one.model_dump()) for one in payload.conditions],
        why=payload.why,
        read=payload.read,
        by=actor,
        now=now(),
    )
    return whole(actor, found.grant)


@router.post(
    PATH + "/conditions/{condition_id}/met",
    auth=WRITE,
    response={200: GrantWhole, **FAULTS},
    summary="Note that a condition in words is met",
)
def meet_condition(
    request: HttpRequest,
    cluster_id: int,
    grant_id: int,
    number: int,
    condition_id: int,
    payload: InstalmentMetIn,
) -> dict[str, Any]:
    """All others are met by the records themselves, and nobody can say that they are."""
    actor, found = _instalment(request, "meet_condition", cluster_id, grant_id, number)
    condition = next((one for one in found.conditions.all() if one.pk == condition_id), None)
    if condition is None:
        raise NotFound("There is no such condition.")
    condition.instalment = found
    actions.meet_condition(condition=condition, by=actor, now=now(), **payload.model_dump())
    return whole(actor, found.grant)


@router.post(
    PATH + "/ask",
    auth=WRITE,
    response={200: GrantWhole, **FAULTS},
    summary="Ask for the release of an instalment",
)
def ask_release(
    request: HttpRequest, cluster_id: int, grant_id: int, number: int
) -> dict[str, Any]:
    """The first of two people. 409, with every reason, while something stands against it."""
    actor, found = _instalment(request, "ask_release", cluster_id, grant_id, number)
    actions.ask_release(instalment=found, by=actor, now=now())
    return whole(actor, found.grant)


@router.post(
    PATH + "/stop",
    auth=WRITE,
    response={200: GrantWhole, **FAULTS},
    summary="Take back the ask for a release",
)
def stop_release(
    request: HttpRequest, cluster_id: int, grant_id: int, number: int
) -> dict[str, Any]:
    """Nothing is paid yet."""
    actor, found = _instalment(request, "stop_release", cluster_id, grant_id, number)
    actions.stop_release(instalment=found, by=actor, now=now())
    return whole(actor, found.grant)


@router.post(
    PATH + "/release",
    auth=WRITE,
    response={200: GrantWhole, **FAULTS},
    summary="Release an instalment",
)
def release_instalment(
    request: HttpRequest, cluster_id: int, grant_id: int, number: int
) -> dict[str, Any]:
    """The second of two people, above the programme's limit. Once. 409, with every reason, while
    something stands against it; and to whoever asked for it.
    """
    actor, found = _instalment(request, "release_instalment", cluster_id, grant_id, number)
    actions.release_instalment(instalment=found, by=actor, now=now())
    return whole(actor, found.grant)


@router.post(
    PATH + "/unrelease",
    auth=WRITE,
    response={200: GrantWhole, **FAULTS},
    summary="Take back a release that was a mistake",
)
def unrelease_instalment(
    request: HttpRequest, cluster_id: int, grant_id: int, number: int, payload: InstalmentBackIn
) -> dict[str, Any]:
    """Before it came in. The cluster hears of it, and its ledger says so."""
    actor, found = _instalment(request, "unrelease_instalment", cluster_id, grant_id, number)
    actions.unrelease_instalment(instalment=found, why=payload.why, by=actor, now=now())
    return whole(actor, found.grant)


@router.post(
    PATH + "/received",
    auth=WRITE,
    response={200: GrantWhole, **FAULTS},
    summary="Say that an instalment came in",
)
def receive_instalment(
    request: HttpRequest, cluster_id: int, grant_id: int, number: int, payload: ReceivedIn
) -> dict[str, Any]:
    """It stands in the bank of the cluster's ledger on that day."""
    actor, found = _instalment(request, "receive_instalment", cluster_id, grant_id, number)
    actions.receive_instalment(
        instalment=found, received_on=payload.received_on, by=actor, now=now()
    )
    return whole(actor, found.grant)


@router.post(
    PATH + "/unreceived",
    auth=WRITE,
    response={200: GrantWhole, **FAULTS},
    summary="Say that an instalment did not come in after all",
)
def unreceive_instalment(
    request: HttpRequest, cluster_id: int, grant_id: int, number: int, payload: InstalmentBackIn
) -> dict[str, Any]:
    """It is waited for again."""
    actor, found = _instalment(request, "unreceive_instalment", cluster_id, grant_id, number)
    actions.unreceive_instalment(instalment=found, why=payload.why, by=actor, now=now())
    return whole(actor, found.grant)
