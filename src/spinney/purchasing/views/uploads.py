"""A file of payments: given in, checked, added, thrown away, undone."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.parts import Tone
from spinney.base.web.components.words import day
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.listing.columns import Column
from spinney.base.web.listing.filters import ChoiceFilter
from spinney.base.web.tables import Empty, Listing, Table
from spinney.base.web.told import say
from spinney.purchasing import policies
from spinney.purchasing.actions import adding
from spinney.purchasing.actions import uploads as actions
from spinney.purchasing.bridge.reading import MOST_ROWS_KEPT, why
from spinney.purchasing.engine.reading.layout import Layout
from spinney.purchasing.engine.reading.look import Look
from spinney.purchasing.forms.uploads import FileForm, LayoutForm, samples_of
from spinney.purchasing.models import SpendUpload
from spinney.purchasing.policies import uploads as rules
from spinney.purchasing.queries import uploads as read
from spinney.purchasing.states import UploadState
from spinney.purchasing.views.upload_frames import (
    adding_form,
    around_spending,
    around_upload,
    understood,
    upload_url,
    work_on,
)
from spinney.purchasing.views.upload_words import left_out_number, status_of

GIVE = "Give in a file"

KINDS = {True: "Could not be read", False: "No payment"}

LEFT_OUT = Table(
    name="left-out",
    caption="Rows that are left out",
    noun="row",
    columns=[
        Column("row", "Row", kind="number", order_by="row"),
        Column("sheet", "Sheet"),
        Column("refused", "What it is", value=lambda one: KINDS[one.refused]),
        Column("column", "Column"),
        Column("value", "What it says"),
        Column("why", "Why", kind="prose", value=lambda one: capfirst(why(one.code, one.value))),
    ],
    filters=[ChoiceFilter("refused", "What it is", labels=KINDS)],
    search=["value"],
    empty=Empty("No row is left out", "Every row of the file is a payment that could be read."),
)


@guard(policies, "give_file", scope="organisation")
def give_file(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Choose a file. What comes next shows by itself how far it is read."""
    organisation = read.organisation_for(request.actor, organisation_id, "give_file")
    form = FileForm(posted(request), request.FILES or None)
    given = attempt(
        request,
        form,
        lambda: actions.give_file(
            organisation=organisation, file=form.cleaned_data["file"], by=request.actor, now=now()
        ),
    )
    if given is not None:
        if given.again:
            told = (
                f"This very file is here already: it was given in on {day(given.upload.given_at)}."
            )
            say(request, f"{told} Nothing was added twice.", tone=Tone.QUIET)
        return redirect(upload_url(given.upload))
    context = {"form": form, "deed": "Read the file", "minutes": 5}
    return render(
        request, "purchasing/give_file.html", context | around_spending(organisation, (GIVE, ""))
    )


def _upload(request: SpinneyRequest, organisation_id: int, pk: int) -> SpendUpload:
    return read.upload_for(request.actor, organisation_id, pk)


@guard(policies, "upload", scope="organisation")
@require_safe
def upload(request: SpinneyRequest, organisation_id: int, upload_id: int) -> HttpResponseBase:
    """One file: how far it is read, what was understood, what came of it."""
    found = _upload(request, organisation_id, upload_id)
    seen = understood(request, found)
    context = {
        "status": status_of(found),
        "form": adding_form(found, seen),
        "can_read_again": found.state == UploadState.UNDONE and bool(found.file),
        "keep_days": rules.KEEP_FILE_DAYS,
        **work_on(found, request.path, may_stop=True),
        **seen,
        **around_upload(found),
    }
    return _shown(request, context)


def _shown(request: SpinneyRequest, context: dict[str, Any]) -> HttpResponseBase:
    sample: Listing | None = context.get("sample")
    if sample is not None and (file := sample.export()):
        return file
    response = render(request, "purchasing/upload.html", context)
    if "HX-Request" in request.headers and not context.get("refreshes"):
        response["HX-Refresh"] = "true"  # the whole page changes once the work is over
    return response


