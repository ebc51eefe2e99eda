"""What a workplan is to reach, over the API: objectives, and milestones by which it is seen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import now
from ninja import Schema, Status
from pydantic import Field

from spinney.base.kernel.actors import Actor
from spinney.http.inside import Id, Read, changed, chosen, cluster_in
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Limit, Offset, Page, Sent, page, plain
from spinney.http.workplans import READ, WRITE, ObjectiveOut, Text, Title, plan_in
from spinney.workplans import policies
from spinney.workplans.actions import milestones as milestone_actions
from spinney.workplans.actions import objectives as actions
from spinney.workplans.models import Milestone, Objective, Workplan
from spinney.workplans.policies.activities import MilestoneText
from spinney.workplans.policies.plans import ObjectiveText
from spinney.workplans.queries import activities as read_activities
from spinney.workplans.queries import plans as read

router = Router(tags=["workplans"])
Number = Annotated[Decimal, Field(ge=0, le=10**11, decimal_places=2)]


class ObjectiveIn(Sent):
    """An objective to be added."""

    title: Title
    description: Text = ""


class ObjectiveChange(Sent):
    """What is changed. Those left out stay as they are."""

    title: Title | None = None
    description: Text | None = None
    read: Read = None


class MilestoneOut(Schema):
    """Something that will be seen to be reached by a day; `target` and `reached` are in `unit`."""

    id: int
    uid: UUID
    title: str
    due_on: date
    measure: str
    unit: str
    target: Decimal | None
    reached: Decimal | None
    reached_on: date | None
    activity_id: int | None
    organisation_id: int | None
    version: int


class MilestoneIn(Sent):
    """A milestone to be added. With a `unit` goes a `target`."""

    title: Title
    due_on: date
    measure: Annotated[str, Field(max_length=200)] = ""
    unit: Annotated[str, Field(max_length=60)] = ""
    target: Number | None = None
    activity_id: Id | None = None
    organisation_id: Id | None = None


class MilestoneChange(Sent):
    """What is changed. Those left out stay as they are."""

    title: Title | None = None
    due_on: date | None = None
    measure: Annotated[str, Field(max_length=200)] | None = None
    unit: Annotated[str, Field(max_length=60)] | None = None
    target: Number | None = None
    activity_id: Id | None = None
    organisation_id: Id | None = None
    read: Read = None


class ReachedIn(Sent):
    """Whether it is reached, and how far the count has come."""

    is_reached: bool
    reached: Number | None = None
    on: date | None = None


def _objective(
    request: HttpRequest, verb: str, cluster_id: int, pk: int
) -> tuple[Actor, Objective]:
    actor, _ = cluster_in(request, policies, verb, cluster_id)
    return actor, read.get_objective(actor, cluster_id, pk)


@router.post(
    "/clusters/{cluster_id}/objectives",
    auth=WRITE,
    response={201: ObjectiveOut, **FAULTS},
    summary="Add an objective",
)
def add_objective(
    request: HttpRequest, cluster_id: int, payload: ObjectiveIn
) -> Status[dict[str, Any]]:
    """At the end of the plan."""
    actor, plan = plan_in(request, "add_objective", cluster_id)
    text = ObjectiveText(**payload.model_dump())
    made = actions.add_objective(plan=plan, text=text, by=actor, now=now())
    return Status(201, plain(made, ObjectiveOut))


@router.patch(
    "/clusters/{cluster_id}/objectives/{objective_id}",
    auth=WRITE,
    response={200: ObjectiveOut, **FAULTS},
    summary="Change an objective",
)
def edit_objective(
    request: HttpRequest, cluster_id: int, objective_id: int, payload: ObjectiveChange
) -> dict[str, Any]:
    """What is left out stays."""
    actor, found = _objective(request, "edit_objective", cluster_id, objective_id)
    text = ObjectiveText(**changed(payload, found, ("title", "description")))
    done = actions.edit_objective(
        objective=found, text=text, read=payload.read, by=actor, now=now()
    )
    return plain(done, ObjectiveOut)


@router.delete(
    "/clusters/{cluster_id}/objectives/{objective_id}",
    auth=WRITE,
    response={204: None, **FAULTS},
    summary="Take an objective out",
)
def remove_objective(request: HttpRequest, cluster_id: int, objective_id: int) -> Status[None]:
    """Its activities stay. It can be brought back for 30 days."""
    actor, found = _objective(request, "remove_objective", cluster_id, objective_id)
    actions.remove_objective(objective=found, by=actor, now=now())
    return Status(204, None)


@router.post(
    "/clusters/{cluster_id}/objectives/{objective_id}/restore",
    auth=WRITE,
    response={200: ObjectiveOut, **FAULTS},
    summary="Bring an objective back",
)
def restore_objective(request: HttpRequest, cluster_id: int, objective_id: int) -> dict[str, Any]:
    """Within 30 days."""
    actor, found = _objective(request, "restore_objective", cluster_id, objective_id)
    return plain(actions.restore_objective(objective=found, by=actor, now=now()), ObjectiveOut)


def _milestone(
    request: HttpRequest, verb: str, cluster_id: int, pk: int
) -> tuple[Actor, Milestone]:
    actor, _ = cluster_in(request, policies, verb, cluster_id)
    return actor, read_activities.get_milestone(actor, cluster_id, pk)


def _text(plan: Workplan, said: dict[str, Any]) -> MilestoneText:
    activities = plan.activities.filter(removed_at=None)
    members = read_activities.who_can_do(plan.cluster)
    activity = chosen(activities, said.pop("activity_id"), "activity_id")
    organisation = chosen(members, said.pop("organisation_id"), "organisation_id")
    return MilestoneText(**said, activity=activity, organisation=organisation)


@router.get(
    "/clusters/{cluster_id}/milestones",
    auth=READ,
    response={200: Page[MilestoneOut], **FAULTS},
    summary="Milestones of the plan",
)
def list_milestones(
    request: HttpRequest, cluster_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """The soonest first."""
    _, plan = plan_in(request, "milestones", cluster_id)
    rows = read_activities.live_milestones(plan)
    return page(rows, offset, limit, lambda one: plain(one, MilestoneOut))


@router.post(
    "/clusters/{cluster_id}/milestones",
    auth=WRITE,
    response={201: MilestoneOut, **FAULTS},
    summary="Add a milestone",
)
def add_milestone(
    request: HttpRequest, cluster_id: int, payload: MilestoneIn
) -> Status[dict[str, Any]]:
    """To the plan, of one of its activities or of none."""
    actor, plan = plan_in(request, "add_milestone", cluster_id)
    text = _text(plan, payload.model_dump())
    made = milestone_actions.add_milestone(plan=plan, text=text, by=actor, now=now())
    return Status(201, plain(made, MilestoneOut))


@router.patch(
    "/clusters/{cluster_id}/milestones/{milestone_id}",
    auth=WRITE,
    response={200: MilestoneOut, **FAULTS},
    summary="Change a milestone",
)
def edit_milestone(
    request: HttpRequest, cluster_id: int, milestone_id: int, payload: MilestoneChange
) -> dict[str, Any]:
    """What is left out stays."""
    actor, found = _milestone(request, "edit_milestone", cluster_id, milestone_id)
    may_be_empty = ("target", "activity_id", "organisation_id")
    names = ("title", "due_on", "measure", "unit", *may_be_empty)
    done = milestone_actions.edit_milestone(
        milestone=found, text=_text(found.workplan, changed(payload, found, names, may_be_empty)),
        read=payload.read, by=actor, now=now(),
    )  # fmt: skip
    return plain(done, MilestoneOut)


@router.post(
    "/clusters/{cluster_id}/milestones/{milestone_id}/reached",
    auth=WRITE,
    response={200: MilestoneOut, **FAULTS},
    summary="Say whether a milestone is reached",
)
def note_milestone(
    request: HttpRequest, cluster_id: int, milestone_id: int, payload: ReachedIn
) -> dict[str, Any]:
    """For whoever does it, and those who run the cluster. `on` is today, if left out."""
    actor, found = _milestone(request, "note_milestone", cluster_id, milestone_id)
    done = milestone_actions.note_milestone(
        milestone=found, by=actor, now=now(), **payload.model_dump()
    )
    return plain(done, MilestoneOut)


@router.delete(
    "/clusters/{cluster_id}/milestones/{milestone_id}",
    auth=WRITE,
    response={204: None, **FAULTS},
    summary="Take a milestone out",
)
def remove_milestone(request: HttpRequest, cluster_id: int, milestone_id: int) -> Status[None]:
    """It can be brought back for 30 days."""
    actor, found = _milestone(request, "remove_milestone", cluster_id, milestone_id)
    milestone_actions.remove_milestone(milestone=found, by=actor, now=now())
    return Status(204, None)


@router.post(
    "/clusters/{cluster_id}/milestones/{milestone_id}/restore",
    auth=WRITE,
    response={200: MilestoneOut, **FAULTS},
    summary="Bring a milestone back",
)
def restore_milestone(request: HttpRequest, cluster_id: int, milestone_id: int) -> dict[str, Any]:
    """Within 30 days."""
    actor, found = _milestone(request, "restore_milestone", cluster_id, milestone_id)
    done = milestone_actions.restore_milestone(milestone=found, by=actor, now=now())
    return plain(done, MilestoneOut)
