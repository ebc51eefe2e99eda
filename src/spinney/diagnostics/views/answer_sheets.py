"""Answers from a spreadsheet: the template, the filled one looked over, taken, taken out again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import localdate, now

from spinney.base.kernel.errors import SpinneyError
from spinney.base.web import uploads
from spinney.base.web.export import XLSX_TYPE, file_name
from spinney.base.web.guard import posted
from spinney.diagnostics.actions import spreadsheets as actions
from spinney.diagnostics.bridge import workbooks
from spinney.diagnostics.bridge.arrivals import with_rounds
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.bridge.writers import KEYED
from spinney.diagnostics.engine.definition import Instrument
from spinney.diagnostics.engine.places import Answer as Value
from spinney.diagnostics.engine.places import find
from spinney.diagnostics.engine.walking import walk
from spinney.diagnostics.engine.wording import answer_words
from spinney.diagnostics.forms.answers import FilledForm
from spinney.diagnostics.models import Asked, Sheet, Upload, Version
from spinney.diagnostics.queries.answers import known_now, stands_now
from spinney.diagnostics.queries.preview import label_of
from spinney.diagnostics.views.seat import Seat

MOST_BYTES = 5_000_000


def template_response(
    version: Version, title: str, answers: Mapping[str, Value]
) -> HttpResponseBase:
    """The spreadsheet to fill in, with what is answered already."""
    data = workbooks.sheet_to_fill(version, answers)
    response = HttpResponse(data, content_type=XLSX_TYPE)
    name = file_name(title, localdate(), "xlsx")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def read_file(file: UploadedFile[Any], version: Version) -> actions.Filled:
    """What a filled spreadsheet says. Raises BadInput or TooLarge, with the reason in words."""
    checked = uploads.check(file, endings=("xlsx",), most_bytes=MOST_BYTES)
    file.seek(0)
    found = workbooks.filled_sheet(version, file.read(), today=localdate())
    answers = {key: value for key, value in found.read.items() if not key.endswith("[]")}
    return actions.Filled(checked.name, answers, [asdict(one) for one in found.problems])


def compared(
    instrument: Instrument, upload: Upload, stands: Mapping[str, Value]
) -> list[dict[str, str]]:
    """What a spreadsheet would change: the question, what it says, and what stands there now."""
    rows = []
    both = {**stands, **upload.read}
    way = walk(instrument, with_rounds(instrument, both, stands), today=localdate())
    for key, value in upload.read.items():
        at = find(instrument, key)
        choices = instrument.choices_of(at.question)
        before = stands.get(key)
        rows.append(
            {
                "label": label_of(way, at),
                "read": answer_words(at.question, value, choices),
                "before": "" if before == value else answer_words(at.question, before, choices),
                "is_new": "" if before == value else "yes",
            }
        )
    return rows


def latest(asked: Asked, *, keyed: bool = False) -> Upload | None:
    """The spreadsheet that is being looked over, or was taken last: by the organisation, or
    (`keyed`) by whoever runs the survey, who sees none that the organisation brought itself.
    """
    sheet: Sheet | None = getattr(asked, "sheet", None)
    if sheet is None:
        return None
    found = sheet.uploads.filter(taken_back_at=None).order_by("-pk")
    by_runners = Q(made_by__startswith=KEYED)
    return found.filter(by_runners if keyed else ~by_runners | Q(taken_at__isnull=False)).first()


def looked_over(asked: Asked, *, keyed: bool = False) -> dict[str, object]:
    """What the page shows of the spreadsheet before it is taken. To whoever runs the survey
    (`keyed`) it is compared with what she may know of the sheet, not with what is still unsent.
    """
    upload = latest(asked, keyed=keyed)
    if upload is None:
        return {"upload": None}
    stands = known_now(asked) if keyed else stands_now(asked)
    rows = compared(definition_of(asked.survey.asks), upload, stands)
    return {
        "upload": upload,
        "rows": rows,
        "changes": sum(bool(row["is_new"]) for row in rows),
        "may_take": not upload.problems and upload.taken_at is None and bool(rows),
    }


def spreadsheet(seat: Seat) -> HttpResponseBase:
    """Download the template, send the filled one, look it over."""
    form = FilledForm(posted(seat.request), seat.request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            filled = read_file(form.cleaned_data["file"], seat.survey.asks)
        except SpinneyError as error:
            form.add_error("file", str(error))
        else:
            actions.read_spreadsheet(
                asked=seat.asked, filled=filled, by=seat.request.actor, now=now()
            )
            return seat.go("spreadsheet")
    context = {
        "form": form,
        "template_url": seat.to("template"),
        "take_url": seat.to("take-spreadsheet"),
        "take_back_url": seat.to("take-back-spreadsheet"),
        "check_url": seat.to("check"),
        "deed": "Look it over",
        "back_url": seat.home,
        **looked_over(seat.asked),
    }
    return seat.page("answer_spreadsheet", context)


def template(seat: Seat) -> HttpResponseBase:
    """The spreadsheet to fill in."""
    return template_response(seat.survey.asks, seat.survey.title, seat.desk().answers)


def take(seat: Seat) -> HttpResponseBase:
    """Take what was looked over; only a post does anything."""
    upload = latest(seat.asked)
    if seat.request.method == "POST" and upload is not None and not upload.problems:
        actions.take_spreadsheet(upload=_of(upload, seat), by=seat.request.actor, now=now())
    return seat.go("spreadsheet")


def take_back(seat: Seat) -> HttpResponseBase:
    """Take its answers out again; only a post does anything."""
    upload = latest(seat.asked)
    if seat.request.method == "POST" and upload is not None:
        actions.take_back_spreadsheet(upload=_of(upload, seat), by=seat.request.actor, now=now())
    return seat.go("spreadsheet")


def _of(upload: Upload, seat: Seat) -> Upload:
    upload.sheet.asked = seat.asked
    return upload
