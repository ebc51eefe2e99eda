"""Who could work with whom: the questions put in a place, one of them, and its rules."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import Scope
from spinney.base.kernel.errors import BadInput
from spinney.base.web import told
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.parts import Status, SummaryRow, Tone
from spinney.base.web.components.words import counted, listed
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.jobs import job_address, shown
from spinney.base.web.listing.columns import Column
from spinney.base.web.tables import Empty, Table
from spinney.diagnostics import policies
from spinney.diagnostics.actions import groups as actions
from spinney.diagnostics.bridge.grouping import INVENTORY, SURVEY, Settings
from spinney.diagnostics.forms.groups import COUNTS, GroupingForm, PairForm, as_typed
from spinney.diagnostics.models import Grouping
from spinney.diagnostics.policies.groups import check_runs
from spinney.diagnostics.queries import groups as read
from spinney.diagnostics.queries.proposals import kinds_of_organisation
from spinney.diagnostics.states import GroupingState
from spinney.diagnostics.views.places import Place, place_of

TITLE = "Who could work with whom"
TONES = {
    GroupingState.DRAFT: Tone.PLAIN,
    GroupingState.WORKING: Tone.WAITS,
    GroupingState.PROPOSED: Tone.QUIET,
    GroupingState.CHOSEN: Tone.GO,
}


def grouping_address(grouping: Grouping, verb: str = "grouping") -> str:
    return reverse(f"diagnostics:{verb}", args=[grouping.scope, grouping.pk])


def around(
    place: Place, grouping: Grouping | None = None, *more: tuple[str, str]
) -> dict[str, Any]:
    """What every page of groupings shows: whose it is, and the way there."""
    home = reverse("diagnostics:groupings", args=[place.scope])
    here = [(TITLE, home if grouping or more else "")]
    if grouping is not None:
        here.append((grouping.title, grouping_address(grouping) if more else ""))
    caption = grouping.title if grouping and more else place.name
    trail = place.trail(*here, *more)
    found = {"place": place, "grouping": grouping, "trail": trail, "caption": caption}
    return found | ({"brand": place.brand} if place.brand else {})


def _status(grouping: Grouping) -> Status:
    return Status(grouping.get_state_display(), TONES[GroupingState(grouping.state)])


GROUPINGS = Table(
    name="groupings",
    caption="Questions about groups",
    noun="question",
    default_order="-made",
    columns=[
        Column("title", "Question", link=grouping_address, order_by="title"),
        Column("state", "Where it is", kind="status", value=_status, order_by="state"),
        Column("found", "Proposals", kind="number", order_by="found"),
        Column("made", "Set up", kind="date", value=lambda g: g.made_at, order_by="made_at"),
    ],
    empty=Empty(
        "Nothing asked yet",
        "Say whose needs count and what a group must keep to. Then groups are proposed.",
    ),
)


@guard(policies, "groupings", scope="place")
@require_safe
def groupings(request: SpinneyRequest, place: Scope) -> HttpResponseBase:
    """The questions about groups in a cluster or programme."""
    where = place_of(request, place)
    rows = read.groupings_in(request.actor, place)
    listing = GROUPINGS.listing(request, rows, file_name=f"{where.name} groups")
    removed = list(read.removed_in(request.actor, place, now()))
    context = {"listing": listing, "removed": removed, **around(where)}
    return listing.export() or render(request, "diagnostics/groupings.html", context)


def _summary(grouping: Grouping) -> list[SummaryRow]:
    settings, counts = Settings.from_json(grouping.settings), dict(COUNTS)
    if settings.source == SURVEY:
        whose = f"The survey “{grouping.survey}”" if grouping.survey else "A survey that is gone"
    elif settings.source == INVENTORY:
        whose = "The needs and offers that members show"
    else:
        whose = f"The register only: {settings.area or 'those that belong'}"
    minutes, fragile = settings.longest_minutes, settings.most_fragile
    kinds = kinds_of_organisation()
    return [
        SummaryRow("Whose needs and offers", whose),
        SummaryRow("Members of a group", f"{settings.min_size} to {settings.max_size}"),
        SummaryRow("That they need the same", counts[settings.share]),
        SummaryRow("That one gives what another needs", counts[settings.complement]),
        SummaryRow("That they are near", counts[settings.near]),
        SummaryRow("Longest travel", counted(minutes, "minute") if minutes else "No limit"),
        SummaryRow("Most fragile members", "No limit" if fragile is None else str(fragile)),
        SummaryRow("One of each kind", listed(kinds[k] for k in settings.kinds) or "Not asked"),
        SummaryRow("Everyone placed", "If there is a way" if settings.everyone_placed else "No"),
    ]


def _pairs(settings: Settings, names: dict[str, str]) -> list[dict[str, str]]:
    return [
        {
            "rule": rule, "first": a, "second": b,
            "words": f"{names.get(a, 'One that is no longer here')} and"
            f" {names.get(b, 'one that is no longer here')} must"
            f" {'be together' if rule == 'together' else 'not be together'}",
        }
        for rule, a, b in settings.pairs
    ]  # fmt: skip


@guard(policies, "grouping", scope="place")
@require_safe
def grouping(request: SpinneyRequest, place: Scope, grouping_id: int) -> HttpResponse:
    """One question: how it was put, whom it is about, and the proposals that answer it."""
    where = place_of(request, place)
    found = read.grouping_for(request.actor, place, grouping_id)
    settings = Settings.from_json(found.settings)
    organisations, known = read.people_of(request.actor, place, settings, found.survey)
    job = read.job_of(found) if found.state == GroupingState.WORKING else None
    work = shown(job) if job else None
    context = {
        **around(where, found),
        "status": _status(found),
        "summary": _summary(found),
        "pairs": _pairs(settings, {str(one.uid): one.name for one in organisations}),
        "organisations": organisations,
        "silent": [one for one in organisations if one.pk not in known],
        "nowhere": [o for o in organisations if o.latitude is None or o.longitude is None],
        "proposals": found.proposals.defer("problem").select_related("changed_from"),
        "job": work,
        "job_url": job_address(job) if job else "",
        "is_busy": job is not None and not job.is_finished,
        "is_chosen": found.state == GroupingState.CHOSEN,
    }
    return render(request, "diagnostics/grouping.html", context)


def _form(request: SpinneyRequest, place: Scope, **more: Any) -> GroupingForm:
    return GroupingForm(
        posted(request),
        surveys=read.surveys_offered(request.actor, place),
        has_inventory=True,
        **more,
    )


@guard(policies, "make_grouping", scope="place")
def make_grouping(request: SpinneyRequest, place: Scope) -> HttpResponse:
    """Say whose needs count, and what a group must keep to."""
    where = place_of(request, place)
    check_runs(request.actor, place)
    form = _form(request, place, initial={"title": f"Groups in {where.name}"})
    made = attempt(
        request,
        form,
        lambda: actions.make_grouping(place=place, text=form.said(), by=request.actor, now=now()),
    )
    if made:
        told.say(request, "It is set up. Look it over, then have groups worked out.")
        return redirect(grouping_address(made))
    context = {"form": form, "deed": "Set it up", **around(where, None, ("Set up", ""))}
    return render(request, "diagnostics/make_grouping.html", context)


@guard(policies, "edit_grouping", scope="place")
def edit_grouping(request: SpinneyRequest, place: Scope, grouping_id: int) -> HttpResponse:
    """Change the question; proposals that are there stay."""
    where = place_of(request, place)
    found = read.grouping_for(request.actor, place, grouping_id)
    form = _form(request, place, initial=as_typed(found))
    changed = attempt(
        request,
        form,
        lambda: actions.edit_grouping(
            grouping=found, text=form.said(), version=form.cleaned_data["version"],
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if changed:
        told.say(request, "Changed. Proposals that are there stay as they were.")
        return redirect(grouping_address(found))
    found.refresh_from_db()
    renew_version(form, found.version)
    context = {"form": form, "deed": "Save", **around(where, found, ("Change it", ""))}
    return render(request, "diagnostics/edit_grouping.html", context)


@guard(policies, "duplicate_grouping", scope="place")
@require_POST
def duplicate_grouping(request: SpinneyRequest, place: Scope, grouping_id: int) -> HttpResponse:
    """The same question once more, to be changed."""
    found = read.grouping_for(request.actor, place, grouping_id)
    made = actions.duplicate_grouping(grouping=found, by=request.actor, now=now())
    told.say(request, "This is the copy. Change what you like.")
    return redirect(grouping_address(made))


@guard(policies, "remove_grouping", scope="place")
@require_POST
def remove_grouping(request: SpinneyRequest, place: Scope, grouping_id: int) -> HttpResponse:
    """Put a question away."""
    found = read.grouping_for(request.actor, place, grouping_id)
    actions.remove_grouping(grouping=found, by=request.actor, now=now())
    undo = grouping_address(found, "restore-grouping")
    told.say(request, f"“{found.title}” is removed, with its proposals.", undo_url=undo)
    return redirect("diagnostics:groupings", place)


@guard(policies, "restore_grouping", scope="place")
@require_POST
def restore_grouping(request: SpinneyRequest, place: Scope, grouping_id: int) -> HttpResponse:
    """Bring a question back."""
    found = read.grouping_for(request.actor, place, grouping_id, removed=True)
    actions.restore_grouping(grouping=found, by=request.actor, now=now())
    told.say(request, f"“{found.title}” is back.")
    return redirect(grouping_address(found))


@guard(policies, "add_pair", scope="place")
def add_pair(request: SpinneyRequest, place: Scope, grouping_id: int) -> HttpResponse:
    """Say of two organisations that they must be together, or must not."""
    where = place_of(request, place)
    found = read.grouping_for(request.actor, place, grouping_id)
    settings = Settings.from_json(found.settings)
    organisations, _ = read.people_of(request.actor, place, settings, found.survey)
    form = PairForm(
        posted(request), organisations=[(str(one.uid), one.name) for one in organisations]
    )
    added = attempt(
        request,
        form,
        lambda: actions.add_pair(
            grouping=found, rule=form.cleaned_data["rule"],
            pair=(form.cleaned_data["first"], form.cleaned_data["second"]),
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if added:
        told.say(request, "The rule is added.")
        return redirect(grouping_address(found))
    context = {"form": form, "deed": "Add the rule", **around(where, found, ("Add a rule", ""))}
    return render(request, "diagnostics/add_pair.html", context)


@guard(policies, "remove_pair", scope="place")
@require_POST
def remove_pair(request: SpinneyRequest, place: Scope, grouping_id: int) -> HttpResponse:
    """Take a rule about two organisations off."""
    found = read.grouping_for(request.actor, place, grouping_id)
    pair = (request.POST.get("first", ""), request.POST.get("second", ""))
    rule = request.POST.get("rule", "")
    actions.remove_pair(grouping=found, rule=rule, pair=pair, by=request.actor, now=now())
    told.say(request, "The rule is taken off.")
    return redirect(grouping_address(found))


@guard(policies, "propose_groups", scope="place")
@require_POST
def propose_groups(request: SpinneyRequest, place: Scope, grouping_id: int) -> HttpResponse:
    """Have groups worked out in the background."""
    found = read.grouping_for(request.actor, place, grouping_id)
    address = grouping_address(found)
    try:
        actions.propose_groups(grouping=found, return_to=address, by=request.actor, now=now())
    except BadInput as error:
        told.say(request, str(error), tone=Tone.LATE)
    else:
        told.say(request, "Groups are being worked out. You can leave this page and come back.")
    return redirect(address)
