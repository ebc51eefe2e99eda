"""Programmes: the list, one, and what is done to it."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from spinney.base.kernel.actors import Actor, Role, programme_scope
from spinney.base.kernel.policy import may
from spinney.base.record.timeline import entries_for, timeline
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.parts import Figure, Status, SummaryRow, Tone
from spinney.base.web.components.words import day, money
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.tables import Column, Empty, Table
from spinney.base.web.told import say
from spinney.clusters import policies
from spinney.clusters.actions import duplicates
from spinney.clusters.actions import programmes as actions
from spinney.clusters.forms.programmes import DuplicateForm, ProgrammeForm, ReasonForm
from spinney.clusters.models import Programme
from spinney.clusters.queries import documents as documents_read
from spinney.clusters.queries import programmes as read
from spinney.clusters.queries.cluster_plan import plan_of_programme
from spinney.clusters.queries.standing import days_text, standing_of
from spinney.clusters.queries.timetable import line, stages_of
from spinney.clusters.states import ProgrammeState
from spinney.clusters.views.acting import programme_trail

TONES = {
    ProgrammeState.DRAFT: Tone.PLAIN,
    ProgrammeState.RUNNING: Tone.GO,
    ProgrammeState.CLOSED: Tone.QUIET,
}
LATELY = 20


def address(programme: Programme) -> str:
    return reverse("clusters:programme", args=[programme.pk])


def status_of(programme: Programme) -> Status:
    """The programme's state as a tag."""
    return Status(programme.get_state_display(), TONES[ProgrammeState(programme.state)])


PROGRAMMES = Table(
    name="programmes",
    caption="Programmes",
    noun="programme",
    default_order="name",
    columns=[
        Column("name", "Programme", link=address, order_by="name"),
        Column("funder", "Funder", order_by="funder"),
        Column("state", "State", kind="status", value=status_of, order_by="state"),
        Column("starts_on", "Starts", kind="date", order_by="starts_on"),
        Column("going", "Clusters", kind="number", order_by="going"),
    ],
    empty=Empty(
        "No programmes yet",
        "A programme runs several clusters by the same rules. Make one, or wait to be named as a"
        " manager of somebody else's.",
    ),
)


@guard(policies, "programmes")
@require_safe
def programmes(request: SpinneyRequest) -> HttpResponseBase:
    """The programmes in which the actor has a part."""
    listing = PROGRAMMES.listing(request, read.with_counts(read.visible_to(request.actor)))
    context = {
        "listing": listing,
        "is_host": may(policies.MAY, "all_programmes", by=request.actor, scope=programme_scope(0)),
    }
    return listing.export() or render(request, "clusters/programmes.html", context)


@guard(policies, "all_programmes")
@require_safe
def all_programmes(request: SpinneyRequest) -> HttpResponse:
    """Names and states of all programmes, for the host of the site."""
    context = {"names": read.all_names(request.actor), "back_url": reverse("clusters:programmes")}
    return render(request, "clusters/all_programmes.html", context)


@guard(policies, "make_programme")
def make_programme(request: SpinneyRequest) -> HttpResponse:
    """A new programme, in draft."""
    form = ProgrammeForm(request.POST or None, initial=ProgrammeForm.initial_of_new())
    made = attempt(
        request,
        form,
        lambda: actions.make_programme(parameters=form.said(), by=request.actor, now=now()),
    )
    if made:
        say(request, f"{made.name} is set up, with five stages to begin from. Look them over next.")
        return redirect("clusters:timetable", made.pk)
    context = {"form": form, "back_url": reverse("clusters:programmes"), "deed": "Set it up"}
    return render(request, "clusters/make_programme.html", context)


@guard(policies, "programme", scope="programme")
@require_safe
def programme(request: SpinneyRequest, programme_id: int) -> HttpResponse:
    """One programme: its rules, timetable, documents and, for its managers, its clusters."""
    found = read.get_programme(request.actor, programme_id)
    scope = programme_scope(found.pk)
    manages = request.actor.has(Role.PROGRAMME_MANAGER, scope)
    stages = list(stages_of(found))
    context = {
        "programme": found,
        "status": status_of(found),
        "manages": manages,
        "can": _deeds(request.actor, found),
        "stages": stages,
        "stage_line": line(stages, None, plan_of_programme(found, stages), localdate()),
        "rules": _rules(found, manages),
        "of_grant": [c for stage in stages for c in stage.conditions.all() if c.of_grant],
        "documents": documents_read.of_programme(request.actor, found)[:10],
        "managers": read.managers_of(found, localdate()),
        "happened": timeline(entries_for(request.actor, scope)[:LATELY]),
        "trail": programme_trail(found),
    }
    if manages:
        context |= _overview(found)
    return render(request, "clusters/programme.html", context)


def _deeds(actor: Actor, found: Programme) -> set[str]:
    """What the actor may do with the programme in its present state."""
    fits = {
        "edit_programme": found.state != ProgrammeState.CLOSED,
        "start_programme": found.state == ProgrammeState.DRAFT,
        "close_programme": found.state == ProgrammeState.RUNNING,
        "reopen_programme": found.state == ProgrammeState.CLOSED,
        "duplicate_programme": True,
        "programme_documents": True,
    }
    scope = programme_scope(found.pk)
    return {
        verb
        for verb, now_ in fits.items()
        if now_ and may(policies.MAY, verb, by=actor, scope=scope)
    }


