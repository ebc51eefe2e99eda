"""What stands in a report, over the API: its sections; and whether it is to be public."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.timezone import now
from ninja import Status
from pydantic import Field

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed
from spinney.evaluation.actions import publishing_reports as publishing
from spinney.evaluation.actions import report_sections as actions
from spinney.evaluation.models import ReportSection
from spinney.evaluation.policies import reports as rules
from spinney.evaluation.queries import reports as read
from spinney.http.inside import Read, changed
from spinney.http.reports import ONE, WRITE, Kind, ReportWhole, Title, report_in, whole
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Sent
from spinney.register.api import Organisation

router = Router(tags=["evaluation"])
SECTION = ONE + "/sections/{section_id}"
Words = Annotated[str, Field(max_length=60_000)]
Pictures = Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=60)]


class SectionIn(Sent):
    """A section: names of figures stand in its words in braces, {{members}}."""

    title: Title
    words: Words = ""
    pictures: Pictures = Field(default_factory=list)


class SectionChange(Sent):
    """What is changed. Those left out stay as they are."""

    title: Title | None = None
    words: Words | None = None
    pictures: Pictures | None = None
    read: Read = None


class MoveIn(Sent):
    """Which way, by one place."""

    to: Literal["up", "down"]


class PublishReportIn(Sent):
    """Where the members decide it: by which decision."""

    decision: Annotated[int, Field(ge=1)] | None = None


class ReportWhyIn(Sent):
    """Why, in a few words."""

    why: Annotated[str, Field(min_length=1, max_length=300)]


def _section(
    request: HttpRequest, verb: str, kind: Kind, place_id: int, report_id: int, section_id: int
) -> tuple[Actor, ReportSection]:
    actor, report = report_in(request, verb, kind, place_id, report_id)
    rules.check_writes(actor, report)
    rules.check_draft(report)
    return actor, read.section_of(report, section_id)


@router.post(
    ONE + "/sections",
    auth=WRITE,
    response={201: ReportWhole, **FAULTS},
    summary="Add a section",
)
def add_report_section(
    request: HttpRequest, kind: Kind, place_id: int, report_id: int, payload: SectionIn
) -> Status[dict[str, Any]]:
    """At the end."""
    actor, report = report_in(request, "add_report_section", kind, place_id, report_id)
    text = actions.SectionText(payload.title, payload.words, tuple(payload.pictures))
    actions.add_report_section(report=report, text=text, by=actor, now=now())
    return Status(201, whole(actor, report))


@router.patch(
    SECTION,
    auth=WRITE,
    response={200: ReportWhole, **FAULTS},
    summary="Write a section",
)
def write_report_section(
    request: HttpRequest,
    kind: Kind,
    place_id: int,
    report_id: int,
    section_id: int,
    payload: SectionChange,
) -> dict[str, Any]:
    """What is left out stays."""
    actor, found = _section(request, "write_report_section", kind, place_id, report_id, section_id)
    said = changed(payload, found, ("title", "words", "pictures"))
    text = actions.SectionText(said["title"], said["words"], tuple(said["pictures"]))
    actions.write_report_section(section=found, text=text, read=payload.read, by=actor, now=now())
    return whole(actor, found.report)


@router.delete(
    SECTION,
    auth=WRITE,
    response={200: ReportWhole, **FAULTS},
    summary="Remove a section",
)
def remove_report_section(
    request: HttpRequest, kind: Kind, place_id: int, report_id: int, section_id: int
) -> dict[str, Any]:
    """It can be brought back for 30 days."""
    actor, found = _section(request, "remove_report_section", kind, place_id, report_id, section_id)
    actions.remove_report_section(section=found, by=actor, now=now())
    return whole(actor, found.report)


@router.post(
    SECTION + "/restore",
    auth=WRITE,
    response={200: ReportWhole, **FAULTS},
    summary="Bring a section back",
)
def restore_report_section(
    request: HttpRequest, kind: Kind, place_id: int, report_id: int, section_id: int
) -> dict[str, Any]:
    """That was removed."""
    actor, found = _section(
        request, "restore_report_section", kind, place_id, report_id, section_id
    )
    actions.restore_report_section(section=found, by=actor, now=now())
    return whole(actor, found.report)


@router.post(
    SECTION + "/move",
    auth=WRITE,
    response={200: ReportWhole, **FAULTS},
    summary="Move a section up or down",
)
def move_report_section(
    request: HttpRequest,
    kind: Kind,
    place_id: int,
    report_id: int,
    section_id: int,
    payload: MoveIn,
) -> dict[str, Any]:
    """By one place."""
    actor, found = _section(request, "move_report_section", kind, place_id, report_id, section_id)
    actions.move_report_section(section=found, up=payload.to == "up", by=actor, now=now())
    return whole(actor, found.report)


def _own(actor: Actor) -> Organisation:
    """The organisation that somebody acts for. Raises NotAllowed without one."""
    found = Organisation.objects.filter(pk=actor.organisation_id or 0).first()
    if found is None:
        raise NotAllowed("That is for a member to say.")
    return found


@router.post(
    ONE + "/ask-to-publish",
    auth=WRITE,
    response={200: ReportWhole, **FAULTS},
    summary="Ask whether a report may be public",
)
def ask_to_publish(
    request: HttpRequest, kind: Kind, place_id: int, report_id: int
) -> dict[str, Any]:
    """Everybody who must agree by the terms gets a letter."""
    actor, found = report_in(request, "ask_to_publish", kind, place_id, report_id)
    return whole(actor, publishing.ask_to_publish(report=found, by=actor, now=now()))


@router.post(
    ONE + "/agree",
    auth=WRITE,
    response={200: ReportWhole, **FAULTS},
    summary="Agree that a report is public",
)
def agree_to_publish(
    request: HttpRequest, kind: Kind, place_id: int, report_id: int
) -> dict[str, Any]:
    """For the organisation that the token is for."""
    actor, found = report_in(request, "agree_to_publish", kind, place_id, report_id)
    own = _own(actor)
    done = publishing.agree_to_publish(report=found, organisation=own, by=actor, now=now())
    return whole(actor, done)


@router.post(
    ONE + "/refuse",
    auth=WRITE,
    response={200: ReportWhole, **FAULTS},
    summary="Do not agree that a report is public",
)
def refuse_to_publish(
    request: HttpRequest, kind: Kind, place_id: int, report_id: int, payload: ReportWhyIn
) -> dict[str, Any]:
    """For the organisation that the token is for, and why."""
    actor, found = report_in(request, "refuse_to_publish", kind, place_id, report_id)
    done = publishing.refuse_to_publish(
        report=found, organisation=_own(actor), why=payload.why, by=actor, now=now()
    )
    return whole(actor, done)


@router.post(
    ONE + "/publish",
    auth=WRITE,
    response={200: ReportWhole, **FAULTS},
    summary="Give a report a public page",
)
def publish_report(
    request: HttpRequest, kind: Kind, place_id: int, report_id: int, payload: PublishReportIn
) -> dict[str, Any]:
    """Once that is agreed: 409 before."""
    actor, found = report_in(request, "publish_report", kind, place_id, report_id)
    done = publishing.publish_report(report=found, decision=payload.decision, by=actor, now=now())
    return whole(actor, done)


@router.post(
    ONE + "/take-down",
    auth=WRITE,
    response={200: ReportWhole, **FAULTS},
    summary="Take the public page of a report away",
)
def take_down_report(
    request: HttpRequest, kind: Kind, place_id: int, report_id: int, payload: ReportWhyIn
) -> dict[str, Any]:
    """For those who run the cluster, or a member that was asked, which takes its word back so."""
    actor, found = report_in(request, "take_down_report", kind, place_id, report_id)
    done = publishing.take_down_report(report=found, why=payload.why, by=actor, now=now())
    return whole(actor, done)
