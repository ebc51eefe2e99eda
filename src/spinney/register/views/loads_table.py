"""How loads are shown: as a list, in short, and under way."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from spinney.base.web.components import marks
from spinney.base.web.components.parts import Job, Link, Status, SummaryRow, Tone
from spinney.base.web.components.words import counted, day, file_size, minutes, number
from spinney.base.web.tables import Column, Empty, Table
from spinney.register.models import Load
from spinney.register.queries.loads import job_of
from spinney.register.states import LoadState

_TONES = {
    LoadState.DONE: Tone.GO,
    LoadState.RUNNING: Tone.WAITS,
    LoadState.UNDOING: Tone.WAITS,
    LoadState.STOPPED: Tone.WAITS,
    LoadState.FAILED: Tone.LATE,
}
_STATES = {"waiting": "waiting", "running": "running", "done": "done", "failed": "failed",
           "cancelled": "stopped"}  # fmt: skip


def state_of(load: Load) -> Status:
    return Status(load.get_state_display(), _TONES.get(LoadState(load.state), Tone.QUIET))


LOADS = Table(
    name="loads",
    caption="Loads",
    default_order="-number",
    columns=[
        Column(
            "number", "Load", kind="number", value=lambda load: load.pk, order_by="pk",
            link=lambda load: reverse("register:see-load", args=[load.pk]),
        ),
        Column("source", "From", value=lambda load: load.source or "Not known yet",
               order_by="source", note=lambda load: _names(load)),
        Column("made_at", "Begun", kind="moment", order_by="made_at"),
        Column("state", "State", kind="status", value=state_of, order_by="state"),
        Column("added", "Added", kind="number", order_by="added"),
        Column("changed", "Changed", kind="number", order_by="changed"),
        Column("rejected", "Left out", kind="number", order_by="rejected"),
    ],
    noun="load",
    empty=Empty(
        "Nothing has been loaded yet",
        "Download a register from its regulator and send the file.",
        Link("Load a register", "/register/loads/begin/"),
    ),
)  # fmt: skip
_REJECT = (
    ("line", "Line", "number"), ("reason", "What is wrong", "text"),
    ("expected", "What was expected", "text"), ("file", "File", "text"), ("row", "Row", "text"),
)  # fmt: skip
REJECTS = Table(
    name="left-out",
    caption="What was left out",
    default_order="line",
    columns=[Column(key, label, kind=kind, order_by=key) for key, label, kind in _REJECT],
    search=["reason", "row"],
    search_label="Find in what was left out",
    noun="row or value",
    nouns="rows and values",
    empty=Empty("Nothing was left out"),
    per_page=25,
)
WOULD_REJECT = Table(
    name="would-be-left-out",
    caption="What would be left out",
    columns=[Column(key, label, kind=kind) for key, label, kind in _REJECT],
    noun="row or value",
    nouns="rows and values",
    empty=Empty("Nothing would be left out"),
    per_page=25,
)


PREVIEW = Table(
    name="preview",
    caption="The first organisations, as they would be loaded",
    columns=[
        Column("name", "Name"),
        Column("numbers", "Numbers", value=lambda row: ", ".join(map(str, row.identifiers))),
        Column("place", "Place", value=lambda row: f"{row.town} {row.postcode}".strip()),
        Column("income", "Income", kind="money"),
    ],
    noun="organisation",
    empty=Empty("No organisation was found in the first rows"),
)


def _names(load: Load) -> str:
    return ", ".join(file["name"] for file in load.files[:3])


def outcome_of(load: Load) -> str:
    """What came of a load, in a sentence or two."""
    if load.state != LoadState.DONE:
        return ""
    if not (load.added or load.changed):
        return f"Nothing is new: {counted(load.unchanged, 'row')} had been loaded before."
    told = f"{counted(load.added, 'organisation')} added, {number(load.changed)} changed."
    if load.rejected:
        told += (
            f" {counted(load.rejected, 'row')} could not be used and {_are(load.rejected)} below."
        )
    return told


def _are(number_of: int) -> str:
    return "is listed" if number_of == 1 else "are listed"


def summary_of(load: Load) -> list[SummaryRow]:
    """What a load is, in short."""
    rows = [
        SummaryRow("State", marks.status(state_of(load))),
        SummaryRow("From", load.source or "Not known yet"),
        *(SummaryRow("File", f"{f['name']}, {file_size(f['size'])}") for f in load.files[:10]),
        SummaryRow("The day it is from", day(load.checked_on)),
    ]
    if load.mapping:
        held = len(load.mapping["columns"])
        change = reverse("register:map-load", args=[load.pk])
        is_open = load.state == LoadState.READY
        rows.append(SummaryRow("Columns used", number(held), change if is_open else ""))
    if load.rows or load.rejected:
        rows += _counts(load)
    return rows


def _counts(load: Load) -> list[SummaryRow]:
    return [
        SummaryRow("Added", number(load.added)),
        SummaryRow("Changed or added to", number(load.changed)),
        SummaryRow("As they were", number(load.unchanged)),
        SummaryRow("Rows left out", number(load.rejected)),
        SummaryRow("Values left out", number(load.kept)),
    ]


def told_job(load: Load, path: str) -> Job | None:
    """The load's latest background work, as the page shows it."""
    job: Any = job_of(load)
    if job is None:
        return None
    left = job.seconds_left
    return Job(
        title=job.title,
        done=job.done,
        total=job.total,
        state=_STATES[job.state],
        unit=job.unit or "row",
        note=job.error or job.message,
        left=minutes(max(1, round(left / 60))) if left else "",
        refresh_url=path,
    )
