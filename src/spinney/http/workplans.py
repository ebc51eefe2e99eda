"""Workplans over the API: begun, agreed, planned anew, ended."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import now
from ninja import Schema, Status
from pydantic import Field

from spinney.base.kernel.actors import Actor
from spinney.decisions import api as decisions
from spinney.http.auth import Token
from spinney.http.inside import Id, Read, changed, cluster_in
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Limit, Offset, Page, Sent, page, plain
from spinney.workplans import policies
from spinney.workplans.actions import objectives as objective_actions
from spinney.workplans.actions import plans as actions
from spinney.workplans.bridge.taking_over import still_offered
from spinney.workplans.models import Workplan
from spinney.workplans.policies.plans import PlanText
from spinney.workplans.queries import plans as read

router = Router(tags=["workplans"])
READ, WRITE = Token("workplans:read"), Token("workplans:write")
Title = Annotated[str, Field(min_length=1, max_length=200)]
Text = Annotated[str, Field(max_length=4_000)]


class WorkplanOut(Schema):
    """A cluster's workplan. It has one that has not ended."""

    id: int
    uid: UUID
    title: str
    aims: str
    state: str = Field(description="draft, agreed or ended.")
    starts_on: date
    ends_on: date
    agreed_on: date | None
    decision_number: int | None = Field(description="The decision by which it was agreed, if any.")
    version: int


class ObjectiveOut(Schema):
    """What is to be reached."""

    id: int
    uid: UUID
    position: int
    title: str
    description: str
    decision_number: int | None
    version: int


class BaselineOut(Schema):
    """The plan as it was kept when it was agreed, or planned anew, and why."""

    number: int
    reason: str
    taken_at: datetime


class WorkplanWhole(WorkplanOut):
    """A workplan with its objectives and how it was kept. Activities have a list of their own."""

    objectives: list[ObjectiveOut]
    baselines: list[BaselineOut]


class PriorityOut(Schema):
    """A line of what was decided, that can be taken into the plan."""

    line_id: int
    title: str
    description: str
    cost_pence: int | None
    quick_win: bool
    decision: int = Field(description="The number of the decision that chose it.")


class WorkplanIn(Sent):
    """A plan to be begun; each priority becomes an objective with a first activity."""

    title: Title
    aims: Text = ""
    starts_on: date
    ends_on: date
    priorities: list[Id] = Field(
        default_factory=list, max_length=60, description="`line_id` of what was decided."
    )


class WorkplanChange(Sent):
    """What is changed. Those left out stay as they are."""

    title: Title | None = None
    aims: Text | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    read: Read = None


class AgreeIn(Sent):
    """By which decision, if the members voted on it."""

    decision: Annotated[int, Field(ge=1)] | None = None


class NewDaysIn(Sent):
    """From when to when an activity is to be; both days or neither."""

    id: Id
    starts_on: date | None
    ends_on: date | None
    read: Read = None


class NewDayIn(Sent):
    """By which day a milestone is to be seen."""

    id: Id
    due_on: date
    read: Read = None


class ReplanIn(Sent):
    """New days. A plan that was agreed is kept as it is then, with the reason."""

    activities: list[NewDaysIn] = Field(default_factory=list, max_length=300)
    milestones: list[NewDayIn] = Field(default_factory=list, max_length=300)
    why: Annotated[str, Field(max_length=300)] = ""


class MovedOut(Schema):
    """How many got other days."""

    moved: int
    workplan: WorkplanWhole


class PrioritiesIn(Sent):
    """Lines of what was decided, by `line_id`."""

    priorities: list[Id] = Field(min_length=1, max_length=60)


def _whole(plan: Workplan) -> dict[str, Any]:
    return plain(plan, WorkplanOut) | {
        "objectives": [plain(one, ObjectiveOut) for one in read.objectives_in(plan)],
        "baselines": [plain(one, BaselineOut) for one in read.baselines_of(plan)],
    }


def plan_in(request: HttpRequest, verb: str, cluster_id: int) -> tuple[Actor, Workplan]:
    """Who asks, and the plan of a cluster. Raises NotFound where there is none."""
    actor, _ = cluster_in(request, policies, verb, cluster_id)
    return actor, read.plan_for(actor, cluster_id)