@guard(policies, "change_layout", scope="organisation")
def change_layout(request: SpinneyRequest, organisation_id: int, upload_id: int) -> HttpResponse:
    """Say what the columns mean; the file is then read anew."""
    found = _upload(request, organisation_id, upload_id)
    rules.check_can_become(found, UploadState.READING)
    rules.check_file_is_kept(found)
    form = LayoutForm(
        posted(request),
        layout=Layout.from_json(found.layout),
        samples=samples_of(Look.from_json(found.look)),
        initial={"version": found.version},
    )
    changed = attempt(
        request,
        form,
        lambda: actions.change_layout(
            upload=found, layout=form.said(), version=form.cleaned_data["version"],
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if changed is not None:
        return redirect(upload_url(changed))
    found.refresh_from_db()
    renew_version(form, found.version)
    context = {"form": form, "deed": "Read it so"}
    return render(
        request,
        "purchasing/change_layout.html",
        context | around_upload(found, ("How it is read", "")),
    )


@guard(policies, "add_lines", scope="organisation")
@require_POST
def add_lines(request: SpinneyRequest, organisation_id: int, upload_id: int) -> HttpResponseBase:
    """Add the payments of a file that was checked."""
    found = _upload(request, organisation_id, upload_id)
    seen = understood(request, found)
    form = adding_form(found, seen, posted(request))
    begun = attempt(
        request,
        form,
        lambda: adding.add_lines(
            upload=found,
            last_day=form.cleaned_data.get("last_day"),
            share_too=form.cleaned_data.get("share_too", False),
            by=request.actor,
            now=now(),
        ),
    )
    if begun is not None:
        return redirect(upload_url(begun))
    context = {
        "status": status_of(found),
        "form": form,
        **seen,
        **around_upload(found),
    }
    return render(request, "purchasing/upload.html", context)


@guard(policies, "discard_upload", scope="organisation")
@require_POST
def discard_upload(request: SpinneyRequest, organisation_id: int, upload_id: int) -> HttpResponse:
    """Throw away a file whose payments were not added."""
    found = _upload(request, organisation_id, upload_id)
    actions.discard_upload(upload=found, by=request.actor, now=now())
    say(request, f"“{found.name}” is thrown away. Nothing of it is kept.", tone=Tone.QUIET)
    return redirect("purchasing:spending", organisation_id)


@guard(policies, "undo_upload", scope="organisation")
def undo_upload(request: SpinneyRequest, organisation_id: int, upload_id: int) -> HttpResponse:
    """Ask whether the payments of a file shall go, and take them out."""
    found = _upload(request, organisation_id, upload_id)
    rules.check_can_become(found, UploadState.UNDONE)
    if request.method == "POST":
        actions.undo_upload(upload=found, by=request.actor, now=now())
        say(request, f"The payments of “{found.name}” are taken out. None of them counts any more.")
        return redirect(upload_url(found))
    context = {"deed": "Take its payments out", "rows": understood(request, found)["rows"]}
    return render(
        request, "purchasing/undo_upload.html", context | around_upload(found, ("Take out", ""))
    )


@guard(policies, "left_out_rows", scope="organisation")
@require_safe
def left_out_rows(
    request: SpinneyRequest, organisation_id: int, upload_id: int
) -> HttpResponseBase:
    """The rows of a file that are no payments or cannot be read, and why."""
    found = _upload(request, organisation_id, upload_id)
    rows = read.left_out_of(request.actor, found)
    listing = LEFT_OUT.listing(request, rows, file_name="rows left out")
    context = {
        "listing": listing,
        "number": left_out_number(found),
        "most": MOST_ROWS_KEPT,
        **around_upload(found, ("Left out", "")),
    }
    return listing.export() or render(request, "purchasing/left_out_rows.html", context)
