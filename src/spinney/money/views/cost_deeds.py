"""What is done with shared costs: noted, changed, shared, trued up, answered, paid, taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now

from spinney.agreements import api as agreements
from spinney.base.kernel.money import Money
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.words import counted, money
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.actions import cost_sharing as sharing
from spinney.money.actions import costs as actions
from spinney.money.bridge.cost_rules import rule_words
from spinney.money.forms.costs import (
    CostMemberForm,
    PaymentForm,
    ReplyForm,
    SharedCostForm,
    TrueUpForm,
    WhyForm,
    initial_of,
)
from spinney.money.models import SharedCost
from spinney.money.policies import costs as rules
from spinney.money.queries import costs as read
from spinney.money.queries.held_costs import lacking_figures, members_to_ask
from spinney.money.queries.keeping import check_keeps
from spinney.money.states import CostState, SignOff
from spinney.money.views.around import around_cluster
from spinney.money.views.cost_frames import (
    TITLE,
    around_cost,
    cost_url,
    open_words,
    parts_shown,
    rule_sentence,
    share_url,
    shares_shown,
)
from spinney.money.views.costs import get_share


def _form(
    request: SpinneyRequest, cluster: clusters.Cluster, cost: SharedCost | None
) -> SharedCostForm:
    """The form of a cost, with what this cluster has: kinds of cost, members, lines."""
    terms = agreements.terms(cluster, at=localdate())
    kinds = [one.cost for one in terms.cost_sharing.rules]
    if cost and cost.kind and cost.kind not in kinds:
        kinds.append(cost.kind)
    members = {one.organisation_id: one.organisation_name for one in clusters.members(cluster)}
    chosen = read.shares_of_cost(cost) if cost else []
    members |= {one.organisation_id: one.organisation.name for one in chosen}
    start = {"members": [str(key) for key in members]}
    return SharedCostForm(
        posted(request), kinds=kinds,
        lines=read.lines_to_choose(cluster, cost.budget_line if cost else None),
        members=sorted(members.items(), key=lambda pair: pair[1]),
        initial=initial_of(cost, [one.organisation_id for one in chosen]) if cost else start,
    )  # fmt: skip


@guard(policies, "add_shared_cost", scope="cluster")
def add_shared_cost(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Note a cost that members are to share."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    check_keeps(request.actor, cluster, localdate())
    form = _form(request, cluster, None)
    done = attempt(
        request, form,
        lambda: actions.add_shared_cost(
            cluster=cluster, said=form.said(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done:
        say(request, f"Noted: {done.title}. Nobody owes anything yet.")
        return redirect("money:shared-cost", cluster_id, done.pk)
    back = around_cluster(cluster, (TITLE, _all_url(cluster_id)), ("Share a cost", ""))
    context = {"form": form, "back_url": _all_url(cluster_id), "deed": "Note it", **back}
    return render(request, "money/add_shared_cost.html", context)


def _all_url(cluster_id: int) -> str:
    return reverse("money:shared-costs", args=[cluster_id])


@guard(policies, "edit_shared_cost", scope="cluster")
def edit_shared_cost(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Change what is shared, before it is."""
    cost = _kept(request, cluster_id, pk)
    rules.check_state(cost, CostState.DRAFT)
    form = _form(request, cost.cluster, cost)
    done = attempt(
        request, form,
        lambda: actions.edit_shared_cost(
            cost=cost, said=form.said(), read=form.cleaned_data["version"], by=request.actor,
            now=now(),
        ),
    )  # fmt: skip
    if done:
        say(request, f"Changed: {done.title}.")
        return redirect(cost_url(cost))
    renew_version(form, cost.version)
    context = {"form": form, "deed": "Save", **around_cost(cost, ("Change it", ""))}
    return render(request, "money/edit_shared_cost.html", context)


def _kept(request: SpinneyRequest, cluster_id: int, pk: int) -> SharedCost:
    """A cost for those who keep the money."""
    cost = read.get_cost(request.actor, cluster_id, pk)
    check_keeps(request.actor, cost.cluster, localdate())
    return cost


