"""What is done, over the API: activities, how they go, and successes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import now
from ninja import Schema, Status
from pydantic import Field

from spinney.base.kernel.actors import Actor
from spinney.http.inside import Id, Pence, Read, changed, chosen, cluster_in
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Limit, Offset, Page, Sent, page, plain
from spinney.http.workplans import READ, WRITE, Text, Title, plan_in
from spinney.workplans import policies
from spinney.workplans.actions import activities as actions
from spinney.workplans.actions import progress
from spinney.workplans.actions import successes as success_actions
from spinney.workplans.models import Activity, Success, Workplan
from spinney.workplans.policies.activities import ActivityText
from spinney.workplans.policies.successes import SuccessText
from spinney.workplans.queries import activities as read
from spinney.workplans.queries import successes as read_successes
from spinney.workplans.queries.plans import objectives_in, plan_for
from spinney.workplans.states import ActivityState, SuccessKind

router = Router(tags=["workplans"])
Reason = Annotated[str, Field(min_length=1, max_length=300)]


class ActivityOut(Schema):
    """One piece of work. `organisation_id` does it; null: all together."""

    id: int
    uid: UUID
    objective_id: int | None
    title: str
    description: str
    state: str = Field(description="planned, under_way, help, done or dropped.")
    starts_on: date | None
    ends_on: date | None
    began_on: date | None
    done_on: date | None
    organisation_id: int | None
    person_name: str
    quick_win: bool
    cost_pence: int | None = Field(description="What it was said to cost when it was chosen.")
    version: int


class NoteOut(Schema):
    """How an activity went, as it was said."""

    at: datetime
    state: str
    words: str
    organisation_id: int | None


class ActivityWhole(ActivityOut):
    """An activity, and what was said of how it goes, the newest first."""

    notes: list[NoteOut]


class ActivityIn(Sent):
    """An activity to be added to the plan. Both days or neither."""

    title: Title
    objective_id: Id | None = None
    description: Text = ""
    starts_on: date | None = None
    ends_on: date | None = None
    organisation_id: Id | None = None
    person_name: Annotated[str, Field(max_length=200)] = ""
    quick_win: bool = False
    cost_pence: Pence | None = None


class ActivityChange(Sent):
    """What is changed. Those left out stay as they are."""

    title: Title | None = None
    objective_id: Id | None = None
    description: Text | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    organisation_id: Id | None = None
    person_name: Annotated[str, Field(max_length=200)] | None = None
    quick_win: bool | None = None
    cost_pence: Pence | None = None
    why: Annotated[str, Field(max_length=300)] = Field(
        "", description="Needed where the days of an agreed plan change."
    )
    read: Read = None


class DropIn(Sent):
    """Why; all members read it."""

    why: Reason


class ProgressIn(Sent):
    """How it goes."""

    state: Literal["planned", "under_way", "help", "done"]
    words: Annotated[str, Field(max_length=1_000)] = ""


class SuccessOut(Schema):
    """Something to be glad of."""

    id: int
    uid: UUID
    kind: str = Field(description="success, or unexpected.")
    title: str
    story: str
    happened_on: date
    organisation_id: int | None
    activity_id: int | None


class SuccessIn(Sent):
    """What went well, or what nobody had expected."""

    title: Title
    happened_on: date
    kind: Literal["success", "unexpected"] = "success"
    story: Text = ""
    organisation_id: Id | None = None
    activity_id: Id | None = None


_MAY_BE_EMPTY = ("objective_id", "starts_on", "ends_on", "organisation_id", "cost_pence")
_FACTS = ("title", "description", "person_name", "quick_win", *_MAY_BE_EMPTY)


def _activity(request: HttpRequest, verb: str, cluster_id: int, pk: int) -> tuple[Actor, Activity]:
    actor, _ = cluster_in(request, policies, verb, cluster_id)
    return actor, read.get_activity(actor, cluster_id, pk)


def _whole(activity: Activity) -> dict[str, Any]:
    notes = [plain(one, NoteOut) for one in read.notes_on(activity)]
    return plain(activity, ActivityOut) | {"notes": notes}


def _text(plan: Workplan, said: dict[str, Any], did: Activity | None = None) -> ActivityText:
    """What was said, its ids looked up: whoever did it before may go on, though she left."""
    doers = read.who_can_do(plan.cluster)
    if did is not None and did.organisation is not None:
        doers.append(did.organisation)
    organisation = chosen(doers, said.pop("organisation_id"), "organisation_id")
    objective = chosen(objectives_in(plan), said.pop("objective_id"), "objective_id")
    return ActivityText(**said, organisation=organisation, objective=objective)


@router.get(
    "/clusters/{cluster_id}/activities",
    auth=READ,
    response={200: Page[ActivityOut], **FAULTS},
    summary="Activities of the plan",
)
def list_activities(
    request: HttpRequest,
    cluster_id: int,
    state: Literal["planned", "under_way", "help", "done", "dropped"] | None = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    """In the order of the plan; those in one state, if one is named."""
    actor, _ = cluster_in(request, policies, "activities", cluster_id)
    plan = plan_for(actor, cluster_id)
    rows = read.activities_of(actor, cluster_id).filter(workplan=plan, removed_at=None)
    if state is not None:
        rows = rows.filter(state=state)
    ordered = rows.order_by("position", "pk")
    return page(ordered, offset, limit, lambda one: plain(one, ActivityOut))


@router.get(
    "/clusters/{cluster_id}/activities/{activity_id}",
    auth=READ,
    response={200: ActivityWhole, **FAULTS},
    summary="Read an activity",
)
def read_activity(request: HttpRequest, cluster_id: int, activity_id: int) -> dict[str, Any]:
    """With what was said of how it goes."""
    _, found = _activity(request, "activity", cluster_id, activity_id)
    return _whole(found)


@router.post(
    "/clusters/{cluster_id}/activities",
    auth=WRITE,
    response={201: ActivityOut, **FAULTS},
    summary="Add an activity",
)
def add_activity(
    request: HttpRequest, cluster_id: int, payload: ActivityIn
) -> Status[dict[str, Any]]:
    """Whoever is to do it is told."""
    actor, plan = plan_in(request, "add_activity", cluster_id)
    text = _text(plan, payload.model_dump())
    made = actions.add_activity(plan=plan, text=text, by=actor, now=now())
    return Status(201, plain(made, ActivityOut))


@router.patch(
    "/clusters/{cluster_id}/activities/{activity_id}",
    auth=WRITE,
    response={200: ActivityOut, **FAULTS},
    summary="Change an activity",
)
def edit_activity(
    request: HttpRequest, cluster_id: int, activity_id: int, payload: ActivityChange
) -> dict[str, Any]:
    """What is left out stays. Other days in an agreed plan need a reason, and are kept."""
    actor, found = _activity(request, "edit_activity", cluster_id, activity_id)
    said = changed(payload, found, _FACTS, _MAY_BE_EMPTY)
    done = actions.edit_activity(
        activity=found, text=_text(found.workplan, said, found), why=payload.why,
        read=payload.read, by=actor, now=now(),
    )  # fmt: skip
    return plain(done, ActivityOut)


@router.post(
    "/clusters/{cluster_id}/activities/{activity_id}/progress",
    auth=WRITE,
    response={201: ActivityWhole, **FAULTS},
    summary="Say how an activity goes",
)
def note_progress(
    request: HttpRequest, cluster_id: int, activity_id: int, payload: ProgressIn
) -> Status[dict[str, Any]]:
    """For whoever does it, and those who run the cluster. What was said stays, with the day."""
    actor, found = _activity(request, "note_progress", cluster_id, activity_id)
    state = ActivityState(payload.state)
    progress.note_progress(activity=found, state=state, words=payload.words, by=actor, now=now())
    return Status(201, _whole(read.get_activity(actor, cluster_id, activity_id)))


@router.post(
    "/clusters/{cluster_id}/activities/{activity_id}/drop",
    auth=WRITE,
    response={200: ActivityOut, **FAULTS},
    summary="Drop an activity",
)
def drop_activity(
    request: HttpRequest, cluster_id: int, activity_id: int, payload: DropIn
) -> dict[str, Any]:
    """It is not going to be done, and why."""
    actor, found = _activity(request, "drop_activity", cluster_id, activity_id)
    done = actions.drop_activity(activity=found, why=payload.why, by=actor, now=now())
    return plain(done, ActivityOut)


@router.post(
    "/clusters/{cluster_id}/activities/{activity_id}/take-up",
    auth=WRITE,
    response={200: ActivityOut, **FAULTS},
    summary="Take up a dropped activity",
)
def take_up_activity(request: HttpRequest, cluster_id: int, activity_id: int) -> dict[str, Any]:
    """It is going to be done after all."""
    actor, found = _activity(request, "take_up_activity", cluster_id, activity_id)
    return plain(actions.take_up_activity(activity=found, by=actor, now=now()), ActivityOut)


@router.delete(
    "/clusters/{cluster_id}/activities/{activity_id}",
    auth=WRITE,
    response={204: None, **FAULTS},
    summary="Take an activity out",
)
def remove_activity(request: HttpRequest, cluster_id: int, activity_id: int) -> Status[None]:
    """As if it had never been in the plan. It can be brought back for 30 days."""
    actor, found = _activity(request, "remove_activity", cluster_id, activity_id)
    actions.remove_activity(activity=found, by=actor, now=now())
    return Status(204, None)


@router.post(
    "/clusters/{cluster_id}/activities/{activity_id}/restore",
    auth=WRITE,
    response={200: ActivityOut, **FAULTS},
    summary="Bring an activity back",
)
def restore_activity(request: HttpRequest, cluster_id: int, activity_id: int) -> dict[str, Any]:
    """Within 30 days."""
    actor, found = _activity(request, "restore_activity", cluster_id, activity_id)
    return plain(actions.restore_activity(activity=found, by=actor, now=now()), ActivityOut)


@router.get(
    "/clusters/{cluster_id}/successes",
    auth=READ,
    response={200: Page[SuccessOut], **FAULTS},
    summary="What went well",
)
def list_successes(
    request: HttpRequest, cluster_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """The newest first."""
    actor, _ = cluster_in(request, policies, "successes", cluster_id)
    rows = read_successes.successes_in(actor, cluster_id)
    return page(rows, offset, limit, lambda one: plain(one, SuccessOut))


@router.post(
    "/clusters/{cluster_id}/successes",
    auth=WRITE,
    response={201: SuccessOut, **FAULTS},
    summary="Tell what went well",
)
def tell_success(
    request: HttpRequest, cluster_id: int, payload: SuccessIn
) -> Status[dict[str, Any]]:
    """The members read it. For one's own organisation, or all together."""
    actor, cluster = cluster_in(request, policies, "tell_success", cluster_id)
    said = payload.model_dump()
    organisation = chosen(read.who_can_do(cluster), said.pop("organisation_id"), "organisation_id")
    activities = read.activities_of(actor, cluster_id).filter(removed_at=None)
    activity = chosen(activities, said.pop("activity_id"), "activity_id")
    said["kind"] = SuccessKind(payload.kind)
    text = SuccessText(**said, organisation=organisation, activity=activity)
    told = success_actions.tell_success(cluster=cluster, text=text, by=actor, now=now())
    return Status(201, plain(told, SuccessOut))


@router.delete(
    "/clusters/{cluster_id}/successes/{success_id}",
    auth=WRITE,
    response={204: None, **FAULTS},
    summary="Take back what was told",
)
def remove_success(request: HttpRequest, cluster_id: int, success_id: int) -> Status[None]:
    """For whoever told it, and those who run the cluster."""
    actor, _ = cluster_in(request, policies, "remove_success", cluster_id)
    found: Success = read_successes.get_success(actor, cluster_id, success_id)
    success_actions.remove_success(success=found, by=actor, now=now())
    return Status(204, None)
