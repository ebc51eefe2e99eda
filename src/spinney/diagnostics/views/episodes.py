"""A facilitator's private log of hard moments. Every read begins with the writer's own."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.policy import may
from spinney.base.web import told
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.parts import crumbs
from spinney.base.web.components.words import day, day_and_time
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table
from spinney.diagnostics import policies
from spinney.diagnostics.actions import episodes as actions
from spinney.diagnostics.forms.playbook import EpisodeForm
from spinney.diagnostics.models import Episode
from spinney.diagnostics.queries import episodes as read
from spinney.diagnostics.queries.playbook import steps_named
from spinney.diagnostics.states import EpisodeKind
from spinney.diagnostics.views.places import place_of

LOG = Table(
    name="episodes",
    caption="My log",
    noun="hard moment",
    default_order="-happened_on",
    columns=[
        Column(
            "what",
            "What it was",
            value=lambda e: read.title_of(e.what),
            link=lambda e: reverse("diagnostics:episode", args=[e.pk]),
        ),
        Column("happened_on", "Day", kind="date", order_by="happened_on"),
        Column("cluster__name", "Cluster", order_by="cluster__name"),
        Column("kind", "Kind", value=lambda e: e.get_kind_display(), only="file"),
        Column("excerpt", "Words", value=lambda e: Truncator(e.text).words(20), only="page"),
        Column("text", "What happened", only="file"),
        Column("what_was_done", "What was done", only="file"),
        Column("written_at", "Written", kind="moment", only="file"),
    ],
    filters=[
        ChoiceFilter("cluster", "Cluster", field="cluster__name"),
        ChoiceFilter("kind", "Kind", field="kind", labels=dict(EpisodeKind.choices)),
    ],
    search=["text", "what_was_done"],
    search_label="Search my log",
    per_page=20,
    empty=Empty("Nothing logged yet", "You log hard moments of clusters that you facilitate."),
)


def _home() -> str:
    return reverse("diagnostics:episodes")


@guard(policies, "episodes")
@never_cache
@require_safe
def episodes(request: SpinneyRequest) -> HttpResponseBase:
    """My own log, of all clusters."""
    listing = LOG.listing(request, read.episodes_of(request.actor), file_name="my-log")
    context = {
        "listing": listing,
        "removed": [
            (one, read.title_of(one.what)) for one in read.removed_episodes_of(request.actor, now())
        ],
        "helped": [
            (cluster.name, reverse("diagnostics:log-episode", args=[cluster.pk]))
            for cluster in read.clusters_to_log(request.actor)
        ],
    }
    return listing.export() or render(request, "diagnostics/episodes.html", context)


@guard(policies, "episode")
@never_cache
@require_safe
def episode(request: SpinneyRequest, episode_id: int) -> HttpResponse:
    """What I logged, and the playbook's advice on it."""
    found = read.get_episode(request.actor, episode_id)
    moment = read.advice_on(found.what)
    title = read.title_of(found.what)
    context = {
        "trail": crumbs(("My log", _home()), (title, "")),
        "caption": f"{found.cluster.name}, {day(found.happened_on)}",
        "title": title,
        "episode": found,
        "moment": moment,
        "steps": steps_named(moment.steps) if moment else [],
        "steps_of": _reads_playbook(request, found.cluster_id),
    }
    return render(request, "diagnostics/episode.html", context)


def _reads_playbook(request: SpinneyRequest, cluster_id: int) -> int | None:
    """The cluster whose playbook she may still open; None once she has stood down."""
    here = cluster_scope(cluster_id)
    return cluster_id if may(policies.MAY, "playbook", by=request.actor, scope=here) else None


@guard(policies, "export_episodes")
@never_cache
@require_safe
def export_episodes(request: SpinneyRequest) -> HttpResponse:
    """All that I logged as one text file, oldest first."""
    text = "\n----\n\n".join(_in_words(one) for one in reversed(read.episodes_of(request.actor)))
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="my-log-{localdate()}.txt"'
    return response


def _in_words(one: Episode) -> str:
    parts = [
        f"{day(one.happened_on)} · {one.cluster.name}\n"
        f"{read.title_of(one.what)} ({one.get_kind_display()})\n"
        f"(written {day_and_time(one.written_at)})\n"
    ]
    if one.text:
        parts.append(f"What happened\n{one.text}\n")
    if one.what_was_done:
        parts.append(f"What was done\n{one.what_was_done}\n")
    return "\n".join(parts)


@guard(policies, "log_episode", scope="cluster")
@never_cache
def log_episode(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Log a hard moment of a cluster, for myself."""
    place = place_of(request, cluster_scope(cluster_id))
    start = {"happened_on": localdate(), "what": request.GET.get("what", "")}
    form = EpisodeForm(posted(request), initial=start)
    logged = attempt(
        request,
        form,
        lambda: actions.log_episode(
            cluster=place.of,  # type: ignore[arg-type]
            said=form.said(),
            by=request.actor,
            now=now(),
        ),
    )
    if logged:
        told.say(request, "It is in your log. Here is what may help.")
        return redirect("diagnostics:episode", logged.pk)
    back = reverse("diagnostics:hard-moments", args=[cluster_id])
    return render(request, "diagnostics/log_episode.html", _task(form, back, "Log it", place.name))


def _task(form: EpisodeForm, back: str, deed: str, caption: str) -> dict[str, Any]:
    return {"form": form, "back_url": back, "deed": deed, "caption": caption}


@guard(policies, "edit_episode")
@never_cache
def edit_episode(request: SpinneyRequest, episode_id: int) -> HttpResponse:
    """Change what I logged."""
    found = read.get_episode(request.actor, episode_id)
    names = ("what", "happened_on", "text", "what_was_done", "version")
    form = EpisodeForm(posted(request), initial={name: getattr(found, name) for name in names})
    changed = attempt(
        request,
        form,
        lambda: actions.edit_episode(
            episode=found,
            said=form.said(),
            version=form.cleaned_data["version"],
            by=request.actor,
            now=now(),
        ),
    )
    back = reverse("diagnostics:episode", args=[episode_id])
    if changed:
        told.say(request, "Your log is changed.")
        return redirect(back)
    renew_version(form, found.version)
    context = _task(form, back, "Save", found.cluster.name)
    return render(request, "diagnostics/edit_episode.html", context)


@guard(policies, "remove_episode")
@require_POST
def remove_episode(request: SpinneyRequest, episode_id: int) -> HttpResponse:
    """Remove what I logged."""
    found = read.get_episode(request.actor, episode_id)
    actions.remove_episode(episode=found, by=request.actor, now=now())
    undo = reverse("diagnostics:restore-episode", args=[episode_id])
    told.say(request, "It is removed. After 30 days it is gone for good.", undo_url=undo)
    return redirect("diagnostics:episodes")


@guard(policies, "restore_episode")
@require_POST
def restore_episode(request: SpinneyRequest, episode_id: int) -> HttpResponse:
    """Bring back what I removed."""
    found = read.get_episode(request.actor, episode_id)
    actions.restore_episode(episode=found, by=request.actor, now=now())
    told.say(request, "It is back in your log.")
    return redirect("diagnostics:episodes")
