"""The timetable of a programme: as it is, as it was planned before, and how it is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import programme_scope
from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, WrongState
from spinney.base.kernel.policy import may
from spinney.base.web.charts.plan import PlanChart, PlanRow
from spinney.base.web.components.words import counted, day
from spinney.base.web.guard import SpinneyRequest, guard, public
from spinney.base.web.tables import Column, Empty, Table
from spinney.base.web.told import say
from spinney.clusters import policies
from spinney.clusters.actions import timetable as actions
from spinney.clusters.bridge.calendar import calendar_of
from spinney.clusters.forms.timetable import (
    BaseTimetable,
    TimetableFormSet,
    TimetableReasonForm,
    initial_rows,
)
from spinney.clusters.models import Programme, TimetableChange
from spinney.clusters.queries import programmes as read
from spinney.clusters.queries import timetable as plans
from spinney.clusters.queries.timetable import PlanVersion
from spinney.clusters.states import ProgrammeState
from spinney.clusters.views.acting import programme_trail


@dataclass(frozen=True)
class PlanComparison(PlanChart):
    """The timetable of now (solid) beside one of before (pale)."""

    note: str = "Pale and dashed: as planned before. Solid: as planned now. Upright line: today."

    def header(self) -> Sequence[str]:
        return ["", "Planned before", "Planned now"]


@dataclass(frozen=True)
class StageRow:
    """One stage over every plan there was."""

    name: str
    targets: Sequence[date | None]

    @property
    def moved(self) -> int | None:
        """By how many days its date moved since the first plan that gave it one."""
        first = next((t for t in self.targets if t), None)
        last = self.targets[-1]
        return (last - first).days if first and last else None


def _rows(versions: Sequence[PlanVersion]) -> list[StageRow]:
    """Stages of the present plan, then those that earlier plans had."""
    names = {s.key: s.name for version in versions for s in version.stages}
    present = [s.key for s in versions[-1].stages]
    keys = [*present, *(key for key in names if key not in present)]
    return [StageRow(names[key], [v.target_of(key) for v in versions]) for key in keys]


def _table(versions: Sequence[PlanVersion]) -> Table:
    def column(at: int) -> Column:
        version = versions[at]
        label = "Planned now" if at == len(versions) - 1 else f"Plan {version.number}"
        if len(versions) > 1 and at == 0:
            label = "First plan"
        return Column(f"plan-{at}", label, kind="date", value=lambda row: row.targets[at])

    columns = [Column("name", "Stage"), *(column(at) for at in range(len(versions)))]
    if len(versions) > 1:
        columns.append(Column("moved", "Days moved", kind="number", value=lambda row: row.moved))
    return Table(
        name="timetable",
        caption="Dates by which stages are to be done",
        noun="stage",
        columns=columns,
        empty=Empty("No stages yet", "Change the timetable to add the first."),
        row_id=lambda row: row.name,
    )


def _outcome(found: Programme, versions: Sequence[PlanVersion]) -> str:
    times = len(versions) - 1
    if found.state == ProgrammeState.DRAFT:
        return "This programme has not started, so its timetable can still change freely."
    if not times:
        return "The timetable is as it was first planned."
    often = {1: "once", 2: "twice"}.get(times, f"{times} times")
    moved = [(r.moved, r.name) for r in _rows(versions) if r.moved]
    if not moved:
        return f"The timetable changed {often}. No date moved."
    # Of several that moved as far, the last stage says most: when the whole will end.
    days, name = max(reversed(moved), key=lambda pair: abs(pair[0]))
    way = "later" if days > 0 else "earlier"
    return (
        f"The timetable changed {often}. {name} is now planned {counted(abs(days), 'day')} {way}"
        " than at first."
    )


def _picture(
    found: Programme, versions: Sequence[PlanVersion], against: PlanVersion
) -> PlanChart | None:
    """The present plan beside an earlier one; each stage from the date of the one before it."""
    now_plan, before = _spans(found, versions[-1]), _spans(found, against)
    rows = []
    for key, (name, start, end) in now_plan.items():
        _, was_from, was_to = before.get(key, ("", None, None))
        shown = (start, end) if end else (None, None)
        rows.append(PlanRow(name, was_from, was_to, *shown))
    if not any(row.planned_to or row.ended for row in rows):
        return None
    if against is versions[-1]:
        plain = [PlanRow(r.name, r.began, r.ended) for r in rows]
        return PlanChart("The timetable", plain, localdate(), note="Upright line: today.")
    title = f"The timetable now and as planned on {day(against.since)}"
    return PlanComparison(title, rows, localdate())


def _spans(
    found: Programme, version: PlanVersion
) -> dict[str, tuple[str, date | None, date | None]]:
    spans, since = {}, found.starts_on
    for stage in version.stages:
        fits = stage.target_on and (since is None or since <= stage.target_on)
        spans[stage.key] = (stage.name, since if fits else stage.target_on, stage.target_on)
        since = stage.target_on or since
    return spans


def _against(request: SpinneyRequest, versions: Sequence[PlanVersion]) -> PlanVersion:
    """Which earlier plan the address asks to compare with; the first, if it does not say."""
    asked = request.GET.get("against", "1")
    return next((v for v in versions if str(v.number) == asked), versions[0])


@guard(policies, "timetable", scope="programme")
@require_safe
def timetable(request: SpinneyRequest, programme_id: int) -> HttpResponseBase:
    """Every plan there was, side by side."""
    found = read.get_programme(request.actor, programme_id)
    versions = plans.versions_of(found)
    against = _against(request, versions)
    listing = _table(versions).listing(
        request, _rows(versions), file_name=f"timetable-{found.name}"
    )
    scope = programme_scope(found.pk)
    context = {
        "programme": found,
        "listing": listing,
        "versions": versions,
        "against": against,
        "earlier": versions[:-1],
        "outcome": _outcome(found, versions),
        "picture": _picture(found, versions, against),
        "may_change": may(policies.MAY, "change_timetable", by=request.actor, scope=scope)
        and found.state != ProgrammeState.CLOSED,
        "calendar_url": request.build_absolute_uri(
            reverse("clusters:timetable-calendar", args=[plans.calendar_token(found)])
        ),
        "trail": programme_trail(found, ("Timetable", "")),
    }
    return listing.export() or render(request, "clusters/timetable.html", context)


@public("the signed address is the authority; calendars on phones cannot sign in")
@require_safe
def timetable_calendar(request: SpinneyRequest, token: str) -> HttpResponse:
    """The target dates as a calendar to subscribe to."""
    found = plans.programme_of_token(token)
    stages = list(plans.stages_of(found))
    times = found.timetable_changes.count()
    address = request.build_absolute_uri(reverse("clusters:timetable", args=[found.pk]))
    body = calendar_of(found, stages, times=times, address=address, now=now())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="timetable.ics"'
    response["Cache-Control"] = "private, max-age=3600"
    response["Referrer-Policy"] = "no-referrer"
    return response


@guard(policies, "renew_calendar_link", scope="programme")
@require_POST
def renew_calendar_link(request: SpinneyRequest, programme_id: int) -> HttpResponse:
    """End the calendar's old address and make a new one."""
    found = read.get_programme(request.actor, programme_id)
    actions.renew_calendar_link(programme=found, by=request.actor, now=now())
    say(request, "The calendar has a new address. Calendars with the old one get no more news.")
    return redirect("clusters:timetable", found.pk)