@guard(policies, "edit_cost_member", scope="cluster")
def edit_cost_member(
    request: SpinneyRequest, cluster_id: int, pk: int, share_id: int
) -> HttpResponse:
    """Say from when to when a member takes part, and what is known of it."""
    cost = _kept(request, cluster_id, pk)
    seen, row = get_share(request, cluster_id, pk, share_id)
    rules.check_state(cost, *rules.UNTIL_TRUED_UP)
    drafting = cost.state == CostState.DRAFT
    needs = seen.agreed.needs
    form = CostMemberForm(posted(request), share=row.share, needs=needs, drafting=drafting)

    def save() -> Any:
        said = form.said(row.share)
        return actions.edit_cost_member(
            share=row.share, said=said, read=form.cleaned_data["version"], by=request.actor,
            now=now(),
        )  # fmt: skip

    name = row.share.organisation.name
    opened = open_words(row.open) if row.open.net else ""
    if attempt(request, form, save):
        say(request, f"Changed: {name}.")
        return redirect(cost_url(cost))
    renew_version(form, row.share.version)
    context = {
        "form": form, "deed": "Save", "name": name, "open": opened, "drafting": drafting,
        **around_cost(cost, (name, share_url(row.share)), ("Days and figures", "")),
    }  # fmt: skip
    return render(request, "money/edit_cost_member.html", context)


