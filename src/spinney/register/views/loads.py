"""Loading a register in the browser: choose, map, look, try, run, and undo."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.web import export, told
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Tone, crumbs
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.register import policies
from spinney.register.actions import loads as actions
from spinney.register.forms.loads import BeginLoadForm, MapLoadForm
from spinney.register.models import Load
from spinney.register.queries.loads import (
    REJECT_COLUMNS,
    file_in_hand,
    load_for,
    mapping_wanted,
    preview_of,
    reject_rows,
    samples_of,
    visible_to,
)
from spinney.register.views.loads_table import (
    LOADS,
    PREVIEW,
    REJECTS,
    WOULD_REJECT,
    outcome_of,
    summary_of,
    told_job,
)


def load_url(load: Load, verb: str = "see-load") -> str:
    return reverse(f"register:{verb}", args=[load.pk])


def trail(*more: tuple[str, str]) -> Any:
    """The way from the list of loads to a page below it."""
    return crumbs(
        ("Organisations", reverse("register:find")),
        ("Loads", reverse("register:loads") if more else ""),
        *more,
    )


@guard(policies, "loads")
@require_safe
def loads(request: SpinneyRequest) -> HttpResponseBase:
    """The loads there were."""
    listing = LOADS.listing(request, visible_to(request.actor))
    if file := listing.export():
        return file
    return render(request, "register/loads.html", {"listing": listing, "trail": trail()})


@guard(policies, "begin_load")
def begin_load(request: SpinneyRequest) -> HttpResponse:
    """Send a file."""
    form = BeginLoadForm(request.POST or None, request.FILES or None)

    def deed() -> Load:
        with file_in_hand(form.cleaned_data["file"]) as file:
            return actions.begin_load(
                files=[file], checked_on=form.cleaned_data["checked_on"],
                by=request.actor, now=now(),
            )  # fmt: skip

    load = attempt(request, form, deed)
    if load is not None:
        return redirect(load_url(load, "map-load" if mapping_wanted(load) else "see-load"))
    context = {"form": form, "deed": "Send the file", "trail": trail(("Load a register", ""))}
    return render(request, "register/begin_load.html", context)


@guard(policies, "map_load")
def map_load(request: SpinneyRequest, load_id: int) -> HttpResponse:
    """Say what each column holds."""
    load = load_for(request.actor, load_id)
    wanted = mapping_wanted(load)
    columns = wanted.suggested if wanted else load.mapping.get("columns", {})
    form = MapLoadForm(
        request.POST or None,
        samples=samples_of(load),
        suggested=columns,
        initial={"source": load.source or load.files[0]["name"].rpartition(".")[0]},
    )
    mapped = attempt(
        request,
        form,
        lambda: actions.map_load(load=load, mapping=form.mapping, by=request.actor, now=now()),
    )
    if mapped is not None:
        return redirect(load_url(load))
    context = {"form": form, "load": load, "deed": "Go on", "back_url": reverse("register:loads")}
    return render(request, "register/map_load.html", context)


@guard(policies, "see_load")
@require_safe
def see_load(request: SpinneyRequest, load_id: int) -> HttpResponseBase:
    """One load: what it would do, how far it is, or what came of it."""
    load = load_for(request.actor, load_id)
    if load.state == "ready" and mapping_wanted(load):
        return redirect(load_url(load, "map-load"))
    job = told_job(load, request.path)
    rejects = REJECTS.listing(request, load.rejects.all(), file_name=f"load-{load.pk}-left-out")
    if file := rejects.export():
        return file
    context: dict[str, Any] = {
        "load": load,
        "job": job,
        "is_busy": job is not None and not job.is_over,
        "summary": summary_of(load),
        "outcome": outcome_of(load),
        "rejects": rejects,
        "trail": trail((f"Load {load.pk}", "")),
    }
    if load.state == "ready":
        rows, problems = preview_of(load)
        shown = PREVIEW.listing(request, rows, prefix="p")
        context |= {"preview": shown, "problems": problems}
        tried = load.trial.get("rejects", [])
        would = WOULD_REJECT.listing(request, tried, prefix="t")
        context["would_reject"] = would
        if file := shown.export() or would.export():
            return file
    return render(request, "register/see_load.html", context)


@guard(policies, "try_load")
@require_POST
def try_load(request: SpinneyRequest, load_id: int) -> HttpResponse:
    """Try the load in the background."""
    return _start(request, load_id, "try")


@guard(policies, "run_load")
@require_POST
def run_load(request: SpinneyRequest, load_id: int) -> HttpResponse:
    """Run the load in the background, from its beginning or from where it stopped."""
    return _start(request, load_id, "run")


def _start(request: SpinneyRequest, load_id: int, what: str) -> HttpResponse:
    load = load_for(request.actor, load_id)
    actions.start_load(load=load, what=what, by=request.actor, now=now())
    return redirect(load_url(load))


@guard(policies, "undo_load")
def undo_load(request: SpinneyRequest, load_id: int) -> HttpResponse:
    """Ask whether the load shall be taken out again, and do so in the background."""
    load = load_for(request.actor, load_id)
    if request.method == "POST":
        return _start(request, load_id, "undo")
    context = {"load": load, "deed": "Take this load out again", "back_url": load_url(load)}
    return render(request, "register/undo_load.html", context)


@guard(policies, "discard_load")
@require_POST
def discard_load(request: SpinneyRequest, load_id: int) -> HttpResponse:
    """Throw away a load that has not begun."""
    load = load_for(request.actor, load_id)
    actions.discard_load(load=load, by=request.actor, now=now())
    told.say(request, "The file is thrown away. Nothing was loaded.", tone=Tone.QUIET)
    return redirect("register:loads")


@guard(policies, "load_rejects")
@require_safe
def load_rejects(request: SpinneyRequest, load_id: int) -> HttpResponseBase:
    """What was left out, and why, as a file."""
    load = load_for(request.actor, load_id)
    name = export.file_name(f"load {load.pk} left out", localdate(), "csv")
    return export.csv_response(name, REJECT_COLUMNS, reject_rows(load))
