"""Giving in files of payments by a link: read, checked, added, and nothing else to be seen."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import NotFound, WrongState
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Brand
from spinney.base.web.guard import SpinneyRequest, posted
from spinney.base.web.tables import Listing
from spinney.base.web.task_links import task_link
from spinney.purchasing.actions import adding
from spinney.purchasing.actions import uploads as actions
from spinney.purchasing.engine.reading.layout import Layout
from spinney.purchasing.engine.reading.look import Look
from spinney.purchasing.forms.uploads import AddLinesForm, FileForm, LayoutForm, samples_of
from spinney.purchasing.models import SpendAsked, SpendUpload
from spinney.purchasing.policies import uploads as rules
from spinney.purchasing.queries import uploads as read
from spinney.purchasing.queries.shares import asked_for, members_of
from spinney.purchasing.states import UploadState
from spinney.purchasing.views.upload_frames import adding_form, understood, work_on

STEPS = ("", "another", "columns", "add", "throw-away", "finish")


def _stands(link: TaskLink) -> bool:
    """Whether files are still wanted, so that a new link may be sent."""
    number = int(link.subject.rpartition(":")[2])
    asked = SpendAsked.objects.filter(pk=number).select_related("cluster").first()
    return asked is not None and _belongs(asked)


def _belongs(asked: SpendAsked) -> bool:
    return asked.organisation_id in members_of(asked.cluster, localdate())


@task_link(rules.BY_LINK, stands=_stands)
def give_file_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponseBase:
    """One step after the other: choose, check, add; another file, or that was all."""
    asked = asked_for(request.actor)
    if asked is None or step not in STEPS:
        raise NotFound("There is no such page. Open the link from the e-mail again.")
    if not _belongs(asked):
        raise WrongState(f"{asked.organisation.name} is no longer a member of the cluster.")
    found = read.upload_by_link(request.actor)
    if step == "finish" and request.method == "POST":
        links.spend(link, now=now())
        return _page(request, asked, "file_by_link_done", {"upload": found})
    if found is None or step == "another" or found.state == UploadState.DISCARDED:
        return _choose(request, asked, found)
    return _go_on(request, asked, found, step)


def _page(
    request: SpinneyRequest, asked: SpendAsked, page: str, context: dict[str, Any]
) -> HttpResponse:
    frame = {
        "asked_by": asked.cluster.name,
        "organisation_name": asked.organisation.name,
        "brand": Brand(asked.cluster.name, "", "", asked.cluster.colour),
        "task_path": request.task_path,
    }
    return render(request, f"purchasing/{page}.html", context | frame)


def _choose(
    request: SpinneyRequest, asked: SpendAsked, before: SpendUpload | None
) -> HttpResponseBase:
    form = FileForm(posted(request), request.FILES or None)
    given = attempt(
        request,
        form,
        lambda: actions.give_file(
            organisation=asked.organisation, file=form.cleaned_data["file"], by=request.actor,
            now=now(),
        ),
    )  # fmt: skip
    if given is not None and given.again and not _own(request, given.upload):
        # Whose it was and what became of it is not for the holder of this link.
        form.add_error("file", "This very file was given in before, so it need not be given again.")
    elif given is not None:
        return redirect(request.task_path)
    back = request.task_path if before and before.state == UploadState.ADDED else ""
    context = {"form": form, "deed": "Read the file", "back_url": back}
    return _page(request, asked, "file_by_link", context)


def _own(request: SpinneyRequest, upload: SpendUpload) -> bool:
    return str(upload.uid) in rules.given_by_link(request.actor)


def _go_on(
    request: SpinneyRequest, asked: SpendAsked, found: SpendUpload, step: str
) -> HttpResponseBase:
    if step == "columns":
        return _columns(request, asked, found)
    if step == "throw-away" and request.method == "POST":
        actions.discard_upload(upload=found, by=request.actor, now=now())
        return redirect(request.task_path)
    seen = understood(request, found)
    form = adding_form(found, seen, posted(request))
    if step == "add":
        begun = attempt(
            request,
            form,
            lambda: adding.add_lines(
                upload=found, last_day=form.cleaned_data.get("last_day"),
                share_too=form.cleaned_data.get("share_too", False), by=request.actor, now=now(),
            ),
        )  # fmt: skip
        if begun is not None or request.method != "POST":
            return redirect(request.task_path)
    else:
        form = adding_form(found, seen)
    return _shown(request, asked, found, form, seen)


def _shown(
    request: SpinneyRequest,
    asked: SpendAsked,
    found: SpendUpload,
    form: AddLinesForm,
    seen: dict[str, Any],
) -> HttpResponseBase:
    context = {
        "upload": found,
        "form": form,
        **work_on(found, request.task_path, may_stop=False),
        **seen,
    }
    sample: Listing | None = context.get("sample")
    if sample is not None and (file := sample.export()):
        return file
    response = _page(request, asked, "check_by_link", context)
    if "HX-Request" in request.headers and not context.get("refreshes"):
        response["HX-Refresh"] = "true"
    return response


def _columns(request: SpinneyRequest, asked: SpendAsked, found: SpendUpload) -> HttpResponse:
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
        return redirect(request.task_path)
    context = {"form": form, "deed": "Read it so", "back_url": request.task_path}
    return _page(request, asked, "change_layout", context)
