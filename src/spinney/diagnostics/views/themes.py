"""Themes of a cluster: the list, one theme, and the rounds that narrow the list."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.policy import may
from spinney.base.web import told
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Status, Tone
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.listing.columns import Column
from spinney.base.web.listing.filters import ChoiceFilter
from spinney.base.web.tables import Empty, Table
from spinney.diagnostics import policies
from spinney.diagnostics.actions import themes as actions
from spinney.diagnostics.forms.themes import MergeForm, RoundForm, ThemeForm
from spinney.diagnostics.models import Theme
from spinney.diagnostics.queries import themes as read
from spinney.diagnostics.queries.onward import onward_from
from spinney.diagnostics.queries.published import latest_in
from spinney.diagnostics.states import Area, ThemeState
from spinney.diagnostics.views.places import Place, place_of

TONES = {
    ThemeState.LISTED: Tone.PLAIN,
    ThemeState.CHOSEN: Tone.GO,
    ThemeState.SET_ASIDE: Tone.QUIET,
    ThemeState.MERGED: Tone.QUIET,
}


def _status(theme: Theme) -> Status:
    return Status(theme.get_state_display(), TONES[ThemeState(theme.state)])


THEMES = Table(
    name="themes",
    caption="Themes",
    noun="theme",
    default_order="position",
    columns=[
        Column(
            "title",
            "Theme",
            order_by="title",
            link=lambda t: reverse("diagnostics:theme", args=[t.cluster_id, t.pk]),
            note=lambda t: "Quick win" if t.is_quick_win else "",
        ),
        Column("position", "Place", order_by="position", only="file"),
        Column("area", "Area", value=lambda t: t.area and Area(t.area).label, order_by="area"),
        Column("state", "Where it is", kind="status", value=_status, order_by="state"),
        Column(
            "rests_on", "Rests on", kind="prose",
            value=lambda t: "; ".join(one["words"] for one in t.evidence),
        ),
        Column(
            "cost_pence", "Might cost", kind="money", value=lambda t: t.cost_pence,
            order_by="cost_pence",
        ),
        Column("why", "Why it matters", only="file"),
    ],
    filters=[
        ChoiceFilter("state", "Where it is", field="state", labels=dict(ThemeState.choices)),
        ChoiceFilter("area", "Area", field="area", labels=dict(Area.choices)),
    ],
    search=["title", "why"],
    empty=Empty("No themes yet", "They come from what a survey shows, or from what people say."),
)  # fmt: skip


def _may(actor: Actor, verb: str, cluster_id: int) -> bool:
    return may(policies.MAY, verb, by=actor, scope=cluster_scope(cluster_id))


def _to(cluster_id: int) -> str:
    return reverse("diagnostics:themes", args=[cluster_id])


def _around(place: Place, *more: tuple[str, str]) -> dict[str, Any]:
    return place.around("Themes", _to(place.scope.id), *more)


@guard(policies, "themes", scope="cluster")
@require_safe
def themes(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """What the cluster may work on, and where each theme is."""
    place = place_of(request, cluster_scope(cluster_id))
    found = read.themes_of(request.actor, cluster_id)
    listing = THEMES.listing(request, found, file_name=f"{place.name} themes")
    on_list = read.on_the_list(cluster_id).count()
    context = {
        **_around(place),
        "listing": listing,
        "runs_it": _may(request.actor, "add_theme", cluster_id),
        "on_list": on_list,
        "onward": onward_from(request.actor, place.scope) if on_list else [],
        "latest": latest_in(request.actor, place.scope),
    }
    return listing.export() or render(request, "diagnostics/themes.html", context)


@guard(policies, "theme", scope="cluster")
@require_safe
def theme(request: SpinneyRequest, cluster_id: int, theme_id: int) -> HttpResponse:
    """One theme: what it rests on, and what each round did with it."""
    place = place_of(request, cluster_scope(cluster_id))
    found = read.theme_for(request.actor, cluster_id, theme_id)
    outcomes = found.outcomes.select_related("round").order_by("round__number")
    context = {
        **_around(place, (found.title, "")),
        "theme": found,
        "status": _status(found),
        "area": Area(found.area).label if found.area else "",
        "merged": read.themes_of(request.actor, cluster_id).filter(merged_into=found),
        "outcomes": outcomes,
        "runs_it": _may(request.actor, "edit_theme", cluster_id),
    }
    return render(request, "diagnostics/theme.html", context)


@guard(policies, "print_ballot", scope="cluster")
@require_safe
def print_ballot(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """What is left of the list as a paper to vote on: one for each organisation."""
    place = place_of(request, cluster_scope(cluster_id))
    context = {
        **_around(place, ("Ballot paper", "")),
        "options": read.ballot_options(cluster_id),
        "scores": range(6),
    }
    return render(request, "diagnostics/print_ballot.html", context)


@guard(policies, "add_theme", scope="cluster")
def add_theme(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Put a theme on the list."""
    place = place_of(request, cluster_scope(cluster_id))
    form = ThemeForm(posted(request))
    made = attempt(
        request,
        form,
        lambda: actions.add_theme(
            cluster=place.of,  # type: ignore[arg-type]
            text=form.said(),
            by=request.actor,
            now=now(),
        ),
    )
    if made:
        told.say(request, f"“{made.title}” is on the list.")
        return redirect(_to(cluster_id))
    context = place.task(form, "Put it on the list", _to(cluster_id))
    return render(request, "diagnostics/add_theme.html", context)


