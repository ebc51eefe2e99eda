"""What came of it: one of them, logged and changed; a partner asked; its word by link."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import NotFound
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.parts import Brand, SummaryRow
from spinney.base.web.components.words import day, money
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.task_links import task_link
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.evaluation import policies
from spinney.evaluation.actions import spin_offs as actions
from spinney.evaluation.forms.learning import AskPartnerForm, NotSoForm, SpinOffForm
from spinney.evaluation.letters.learning import CONFIRM
from spinney.evaluation.models import SpinOff
from spinney.evaluation.policies import learning as rules
from spinney.evaluation.queries import learning as read
from spinney.evaluation.states import Confirmed
from spinney.evaluation.views.learning import around_learning
from spinney.evaluation.views.learning_tables import confirmed_status, spin_off_url


def _around(one: SpinOff, *more: tuple[str, str]) -> dict[str, Any]:
    url = spin_off_url(one)
    found = around_learning(one.cluster, (one.title, url if more else ""), *more)
    return found | {"spin_off": one, "back_url": url}


def _get(request: SpinneyRequest, cluster_id: int, spin_off_id: int) -> SpinOff:
    return read.get_spin_off(request.actor, cluster_id, spin_off_id)


def _rows(one: SpinOff) -> Iterator[SummaryRow]:
    yield SummaryRow("Kind", one.get_kind_display())
    yield SummaryRow("Since", day(one.since))
    if one.story:
        yield SummaryRow("How it came about", one.story)
    yield SummaryRow("How far it came of working together", one.because)
    if one.worth_pence is not None:
        yield SummaryRow("Worth a year", money(one.worth_pence))
    if one.partner:
        yield SummaryRow("Partner", one.partner)
    if one.organisation:
        yield SummaryRow("Logged for", one.organisation.name)


@guard(policies, "spin_off", scope="cluster")
@require_safe
def spin_off(request: SpinneyRequest, cluster_id: int, spin_off_id: int) -> HttpResponse:
    """One thing that came of it, and who confirmed it."""
    one, by = _get(request, cluster_id, spin_off_id), request.actor
    is_open = one.confirmed == Confirmed.OPEN and one.removed_at is None
    context = {
        "rows": list(_rows(one)), "status": confirmed_status(one),
        "can_change": rules.may_change(by, one) and one.removed_at is None,
        "can_ask": is_open and rules.may_change(by, one),
        "can_confirm": is_open and rules.confirms(by, one), **_around(one),
    }  # fmt: skip
    return render(request, "evaluation/spin_off.html", context)


@guard(policies, "tell_spin_off", scope="cluster")
def tell_spin_off(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Log something new."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    form = SpinOffForm(posted(request))
    done = attempt(
        request, form,
        lambda: actions.tell_spin_off(
            cluster=cluster, text=actions.SpinOffText(**form.said()), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done:
        say(request, f"“{done.title}” is logged. Ask a partner to confirm it: then it counts more.")
        return redirect(spin_off_url(done))
    frame = around_learning(cluster, ("Log something new", ""))
    context = {"form": form, "deed": "Log it", **frame}
    return render(request, "evaluation/tell_spin_off.html", context)


@guard(policies, "edit_spin_off", scope="cluster")
def edit_spin_off(request: SpinneyRequest, cluster_id: int, spin_off_id: int) -> HttpResponse:
    """Change what was logged."""
    one = _get(request, cluster_id, spin_off_id)
    rules.check_may_change(request.actor, one)
    rules.check_there(one)
    names = (*actions.NAMES, "version")
    form = SpinOffForm(posted(request), initial={name: getattr(one, name) for name in names})
    done = attempt(
        request, form,
        lambda: actions.edit_spin_off(
            spin_off=one, text=actions.SpinOffText(**form.said()),
            read=form.cleaned_data["version"], by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done:
        return redirect(spin_off_url(done))
    renew_version(form, one.version)
    context = {"form": form, "deed": "Save", **_around(one, ("Change it", ""))}
    return render(request, "evaluation/edit_spin_off.html", context)


@guard(policies, "remove_spin_off", scope="cluster")
@require_POST
def remove_spin_off(request: SpinneyRequest, cluster_id: int, spin_off_id: int) -> HttpResponse:
    """Remove it; it can be brought back."""
    one = _get(request, cluster_id, spin_off_id)
    actions.remove_spin_off(spin_off=one, by=request.actor, now=now())
    undo = reverse("evaluation:restore-spin-off", args=[cluster_id, spin_off_id])
    say(request, f"“{one.title}” was removed.", undo_url=undo)
    return redirect("evaluation:learning", cluster_id)


@guard(policies, "restore_spin_off", scope="cluster")
@require_POST
def restore_spin_off(request: SpinneyRequest, cluster_id: int, spin_off_id: int) -> HttpResponse:
    """Bring back what was removed."""
    one = _get(request, cluster_id, spin_off_id)
    actions.restore_spin_off(spin_off=one, by=request.actor, now=now())
    say(request, f"“{one.title}” is back.")
    return redirect(spin_off_url(one))


@guard(policies, "ask_partner", scope="cluster")
def ask_partner(request: SpinneyRequest, cluster_id: int, spin_off_id: int) -> HttpResponse:
    """Send a partner a link by which it says whether it is so."""
    one = _get(request, cluster_id, spin_off_id)
    rules.check_may_change(request.actor, one)
    rules.check_answered(one, Confirmed.YES)
    form = AskPartnerForm(posted(request))
    done = attempt(
        request, form,
        lambda: actions.ask_partner(
            spin_off=one, **form.cleaned_data, by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done:
        say(request, "The link is on its way. You see here what the partner says.")
        return redirect(spin_off_url(one))
    context = {"form": form, "deed": "Send the link", **_around(one, ("Ask a partner", ""))}
    return render(request, "evaluation/ask_partner.html", context)


@guard(policies, "confirm_spin_off", scope="cluster")
@require_POST
def confirm_spin_off(request: SpinneyRequest, cluster_id: int, spin_off_id: int) -> HttpResponse:
    """Say as another member that it is so."""
    one = _get(request, cluster_id, spin_off_id)
    actions.confirm_spin_off(spin_off=one, by=request.actor, now=now())
    say(request, f"Confirmed: {one.title}.")
    return redirect(spin_off_url(one))


@guard(policies, "refuse_spin_off", scope="cluster")
def refuse_spin_off(request: SpinneyRequest, cluster_id: int, spin_off_id: int) -> HttpResponse:
    """Say as another member that it is not so, and why."""
    one = _get(request, cluster_id, spin_off_id)
    rules.check_answered(one, Confirmed.NO)
    rules.check_confirms(request.actor, one)
    form = NotSoForm(posted(request))
    done = attempt(
        request, form,
        lambda: actions.refuse_spin_off(
            spin_off=one, **form.cleaned_data, by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done:
        say(request, f"It is not counted any more: {one.title}.")
        return redirect(spin_off_url(one))
    context = {"form": form, "deed": "It is not so", **_around(one, ("It is not so", ""))}
    return render(request, "evaluation/refuse_spin_off.html", context)


def _link_stands(link: TaskLink) -> bool:
    """Whether it still waits for a partner's word, so that a new link may be sent."""
    pk = int(link.subject.rpartition(":")[2])
    return SpinOff.objects.filter(pk=pk, confirmed=Confirmed.OPEN, removed_at=None).exists()


