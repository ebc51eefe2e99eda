"""Who is appointed: put to the vote, or appointed at once; and the contract."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from spinney.base.kernel.errors import NotFound
from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.purchasing import policies
from spinney.purchasing.actions import appointing as actions
from spinney.purchasing.actions.contracting import make_contract as make
from spinney.purchasing.forms.contracts import MakeContractForm
from spinney.purchasing.forms.purchases import AppointForm, VoteForm
from spinney.purchasing.models import JointPurchase, Quote
from spinney.purchasing.policies import purchases as rules
from spinney.purchasing.queries import purchases as read
from spinney.purchasing.queries.contract_shares import costs_named, share_preview
from spinney.purchasing.states import PurchaseState
from spinney.purchasing.views.purchase_frames import around_purchase, purchase_in, purchase_url

QUOTES = "Quotes"


def _quotes(found: JointPurchase) -> list[Quote]:
    quotes = read.opened_quotes(found)
    if not quotes:
        raise NotFound("No quote came in, so there is nobody to appoint.")
    return quotes


@guard(policies, "put_to_vote", scope="cluster")
def put_to_vote(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Begin a ballot about it."""
    found = purchase_in(request, cluster_id, pk)
    rules.check_becomes(found, PurchaseState.DECIDING)
    form = VoteForm(posted(request), quotes=_quotes(found))
    ballot = attempt(
        request, form,
        lambda: actions.put_to_vote(
            purchase=found, quote=form.chosen(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if ballot is not None:
        say(request, "The ballot is written. Look it over, and open the voting.")
        return redirect(reverse("decisions:ballot", args=[cluster_id, ballot.pk]))
    context = {
        "form": form, "deed": "Write the ballot",
        **around_purchase(
            found, (QUOTES, purchase_url(found, "compare_quotes")), ("Put to the vote", "")
        ),
    }  # fmt: skip
    return render(request, "purchasing/put_to_vote.html", context)


@guard(policies, "return_to_quotes", scope="cluster")
@require_POST
def return_to_quotes(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Compare again."""
    found = purchase_in(request, cluster_id, pk)
    actions.return_to_quotes(purchase=found, by=request.actor, now=now())
    say(request, "The quotes are compared again.")
    return redirect(purchase_url(found))


@guard(policies, "appoint_supplier", scope="cluster")
def appoint_supplier(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Appoint at once, where the agreement lets one spend so much, or by a decision."""
    found = purchase_in(request, cluster_id, pk)
    rules.check_is(found, PurchaseState.COMPARING)
    form = AppointForm(
        posted(request), quotes=_quotes(found), runs=rules.runs(request.actor, found)
    )
    done = attempt(
        request, form,
        lambda: actions.appoint_supplier(
            purchase=found, by=request.actor, now=now(), **form.said()
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Appointed. All who sent a quote are told.")
        return redirect(purchase_url(found))
    context = {
        "form": form, "deed": "Appoint",
        **around_purchase(
            found, (QUOTES, purchase_url(found, "compare_quotes")), ("Appoint", "")
        ),
    }  # fmt: skip
    return render(request, "purchasing/appoint_supplier.html", context)


@guard(policies, "make_contract", scope="cluster")
def make_contract(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Note the contract, and see what each bears of it before it is made."""
    found = purchase_in(request, cluster_id, pk)
    rules.check_becomes(found, PurchaseState.CONTRACTED)
    form = MakeContractForm(
        posted(request), costs=costs_named(found, localdate()),
        initial=_first_values(found, localdate()),
    )  # fmt: skip
    done = None
    if "look" not in request.POST:
        done = attempt(
            request, form,
            lambda: make(purchase=found, said=form.said(), by=request.actor, now=now()),
        )  # fmt: skip
    if done is not None:
        say(request, "The contract is noted, with what each of you bears of it.")
        return redirect(reverse("purchasing:joint-contract", args=[cluster_id, done.pk]))
    sharing = str(form["sharing"].value() or "") if "sharing" in form.fields else ""
    context = {
        "form": form, "deed": "Note the contract",
        "shared": share_preview(found, sharing, localdate()), "sharing": sharing,
        **around_purchase(found, ("The contract", "")),
    }  # fmt: skip
    return render(request, "purchasing/make_contract.html", context)


def _first_values(found: JointPurchase, today: date) -> dict[str, object]:
    winner = found.winner
    return MakeContractForm.first_values(
        found.title, winner.months if winner else None, winner.notice_days if winner else None,
        today,
    )  # fmt: skip