@guard(policies, "edit_theme", scope="cluster")
def edit_theme(request: SpinneyRequest, cluster_id: int, theme_id: int) -> HttpResponse:
    """Change what a theme says."""
    place = place_of(request, cluster_scope(cluster_id))
    found = read.theme_for(request.actor, cluster_id, theme_id)
    start = {name: getattr(found, name) for name in (*actions.NAMES, "version")}
    form = ThemeForm(posted(request), initial=start)
    changed = attempt(
        request,
        form,
        lambda: actions.edit_theme(
            theme=found,
            text=form.said(),
            version=form.cleaned_data["version"],
            by=request.actor,
            now=now(),
        ),
    )
    back = reverse("diagnostics:theme", args=[cluster_id, theme_id])
    if changed:
        told.say(request, "The theme is changed.")
        return redirect(back)
    return render(request, "diagnostics/edit_theme.html", place.task(form, "Save", back))


@guard(policies, "merge_theme", scope="cluster")
def merge_theme(request: SpinneyRequest, cluster_id: int, theme_id: int) -> HttpResponse:
    """Put two themes together."""
    place = place_of(request, cluster_scope(cluster_id))
    found = read.theme_for(request.actor, cluster_id, theme_id)
    others = read.on_the_list(cluster_id).exclude(pk=found.pk)
    form = MergeForm(posted(request), others=others)
    merged = attempt(
        request,
        form,
        lambda: actions.merge_theme(
            theme=found, into=form.cleaned_data["into"], by=request.actor, now=now()
        ),
    )
    if merged:
        undo = reverse("diagnostics:restore-theme", args=[cluster_id, theme_id])
        told.say(request, f"“{found.title}” is now part of “{merged.merged_into}”.", undo_url=undo)
        return redirect(_to(cluster_id))
    back = reverse("diagnostics:theme", args=[cluster_id, theme_id])
    context = place.task(form, "Put them together", back)
    context |= {"theme": found, "others": others}
    return render(request, "diagnostics/merge_theme.html", context)


@guard(policies, "choose_theme", scope="cluster")
@require_POST
def choose_theme(request: SpinneyRequest, cluster_id: int, theme_id: int) -> HttpResponse:
    """The cluster will work on it."""
    found = read.theme_for(request.actor, cluster_id, theme_id)
    actions.choose_theme(theme=found, by=request.actor, now=now())
    undo = reverse("diagnostics:restore-theme", args=[cluster_id, theme_id])
    told.say(request, f"The cluster will work on “{found.title}”.", undo_url=undo)
    return redirect("diagnostics:theme", cluster_id, theme_id)


@guard(policies, "restore_theme", scope="cluster")
@require_POST
def restore_theme(request: SpinneyRequest, cluster_id: int, theme_id: int) -> HttpResponse:
    """Put a theme back on the list."""
    found = read.theme_for(request.actor, cluster_id, theme_id)
    actions.restore_theme(theme=found, by=request.actor, now=now())
    told.say(request, f"“{found.title}” is on the list again.")
    return redirect("diagnostics:theme", cluster_id, theme_id)


@guard(policies, "rounds", scope="cluster")
@require_safe
def rounds(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """How the long list became a short one: every theme, every round, every reason."""
    place = place_of(request, cluster_scope(cluster_id))
    held = read.rounds_of(request.actor, cluster_id)
    last = read.latest_round(cluster_id)
    found = list(read.themes_of(request.actor, cluster_id))
    context = {
        **_around(place, ("How the list became short", "")),
        "rounds": [one for one in held if one.taken_back_at is None],
        "taken_back": [one for one in held if one.taken_back_at is not None],
        "ways": read.ways(found, held),
        "last": last,
        "n_left": sum(one.state == ThemeState.LISTED for one in found),
        "runs_it": _may(request.actor, "hold_round", cluster_id),
    }
    return render(request, "diagnostics/rounds.html", context)


@guard(policies, "hold_round", scope="cluster")
def hold_round(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Note what a round kept and set aside."""
    place = place_of(request, cluster_scope(cluster_id))
    left = list(read.on_the_list(cluster_id))
    form = RoundForm(posted(request), themes=left, initial={"held_on": localdate()})
    held = attempt(
        request,
        form,
        lambda: actions.hold_round(
            cluster=place.of,  # type: ignore[arg-type]
            said=form.said(),
            by=request.actor,
            now=now(),
        ),
    )
    if held:
        undo = reverse("diagnostics:take-back-round", args=[cluster_id, held.pk])
        told.say(request, f"Round {held.number} is noted.", undo_url=undo)
        return redirect("diagnostics:rounds", cluster_id)
    context = place.task(form, "Note the round", _to(cluster_id))
    return render(
        request, "diagnostics/hold_round.html", context | {"themes": left, "cluster": place.of}
    )


@guard(policies, "take_back_round", scope="cluster")
@require_POST
def take_back_round(request: SpinneyRequest, cluster_id: int, round_id: int) -> HttpResponse:
    """Undo the last round."""
    held = read.round_for(request.actor, cluster_id, round_id)
    actions.take_back_round(held=held, by=request.actor, now=now())
    told.say(request, f"Round {held.number} is taken back. What it set aside is on the list again.")
    return redirect("diagnostics:rounds", cluster_id)
