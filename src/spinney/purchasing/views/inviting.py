"""Suppliers are put on the list, criteria set, quotes asked for."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from spinney.base.kernel.errors import NotFound
from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import counted
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.purchasing import policies
from spinney.purchasing.actions import inviting as actions
from spinney.purchasing.forms.purchases import CriteriaForm, DeadlineForm, InviteForm
from spinney.purchasing.models import InvitedSupplier, JointPurchase
from spinney.purchasing.policies import purchases as rules
from spinney.purchasing.queries import purchases as read
from spinney.purchasing.states import PurchaseState
from spinney.purchasing.views.purchase_frames import around_purchase, purchase_in, purchase_url


@guard(policies, "invite_supplier", scope="cluster")
def invite_supplier(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Put a supplier on the list; another one follows if she likes."""
    found = purchase_in(request, cluster_id, pk)
    rules.check_is(found, PurchaseState.PLEDGING, PurchaseState.QUOTING)
    form = InviteForm(posted(request))
    made = attempt(
        request, form,
        lambda: actions.invite_supplier(
            purchase=found, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    if made is not None:
        asked = made.asked_at is not None
        say(request, f"{made.name} is {'asked' if asked else 'on the list'}.")
        another = "another" in request.POST
        return redirect(purchase_url(found, "invite_supplier") if another else _suppliers(found))
    context = {
        "form": form, "deed": "Add it", "there": read.invited_of(found),
        **around_purchase(found, ("Add a supplier", "")),
    }  # fmt: skip
    return render(request, "purchasing/invite_supplier.html", context)


def _suppliers(found: JointPurchase) -> str:
    return f"{purchase_url(found)}#suppliers"


@guard(policies, "remove_invited", scope="cluster")
@require_POST
def remove_invited(
    request: SpinneyRequest, cluster_id: int, pk: int, invited_id: int
) -> HttpResponse:
    """Take a supplier off the list."""
    found = purchase_in(request, cluster_id, pk)
    one = InvitedSupplier.objects.filter(purchase=found, pk=invited_id).first()
    if one is None:
        raise NotFound("There is no such supplier on the list.")
    one.purchase = found
    actions.remove_invited(invited=one, by=request.actor, now=now())
    say(request, f"{one.name} is off the list.")
    return redirect(_suppliers(found))


@guard(policies, "set_criteria", scope="cluster")
def set_criteria(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """What quotes are compared by, and how much each weighs."""
    found = purchase_in(request, cluster_id, pk)
    rules.check_is(found, PurchaseState.PLEDGING)
    form = CriteriaForm(posted(request), criteria=read.criteria_of(found))
    done = attempt(
        request, form,
        lambda: actions.set_criteria(
            purchase=found, criteria=form.criteria(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Set. Suppliers are told what quotes are compared by.")
        return redirect(purchase_url(found))
    context = {"form": form, "deed": "Save", **around_purchase(found, ("Criteria", ""))}
    return render(request, "purchasing/set_criteria.html", context)


@guard(policies, "request_quotes", scope="cluster")
def request_quotes(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Ask every supplier on the list, until a moment."""
    found = purchase_in(request, cluster_id, pk)
    rules.check_becomes(found, PurchaseState.QUOTING)
    form = DeadlineForm(posted(request))
    done = attempt(
        request, form,
        lambda: actions.request_quotes(
            purchase=found, quotes_by=form.moment(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    invited = read.invited_of(found)
    if done is not None:
        say(request, f"{counted(len(invited), 'supplier')} asked, each by a link of its own.")
        return redirect(purchase_url(found))
    context = {
        "form": form, "deed": "Ask for quotes", "invited": invited,
        "criteria": read.criteria_of(found),
        **around_purchase(found, ("Ask for quotes", "")),
    }  # fmt: skip
    return render(request, "purchasing/request_quotes.html", context)


@guard(policies, "extend_quotes", scope="cluster")
def extend_quotes(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Give suppliers longer."""
    found = purchase_in(request, cluster_id, pk)
    rules.check_is(found, PurchaseState.QUOTING)
    form = DeadlineForm(posted(request), initial=DeadlineForm.initial_of(found.quotes_by))
    done = attempt(
        request, form,
        lambda: actions.extend_quotes(
            purchase=found, quotes_by=form.moment(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Suppliers have longer, and are told.")
        return redirect(purchase_url(found))
    context = {"form": form, "deed": "Give more time", **around_purchase(found, ("More time", ""))}
    return render(request, "purchasing/extend_quotes.html", context)
