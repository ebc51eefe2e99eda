"""Sections of a report: written with the figures beside them, moved, removed; pictures added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import Scope
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.base.web.uploads import download
from spinney.evaluation import policies
from spinney.evaluation.actions import report_sections as actions
from spinney.evaluation.bridge import kept_reports as kept
from spinney.evaluation.forms.reports import PictureForm, SectionForm
from spinney.evaluation.models import Report, ReportSection
from spinney.evaluation.policies import reports as rules
from spinney.evaluation.queries import reports as read
from spinney.evaluation.queries.choosing_figures import choices_of, groups_of
from spinney.evaluation.views.report_frames import around_report, report_in, shown


def _draft(request: SpinneyRequest, place: Scope, report_id: int) -> Report:
    found = report_in(request, place, report_id)
    rules.check_writes(request.actor, found)
    rules.check_draft(found)
    return found


def _section(
    request: SpinneyRequest, place: Scope, report_id: int, section_id: int
) -> ReportSection:
    return read.section_of(_draft(request, place, report_id), section_id)


def _back(section: ReportSection) -> HttpResponse:
    report = section.report
    url = reverse("evaluation:report", args=[report.scope, report.pk])
    return redirect(f"{url}#section-{section.pk}")


@guard(policies, "add_report_section", scope="place")
def add_report_section(request: SpinneyRequest, place: Scope, report_id: int) -> HttpResponse:
    """Add a section at the end."""
    report = _draft(request, place, report_id)
    return _write(request, report, None, "add_report_section")


@guard(policies, "write_report_section", scope="place")
def write_report_section(
    request: SpinneyRequest, place: Scope, report_id: int, section_id: int
) -> HttpResponse:
    """Write a section, with every figure that it may name beside it."""
    section = _section(request, place, report_id, section_id)
    return _write(request, section.report, section, "write_report_section")


def _write(
    request: SpinneyRequest, report: Report, section: ReportSection | None, verb: str
) -> HttpResponse:
    draft = read.draft_of(report, localdate())
    initial = _initial(section)
    kept_names = section.pictures if section else ()
    form = SectionForm(
        posted(request), initial=initial, choices=choices_of(draft.gathered, kept_names)
    )
    previews = request.method == "POST" and "preview" in request.POST
    done = (
        None if previews else attempt(request, form, lambda: _save(form, report, section, request))
    )
    if done:
        say(request, f"“{done.title}” is saved.")
        return _back(done)
    if section is not None:
        renew_version(form, section.version)
    context: dict[str, Any] = {
        "form": form, "deed": "Save", "groups": groups_of(draft.gathered), "section": section,
        **around_report(request, report, (section.title if section else "Add a section", "")),
    }  # fmt: skip
    if previews and form.is_valid():
        context |= _preview(report, draft, form.cleaned_data)
    return render(request, f"evaluation/{verb}.html", context)


def _initial(section: ReportSection | None) -> dict[str, Any]:
    if section is None:
        return {}
    names = ("title", "words", "pictures", "version")
    return {name: getattr(section, name) for name in names}


def _save(
    form: SectionForm, report: Report, section: ReportSection | None, request: SpinneyRequest
) -> ReportSection:
    data = form.cleaned_data
    text = actions.SectionText(data["title"], data["words"], tuple(data["pictures"]))
    if section is None:
        return actions.add_report_section(report=report, text=text, by=request.actor, now=now())
    return actions.write_report_section(
        section=section, text=text, read=data["version"], by=request.actor, now=now()
    )


def _preview(report: Report, draft: kept.Whole, data: dict[str, Any]) -> dict[str, Any]:
    """The section as it would be, with today's figures."""
    unsaved = ReportSection(title=data["title"], words=data["words"], pictures=data["pictures"])
    words = kept.words_of(unsaved, ())
    whole = replace(draft, sections=(kept.Section(data["title"], words),))
    return {"preview": shown(report, whole), "faults": read.faults_in(whole)}


@guard(policies, "move_report_section", scope="place")
@require_POST
def move_report_section(
    request: SpinneyRequest, place: Scope, report_id: int, section_id: int
) -> HttpResponse:
    """Move a section up or down."""
    section = _section(request, place, report_id, section_id)
    up = request.POST.get("to") == "up"
    return _back(actions.move_report_section(section=section, up=up, by=request.actor, now=now()))


@guard(policies, "remove_report_section", scope="place")
@require_POST
def remove_report_section(
    request: SpinneyRequest, place: Scope, report_id: int, section_id: int
) -> HttpResponse:
    """Remove a section; it can be brought back."""
    section = _section(request, place, report_id, section_id)
    actions.remove_report_section(section=section, by=request.actor, now=now())
    undo = reverse("evaluation:restore-report-section", args=[place, report_id, section_id])
    say(request, f"“{section.title}” was removed.", undo_url=undo)
    return redirect("evaluation:report", place, report_id)


@guard(policies, "restore_report_section", scope="place")
@require_POST
def restore_report_section(
    request: SpinneyRequest, place: Scope, report_id: int, section_id: int
) -> HttpResponse:
    """Bring back a section that was removed."""
    section = _section(request, place, report_id, section_id)
    return _back(actions.restore_report_section(section=section, by=request.actor, now=now()))


@guard(policies, "add_report_picture", scope="place")
def add_report_picture(
    request: SpinneyRequest, place: Scope, report_id: int, section_id: int
) -> HttpResponse:
    """Add a picture to a section."""
    section = _section(request, place, report_id, section_id)
    form = PictureForm(posted(request), request.FILES or None)
    done = attempt(
        request, form,
        lambda: actions.add_report_picture(
            section=section, **form.cleaned_data, by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done:
        say(request, "The picture is there.")
        return _back(section)
    frame = around_report(request, section.report, ("Add a picture", ""))
    context = {"form": form, "deed": "Add it", "section": section, **frame}
    return render(request, "evaluation/add_report_picture.html", context)


def _picture_deed(
    request: SpinneyRequest, place: Scope, report_id: int, uid: UUID,
    do: Callable[..., Any],
) -> HttpResponse:  # fmt: skip
    report = _draft(request, place, report_id)
    picture = read.picture_of(report, uid)
    do(picture=picture, by=request.actor, now=now())
    if do is actions.remove_report_picture:
        undo = reverse("evaluation:restore-report-picture", args=[place, report_id, uid])
        say(request, "The picture was removed.", undo_url=undo)
    return _back(picture.section)


@guard(policies, "remove_report_picture", scope="place")
@require_POST
def remove_report_picture(
    request: SpinneyRequest, place: Scope, report_id: int, uid: UUID
) -> HttpResponse:
    """Remove a picture; it can be brought back."""
    return _picture_deed(request, place, report_id, uid, actions.remove_report_picture)


@guard(policies, "restore_report_picture", scope="place")
@require_POST
def restore_report_picture(
    request: SpinneyRequest, place: Scope, report_id: int, uid: UUID
) -> HttpResponse:
    """Bring back a picture that was removed."""
    return _picture_deed(request, place, report_id, uid, actions.restore_report_picture)


@guard(policies, "report_picture", scope="place")
@require_safe
def report_picture(
    request: SpinneyRequest, place: Scope, report_id: int, uid: UUID
) -> HttpResponseBase:
    """A picture that was added to a report, for those who read the report."""
    report = report_in(request, place, report_id)
    picture = read.shown_picture(request.actor, report, uid)
    return download(picture.file, name=picture.name, content_type="image/jpeg")
