"""Events of learning: one of them, planned, told to the clusters, called off; who came."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.policy import allows
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.evaluation import policies
from spinney.evaluation.actions import learning_events as actions
from spinney.evaluation.forms.learning import EventForm, WhoCameForm
from spinney.evaluation.models import LearningEvent
from spinney.evaluation.policies import learning as rules
from spinney.evaluation.queries import learning as read
from spinney.evaluation.states import EventState
from spinney.evaluation.views.around import around_programme
from spinney.evaluation.views.learning import TITLE
from spinney.evaluation.views.learning_tables import event_status, event_url


def _around(programme: clusters.Programme, *more: tuple[str, str]) -> dict[str, Any]:
    url = reverse("evaluation:programme-learning", args=[programme.pk])
    return {**around_programme(programme, (TITLE, url), *more), "back_url": url}


def _around_event(event: LearningEvent, *more: tuple[str, str]) -> dict[str, Any]:
    url = event_url(event)
    found = _around(event.programme, (event.title, url if more else ""), *more)
    return found | {"event": event, "back_url": url}


def _event(request: SpinneyRequest, programme_id: int, event_id: int) -> LearningEvent:
    return read.get_event(request.actor, programme_id, event_id)


def _conditions(programme: clusters.Programme) -> list[tuple[str, str]]:
    return [(str(one.uid), one.text) for one in clusters.conditions_by_hand(programme)]


@guard(policies, "learning_event", scope="programme")
@require_safe
def learning_event(request: SpinneyRequest, programme_id: int, event_id: int) -> HttpResponse:
    """One event: when and where, what it meets, who came, what was learned."""
    event = _event(request, programme_id, event_id)
    lessons = read.lessons_in(request.actor, event.programme).filter(event=event)
    own = sorted(request.actor.ids_of("cluster", *rules.INSIDE))
    context = {
        "status": event_status(event), "conditions": read.conditions_of(event),
        "came": [one for one in read.who_could_come(event) if one.people],
        "lessons": lessons.order_by("kind", "pk"),
        "own": [one for one in clusters.clusters_of(event.programme) if one.pk in own],
        "manages": read.manages(request.actor, programme_id),
        "was": allows(rules.check_was, event, localdate()), **_around_event(event),
    }  # fmt: skip
    return render(request, "evaluation/learning_event.html", context)


@guard(policies, "plan_event", scope="programme")
def plan_event(request: SpinneyRequest, programme_id: int) -> HttpResponse:
    """Plan an event."""
    programme = clusters.get_programme(request.actor, programme_id)
    form = EventForm(posted(request), conditions=_conditions(programme))
    done = attempt(
        request, form,
        lambda: actions.plan_event(
            programme=programme, text=actions.EventText(**form.said()), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done:
        say(request, f"“{done.title}” is planned. Tell the clusters when you are ready.")
        return redirect(event_url(done))
    context = {"form": form, "deed": "Plan it", **_around(programme, ("Plan an event", ""))}
    return render(request, "evaluation/plan_event.html", context)


@guard(policies, "edit_event", scope="programme")
def edit_event(request: SpinneyRequest, programme_id: int, event_id: int) -> HttpResponse:
    """Change an event."""
    event = _event(request, programme_id, event_id)
    rules.check_not_called_off(event)
    names = ("title", "held_on", "where", "about", "every_member", "version")
    initial = {name: getattr(event, name) for name in names} | {"meets": event.meets_conditions}
    form = EventForm(posted(request), initial=initial, conditions=_conditions(event.programme))
    done = attempt(
        request, form,
        lambda: actions.edit_event(
            event=event, text=actions.EventText(**form.said()),
            read=form.cleaned_data["version"], by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done:
        return redirect(event_url(done))
    renew_version(form, event.version)
    context = {"form": form, "deed": "Save", **_around_event(event, ("Change it", ""))}
    return render(request, "evaluation/edit_event.html", context)


@guard(policies, "call_off_event", scope="programme")
@require_POST
def call_off_event(request: SpinneyRequest, programme_id: int, event_id: int) -> HttpResponse:
    """Call off an event; whoever was told of it is told."""
    event = _event(request, programme_id, event_id)
    done = actions.call_off_event(event=event, by=request.actor, now=now())
    told = " Everybody who was invited is told." if done.told_clusters_at else ""
    say(request, f"“{event.title}” is called off.{told}")
    return redirect(event_url(event))


@guard(policies, "plan_event_again", scope="programme")
@require_POST
def plan_event_again(request: SpinneyRequest, programme_id: int, event_id: int) -> HttpResponse:
    """Plan an event after all."""
    event = _event(request, programme_id, event_id)
    actions.plan_event_again(event=event, by=request.actor, now=now())
    say(request, f"“{event.title}” is planned again. Tell the clusters when you are ready.")
    return redirect(event_url(event))


@guard(policies, "invite_to_event", scope="programme")
@require_POST
def invite_to_event(request: SpinneyRequest, programme_id: int, event_id: int) -> HttpResponse:
    """Tell the clusters of an event."""
    event = _event(request, programme_id, event_id)
    actions.invite_to_event(event=event, by=request.actor, now=now())
    say(request, "The facilitators and members of every cluster are told by e-mail.")
    return redirect(event_url(event))


@guard(policies, "note_who_came", scope="programme")
def note_who_came(request: SpinneyRequest, programme_id: int, event_id: int) -> HttpResponse:
    """Note who came; what that meets is ticked by itself."""
    event = _event(request, programme_id, event_id)
    rules.check_was(event, localdate())
    form = WhoCameForm(posted(request), rows=read.who_could_come(event))
    done = attempt(
        request, form,
        lambda: actions.note_who_came(
            event=event, came=[actions.Came(*one) for one in form.came()], by=request.actor,
            now=now(),
        ),
    )  # fmt: skip
    if done:
        met = " The conditions it meets are ticked." if done.meets_conditions else ""
        say(request, f"Who came is noted.{met}")
        return redirect(event_url(done))
    context = {
        "form": form, "deed": "Save", "conditions": read.conditions_of(event),
        "is_held": event.state == EventState.HELD, **_around_event(event, ("Who came", "")),
    }  # fmt: skip
    return render(request, "evaluation/note_who_came.html", context)
