"""Savings over the API: the sum looked at, claimed, confirmed, changed, taken back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from ninja import Status
from pydantic import Field

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotFound
from spinney.base.kernel.periods import Period
from spinney.clusters import api as clusters
from spinney.http.inside import Id, Pence, chosen, cluster_in
from spinney.http.savings import PATH, WRITE, SavingOut, as_seen, router, saving_in, shown
from spinney.http.schemas import FAULTS, Sent
from spinney.purchasing import policies
from spinney.purchasing.actions import savings as actions
from spinney.purchasing.bridge.savings import part_of
from spinney.purchasing.policies.savings import check_counts_once
from spinney.purchasing.queries import saving_starts as starts
from spinney.purchasing.queries import savings as read
from spinney.purchasing.queries.claiming import (
    SavingSaid,
    check_may_claim,
    counted_with,
    drafted,
)
from spinney.purchasing.queries.seeing import Seeing, seeing
from spinney.register.api import Organisation


class SavingIn(Sent):
    """What is cheaper, from when, and how that is known."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    kind: Literal["cashable", "avoided", "capacity"]
    category: Annotated[str, Field(max_length=30)]
    covers: Annotated[str, Field(max_length=120)] = Field(
        "category", description="“category” for all of it, “part”, or “supplier:KEY”."
    )
    first_day: date
    last_day: date
    basis_kind: Literal["lines", "contract", "quote", "word"] = Field(
        description="`lines`: reckoned from the member’s own payments."
    )
    basis_first: date | None = Field(None, description="For `lines`: its payments from this day,")
    basis_last: date | None = Field(None, description="to this one. Whole months count.")
    basis_words: Annotated[str, Field(max_length=300)] = ""
    baseline_pence: Pence | None = Field(None, description="Needed unless reckoned from `lines`.")
    new_pence: Pence
    one_off_pence: Pence = 0
    hours: Annotated[Decimal, Field(ge=0, max_digits=8, decimal_places=2)] | None = None
    how: Annotated[str, Field(max_length=4_000)] = ""


class ClaimSavingIn(SavingIn):
    """The same, for whom, and what it came of."""

    organisation_id: Id
    opportunity_id: Id | None = None
    purchase_id: Id | None = None
    contract_id: Id | None = None


class SavingChange(SavingIn):
    """All that is said of it, anew."""

    read: int | None = Field(None, description="The `version` that you read.")


class SavingWhyIn(Sent):
    """Why; all members can read it."""

    why: Annotated[str, Field(min_length=1, max_length=300)]


def _said(
    payload: SavingIn, suppliers: list[tuple[str, str]], origins: dict[str, Any] | None = None
) -> SavingSaid:
    """What was sent, as the room takes it. Raises BadInput."""
    own = {"basis_first", "basis_last", "baseline_pence", "covers"}
    names = [name for name in SavingIn.model_fields if name not in own]
    return SavingSaid(
        **{name: getattr(payload, name) for name in names},
        covers=_covers(payload, suppliers),
        baseline_pence=payload.baseline_pence or 0,
        basis_days=_days(payload),
        **(origins or {}),
    )


def _covers(payload: SavingIn, suppliers: list[tuple[str, str]]) -> str:
    if payload.covers == "category":
        return f"category:{payload.category}"
    if payload.covers == "part":
        return part_of(payload.title)
    if payload.covers not in {f"supplier:{key}" for key, _ in suppliers}:
        told = "Write “category”, “part”, or “supplier:” with the key of one of its suppliers."
        raise BadInput(told, {"covers": [told]})
    return payload.covers


def _days(payload: SavingIn) -> Period | None:
    if payload.basis_kind != "lines":
        if payload.baseline_pence is None:
            told = "Say what it would have cost in this time."
            raise BadInput(told, {"baseline_pence": [told]})
        return None
    if payload.basis_first is None or payload.basis_last is None:
        told = "Say from when to when the payments before are to count."
        raise BadInput(told, {"basis_first": [told]})
    if payload.basis_last < payload.basis_first:
        told = "It cannot end before it begins."
        raise BadInput(told, {"basis_last": [told]})
    return Period(payload.basis_first, payload.basis_last)


def _claim(
    actor: Actor, cluster: clusters.Cluster, payload: ClaimSavingIn
) -> tuple[Organisation, SavingSaid, Seeing]:
    """For whom, and what is said, its ids looked up as somebody may see them."""
    today = localdate()
    ids = [one.organisation_id for one in clusters.members(cluster, at=today)]
    rows = Organisation.objects.filter(pk__in=ids)
    organisation = chosen(rows, payload.organisation_id, "organisation_id")
    if organisation is None:
        raise NotFound("There is no such organisation.")
    seen = seeing(actor, cluster, today)
    asked = {
        name: str(pk)
        for name in ("opportunity", "purchase", "contract")
        if (pk := getattr(payload, f"{name}_id")) is not None
    }
    origins = starts.start_of(actor, cluster, organisation, asked, seen, today).origins
    suppliers = starts.suppliers_of(cluster, organisation, seen)
    return organisation, _said(payload, suppliers, dict(origins)), seen


