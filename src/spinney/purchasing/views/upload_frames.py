"""What the pages of a member's own spending show around their own, and the parts that the page of a
file has for a member and for the holder of a link alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.web.components import parts
from spinney.base.web.guard import SpinneyRequest
from spinney.base.web.jobs import shown
from spinney.base.work.models import Job
from spinney.purchasing.engine.reading.layout import Layout
from spinney.purchasing.engine.reading.look import Look, SampleRow
from spinney.purchasing.forms.uploads import AddLinesForm
from spinney.purchasing.models import SpendUpload
from spinney.purchasing.policies import uploads as rules
from spinney.purchasing.queries.newly_seen import newly_seen
from spinney.purchasing.queries.understanding import days_to_come, doubts_of
from spinney.purchasing.states import UploadState
from spinney.purchasing.views import upload_words as words
from spinney.purchasing.views.around import around_organisation
from spinney.register.api import Organisation

SPENDING = "Spending"
BUSY = (UploadState.READING, UploadState.ADDING)
SHOWN = 6
"""So many rows are shown as they are read: enough to see it, few enough for a phone."""
LEFT_OUT_SHOWN = 2
"""So many of them may be no payments: in some exports every other row is a heading or a total."""


def spending_url(organisation_id: int, verb: str = "spending", *more: object) -> str:
    """The address of a page of a member's own spending; of its first page, if no verb is named."""
    name = f"purchasing:{verb.replace('_', '-')}"
    return reverse(name, args=[organisation_id, *more])


def upload_url(upload: SpendUpload, verb: str = "upload") -> str:
    """The address of a page of one file."""
    return spending_url(upload.organisation_id, verb, upload.pk)


def around_spending(organisation: Organisation, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of a member's own spending; `more` are the crumbs that follow."""
    home = spending_url(organisation.pk) if more else ""
    frame = around_organisation(organisation, (SPENDING, home), *more)
    return frame | {"back_url": home}


def around_upload(upload: SpendUpload, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of one file."""
    own = (upload.name, upload_url(upload) if more else "")
    frame = around_spending(upload.organisation, own, *more)
    return frame | {"upload": upload, "back_url": upload_url(upload) if more else ""}


def work_on(upload: SpendUpload, refresh_url: str, *, may_stop: bool) -> dict[str, Any]:
    """How far the work on a file is, while there is some; the page goes on by itself."""
    watched = upload.state in BUSY or upload.state == UploadState.TO_CHECK
    job = Job.objects.filter(uid=upload.job).first() if watched and upload.job else None
    if job is None or upload.state not in BUSY:
        failed = job is not None and job.state == Job.State.FAILED
        return {"work": None, "went_wrong": job.error if job and failed else ""}
    bar: parts.Job = replace(
        shown(job), refresh_url="" if job.is_finished else refresh_url, result_url=""
    )
    return {
        "work": bar,
        "refreshes": not job.is_finished,
        "job_url": reverse("job", args=[job.uid]) if may_stop else "",
    }


def _telling(sample: Sequence[SampleRow]) -> list[SampleRow]:
    """The first rows of a sample, in their order: most of them payments, if it has so many."""
    payments = [place for place, row in enumerate(sample) if row.line]
    others = [place for place, row in enumerate(sample) if not row.line]
    others = others[: max(LEFT_OUT_SHOWN, SHOWN - len(payments))]
    return [sample[place] for place in sorted(others + payments[: SHOWN - len(others)])]


def adding_form(
    upload: SpendUpload, context: dict[str, Any], data: QueryDict | None = None
) -> AddLinesForm:
    """The form to add the payments of a file; `context` is what was understood of it."""
    shows_new = any(one.names for one in context.get("newly_seen", ()))
    return AddLinesForm(data, needs_a_day=rules.needs_a_day(upload), shows_new=shows_new)


def understood(request: SpinneyRequest, upload: SpendUpload) -> dict[str, Any]:
    """What was understood of a file that waits to be checked, or that was added."""
    if not upload.look:
        return {"rows": words.rows_of(upload)}
    seen = Look.from_json(upload.look)
    layout = Layout.from_json(upload.layout)
    asked, told = doubts_of(upload)
    if upload.state == UploadState.TO_CHECK:
        asked += days_to_come(upload, localdate())
    return {
        "rows": words.rows_of(upload),
        "newly_seen": newly_seen(upload, localdate()),
        "asked": asked,
        "told_of": told,
        "columns": words.columns_of(layout),
        "manner": words.manner_of(layout),
        "sample": words.SAMPLE.listing(request, _telling(seen.sample), prefix="s"),
        "remembered": seen.remembered,
        "skipped": words.skipped_words(upload),
        "left_out_number": words.left_out_number(upload),
        "can_be_added": not upload.summary.get("missing") and bool(upload.summary.get("rows")),
        "needs_a_day": rules.needs_a_day(upload),
    }
