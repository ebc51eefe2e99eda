"""Instalments: planned, their conditions noted, released, received."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from spinney.agreements import api as agreements
from spinney.base.kernel.errors import NotFound
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.money import policies
from spinney.money.actions import instalments as actions
from spinney.money.bridge.releases import stages_of
from spinney.money.forms.grants import InstalmentForm, MetForm, ReceivedForm, TakeBackForm
from spinney.money.models import Instalment
from spinney.money.queries.grant_page import alone_words, managers_of
from spinney.money.views.grant_frames import around_grant, grant_url, instalment_in


def _around(found: Instalment, crumb: str) -> dict[str, Any]:
    around = around_grant(found.grant, (crumb, ""))
    return around | {"instalment": found}


@guard(policies, "plan_instalment", scope="cluster")
def plan_instalment(request: SpinneyRequest, cluster_id: int, pk: int, number: int) -> HttpResponse:
    """Plan one anew."""
    found = instalment_in(request, cluster_id, pk, number)
    form = InstalmentForm(
        posted(request), initial=InstalmentForm.initial_of(found),
        kinds=agreements.kind_titles(), stages=stages_of(found.grant.cluster),
    )  # fmt: skip
    done = attempt(
        request, form,
        lambda: actions.plan_instalment(
            instalment=found, pence=form.cleaned_data["pence"],
            due_on=form.cleaned_data["due_on"], conditions=form.conditions(),
            why=form.cleaned_data["why"], read=form.cleaned_data["version"], by=request.actor,
            now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, f"Instalment {number} is planned anew.")
        return redirect(grant_url(found.grant))
    renew_version(form, found.version)
    context = {"form": form, "deed": "Save", **_around(found, f"Instalment {number}")}
    return render(request, "money/plan_instalment.html", context)


@guard(policies, "meet_condition", scope="cluster")
def meet_condition(
    request: SpinneyRequest, cluster_id: int, pk: int, number: int, condition_id: int
) -> HttpResponse:
    """Note that a condition in words is met."""
    found = instalment_in(request, cluster_id, pk, number)
    condition = next((one for one in found.conditions.all() if one.pk == condition_id), None)
    if condition is None:
        raise NotFound("There is no such condition.")
    condition.instalment = found
    form = MetForm(posted(request), initial={"met_on": localdate()})
    done = attempt(
        request, form,
        lambda: actions.meet_condition(
            condition=condition, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Noted.")
        return redirect(grant_url(found.grant))
    context = {
        "form": form, "deed": "Note it", "condition": condition, **_around(found, "It is met")
    }  # fmt: skip
    return render(request, "money/meet_condition.html", context)


def _move(
    request: SpinneyRequest, found: Instalment, deed: Callable[..., object], said: str
) -> HttpResponse:
    deed(instalment=found, by=request.actor, now=now())
    say(request, said)
    return redirect(grant_url(found.grant))


@guard(policies, "ask_release", scope="cluster")
@require_POST
def ask_release(request: SpinneyRequest, cluster_id: int, pk: int, number: int) -> HttpResponse:
    """Ask for its release."""
    found = instalment_in(request, cluster_id, pk, number)
    asked = actions.ask_release(instalment=found, by=request.actor, now=now())
    alone = alone_words(asked, managers_of(found.grant, localdate()))
    say(request, f"Asked. {alone or 'Somebody else in the programme releases it.'}")
    return redirect(grant_url(found.grant))


@guard(policies, "stop_release", scope="cluster")
@require_POST
def stop_release(request: SpinneyRequest, cluster_id: int, pk: int, number: int) -> HttpResponse:
    """Take back the ask."""
    found = instalment_in(request, cluster_id, pk, number)
    return _move(request, found, actions.stop_release, "Nothing is released.")


@guard(policies, "release_instalment", scope="cluster")
@require_POST
def release_instalment(
    request: SpinneyRequest, cluster_id: int, pk: int, number: int
) -> HttpResponse:
    """Release it."""
    found = instalment_in(request, cluster_id, pk, number)
    return _move(
        request, found, actions.release_instalment,
        "Released. The cluster hears of it, and it stands in the cluster’s ledger.",
    )  # fmt: skip


@guard(policies, "receive_instalment", scope="cluster")
def receive_instalment(
    request: SpinneyRequest, cluster_id: int, pk: int, number: int
) -> HttpResponse:
    """Say that it came in."""
    found = instalment_in(request, cluster_id, pk, number)
    form = ReceivedForm(posted(request), initial={"received_on": localdate()})
    done = attempt(
        request, form,
        lambda: actions.receive_instalment(
            instalment=found, received_on=form.cleaned_data["received_on"], by=request.actor,
            now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Noted. It stands in your ledger.")
        return redirect(grant_url(found.grant))
    context = {"form": form, "deed": "It came in", **_around(found, "It came in")}
    return render(request, "money/receive_instalment.html", context)


def _take_back(
    request: SpinneyRequest, found: Instalment, deed: Callable[..., object], said: str, crumb: str
) -> HttpResponse:
    """What was noted was a mistake: asked why, then taken back."""
    form = TakeBackForm(posted(request))
    done = attempt(
        request, form,
        lambda: deed(instalment=found, by=request.actor, now=now(), **form.cleaned_data),
    )  # fmt: skip
    if done is not None:
        say(request, said)
        return redirect(grant_url(found.grant))
    context = {"form": form, "deed": "Take it back", **_around(found, crumb)}
    return render(request, "money/take_back_instalment.html", context)


@guard(policies, "unrelease_instalment", scope="cluster")
def unrelease_instalment(
    request: SpinneyRequest, cluster_id: int, pk: int, number: int
) -> HttpResponse:
    """Take back a release that was a mistake."""
    found = instalment_in(request, cluster_id, pk, number)
    return _take_back(
        request, found, actions.unrelease_instalment,
        "Taken back. The cluster hears of it, and its ledger says so.", "Take the release back",
    )  # fmt: skip


@guard(policies, "unreceive_instalment", scope="cluster")
def unreceive_instalment(
    request: SpinneyRequest, cluster_id: int, pk: int, number: int
) -> HttpResponse:
    """Say that it did not come in after all."""
    found = instalment_in(request, cluster_id, pk, number)
    return _take_back(
        request, found, actions.unreceive_instalment,
        "Taken back. It is waited for again.", "It did not come in",
    )  # fmt: skip
