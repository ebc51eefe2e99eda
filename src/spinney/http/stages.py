"""Timetables over the API: the stages of a programme, and what each asks of a cluster."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from ninja import Schema, Status
from pydantic import Field

from spinney.base.kernel.actors import Actor, programme_scope
from spinney.base.kernel.errors import BadInput, NotFound
from spinney.base.kernel.policy import require
from spinney.clusters import policies
from spinney.clusters.actions import timetable as actions
from spinney.clusters.actions.conditions import Shown
from spinney.clusters.actions.conditions import meet_condition as note_met
from spinney.clusters.actions.stages import move_stage as move_on
from spinney.clusters.bridge.timetable import PlannedStage
from spinney.clusters.models import Cluster, Programme, Stage
from spinney.clusters.queries.clusters import cluster_for
from spinney.clusters.queries.programmes import get_programme
from spinney.clusters.queries.timetable import ConditionState, position_of
from spinney.http.auth import Token, actor_of, enter
from spinney.http.inside import Read
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Limit, Offset, Page, Sent, page, plain

router = Router(tags=["clusters"])
READ, WRITE = Token("clusters:read"), Token("clusters:write")
MOST_STAGES = 60


class PlannedOut(Schema):
    """A stage of the timetable as it is now."""

    uid: UUID
    name: str
    description: str
    target_on: date | None


class WasOut(Schema):
    """A stage as a plan had it."""

    stage: str
    name: str
    target_on: date | None


class ChangeOut(Schema):
    """A change of the timetable, which is kept for good with its reason."""

    number: int
    reason: str
    changed_at: datetime
    before: list[WasOut]
    after: list[WasOut]


class TimetableOut(Schema):
    """The timetable of a programme, and every change since it began."""

    version: int
    stages: list[PlannedOut]
    changes: list[ChangeOut]


class PlannedIn(Sent):
    """A stage: with its uid if it is there already."""

    uid: UUID | None = None
    name: Annotated[str, Field(max_length=100)]
    description: Annotated[str, Field(max_length=4_000)] = ""
    target_on: date | None = None


class TimetableIn(Sent):
    """The stages from now on, in their order; those left out go."""

    stages: Annotated[list[PlannedIn], Field(max_length=MOST_STAGES)]
    reason: Annotated[str, Field(max_length=2_000)] = Field(
        "", description="Needed once the programme runs."
    )
    read: Read = None


class StageConditionOut(Schema):
    """What a stage asks of a cluster, and whether it is met."""

    id: int
    stage: str
    text: str
    of_grant: bool
    met_by_agreement: str = Field(description="The kind of agreement that meets it by itself.")
    met_on: date | None
    shown_by: str


class StageMetIn(Sent):
    """On which day a condition was met, and what shows it."""

    met_on: date
    shown_by: Annotated[str, Field(min_length=1, max_length=300)]


class MoveStageIn(Sent):
    """From which stage it is moved on, so that a request sent twice moves it once."""

    leaving: UUID | None = Field(
        description="The uid of the stage that it is in; null before the first. 409 if it is in"
        " another by now."
    )


class ReachedStageOut(Schema):
    """The stage that a cluster entered."""

    uid: UUID
    stage: str
    entered_on: date


def _programme(request: HttpRequest, verb: str, programme_id: int) -> tuple[Actor, Programme]:
    actor = actor_of(request)
    require(policies.MAY, verb, by=actor, scope=programme_scope(programme_id))
    return actor, get_programme(actor, programme_id)


def _timetable(programme: Programme) -> dict[str, Any]:
    return {
        "version": programme.version,
        "stages": [plain(one, PlannedOut) for one in programme.stages.order_by("position")],
        "changes": [plain(one, ChangeOut) for one in programme.timetable_changes.all()],
    }


@router.get(
    "/programmes/{programme_id}/timetable",
    auth=READ,
    response={200: TimetableOut, **FAULTS},
    summary="The timetable of a programme",
)
def read_timetable(request: HttpRequest, programme_id: int) -> dict[str, Any]:
    """As it is now, and as it was before each change."""
    return _timetable(_programme(request, "timetable", programme_id)[1])


@router.put(
    "/programmes/{programme_id}/timetable",
    auth=WRITE,
    response={200: TimetableOut, **FAULTS},
    summary="Change the timetable",
)
def change_timetable(
    request: HttpRequest, programme_id: int, payload: TimetableIn
) -> dict[str, Any]:
    """Once the programme runs, a reason is needed, and the plan as it was is kept for good."""
    actor, programme = _programme(request, "change_timetable", programme_id)
    plan = [
        PlannedStage(str(one.uid or ""), one.name, one.target_on, one.description)
        for one in payload.stages
    ]
    actions.change_timetable(
        programme=programme,
        plan=plan,
        reason=payload.reason,
        version=payload.read,
        by=actor,
        now=now(),
    )
    return _timetable(get_programme(actor, programme_id))


Asked = tuple[str, ConditionState]
"""A condition, with the name of its stage."""


def _conditions(cluster: Cluster) -> list[Asked]:
    position = position_of(cluster, localdate())
    return [(stage.name, one) for stage in position.stages for one in position.conditions[stage.pk]]


def _condition(asked: Asked) -> dict[str, Any]:
    stage, state = asked
    met = state.met
    return plain(
        state.condition,
        StageConditionOut,
        stage=stage,
        met_on=met.met_on if met else None,
        shown_by=met.shown_by if met else "",
    )


@router.get(
    "/clusters/{cluster_id}/conditions",
    auth=READ,
    response={200: Page[StageConditionOut], **FAULTS},
    summary="What each stage asks of a cluster",
)
def list_conditions(
    request: HttpRequest, cluster_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """In the order of the stages, with what is met."""
    actor, _ = enter(request, policies.MAY, "days", cluster_id)
    return page(_conditions(cluster_for(actor, cluster_id)), offset, limit, _condition)


@router.post(
    "/clusters/{cluster_id}/conditions/{condition_id}/meet",
    auth=WRITE,
    response={200: StageConditionOut, **FAULTS},
    summary="Note that a condition is met",
)
def meet_condition(
    request: HttpRequest, cluster_id: int, condition_id: int, payload: StageMetIn
) -> dict[str, Any]:
    """Of any stage; not one that an agreement in force meets by itself."""
    actor, _ = enter(request, policies.MAY, "meet_condition", cluster_id)
    cluster = cluster_for(actor, cluster_id)
    condition = _asked(cluster, condition_id)[1].condition
    shown = Shown(payload.met_on, payload.shown_by)
    note_met(cluster=cluster, condition=condition, shown=shown, by=actor, now=now())
    return _condition(_asked(cluster, condition_id))


def _seen(cluster: Cluster, uid: UUID | None) -> Stage | None:
    """The stage in which a program saw the cluster."""
    if uid is None:
        return None
    found = Stage.objects.filter(programme=cluster.programme_id, uid=uid).first()
    if found is None:
        told = "There is no such stage in the programme of this cluster."
        raise BadInput(told, {"leaving": [told]})
    return found


def _asked(cluster: Cluster, condition_id: int) -> Asked:
    for stage, state in _conditions(cluster):
        if state.condition.pk == condition_id:
            return stage, state
    raise NotFound("There is no such condition in the programme of this cluster.")


@router.post(
    "/clusters/{cluster_id}/stage",
    auth=WRITE,
    response={201: ReachedStageOut, **FAULTS},
    summary="Move a cluster on to the next stage",
)
def move_stage(
    request: HttpRequest, cluster_id: int, payload: MoveStageIn
) -> Status[dict[str, Any]]:
    """Once it has met what its present stage asks."""
    actor, _ = enter(request, policies.MAY, "move_stage", cluster_id)
    cluster = cluster_for(actor, cluster_id)
    leaving = _seen(cluster, payload.leaving)
    made = move_on(cluster=cluster, leaving=leaving, by=actor, now=now())
    entered = {"uid": made.stage.uid, "stage": made.stage.name, "entered_on": made.entered_on}
    return Status(201, entered)