def _rules(found: Programme, manages: bool) -> list[SummaryRow]:
    rows = [
        SummaryRow("Funder", found.funder or "Not said"),
        SummaryRow("Starts", day(found.starts_on)),
        SummaryRow("Grant for each cluster", money(found.grant_pence)),
        SummaryRow("Facilitation days for each cluster", days_text(found.facilitation_days)),
        SummaryRow("Review days for each cluster", days_text(found.review_days)),
        SummaryRow("A cluster counts as stalled", _stalled_words(found)),
    ]
    if manages:
        rows.append(SummaryRow("What a day costs", money(found.day_rate_pence)))
        rows.append(SummaryRow("Clusters are named", found.brand_pattern))
    return rows


def _stalled_words(found: Programme) -> str:
    halves = []
    if found.stalled_after_idle_days:
        halves.append(f"after {found.stalled_after_idle_days} days without activity")
    if found.stalled_after_late_days:
        halves.append(f"when it is {found.stalled_after_late_days} days past the date of its stage")
    return " or ".join(halves) or "never: no rule is set"


def _overview(found: Programme) -> dict[str, object]:
    """The four figures that matter now, and every cluster in brief."""
    standings = [s for s in standing_of(found, now()) if s.cluster.state != "ended"]
    stalled = [s for s in standings if s.is_stalled]
    used = sum(s.facilitation.used for s in standings)
    allowed = sum(s.facilitation.allowed for s in standings)
    costs = read.costs_of(found)
    standing_url = reverse("clusters:standing", args=[found.pk])
    return {
        "standings": [(s, line(s.stages, s.stage, s.plan, localdate())) for s in standings],
        "figures": [
            Figure("Clusters", str(len(standings)), standing_url),
            Figure("Stalled", str(len(stalled)), f"{standing_url}?stalled=yes"),
            Figure(
                "Facilitation days used",
                f"{days_text(used)} of {days_text(allowed)}",
                f"{standing_url}?order=-facilitation",
            ),
            Figure(
                "Known cost for each organisation",
                money(costs.per_organisation_pence),
                reverse("clusters:costs", args=[found.pk]),
            ),
        ],
    }


@guard(policies, "edit_programme", scope="programme")
def edit_programme(request: SpinneyRequest, programme_id: int) -> HttpResponse:
    """Change what the funder sets."""
    found = read.get_programme(request.actor, programme_id)
    form = ProgrammeForm(request.POST or None, initial=ProgrammeForm.initial_of(found))
    changed = attempt(
        request,
        form,
        lambda: actions.edit_programme(
            programme=found,
            parameters=form.said(),
            version=form.cleaned_data["version"],
            by=request.actor,
            now=now(),
        ),
    )
    if changed:
        say(request, "The programme is changed.")
        return redirect(address(found))
    renew_version(form, found.version)
    context = {
        "form": form,
        "programme": found,
        "back_url": address(found),
        "deed": "Save",
        "caption": found.name,
    }
    return render(request, "clusters/edit_programme.html", context)


@guard(policies, "start_programme", scope="programme")
def start_programme(request: SpinneyRequest, programme_id: int) -> HttpResponse:
    """Check what starting means, then start."""
    found = read.get_programme(request.actor, programme_id)
    if request.method == "POST":
        actions.start_programme(programme=found, by=request.actor, now=now())
        say(request, f"{found.name} has started. Its clusters are in the first stage.")
        return redirect(address(found))
    context = {
        "programme": found,
        "stages": stages_of(found),
        "clusters": found.clusters.count(),
        "back_url": address(found),
        "deed": "Start the programme",
        "caption": found.name,
    }
    return render(request, "clusters/start_programme.html", context)


@guard(policies, "close_programme", scope="programme")
def close_programme(request: SpinneyRequest, programme_id: int) -> HttpResponse:
    """Close a programme: it can still be read."""
    found = read.get_programme(request.actor, programme_id)
    form = ReasonForm(
        request.POST or None,
        label="What should everybody know about the end?",
        optional=True,
    )
    done = attempt(
        request,
        form,
        lambda: actions.close_programme(
            programme=found, reason=form.cleaned_data["reason"], by=request.actor, now=now()
        ),
    )
    if done:
        say(request, f"{found.name} is closed. Everything in it can still be read.")
        return redirect(address(found))
    context = {
        "form": form,
        "programme": found,
        "going": found.clusters.exclude(state="ended").order_by("name"),
        "back_url": address(found),
        "deed": "Close the programme",
        "caption": found.name,
    }
    return render(request, "clusters/close_programme.html", context)


@guard(policies, "reopen_programme", scope="programme")
def reopen_programme(request: SpinneyRequest, programme_id: int) -> HttpResponse:
    """Open a closed programme again."""
    found = read.get_programme(request.actor, programme_id)
    form = ReasonForm(request.POST or None, label="Why does it open again?")
    done = attempt(
        request,
        form,
        lambda: actions.reopen_programme(
            programme=found, reason=form.cleaned_data["reason"], by=request.actor, now=now()
        ),
    )
    if done:
        say(request, f"{found.name} is open again.")
        return redirect(address(found))
    context = {
        "form": form,
        "back_url": address(found),
        "deed": "Open it again",
        "caption": found.name,
    }
    return render(request, "clusters/reopen_programme.html", context)


@guard(policies, "duplicate_programme", scope="programme")
def duplicate_programme(request: SpinneyRequest, programme_id: int) -> HttpResponse:
    """Use a programme as the template of another."""
    found = read.get_programme(request.actor, programme_id)
    form = DuplicateForm(request.POST or None, initial={"name": f"{found.name} (copy)"})
    made = attempt(
        request,
        form,
        lambda: duplicates.duplicate_programme(
            programme=found, copy=form.said(), by=request.actor, now=now()
        ),
    )
    if made:
        say(request, f"{made.name} is set up with the same rules. It has no clusters yet.")
        return redirect(address(made))
    context = {
        "form": form,
        "back_url": address(found),
        "deed": "Make the copy",
        "caption": found.name,
    }
    return render(request, "clusters/duplicate_programme.html", context)
