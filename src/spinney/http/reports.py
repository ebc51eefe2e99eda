"""Evaluation over the API: reports of clusters and programmes, written, finished, taken away."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.timezone import localdate, now
from ninja import Schema, Status
from pydantic import Field

from spinney.base.kernel.actors import Actor, Scope, cluster_scope, programme_scope
from spinney.base.kernel.policy import require
from spinney.clusters import api as clusters
from spinney.evaluation import policies
from spinney.evaluation.actions import reports as actions
from spinney.evaluation.bridge import kept_reports as kept
from spinney.evaluation.models import Report
from spinney.evaluation.queries import reports as read
from spinney.evaluation.views.reports import report_file
from spinney.http.auth import Token, actor_of
from spinney.http.inside import Read, changed
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Limit, Offset, Page, Sent, page, plain

router = Router(tags=["evaluation"])
READ, WRITE = Token("evaluation:read"), Token("evaluation:write")
Kind = Literal["clusters", "programmes"]
Title = Annotated[str, Field(min_length=1, max_length=200)]
Version = Annotated[int | None, Field(ge=1, description="A finished version; else the newest.")]
ALL = "/{kind}/{place_id}/reports"
ONE = ALL + "/{report_id}"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class ReportOut(Schema):
    """A report. Its finished versions stay as they were."""

    id: int
    uid: UUID
    title: str
    first_day: date
    last_day: date
    state: str = Field(description="draft, published (among the members) or public.")
    number: int = Field(description="How often it was finished.")
    frozen_on: date | None = Field(description="When it was finished last.")
    made_at: datetime
    version: int


class SectionOut(Schema):
    """A part of a report. Names of figures stand in its words in braces: {{members}}. While the
    report is written it has an id, by which it is changed.
    """

    id: int | None
    title: str
    words: str
    pictures: list[str] = Field(description="Names of the pictures that stand after the words.")
    version: int | None


class ReportFigureOut(Schema):
    """A figure that the words may name, as the records say it."""

    key: str
    words: str = Field(description="What it is.")
    said: str = Field(description="Its value in words; empty while nothing is recorded.")
    source: str = Field(description="What was counted.")


class FaultOut(Schema):
    """Something to be mended before it can be finished."""

    section: str
    words: str


class ReportWhole(ReportOut):
    """A report with its sections and figures: as it is being written, for those who write it; else
    a finished version, with its figures as they were that day (`shown_number` 0: a draft).
    """

    shown_number: int
    as_of: date
    sections: list[SectionOut]
    figures: list[ReportFigureOut]
    pictures: list[str] = Field(description="Names of the pictures and tables that there are.")
    faults: list[FaultOut]
    not_recorded: list[str] = Field(description="Figures that it uses of which nothing is known.")


class ReportIn(Sent):
    """What it is called, and of which days it tells, both included."""

    title: Title
    first_day: date
    last_day: date


class ReportChange(Sent):
    """What is changed. Those left out stay as they are."""

    title: Title | None = None
    first_day: date | None = None
    last_day: date | None = None
    read: Read = None


def place_in(request: HttpRequest, verb: str, kind: str, place_id: int) -> tuple[Actor, Scope]:
    """Who asks, and where. Raises NotFound to outsiders, NotAllowed for the wrong role."""
    actor = actor_of(request)
    scope = cluster_scope(place_id) if kind == "clusters" else programme_scope(place_id)
    require(policies.MAY, verb, by=actor, scope=scope)
    return actor, scope


def report_in(
    request: HttpRequest, verb: str, kind: str, place_id: int, report_id: int
) -> tuple[Actor, Report]:
    """Who asks, and the report as she may see it. Raises NotFound."""
    actor, scope = place_in(request, verb, kind, place_id)
    return actor, read.report_for(actor, scope, report_id)


def _sections(report: Report, found: kept.Whole) -> list[dict[str, Any]]:
    if found.number:
        empty: dict[str, Any] = {"id": None, "pictures": [], "version": None}
        return [{"title": one.title, "words": one.words, **empty} for one in found.sections]
    return [plain(one, SectionOut) for one in read.sections_of(report)]


def whole(actor: Actor, report: Report, number: int | None = None) -> dict[str, Any]:
    """A report as somebody reads it now, with its figures. Raises NotFound."""
    found = read.whole_for(actor, report, number, localdate())
    return plain(report, ReportOut) | {
        "title": found.title,
        "first_day": found.first_day,
        "last_day": found.last_day,
        "shown_number": found.number,
        "as_of": found.on,
        "sections": _sections(report, found),
        "figures": [plain(one, ReportFigureOut) for one in found.gathered.figures.values()],
        "pictures": [*found.gathered.pictures, *(one.key for one in found.photos)],
        "faults": [plain(one, FaultOut) for one in read.faults_in(found)],
        "not_recorded": list(read.unsaid_in(found)),
    }


@router.get(
    ALL,
    auth=READ,
    response={200: Page[ReportOut], **FAULTS},
    summary="Reports of a cluster or programme",
)
def list_reports(
    request: HttpRequest, kind: Kind, place_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """The newest first; those that are finished, for whoever does not write them."""
    actor, scope = place_in(request, "reports", kind, place_id)
    rows = read.reports_in(actor, scope)
    return page(rows, offset, limit, lambda one: plain(one, ReportOut))


@router.post(
    ALL,
    auth=WRITE,
    response={201: ReportWhole, **FAULTS},
    summary="Begin a report",
)
def start_report(
    request: HttpRequest, kind: Kind, place_id: int, payload: ReportIn
) -> Status[dict[str, Any]]:
    """With the sections that evaluators use, and every figure from the records."""
    actor, _ = place_in(request, "start_report", kind, place_id)
    place: clusters.Cluster | clusters.Programme
    if kind == "clusters":
        place = clusters.cluster_for(actor, place_id)
    else:
        place = clusters.get_programme(actor, place_id)
    text = actions.ReportText(**payload.model_dump())
    made = actions.start_report(place=place, text=text, by=actor, now=now())
    return Status(201, whole(actor, made))


@router.get(
    ONE,
    auth=READ,
    response={200: ReportWhole, **FAULTS},
    summary="Read a report",
)
def read_report(
    request: HttpRequest, kind: Kind, place_id: int, report_id: int, version: Version = None
) -> dict[str, Any]:
    """Its sections, and its figures with what was counted."""
    actor, found = report_in(request, "report", kind, place_id, report_id)
    return whole(actor, found, version)


@router.patch(
    ONE,
    auth=WRITE,
    response={200: ReportWhole, **FAULTS},
    summary="Change the name or days of a report",
)
def edit_report(
    request: HttpRequest, kind: Kind, place_id: int, report_id: int, payload: ReportChange
) -> dict[str, Any]:
    """What is left out stays. 409 for one that is finished: take it up again first."""
    actor, found = report_in(request, "edit_report", kind, place_id, report_id)
    text = actions.ReportText(**changed(payload, found, ("title", "first_day", "last_day")))
    done = actions.edit_report(report=found, text=text, read=payload.read, by=actor, now=now())
    return whole(actor, done)


@router.delete(
    ONE,
    auth=WRITE,
    response={204: None, **FAULTS},
    summary="Remove a report",
)
def remove_report(request: HttpRequest, kind: Kind, place_id: int, report_id: int) -> Status[None]:
    """It can be brought back for 30 days."""
    actor, found = report_in(request, "remove_report", kind, place_id, report_id)
    actions.remove_report(report=found, by=actor, now=now())
    return Status(204, None)


@router.post(
    ONE + "/restore",
    auth=WRITE,
    response={200: ReportWhole, **FAULTS},
    summary="Bring a report back",
)
def restore_report(
    request: HttpRequest, kind: Kind, place_id: int, report_id: int
) -> dict[str, Any]:
    """That was removed."""
    actor, found = report_in(request, "restore_report", kind, place_id, report_id)
    return whole(actor, actions.restore_report(report=found, by=actor, now=now()))


@router.post(
    ONE + "/finish",
    auth=WRITE,
    response={200: ReportWhole, **FAULTS},
    summary="Finish a report",
)
def finish_report(
    request: HttpRequest, kind: Kind, place_id: int, report_id: int
) -> dict[str, Any]:
    """Every member can read it, with the figures of today. 409 while there are `faults`."""
    actor, found = report_in(request, "finish_report", kind, place_id, report_id)
    return whole(actor, actions.finish_report(report=found, by=actor, now=now()))


@router.post(
    ONE + "/reopen",
    auth=WRITE,
    response={200: ReportWhole, **FAULTS},
    summary="Take a finished report up again",
)
def reopen_report(
    request: HttpRequest, kind: Kind, place_id: int, report_id: int
) -> dict[str, Any]:
    """Members read the finished version until the next one."""
    actor, found = report_in(request, "reopen_report", kind, place_id, report_id)
    return whole(actor, actions.reopen_report(report=found, by=actor, now=now()))


def _file_described(content_type: str) -> dict[str, Any]:
    schema = {"schema": {"type": "string", "format": "binary"}}
    return {"responses": {200: {"description": "The file.", "content": {content_type: schema}}}}


@router.get(
    ONE + "/pdf",
    auth=READ,
    response=FAULTS,
    openapi_extra=_file_described("application/pdf"),
    summary="A report as PDF",
)
def report_pdf(
    request: HttpRequest, kind: Kind, place_id: int, report_id: int, version: Version = None
) -> HttpResponseBase:
    """As it is being written, or a finished version."""
    actor, found = report_in(request, "report_pdf", kind, place_id, report_id)
    return report_file(found, read.whole_for(actor, found, version, localdate()), "pdf")


@router.get(
    ONE + "/word",
    auth=READ,
    response=FAULTS,
    openapi_extra=_file_described(WORD),
    summary="A report as a Word document",
)
def report_word(
    request: HttpRequest, kind: Kind, place_id: int, report_id: int, version: Version = None
) -> HttpResponseBase:
    """As it is being written, or a finished version."""
    actor, found = report_in(request, "report_word", kind, place_id, report_id)
    return report_file(found, read.whole_for(actor, found, version, localdate()), "docx")