@guard(policies, "ask_for_figures", scope="cluster")
def ask_for_figures(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Ask the members whose figures are missing, each by a link."""
    cost = _kept(request, cluster_id, pk)
    rules.check_state(cost, *rules.UNTIL_TRUED_UP)
    asked = members_to_ask(cost, localdate())
    form = forms.Form(posted(request))
    done = attempt(
        request, form,
        lambda: actions.ask_for_figures(cost=cost, by=request.actor, now=now()),
    )  # fmt: skip
    if done is not None:
        say(request, f"{counted(done, 'member')} asked. They need no account to answer.")
        return redirect(cost_url(cost))
    context = {
        "form": form, "asked": asked, "is_needed": any(one.needed for one in asked),
        "deed": "Ask them", **around_cost(cost, ("Ask for figures", "")),
    }  # fmt: skip
    return render(request, "money/ask_for_figures.html", context)


@guard(policies, "share_budget", scope="cluster")
def share_budget(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """See everybody's part of the budget, then share it."""
    cost = _kept(request, cluster_id, pk)
    rules.check_becomes(cost, CostState.AGREED)
    seen = read.seen(request.actor, cost)
    form = forms.Form(posted(request))
    done = attempt(
        request, form, lambda: sharing.share_budget(cost=cost, by=request.actor, now=now())
    )
    if done:
        say(request, f"Shared {rule_words(seen.agreed.rule)}. Each member is asked about its part.")
        return redirect(cost_url(cost))
    context = {
        "form": form, "seen": seen, "shares": shares_shown(seen), "why_not": seen.why_not,
        "rule": rule_sentence(seen), "deed": "Share it",
        **around_cost(cost, ("Share the budget", "")),
    }  # fmt: skip
    return render(request, "money/share_budget.html", context)


@guard(policies, "true_up_cost", scope="cluster")
def true_up_cost(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Say what it really cost, and share that."""
    cost = _kept(request, cluster_id, pk)
    rules.check_can_true_up(cost, localdate())
    found = read.actual_so_far(cost).pence
    words = f"{money(found)}, as the ledger says" if found > 0 else ""
    form = TrueUpForm(posted(request), ledger_words=words)

    def look() -> tuple[int, list[dict[str, Any]]]:
        pence = found if form.pence is None else form.pence
        return pence, parts_shown(read.seen(request.actor, cost), pence)

    def share() -> SharedCost:
        return sharing.true_up_cost(
            cost=cost, actual_pence=form.pence, by=request.actor, now=now()
        )  # fmt: skip

    looked = None
    if "look" in request.POST:
        looked = attempt(request, form, look)
    elif attempt(request, form, share):
        say(request, "Shared as it cost. Each member is asked about its part.")
        return redirect(cost_url(cost))
    lacking = [one.organisation.name for one in lacking_figures(cost, localdate())]
    pence, parts = looked or (0, [])
    context = {
        "form": form, "lacking": lacking, "deed": "Share it", "pence": pence, "parts": parts,
        **around_cost(cost, ("What it really cost", "")),
    }  # fmt: skip
    return render(request, "money/true_up_cost.html", context)


@guard(policies, "ask_again", scope="cluster")
def ask_again(request: SpinneyRequest, cluster_id: int, pk: int, share_id: int) -> HttpResponse:
    """Ask a member anew whether its share is right; with the answer, where it has a question."""
    cost = _kept(request, cluster_id, pk)
    _, row = get_share(request, cluster_id, pk, share_id)
    share, asked = row.share, read.answer_field(cost)
    rules.check_is_asked(share, asked)
    is_question = getattr(share, asked) == SignOff.QUESTIONED
    form = ReplyForm(posted(request)) if is_question else forms.Form(posted(request))
    done = attempt(
        request, form,
        lambda: sharing.ask_again(
            share=share, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    name = share.organisation.name
    if done:
        say(request, f"{name} gets the answer, and is asked again." if is_question
            else f"{name} is asked again.")  # fmt: skip
        return redirect(share_url(share))
    context = {
        "form": form, "name": name, "share": share, "is_question": is_question,
        "deed": "Send the answer" if is_question else "Ask it again",
        **around_cost(cost, (name, share_url(share)), ("Ask again", "")),
        "back_url": share_url(share),
    }  # fmt: skip
    return render(request, "money/ask_again.html", context)


@guard(policies, "pay_share", scope="cluster")
def pay_share(request: SpinneyRequest, cluster_id: int, pk: int, share_id: int) -> HttpResponse:
    """Note a payment of what is open with a member."""
    cost = _kept(request, cluster_id, pk)
    _, row = get_share(request, cluster_id, pk, share_id)
    initial = {"pence": abs(row.open.net), "day": localdate()}
    form = PaymentForm(posted(request), initial=initial)
    done = attempt(
        request, form,
        lambda: sharing.pay_share(
            share=row.share, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    name = row.share.organisation.name
    if done:
        say(request, f"Noted: {Money(form.cleaned_data['pence'])}, {name}.")
        return redirect(share_url(row.share))
    context = {
        "form": form, "name": name, "open_words": open_words(row.open), "deed": "Note the payment",
        **around_cost(cost, (name, share_url(row.share)), ("A payment", "")),
    }  # fmt: skip
    return render(request, "money/pay_share.html", context)


@guard(policies, "reopen_shared_cost", scope="cluster")
def reopen_shared_cost(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take the last step back, or bring back what is not shared any more."""
    cost = _kept(request, cluster_id, pk)
    before = CostState.AGREED if cost.state == CostState.TRUED_UP else CostState.DRAFT
    rules.check_becomes(cost, before)
    return _with_why(request, cost, sharing.reopen_shared_cost, "Take the last step back")


@guard(policies, "end_shared_cost", scope="cluster")
def end_shared_cost(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Share a cost no more."""
    cost = _kept(request, cluster_id, pk)
    rules.check_becomes(cost, CostState.ENDED)
    return _with_why(request, cost, sharing.end_shared_cost, "Do not share it any more")


def _with_why(
    request: SpinneyRequest, cost: SharedCost, do: Callable[..., SharedCost], deed: str
) -> HttpResponse:
    form = WhyForm(posted(request))
    done = attempt(
        request, form, lambda: do(cost=cost, by=request.actor, now=now(), **form.cleaned_data)
    )
    if done:
        say(request, f"Done: {done.title} is “{done.get_state_display().lower()}” now.")
        return redirect(cost_url(cost))
    context = {"form": form, "deed": deed, **around_cost(cost, (deed, ""))}
    return render(request, f"money/{do.__name__}.html", context)
