"""What was learned: the pages of a cluster and of a programme; lessons told and changed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.evaluation import policies
from spinney.evaluation.actions import lessons as actions
from spinney.evaluation.forms.learning import LessonForm
from spinney.evaluation.models import Lesson
from spinney.evaluation.policies import learning as rules
from spinney.evaluation.queries import learning as read
from spinney.evaluation.views.around import around_cluster, around_programme
from spinney.evaluation.views.learning_tables import (
    events_table,
    lessons_table,
    spin_offs_table,
)

TITLE = "What we learned"


def learning_url(cluster_id: int) -> str:
    return reverse("evaluation:learning", args=[cluster_id])


def around_learning(cluster: clusters.Cluster, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page below what a cluster learned."""
    url = learning_url(cluster.pk)
    return {**around_cluster(cluster, (TITLE, url if more else ""), *more), "back_url": url}


@guard(policies, "learning", scope="cluster")
@require_safe
def learning(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """A cluster's lessons, what came of it, and the events to come."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    by = request.actor
    lessons = lessons_table(by, reverse("evaluation:tell-lesson", args=[cluster_id])).listing(
        request, read.lessons_of(by, cluster), prefix="l", file_name=f"{cluster.name} lessons"
    )
    spin_offs = spin_offs_table(reverse("evaluation:tell-spin-off", args=[cluster_id])).listing(
        request, read.spin_offs_of(by, cluster), prefix="s", file_name=f"{cluster.name} new things"
    )
    context = {
        "listing": lessons, "spin_offs": spin_offs,
        "coming": read.coming_for(by, cluster, localdate()),
        "removed": read.removed_of(by, cluster, now()), **around_learning(cluster),
    }  # fmt: skip
    file = lessons.export() or spin_offs.export()
    return file or render(request, "evaluation/learning.html", context)


@guard(policies, "programme_learning", scope="programme")
@require_safe
def programme_learning(request: SpinneyRequest, programme_id: int) -> HttpResponseBase:
    """Events, lessons and what came of it, over all clusters of a programme."""
    programme = clusters.get_programme(request.actor, programme_id)
    by = request.actor
    manages = read.manages(by, programme_id)
    plan = reverse("evaluation:plan-event", args=[programme_id]) if manages else ""
    events = events_table(plan).listing(
        request, read.events_of(by, programme), prefix="e", file_name=f"{programme.name} events"
    )
    lessons = lessons_table(by, "", of_programme=True).listing(
        request, read.lessons_in(by, programme), prefix="l", file_name=f"{programme.name} lessons"
    )
    spin_offs = spin_offs_table("", of_programme=True).listing(
        request, read.spin_offs_in(by, programme), prefix="s",
        file_name=f"{programme.name} new things",
    )  # fmt: skip
    context = {
        "events": events, "listing": lessons, "spin_offs": spin_offs, "plan_url": plan,
        **around_programme(programme, (TITLE, "")),
    }  # fmt: skip
    file = events.export() or lessons.export() or spin_offs.export()
    return file or render(request, "evaluation/programme_learning.html", context)


def _form(request: SpinneyRequest, cluster: clusters.Cluster, lesson: Lesson | None) -> LessonForm:
    events = None
    if lesson is None and cluster.programme_id:
        events = read.events_of(request.actor, cluster.programme)
    initial: dict[str, Any] = {"event": request.GET.get("event", "")}
    if lesson is not None:
        names = ("kind", "words", "about", "shared", "version")
        initial = {name: getattr(lesson, name) for name in names}
    return LessonForm(
        posted(request), initial=initial, events=events, abouts=read.abouts_of(request.actor),
        in_programme=cluster.programme_id is not None,
    )  # fmt: skip


@guard(policies, "tell_lesson", scope="cluster")
def tell_lesson(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Write down what was learned."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    form = _form(request, cluster, None)
    done = attempt(
        request, form,
        lambda: actions.tell_lesson(
            cluster=cluster, text=actions.LessonText(**form.said()),
            event=form.cleaned_data.get("event"), by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done:
        say(request, "The lesson is written down.")
        return redirect("evaluation:learning", cluster_id)
    context = {
        "form": form, "deed": "Write it down", **around_learning(cluster, ("Tell a lesson", ""))
    }  # fmt: skip
    return render(request, "evaluation/tell_lesson.html", context)


@guard(policies, "edit_lesson", scope="cluster")
def edit_lesson(request: SpinneyRequest, cluster_id: int, lesson_id: int) -> HttpResponse:
    """Change a lesson."""
    lesson = read.get_lesson(request.actor, cluster_id, lesson_id)
    rules.check_may_change(request.actor, lesson)
    rules.check_there(lesson)
    form = _form(request, lesson.cluster, lesson)
    done = attempt(
        request, form,
        lambda: actions.edit_lesson(
            lesson=lesson, text=actions.LessonText(**form.said()),
            read=form.cleaned_data["version"], by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done:
        return redirect("evaluation:learning", cluster_id)
    renew_version(form, lesson.version)
    context = {
        "form": form, "deed": "Save", "lesson": lesson,
        **around_learning(lesson.cluster, ("Change a lesson", "")),
    }  # fmt: skip
    return render(request, "evaluation/edit_lesson.html", context)


@guard(policies, "remove_lesson", scope="cluster")
@require_POST
def remove_lesson(request: SpinneyRequest, cluster_id: int, lesson_id: int) -> HttpResponse:
    """Remove a lesson; it can be brought back."""
    lesson = read.get_lesson(request.actor, cluster_id, lesson_id)
    actions.remove_lesson(lesson=lesson, by=request.actor, now=now())
    undo = reverse("evaluation:restore-lesson", args=[cluster_id, lesson_id])
    say(request, "The lesson was removed.", undo_url=undo)
    return redirect("evaluation:learning", cluster_id)


@guard(policies, "restore_lesson", scope="cluster")
@require_POST
def restore_lesson(request: SpinneyRequest, cluster_id: int, lesson_id: int) -> HttpResponse:
    """Bring back a lesson that was removed."""
    lesson = read.get_lesson(request.actor, cluster_id, lesson_id)
    actions.restore_lesson(lesson=lesson, by=request.actor, now=now())
    say(request, "The lesson is back.")
    return redirect("evaluation:learning", cluster_id)
