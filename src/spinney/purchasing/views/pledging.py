"""Are you in? Asked, answered signed in or by a link, taken back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import NotFound
from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import counted
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.task_links import task_link
from spinney.base.web.told import say
from spinney.purchasing import policies
from spinney.purchasing.actions import pledging as actions
from spinney.purchasing.forms.purchases import AskPledgesForm, PledgeForm
from spinney.purchasing.letters.purchases import PLEDGE
from spinney.purchasing.models import JointPurchase, Pledge
from spinney.purchasing.policies import purchases as rules
from spinney.purchasing.queries import purchases as read
from spinney.purchasing.queries.purchase_page import shown
from spinney.purchasing.states import PledgeState, PurchaseState
from spinney.purchasing.views.purchase_frames import (
    around_purchase,
    frame_by_link,
    purchase_in,
    purchase_url,
)


@guard(policies, "ask_pledges", scope="cluster")
def ask_pledges(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Ask every member that has said nothing yet."""
    found = purchase_in(request, cluster_id, pk)
    rules.check_is(found, PurchaseState.PLEDGING)
    form = AskPledgesForm(posted(request), initial={"pledge_by": found.pledge_by})
    asked = attempt(
        request, form,
        lambda: actions.ask_pledges(
            purchase=found, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    if asked is not None:
        say(request, f"{counted(asked, 'member')} asked, by e-mail with a link.")
        return redirect(purchase_url(found))
    context = {
        "form": form, "deed": "Send the question", "shown": shown(request.actor, found, now()),
        **around_purchase(found, ("Ask who is in", "")),
    }  # fmt: skip
    return render(request, "purchasing/ask_pledges.html", context)


@guard(policies, "pledge", scope="cluster")
@never_cache
def pledge(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Say for one's own member whether it is in, signed in."""
    found = purchase_in(request, cluster_id, pk)
    rules.member_that_pledges(request.actor, found.cluster, localdate())
    form, done = _asked(request, found)
    if done is not None:
        say(request, _noted(done))
        return redirect(purchase_url(found))
    context = {
        **_question(request, found, form),
        **around_purchase(found, ("Are you in?", "")),
        "caption": found.cluster.name,  # the title names the purchase
    }
    return render(request, "purchasing/pledge.html", context)


def _asked(request: SpinneyRequest, found: JointPurchase) -> tuple[PledgeForm, Pledge | None]:
    own = read.own_pledge(found, request.actor.organisation_id)
    usual = read.usual_quantity(found, request.actor.organisation_id)
    form = PledgeForm(posted(request), purchase=found, own=own, usual=usual)
    done = attempt(
        request, form,
        lambda: actions.pledge(purchase=found, said=form.text(), by=request.actor, now=now()),
    )  # fmt: skip
    return form, done


def _noted(pledge: Pledge) -> str:
    if pledge.state == PledgeState.OUT:
        return "Noted: not this time. You can change it until it is decided."
    return "Noted: you are in, on your conditions. You can change them until it is decided."


def _question(request: SpinneyRequest, found: JointPurchase, form: PledgeForm) -> dict[str, Any]:
    return {
        "form": form,
        "deed": "Save",
        "shown": shown(request.actor, found, now()),
        "own": read.own_pledge(found, request.actor.organisation_id),
    }


@guard(policies, "take_back_pledge", scope="cluster")
@require_POST
def take_back_pledge(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """As if nothing had been said."""
    found = purchase_in(request, cluster_id, pk)
    actions.take_back_pledge(purchase=found, by=request.actor, now=now())
    say(request, "Your word is taken back, and its conditions are forgotten.")
    return redirect(purchase_url(found))


def _link_stands(link: TaskLink) -> bool:
    """Whether a word can still be given, so that a new link may be sent."""
    found = JointPurchase.objects.filter(pk=int(link.subject.rpartition(":")[2])).first()
    return found is not None and found.state in rules.TAKES_PLEDGES


@task_link(PLEDGE, stands=_link_stands)
@never_cache
def pledge_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """The same from a link, without an account: said, changed, taken back."""
    found = read.purchase_by_link(request.actor)
    if step not in ("", "said", "take-back"):
        raise NotFound("There is no such page. Open the link from the e-mail again.")
    rules.member_that_pledges(request.actor, found.cluster, localdate())
    rules.check_takes_pledges(found)
    if step == "take-back" and request.method == "POST":
        actions.take_back_pledge(purchase=found, by=request.actor, now=now())
        return redirect(request.task_path)
    form, done = _asked(request, found)
    if done is not None:
        return redirect(f"{request.task_path}said/")
    context = _question(request, found, form) | frame_by_link(found)
    context |= {"home": request.task_path, "take_back_url": f"{request.task_path}take-back/"}
    own = context["own"]
    has_said = own is not None and own.state != PledgeState.TAKEN_BACK
    page = "pledge_said" if step == "said" and has_said else "pledge"
    return render(request, f"purchasing/{page}.html", context)