@router.get(
    "/clusters/{cluster_id}/workplans",
    auth=READ,
    response={200: Page[WorkplanOut], **FAULTS},
    summary="Workplans of a cluster",
)
def list_workplans(
    request: HttpRequest, cluster_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """The one that has not ended, then the earlier ones."""
    actor, _ = cluster_in(request, policies, "workplan", cluster_id)
    rows = read.plans_of(actor, cluster_id)
    return page(rows, offset, limit, lambda one: plain(one, WorkplanOut))


@router.get(
    "/clusters/{cluster_id}/workplan",
    auth=READ,
    response={200: WorkplanWhole, **FAULTS},
    summary="Read the workplan",
)
def read_workplan(request: HttpRequest, cluster_id: int) -> dict[str, Any]:
    """The one by which the cluster works, or its last one; with objectives and baselines."""
    _, plan = plan_in(request, "workplan", cluster_id)
    return _whole(plan)


@router.get(
    "/clusters/{cluster_id}/workplan/priorities",
    auth=READ,
    response={200: Page[PriorityOut], **FAULTS},
    summary="What was decided and is not in the plan yet",
)
def list_priorities(
    request: HttpRequest, cluster_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """In the order of the outline; before the first plan, all of it."""
    actor, cluster = cluster_in(request, policies, "workplan", cluster_id)
    plan = read.plan_or_none(actor, cluster_id)
    rows = decisions.outline(cluster) if plan is None else still_offered(plan)
    return page(list(rows), offset, limit, lambda one: plain(one, PriorityOut))


@router.post(
    "/clusters/{cluster_id}/workplan",
    auth=WRITE,
    response={201: WorkplanWhole, **FAULTS},
    summary="Begin a workplan",
)
def start_workplan(
    request: HttpRequest, cluster_id: int, payload: WorkplanIn
) -> Status[dict[str, Any]]:
    """With what was decided, if it names any of it. 409 while another has not ended."""
    actor, cluster = cluster_in(request, policies, "start_workplan", cluster_id)
    text = PlanText(**payload.model_dump(exclude={"priorities"}))
    made = actions.start_workplan(
        cluster=cluster, text=text, priorities=payload.priorities, by=actor, now=now()
    )
    return Status(201, _whole(made))


@router.patch(
    "/clusters/{cluster_id}/workplan",
    auth=WRITE,
    response={200: WorkplanWhole, **FAULTS},
    summary="Change the name, aims or time of the plan",
)
def edit_workplan(request: HttpRequest, cluster_id: int, payload: WorkplanChange) -> dict[str, Any]:
    """What is left out stays."""
    actor, plan = plan_in(request, "edit_workplan", cluster_id)
    text = PlanText(**changed(payload, plan, ("title", "starts_on", "ends_on", "aims")))
    done = actions.edit_workplan(plan=plan, text=text, read=payload.read, by=actor, now=now())
    return _whole(done)


@router.post(
    "/clusters/{cluster_id}/workplan/agree",
    auth=WRITE,
    response={200: WorkplanWhole, **FAULTS},
    summary="Note that the members agreed to the plan",
)
def agree_workplan(request: HttpRequest, cluster_id: int, payload: AgreeIn) -> dict[str, Any]:
    """Its days are kept as the first baseline, reminders begin, members are told."""
    actor, plan = plan_in(request, "agree_workplan", cluster_id)
    done = actions.agree_workplan(plan=plan, decision=payload.decision, by=actor, now=now())
    return _whole(done)


@router.post(
    "/clusters/{cluster_id}/workplan/replan",
    auth=WRITE,
    response={200: MovedOut, **FAULTS},
    summary="Set the days of activities and milestones",
)
def replan_workplan(request: HttpRequest, cluster_id: int, payload: ReplanIn) -> dict[str, Any]:
    """All at once or none. What is wrong is told as `first-ID`, `last-ID`, `due-ID` and `why`."""
    actor, plan = plan_in(request, "replan_workplan", cluster_id)
    moved = actions.replan_workplan(
        plan=plan,
        days={
            one.id: actions.NewDays(one.starts_on, one.ends_on, one.read)
            for one in payload.activities
        },
        marks={one.id: actions.NewDay(one.due_on, one.read) for one in payload.milestones},
        why=payload.why,
        by=actor,
        now=now(),
    )
    return {"moved": len(moved), "workplan": _whole(plan)}


@router.post(
    "/clusters/{cluster_id}/workplan/end",
    auth=WRITE,
    response={200: WorkplanWhole, **FAULTS},
    summary="End the plan",
)
def end_workplan(request: HttpRequest, cluster_id: int) -> dict[str, Any]:
    """It stays to be read; nobody is reminded any more."""
    actor, plan = plan_in(request, "end_workplan", cluster_id)
    return _whole(actions.end_workplan(plan=plan, by=actor, now=now()))


@router.post(
    "/clusters/{cluster_id}/workplan/reopen",
    auth=WRITE,
    response={200: WorkplanWhole, **FAULTS},
    summary="Go on with a plan that ended",
)
def reopen_workplan(request: HttpRequest, cluster_id: int) -> dict[str, Any]:
    """409 where another was begun meanwhile."""
    actor, plan = plan_in(request, "reopen_workplan", cluster_id)
    return _whole(actions.reopen_workplan(plan=plan, by=actor, now=now()))


@router.post(
    "/clusters/{cluster_id}/workplan/priorities",
    auth=WRITE,
    response={200: WorkplanWhole, **FAULTS},
    summary="Take what was decided into the plan",
)
def take_over_priorities(
    request: HttpRequest, cluster_id: int, payload: PrioritiesIn
) -> dict[str, Any]:
    """Each once: an objective that names its decision, and a first activity."""
    actor, plan = plan_in(request, "take_over_priorities", cluster_id)
    objective_actions.take_over_priorities(
        plan=plan, priorities=payload.priorities, by=actor, now=now()
    )
    return _whole(plan)