@router.post(
    PATH + "/reckon",
    auth=WRITE,
    response={200: SavingOut, **FAULTS},
    summary="See the sum of a saving before it is claimed",
)
def reckon_saving(request: HttpRequest, cluster_id: int, payload: ClaimSavingIn) -> dict[str, Any]:
    """Nothing is kept; what could not be claimed is refused here as there. Its id is nought."""
    actor, cluster = cluster_in(request, policies, "claim_saving", cluster_id)
    organisation, said, seen = _claim(actor, cluster, payload)
    check_may_claim(cluster, organisation, said, seen, actor, localdate())
    made = drafted(cluster, organisation, said, seen)
    check_counts_once(made, counted_with(made), actor)
    made.pk = 0
    return shown(read.as_claimed(made))


@router.post(
    PATH,
    auth=WRITE,
    response={201: SavingOut, **FAULTS},
    summary="Claim a saving",
)
def claim_saving(
    request: HttpRequest, cluster_id: int, payload: ClaimSavingIn
) -> Status[dict[str, Any]]:
    """For one's own organisation, which is its word; or, for those who run the cluster, for a
    member, which is then asked.
    """
    actor, cluster = cluster_in(request, policies, "claim_saving", cluster_id)
    organisation, said, _ = _claim(actor, cluster, payload)
    made = actions.claim_saving(
        cluster=cluster, organisation=organisation, said=said, by=actor, now=now()
    )
    return Status(201, as_seen(actor, made))


@router.put(
    PATH + "/{int:saving_id}",
    auth=WRITE,
    response={200: SavingOut, **FAULTS},
    summary="Change what is said of a saving",
)
def edit_saving(
    request: HttpRequest, cluster_id: int, saving_id: int, payload: SavingChange
) -> dict[str, Any]:
    """For its member; while it waits for the member's word, for whoever claimed it."""
    actor, found = saving_in(request, "edit_saving", cluster_id, saving_id)
    seen = seeing(actor, found.cluster, localdate())
    said = _said(payload, starts.suppliers_of(found.cluster, found.organisation, seen))
    actions.edit_saving(saving=found, said=said, read=payload.read, by=actor, now=now())
    return as_seen(actor, found)


@router.post(
    PATH + "/{int:saving_id}/confirm",
    auth=WRITE,
    response={200: SavingOut, **FAULTS},
    summary="Confirm a saving for your organisation",
)
def confirm_saving(request: HttpRequest, cluster_id: int, saving_id: int) -> dict[str, Any]:
    """Whoever claimed it cannot."""
    actor, found = saving_in(request, "confirm_saving", cluster_id, saving_id)
    return as_seen(actor, actions.confirm_saving(saving=found, by=actor, now=now()))


@router.post(
    PATH + "/{int:saving_id}/refuse",
    auth=WRITE,
    response={200: SavingOut, **FAULTS},
    summary="Say that a saving is not right",
)
def refuse_saving(
    request: HttpRequest, cluster_id: int, saving_id: int, payload: SavingWhyIn
) -> dict[str, Any]:
    """For your organisation, and why. It counts nowhere."""
    actor, found = saving_in(request, "refuse_saving", cluster_id, saving_id)
    return as_seen(actor, actions.refuse_saving(saving=found, why=payload.why, by=actor, now=now()))


@router.post(
    PATH + "/{int:saving_id}/withdraw",
    auth=WRITE,
    response={200: SavingOut, **FAULTS},
    summary="Take a saving back",
)
def withdraw_saving(
    request: HttpRequest, cluster_id: int, saving_id: int, payload: SavingWhyIn
) -> dict[str, Any]:
    """It counts nowhere any more, and can be brought back."""
    actor, found = saving_in(request, "withdraw_saving", cluster_id, saving_id)
    return as_seen(
        actor, actions.withdraw_saving(saving=found, why=payload.why, by=actor, now=now())
    )


@router.post(
    PATH + "/{int:saving_id}/restore",
    auth=WRITE,
    response={200: SavingOut, **FAULTS},
    summary="Bring a saving back",
)
def restore_saving(request: HttpRequest, cluster_id: int, saving_id: int) -> dict[str, Any]:
    """That was taken back or not confirmed."""
    actor, found = saving_in(request, "restore_saving", cluster_id, saving_id)
    return as_seen(actor, actions.restore_saving(saving=found, by=actor, now=now()))


@router.post(
    PATH + "/{int:saving_id}/look-again",
    auth=WRITE,
    response={200: SavingOut, **FAULTS},
    summary="Set a saving against later payments",
)
def look_again(request: HttpRequest, cluster_id: int, saving_id: int) -> dict[str, Any]:
    """`realised` once they show it."""
    actor, found = saving_in(request, "look_again", cluster_id, saving_id)
    return as_seen(actor, actions.look_again(saving=found, by=actor, now=now()))
