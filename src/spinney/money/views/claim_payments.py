"""Those who keep the money look at a claim, and pay it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.money import policies
from spinney.money.actions import claim_payments as actions
from spinney.money.forms.claims import PaidForm
from spinney.money.forms.grants import WordsForm
from spinney.money.models import Claim
from spinney.money.policies import claims as rules
from spinney.money.queries.claims import lines_of
from spinney.money.queries.keeping import check_keeps
from spinney.money.states import ClaimState
from spinney.money.views.claims import around_claim, claim_in, claim_url


def _kept(request: SpinneyRequest, cluster_id: int, number: int) -> Claim:
    """The claim, for whoever keeps the money."""
    found = claim_in(request, cluster_id, number)
    check_keeps(request.actor, found.cluster, localdate())
    return found


def _move(
    request: SpinneyRequest, found: Claim, deed: Callable[..., object], said: str
) -> HttpResponse:
    deed(claim=found, by=request.actor, now=now())
    say(request, said)
    return redirect(claim_url(found))


@guard(policies, "approve_claim", scope="cluster")
@require_POST
def approve_claim(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """Approve it."""
    found = _kept(request, cluster_id, number)
    return _move(request, found, actions.approve_claim, "Approved. It can be paid.")


@guard(policies, "ask_claim_payment", scope="cluster")
@require_POST
def ask_claim_payment(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """Ask for its payment."""
    found = _kept(request, cluster_id, number)
    return _move(request, found, actions.ask_claim_payment, "Asked. Somebody else pays it.")


@guard(policies, "stop_claim_payment", scope="cluster")
@require_POST
def stop_claim_payment(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """Take back the ask."""
    found = _kept(request, cluster_id, number)
    return _move(request, found, actions.stop_claim_payment, "Nothing is paid.")


@guard(policies, "question_claim", scope="cluster")
def question_claim(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """Ask the member about it."""
    found = _kept(request, cluster_id, number)
    rules.check_becomes(found, ClaimState.QUESTIONED)
    form = WordsForm(posted(request), name="question", label="What do you want to know?")
    done = attempt(
        request, form,
        lambda: actions.question_claim(
            claim=found, question=form.words, by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Asked. The claim comes back with the answer.")
        return redirect(claim_url(found))
    context = {"form": form, "deed": "Ask", **around_claim(found, ("Ask", ""))}
    return render(request, "money/question_claim.html", context)


@guard(policies, "refuse_claim", scope="cluster")
def refuse_claim(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """Refuse it."""
    found = _kept(request, cluster_id, number)
    rules.check_becomes(found, ClaimState.REFUSED)
    form = WordsForm(posted(request), name="question", label="Why?", hint="The member sees this.")
    done = attempt(
        request, form,
        lambda: actions.refuse_claim(claim=found, question=form.words, by=request.actor, now=now()),
    )  # fmt: skip
    if done is not None:
        say(request, "Refused. The member reads why.")
        return redirect(claim_url(found))
    context = {"form": form, "deed": "Refuse it", **around_claim(found, ("Refuse", ""))}
    return render(request, "money/refuse_claim.html", context)


@guard(policies, "pay_claim", scope="cluster")
def pay_claim(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """Note that it was paid."""
    found = _kept(request, cluster_id, number)
    rules.check_becomes(found, ClaimState.PAID)
    form = PaidForm(posted(request), initial={"paid_on": localdate()})
    done = attempt(
        request, form,
        lambda: actions.pay_claim(
            claim=found, by=request.actor, now=now(), **form.cleaned_data,
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Noted. It stands in the ledger, line by line.")
        return redirect(claim_url(found))
    total = sum(one.pence for one in lines_of(found))
    context = {
        "form": form, "deed": "It is paid", "total": total, **around_claim(found, ("Pay", ""))
    }  # fmt: skip
    return render(request, "money/pay_claim.html", context)
