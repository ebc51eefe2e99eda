"""A member's own payments over the API: files given in, looked over, added, taken out again.

All of it is for those who keep the spending of that organisation, and for nobody else.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from ninja import File, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.policy import require
from spinney.base.work.models import Job
from spinney.http.auth import actor_of
from spinney.http.routing import Router
from spinney.http.savings import READ, WRITE
from spinney.http.schemas import FAULTS, FaultBody, Limit, Offset, Page, Sent, page
from spinney.purchasing import policies
from spinney.purchasing.actions import adding
from spinney.purchasing.actions import uploads as actions
from spinney.purchasing.bridge.reading import why
from spinney.purchasing.models import RowLeftOut, SpendLine, SpendUpload
from spinney.purchasing.policies import uploads as rules
from spinney.purchasing.queries import uploads as read
from spinney.purchasing.queries.newly_seen import newly_seen
from spinney.purchasing.queries.understanding import layout_said, read_of
from spinney.purchasing.states import UploadState
from spinney.register.api import Organisation

router = Router(tags=["purchasing"])
FILES = "/organisations/{organisation_id}/spending/files"
Role = Literal[
    "date", "supplier", "supplier_number", "net", "vat", "gross", "debit", "credit", "sign",
    "category", "description", "reference", "quantity", "unit_price", "contract_end", "currency",
    "ignore",
]  # fmt: skip
Order = Literal["dmy", "mdy", "ymd", "excel_serial", "mixed"]
Signs = Literal["spending_positive", "spending_negative", "out_and_in", "marked"]


class FileOut(Schema):
    """A file of payments."""

    id: int
    uid: UUID
    name: str
    state: str = Field(
        description="reading, to_check, adding, added, refused, discarded or undone."
    )
    given_at: datetime
    first_day: date | None
    last_day: date | None
    payments: int | None = Field(description="How many were understood; null before it is read.")
    total_pence: int | None
    version: int


class ColumnOut(Schema):
    """A column of the file, by its place from 0, and what it means."""

    index: int
    heading: str
    role: str


class RowOut(Schema):
    """A row as the file has it and as it is read; `why_not`: why it is no payment."""

    row: int
    cells: list[str]
    day: date | None
    supplier: str
    amount_pence: int | None
    vat_pence: int | None
    why_not: str


class NewlySeenOut(Schema):
    """Names that a cluster would see for the first time, once it is added."""

    cluster_id: int
    names: list[str]


class FileWhole(FileOut):
    """A file with what was understood of it. Nothing counts before it is added."""

    refused_why: str
    went_wrong: str = Field(description="What stopped the work on it, if anything did.")
    known: int = Field(description="Payments that are here already by another file.")
    aside: int = Field(description="Payments to names taken for a person’s: left out.")
    left_out: int = Field(description="Rows that are no payments, or cannot be read.")
    columns: list[ColumnOut]
    date_order: str
    signs: str
    money_in: str
    pounds: int
    sample: list[RowOut]
    asked: list[str] = Field(description="What somebody should look at first.")
    told: list[str] = Field(description="What is only told.")
    needs_a_day: bool = Field(description="Lines have no date: say up to when the file goes.")
    newly_seen: list[NewlySeenOut]


class GivenOut(FileWhole):
    """The same; `again`: the very same file was here already, and nothing was added twice."""

    again: bool


class ColumnIn(Sent):
    """What a column means."""

    index: Annotated[int, Field(ge=0)]
    role: Role


class LayoutIn(Sent):
    """How the file is to be read. What is left out stays."""

    columns: Annotated[list[ColumnIn], Field(max_length=500)] = Field(default_factory=list)
    date_order: Order | None = None
    signs: Signs | None = None
    money_in: Literal["credit", "receipt"] | None = None
    pounds: Literal[1, 1000] | None = None
    read: int = Field(description="The `version` that you looked at.")


class AddIn(Sent):
    """Once somebody looked it over."""

    last_day: date | None = Field(None, description="Needed where lines have no date.")
    share_too: bool = Field(False, description="Let clusters see the names of `newly_seen`.")


class LeftOutOut(Schema):
    """A row that is left out."""

    row: int
    sheet: str
    column: str
    value: str
    refused: bool = Field(description="It could not be read safely; else it is no payment.")
    why: str


class PaymentOut(Schema):
    """One payment of your organisation."""

    id: int
    file_id: int
    day: date | None
    supplier: str
    description: str
    reference: str
    amount_pence: int
    vat_pence: int | None
    aside: bool = Field(description="The name is taken for a person’s, and nobody else sees it.")


def _allowed(request: HttpRequest, verb: str, organisation_id: int) -> tuple[Actor, Organisation]:
    """Who asks, and the organisation whose spending it is. Raises NotAllowed for anybody else."""
    actor = actor_of(request)
    require(policies.MAY, verb, by=actor, scope=organisation_scope(organisation_id))
    return actor, read.organisation_for(actor, organisation_id, verb)


def _upload(
    request: HttpRequest, verb: str, organisation_id: int, file_id: int
) -> tuple[Actor, SpendUpload]:
    actor, _ = _allowed(request, verb, organisation_id)
    return actor, read.upload_for(actor, organisation_id, file_id)


def _file(upload: SpendUpload) -> dict[str, Any]:
    counted = {"payments": "rows", "total_pence": "pence"}
    facts = [n for n in FileOut.model_fields if n not in counted]
    return {n: getattr(upload, n) for n in facts} | {
        name: upload.summary.get(key) for name, key in counted.items()
    }


def _whole(upload: SpendUpload) -> dict[str, Any]:
    upload.refresh_from_db()
    told = upload.summary
    seen = read_of(upload, localdate())
    job = Job.objects.filter(uid=upload.job, state=Job.State.FAILED).first() if upload.job else None
    left_out = [*told.get("refused", {}).values(), *told.get("skipped", {}).values()]
    manner = ("date_order", "signs", "money_in", "pounds", "asked", "told")
    return _file(upload) | {n: getattr(seen, n) for n in manner} | {
        "refused_why": upload.refused_why,
        "went_wrong": job.error if job else "",
        "known": told.get("known", 0),
        "aside": told.get("aside_lines", 0),
        "left_out": sum(left_out),
        "columns": [dict(zip(ColumnOut.model_fields, one, strict=True)) for one in seen.columns],
        "sample": [vars(one) for one in seen.sample],
        "needs_a_day": rules.needs_a_day(upload),
        "newly_seen": [
            {"cluster_id": one.cluster.pk, "names": list(one.names)}
            for one in newly_seen(upload, localdate())
            if upload.state == UploadState.TO_CHECK
        ],
    }  # fmt: skip


@router.get(
    FILES,
    auth=READ,
    response={200: Page[FileOut], **FAULTS},
    summary="Files of payments that your organisation gave in",
)
def list_files(
    request: HttpRequest, organisation_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """The newest first."""
    actor, _ = _allowed(request, "spending", organisation_id)
    return page(read.visible_to(actor, organisation_id), offset, limit, _file)


@router.post(
    FILES,
    auth=WRITE,
    response={201: GivenOut, 413: FaultBody, **FAULTS},
    summary="Give in a file of payments",
)
def give_file(
    request: HttpRequest, organisation_id: int, file: File[UploadedFile]
) -> Status[dict[str, Any]]:
    """As multipart/form-data: CSV, XLSX, XLS or ODS as a package exports it. It is read in the
    background: ask for the file until its state is `to_check`. Nothing counts before it is added.
    """
    actor, organisation = _allowed(request, "give_file", organisation_id)
    given = actions.give_file(organisation=organisation, file=file, by=actor, now=now())
    return Status(201, _whole(given.upload) | {"again": given.again})


@router.get(
    FILES + "/{file_id}",
    auth=READ,
    response={200: FileWhole, **FAULTS},
    summary="What was understood of a file",
)
def read_file(request: HttpRequest, organisation_id: int, file_id: int) -> dict[str, Any]:
    """How its columns are read, the first rows, and what somebody should look at."""
    _, found = _upload(request, "upload", organisation_id, file_id)
    return _whole(found)


@router.put(
    FILES + "/{file_id}/layout",
    auth=WRITE,
    response={200: FileWhole, **FAULTS},
    summary="Say how a file is to be read",
)
def change_layout(
    request: HttpRequest, organisation_id: int, file_id: int, payload: LayoutIn
) -> dict[str, Any]:
    """It is read anew, and remembered for the next file with the same headings."""
    actor, found = _upload(request, "change_layout", organisation_id, file_id)
    rules.check_can_become(found, UploadState.READING)
    rules.check_file_is_kept(found)
    layout = layout_said(
        found,
        {one.index: one.role for one in payload.columns},
        date_order=payload.date_order or "",
        signs=payload.signs or "",
        money_in=payload.money_in or "",
        pounds=payload.pounds,
    )
    done = actions.change_layout(
        upload=found, layout=layout, version=payload.read, by=actor, now=now()
    )
    return _whole(done)


@router.post(
    FILES + "/{file_id}/add",
    auth=WRITE,
    response={200: FileWhole, **FAULTS},
    summary="Add the payments of a file",
)
def add_lines(
    request: HttpRequest, organisation_id: int, file_id: int, payload: AddIn
) -> dict[str, Any]:
    """In the background: ask for the file until its state is `added`. 422 with the field
    `share_too` where a cluster would see a name for the first time.
    """
    actor, found = _upload(request, "add_lines", organisation_id, file_id)
    done = adding.add_lines(upload=found, by=actor, now=now(), **payload.model_dump())
    return _whole(done)


@router.delete(
    FILES + "/{file_id}",
    auth=WRITE,
    response={204: None, **FAULTS},
    summary="Throw away a file that was not added",
)
def discard_file(request: HttpRequest, organisation_id: int, file_id: int) -> Status[None]:
    """Nothing of it is kept. 409 once its payments were added: undo it instead."""
    actor, found = _upload(request, "discard_upload", organisation_id, file_id)
    actions.discard_upload(upload=found, by=actor, now=now())
    return Status(204, None)


@router.post(
    FILES + "/{file_id}/undo",
    auth=WRITE,
    response={200: FileWhole, **FAULTS},
    summary="Take the payments of a file out again",
)
def undo_file(request: HttpRequest, organisation_id: int, file_id: int) -> dict[str, Any]:
    """At any time. None of them counts any more."""
    actor, found = _upload(request, "undo_upload", organisation_id, file_id)
    return _whole(actions.undo_upload(upload=found, by=actor, now=now()))


def _left_out(one: RowLeftOut) -> dict[str, Any]:
    facts = [n for n in LeftOutOut.model_fields if n != "why"]
    return {n: getattr(one, n) for n in facts} | {"why": why(one.code, one.value)}


@router.get(
    FILES + "/{file_id}/left-out",
    auth=READ,
    response={200: Page[LeftOutOut], **FAULTS},
    summary="Rows of a file that are left out",
)
def list_left_out(
    request: HttpRequest,
    organisation_id: int,
    file_id: int,
    offset: Offset = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Each with the reason."""
    actor, found = _upload(request, "left_out_rows", organisation_id, file_id)
    return page(read.left_out_of(actor, found), offset, limit, _left_out)


def _payment(line: SpendLine) -> dict[str, Any]:
    facts = ("id", "day", "description", "reference", "amount_pence", "vat_pence")
    return {n: getattr(line, n) for n in facts} | {
        "file_id": line.upload_id,
        "supplier": line.name.written,
        "aside": line.name.aside,
    }


@router.get(
    "/organisations/{organisation_id}/spending/payments",
    auth=READ,
    response={200: Page[PaymentOut], **FAULTS},
    summary="Payments of your own organisation",
)
def list_payments(
    request: HttpRequest, organisation_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """Of the files that were added, the newest first. Nobody else reads them here."""
    actor, _ = _allowed(request, "spend_lines", organisation_id)
    return page(read.lines_of(actor, organisation_id), offset, limit, _payment)