@guard(policies, "change_timetable", scope="programme")
def change_timetable(request: SpinneyRequest, programme_id: int) -> HttpResponse:
    """Add, rename, reorder, date or take out stages, with the reason."""
    found = read.get_programme(request.actor, programme_id)
    running = found.state == ProgrammeState.RUNNING
    rows = TimetableFormSet(
        request.POST or None,
        initial=initial_rows(list(found.stages.order_by("position"))),
        prefix="stage",
    )
    form = TimetableReasonForm(
        request.POST or None, needed=running, initial={"version": found.version}
    )
    if request.method == "POST" and rows.is_valid() and form.is_valid():
        done, change = _change(request, found, cast(BaseTimetable, rows), form)
        if done:
            _say_changed(request, change)
            return redirect("clusters:timetable", found.pk)
    context = {
        "programme": found,
        "form": form,
        "formset": rows,
        "back_url": reverse("clusters:timetable", args=[found.pk]),
        "deed": "Change the timetable",
        "caption": found.name,
    }
    return render(request, "clusters/change_timetable.html", context)


def _change(
    request: SpinneyRequest, found: Programme, rows: BaseTimetable, form: TimetableReasonForm
) -> tuple[bool, TimetableChange | None]:
    """Whether it was done, and the change that was kept (none while in draft)."""
    try:
        change = actions.change_timetable(
            programme=found,
            plan=rows.plan(),
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"],
            by=request.actor,
            now=now(),
        )
    except BadInput as error:
        of_stages = {k: v for k, v in error.fields.items() if k.startswith("stage-")}
        rows.tell(of_stages)
        if not of_stages or not rows.rows():
            form.add_error("reason" if "reason" in error.fields else None, str(error))
    except (ChangedMeanwhile, WrongState) as error:
        form.add_error(None, str(error))
    else:
        return True, change
    return False, None


def _say_changed(request: SpinneyRequest, change: TimetableChange | None) -> None:
    if change is None:
        say(request, "The timetable is saved.")
    else:
        say(request, "The timetable is changed. What was planned before stands beside it.")