@task_link(CONFIRM, stands=_link_stands, say_no="no")
def confirm_spin_off_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """From a link, without an account: what was logged, and yes or no."""
    one = read.spin_off_by_link(request.actor, CONFIRM)
    if step not in ("", "no"):
        raise NotFound("There is no such page. Open the link from the e-mail again.")
    form = NotSoForm(posted(request)) if step == "no" else None

    def answer() -> SpinOff:
        with transaction.atomic():
            links.spend(link, now=now())
            told: dict[str, Any] = {"spin_off": one, "by": request.actor, "now": now()}
            if form is None:
                return actions.confirm_spin_off(**told)
            return actions.refuse_spin_off(**form.cleaned_data, **told)

    done = None
    if form is not None:
        done = attempt(request, form, answer)
    elif request.method == "POST":
        done = answer()
    cluster = one.cluster
    frame: dict[str, Any] = {"brand": Brand(cluster.name, "", "", cluster.colour), "spin_off": one}
    if done is not None:
        return render(request, "evaluation/spin_off_answered.html", frame | {"done": done})
    if form is not None:
        frame |= {"form": form, "deed": "It is not so", "back_url": request.task_path}
        return render(request, "evaluation/refuse_spin_off.html", frame)
    frame |= {"rows": list(_rows(one)), "no_url": f"{request.task_path}no/"}
    return render(request, "evaluation/confirm_spin_off.html", frame)
