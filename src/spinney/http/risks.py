"""What could go wrong, over the API: the register of risks, and how each is looked at again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from ninja import Schema, Status
from pydantic import Field

from spinney.base.kernel.actors import Actor
from spinney.clusters import api as clusters
from spinney.http.inside import Id, Read, changed, chosen, cluster_in
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Limit, Offset, Page, Sent, page, plain
from spinney.http.workplans import READ, WRITE, Text, Title
from spinney.workplans import policies
from spinney.workplans.actions import risks as actions
from spinney.workplans.models import Risk
from spinney.workplans.policies import risks as rules
from spinney.workplans.policies.risks import RiskText
from spinney.workplans.queries import risks as read

router = Router(tags=["workplans"])
OneToFive = Annotated[int, Field(ge=1, le=5, description="From 1, little, to 5.")]
Stands = Literal["open", "happened", "closed"]
Response = Literal["avoid", "reduce", "share", "accept"]


class RiskOut(Schema):
    """A risk. `organisation_id` looks after it; null: those who run the cluster."""

    id: int
    uid: UUID
    title: str
    description: str
    likelihood: int = Field(description="From 1, hardly ever, to 5, almost certain.")
    impact: int = Field(description="From 1, hardly felt, to 5, it could end the work.")
    weight: int = Field(description="Likelihood times impact: high from 12, middling from 6.")
    state: str = Field(description="open, happened or closed (no longer a risk).")
    response: str = Field(description="avoid, reduce, share or accept.")
    response_words: str
    organisation_id: int | None
    person_name: str
    review_on: date | None = Field(description="When it is looked at again.")
    activity_id: int | None
    removed_at: datetime | None = Field(description="When it was taken out, if it was.")
    version: int


class LookedOut(Schema):
    """A risk as it was judged when somebody looked at it again."""

    at: datetime
    likelihood: int
    impact: int
    state: str
    note: str


class RiskWhole(RiskOut):
    """A risk, and how it was looked at, the latest first."""

    reviews: list[LookedOut]
    may_change: bool = Field(description="Whether you may change it and look at it again.")


class UsualRiskOut(Schema):
    """A risk that groups like yours often met, and that is not in the register yet."""

    title: str
    likelihood: int
    impact: int
    response: str
    response_words: str


class RiskIn(Sent):
    """A risk to be written down."""

    title: Title
    likelihood: OneToFive
    impact: OneToFive
    description: Text = ""
    response: Response = "reduce"
    response_words: Text = ""
    organisation_id: Id | None = None
    person_name: Annotated[str, Field(max_length=200)] = ""
    review_on: date | None = None
    activity_id: Id | None = None


class RiskChange(Sent):
    """What is changed. Those left out stay as they are."""

    title: Title | None = None
    likelihood: OneToFive | None = None
    impact: OneToFive | None = None
    description: Text | None = None
    response: Response | None = None
    response_words: Text | None = None
    organisation_id: Id | None = None
    person_name: Annotated[str, Field(max_length=200)] | None = None
    review_on: date | None = None
    activity_id: Id | None = None
    read: Read = None


class LookedIn(Sent):
    """How it stands now. Without `review_on` nobody is reminded of it again."""

    likelihood: OneToFive
    impact: OneToFive
    state: Stands = "open"
    note: Text = Field("", description="All members read it. Needed where it happened.")
    review_on: date | None = None


_MAY_BE_EMPTY = ("organisation_id", "review_on", "activity_id")
_FACTS = (
    "title", "likelihood", "impact", "description", "response", "response_words", "person_name",
    *_MAY_BE_EMPTY,
)  # fmt: skip


def _shown(risk: Risk) -> dict[str, Any]:
    return plain(risk, RiskOut, weight=read.weight_of(risk).points)


def _whole(actor: Actor, risk: Risk) -> dict[str, Any]:
    found = read.get_risk(actor, risk.cluster_id, risk.pk)
    return _shown(found) | {
        "reviews": [plain(one, LookedOut) for one in found.reviews.all()],
        "may_change": found.removed_at is None and rules.may_change(actor, found),
    }


def _risk(request: HttpRequest, verb: str, cluster_id: int, pk: int) -> tuple[Actor, Risk]:
    actor, _ = cluster_in(request, policies, verb, cluster_id)
    return actor, read.get_risk(actor, cluster_id, pk)


def _text(cluster: clusters.Cluster, said: dict[str, Any], before: Risk | None = None) -> RiskText:
    """What was said, its ids looked up: what it named before may stay, though it left since."""
    organisations, activities = read.to_choose(cluster, localdate())
    if before is not None and before.organisation is not None:
        organisations.append(before.organisation)
    if before is not None and before.activity is not None:
        activities.append(before.activity)
    organisation = chosen(organisations, said.pop("organisation_id"), "organisation_id")
    activity = chosen(activities, said.pop("activity_id"), "activity_id")
    return RiskText(**said, organisation=organisation, activity=activity)


@router.get(
    "/clusters/{cluster_id}/risks",
    auth=READ,
    response={200: Page[RiskOut], **FAULTS},
    summary="Risks of a cluster",
)
def list_risks(
    request: HttpRequest,
    cluster_id: int,
    state: Stands | None = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    """The weightiest first; those in one state, if one is named."""
    actor, _ = cluster_in(request, policies, "risks", cluster_id)
    rows = read.risks_in(actor, cluster_id)
    if state is not None:
        rows = rows.filter(state=state)
    ordered = sorted(rows, key=lambda one: -read.weight_of(one).points)
    return page(ordered, offset, limit, _shown)


@router.get(
    "/clusters/{cluster_id}/usual-risks",
    auth=READ,
    response={200: list[UsualRiskOut], **FAULTS},
    summary="Usual risks that nobody has written down yet",
)
def list_usual_risks(request: HttpRequest, cluster_id: int) -> list[dict[str, Any]]:
    """What groups like yours often met: send one as a risk, changed to your own."""
    actor, _ = cluster_in(request, policies, "risks", cluster_id)
    rows = read.usual_risks(actor, cluster_id)
    return [plain(one, UsualRiskOut, response_words=one.words) for one in rows]


@router.get(
    "/clusters/{cluster_id}/risks/{risk_id}",
    auth=READ,
    response={200: RiskWhole, **FAULTS},
    summary="Read a risk",
)
def read_risk(request: HttpRequest, cluster_id: int, risk_id: int) -> dict[str, Any]:
    """With how it was looked at."""
    return _whole(*_risk(request, "risk", cluster_id, risk_id))


@router.post(
    "/clusters/{cluster_id}/risks",
    auth=WRITE,
    response={201: RiskWhole, **FAULTS},
    summary="Write a risk down",
)
def add_risk(request: HttpRequest, cluster_id: int, payload: RiskIn) -> Status[dict[str, Any]]:
    """Any member may. Whoever looks after it is reminded on the day of `review_on`."""
    actor, cluster = cluster_in(request, policies, "add_risk", cluster_id)
    text = _text(cluster, payload.model_dump())
    made = actions.add_risk(cluster=cluster, text=text, by=actor, now=now())
    return Status(201, _whole(actor, made))


@router.patch(
    "/clusters/{cluster_id}/risks/{risk_id}",
    auth=WRITE,
    response={200: RiskWhole, **FAULTS},
    summary="Change a risk",
)
def edit_risk(
    request: HttpRequest, cluster_id: int, risk_id: int, payload: RiskChange
) -> dict[str, Any]:
    """For whoever looks after it or wrote it down, and those who run the cluster."""
    actor, found = _risk(request, "edit_risk", cluster_id, risk_id)
    rules.check_may_change(actor, found)
    text = _text(found.cluster, changed(payload, found, _FACTS, _MAY_BE_EMPTY), found)
    done = actions.edit_risk(risk=found, text=text, read=payload.read, by=actor, now=now())
    return _whole(actor, done)


@router.post(
    "/clusters/{cluster_id}/risks/{risk_id}/reviews",
    auth=WRITE,
    response={201: RiskWhole, **FAULTS},
    summary="Look at a risk again",
)
def review_risk(
    request: HttpRequest, cluster_id: int, risk_id: int, payload: LookedIn
) -> Status[dict[str, Any]]:
    """As it is judged now; how it was judged before stays readable."""
    actor, found = _risk(request, "review_risk", cluster_id, risk_id)
    looked = actions.Looked(**payload.model_dump())
    actions.review_risk(risk=found, found=looked, by=actor, now=now())
    return Status(201, _whole(actor, found))


@router.delete(
    "/clusters/{cluster_id}/risks/{risk_id}",
    auth=WRITE,
    response={204: None, **FAULTS},
    summary="Take a risk out",
)
def remove_risk(request: HttpRequest, cluster_id: int, risk_id: int) -> Status[None]:
    """For those who run the cluster. It can be brought back for 30 days."""
    actor, found = _risk(request, "remove_risk", cluster_id, risk_id)
    actions.remove_risk(risk=found, by=actor, now=now())
    return Status(204, None)


@router.post(
    "/clusters/{cluster_id}/risks/{risk_id}/restore",
    auth=WRITE,
    response={200: RiskWhole, **FAULTS},
    summary="Bring a risk back",
)
def restore_risk(request: HttpRequest, cluster_id: int, risk_id: int) -> dict[str, Any]:
    """Within 30 days."""
    actor, found = _risk(request, "restore_risk", cluster_id, risk_id)
    return _whole(actor, actions.restore_risk(risk=found, by=actor, now=now()))
