"""Reports: the list of them, one of them, begun, changed, finished; as PDF and as Word."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.base import File
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import Scope
from spinney.base.kernel.errors import NotFound
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Link, Status, Tone
from spinney.base.web.components.words import span
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.tables import Column, Empty, Table
from spinney.base.web.told import say
from spinney.base.web.uploads import download, safe_name
from spinney.clusters import api as clusters
from spinney.evaluation import policies
from spinney.evaluation.actions import reports as actions
from spinney.evaluation.bridge import kept_reports as kept
from spinney.evaluation.forms.reports import ReportForm, usual_days
from spinney.evaluation.models import Report
from spinney.evaluation.policies import reports as rules
from spinney.evaluation.queries import reports as read
from spinney.evaluation.states import ReportState
from spinney.evaluation.views.report_frames import (
    around,
    around_report,
    look_of,
    place_of,
    report_in,
    shown,
)

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TONES = {
    ReportState.DRAFT: Tone.WAITS, ReportState.PUBLISHED: Tone.GO, ReportState.PUBLIC: Tone.GO,
}  # fmt: skip


def report_url(one: Report) -> str:
    return reverse("evaluation:report", args=[one.scope, one.pk])


def _table(start_url: str) -> Table:
    return Table(
        name="reports", caption="Reports", noun="report", default_order="-made_at",
        row_id=lambda one: one.pk,
        columns=[
            Column("title", "Report", link=report_url, order_by="title"),
            Column("of", "Tells of", value=lambda one: span(one.first_day, one.last_day),
                   order_by="first_day"),
            Column("state", "State", kind="status", order_by="state",
                   value=lambda one: Status(one.get_state_display(), TONES[one.state])),
            Column("number", "Version", kind="number", value=lambda one: one.number or None,
                   order_by="number"),
            Column("frozen_on", "Finished on", kind="date", order_by="frozen_on"),
            Column("made_at", "Begun on", kind="date", order_by="made_at", only="file"),
        ],
        search=["title"],
        empty=Empty(
            "No reports yet",
            "A report tells what was done, what it cost and what came of it. Its figures come from"
            " the records by themselves." if start_url else
            "When a report is finished, you read it here.",
            Link("Begin a report", start_url) if start_url else None,
        ),
    )  # fmt: skip


@guard(policies, "reports", scope="place")
@require_safe
def reports(request: SpinneyRequest, place: Scope) -> HttpResponseBase:
    """The reports of a cluster or programme."""
    of = place_of(request, place)
    writes = rules.writes(request.actor, _unsaved(of))
    start = reverse("evaluation:start-report", args=[place]) if writes else ""
    rows = read.reports_in(request.actor, place)
    listing = _table(start).listing(request, rows, file_name=f"{of.name} reports")
    removed = list(read.removed_in(request.actor, place, now())) if writes else []
    context = {
        "listing": listing, "start_url": start, "removed": removed, **around(request, place),
    }  # fmt: skip
    return listing.export() or render(request, "evaluation/reports.html", context)


def _unsaved(of: clusters.Cluster | clusters.Programme) -> Report:
    """A report of a place, to ask who would write it."""
    if isinstance(of, clusters.Cluster):
        return Report(cluster=of)
    return Report(programme=of)


@guard(policies, "start_report", scope="place")
def start_report(request: SpinneyRequest, place: Scope) -> HttpResponse:
    """Begin a report: its name and its days; the sections are there by themselves."""
    of = place_of(request, place)
    rules.check_writes(request.actor, _unsaved(of))
    programme = of if isinstance(of, clusters.Programme) else of.programme
    usual = usual_days(programme.starts_on if programme else None, localdate())
    form = ReportForm(posted(request), initial={"title": "What came of it", **usual})
    done = attempt(
        request, form,
        lambda: actions.start_report(
            place=of, text=actions.ReportText(**form.said()), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done:
        say(request, f"“{done.title}” is begun. Write each section, then finish it.")
        return redirect(report_url(done))
    context = {"form": form, "deed": "Begin it", **around(request, place, ("Begin a report", ""))}
    return render(request, "evaluation/start_report.html", context)


@guard(policies, "report", scope="place")
@require_safe
def report(request: SpinneyRequest, place: Scope, report_id: int) -> HttpResponse:
    """One report: as it is being written, or as it was finished."""
    found = report_in(request, place, report_id)
    number = _number(request)
    whole = read.whole_for(request.actor, found, number, localdate())
    writes = rules.writes(request.actor, found)
    writing = writes and not whole.number
    context: dict[str, Any] = {
        **around_report(request, found), **shown(found, whole),
        "writes": writes, "writing": writing,
        "versions": kept.numbers_of(found),
        "is_newest": whole.number == found.number,
    }  # fmt: skip
    if writing:
        context |= _to_write(found, whole)
        context["sections_to_write"] = [
            {"section": section, "row": row}
            for section, row in zip(context["sections"], context["rows"], strict=True)
        ]
    else:
        context |= _to_publish(request, found)
    return render(request, "evaluation/report.html", context)


def _number(request: SpinneyRequest) -> int | None:
    asked = request.GET.get("version", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 6):
        raise NotFound("There is no such version.")
    return int(asked)


def _to_write(found: Report, whole: kept.Whole) -> dict[str, Any]:
    """What whoever writes it sees beside: faults, what is not recorded, sections that are gone."""
    return {
        "faults": read.faults_in(whole), "unsaid": read.unsaid_in(whole),
        "rows": read.sections_of(found), "removed": list(read.removed_sections(found, now())),
    }  # fmt: skip


def _to_publish(request: SpinneyRequest, found: Report) -> dict[str, Any]:
    """How far it is agreed that it is public, and what the reader can do about it."""
    agreeing = read.agreeing_of(found, localdate())
    return {
        "agreeing": agreeing,
        "is_agreed": agreeing.is_agreed(localdate()),
        "may_answer": read.may_answer(request.actor, found, agreeing),
        "rule_words": read.rule_words(agreeing),
    }


@guard(policies, "edit_report", scope="place")
def edit_report(request: SpinneyRequest, place: Scope, report_id: int) -> HttpResponse:
    """Change what a report is called and of which days it tells."""
    found = report_in(request, place, report_id)
    rules.check_writes(request.actor, found)
    rules.check_draft(found)
    names = ("title", "first_day", "last_day", "version")
    form = ReportForm(posted(request), initial={name: getattr(found, name) for name in names})
    done = attempt(
        request, form,
        lambda: actions.edit_report(
            report=found, text=actions.ReportText(**form.said()),
            read=form.cleaned_data["version"], by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done:
        return redirect(report_url(found))
    frame = around_report(request, found, ("Name and days", ""))
    context = {"form": form, "deed": "Save", **frame}
    return render(request, "evaluation/edit_report.html", context)


@guard(policies, "remove_report", scope="place")
@require_POST
def remove_report(request: SpinneyRequest, place: Scope, report_id: int) -> HttpResponse:
    """Remove a report; it can be brought back."""
    found = report_in(request, place, report_id)
    actions.remove_report(report=found, by=request.actor, now=now())
    undo = reverse("evaluation:restore-report", args=[place, found.pk])
    say(request, f"“{found.title}” was removed.", undo_url=undo)
    return redirect("evaluation:reports", place)


@guard(policies, "restore_report", scope="place")
@require_POST
def restore_report(request: SpinneyRequest, place: Scope, report_id: int) -> HttpResponse:
    """Bring back a report that was removed."""
    found = report_in(request, place, report_id)
    actions.restore_report(report=found, by=request.actor, now=now())
    say(request, f"“{found.title}” is back.")
    return redirect(report_url(found))


@guard(policies, "finish_report", scope="place")
@require_POST
def finish_report(request: SpinneyRequest, place: Scope, report_id: int) -> HttpResponse:
    """Finish a report: every member can read it, with the figures of today."""
    found = report_in(request, place, report_id)
    done = actions.finish_report(report=found, by=request.actor, now=now())
    say(request, f"“{done.title}” is finished. Every member can read it, with today’s figures.")
    return redirect(report_url(found))


@guard(policies, "reopen_report", scope="place")
@require_POST
def reopen_report(request: SpinneyRequest, place: Scope, report_id: int) -> HttpResponse:
    """Take a finished report up again."""
    found = report_in(request, place, report_id)
    actions.reopen_report(report=found, by=request.actor, now=now())
    say(request, "You can change it now. Members read the finished version until you finish it.")
    return redirect(report_url(found))


@guard(policies, "report_pdf", scope="place")
@require_safe
def report_pdf(request: SpinneyRequest, place: Scope, report_id: int) -> HttpResponseBase:
    """A report as PDF."""
    return _file(request, place, report_id, "pdf")


@guard(policies, "report_word", scope="place")
@require_safe
def report_word(request: SpinneyRequest, place: Scope, report_id: int) -> HttpResponseBase:
    """A report as a Word document."""
    return _file(request, place, report_id, "docx")


def _file(request: SpinneyRequest, place: Scope, report_id: int, ending: str) -> FileResponse:
    found = report_in(request, place, report_id)
    whole = read.whole_for(request.actor, found, _number(request), localdate())
    return report_file(found, whole, ending)


def report_file(found: Report, whole: kept.Whole, ending: str) -> FileResponse:
    """A report as a file to take away: PDF or Word."""
    made = kept.composed(whole, look_of(found, whole, now()), to_print=True)
    content = kept.pdf(made) if ending == "pdf" else kept.docx(made)
    title = safe_name(whole.title.replace("/", " ").replace(".", " "))[:100]
    name = f"{title}, {f'version {whole.number}' if whole.number else 'draft'}.{ending}"
    file: File[bytes] = File(io.BytesIO(content), name=name)
    return download(file, name=name, content_type=PDF if ending == "pdf" else WORD)
