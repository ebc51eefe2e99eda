"""A proposal to move what will be left over: written, held against the rules, decided, done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.words import counted, money
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.actions import moves as move_actions
from spinney.money.actions import reallocations as actions
from spinney.money.forms.underspend import DecisionForm, MoveForm, ReallocationForm, WhyForm
from spinney.money.models import BudgetLine, Reallocation, ReallocationMove
from spinney.money.policies import underspend as rules
from spinney.money.queries import keeping
from spinney.money.queries import underspend as read
from spinney.money.queries.budgets import in_force, nameable, seen
from spinney.money.queries.decided import standing_decisions
from spinney.money.states import ReallocationState
from spinney.money.views.around import around_cluster
from spinney.money.views.underspend import TITLE, all_url, proposal_status
from spinney.register.api import Organisation


def proposal_url(one: Reallocation, view: str = "reallocation") -> str:
    """The address of a page of a proposal."""
    return reverse(f"money:{view.replace('_', '-')}", args=[one.cluster_id, one.pk])


def _around(one: Reallocation, *more: tuple[str, str]) -> dict[str, Any]:
    here = (one.title, proposal_url(one) if more else "")
    found = around_cluster(one.cluster, (TITLE, all_url(one.cluster_id)), here, *more)
    return found | {"one": one, "back_url": proposal_url(one)}


@guard(policies, "reallocation", scope="cluster")
@require_safe
def reallocation(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """One proposal: its moves, how every rule stands before and after, and what comes next."""
    one = read.get_reallocation(request.actor, cluster_id, pk)
    found = read.shown(one)
    in_force_now = in_force(cluster_id)
    runs = keeping.keeps(request.actor, one.cluster, localdate())
    context = _around(one) | {
        "found": found,
        "status": proposal_status(one),
        "runs": runs,
        "rows": found.rows,
        "writes": runs and one.state == ReallocationState.DRAFT,
        "vary": read.to_be_varied(one.cluster, found.members),
        "declined": one.checked.get("declined", ""),
        "changed_since": in_force_now is not None
        and in_force_now.pk != one.budget_id
        and one.state != ReallocationState.CARRIED_OUT,
    }
    return render(request, "money/reallocation.html", context)


@guard(policies, "draft_reallocation", scope="cluster")
def draft_reallocation(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Begin a proposal."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    form = ReallocationForm(posted(request))
    done = attempt(
        request, form,
        lambda: actions.draft_reallocation(
            cluster=cluster, said=form.said(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Begun. Say now what moves from where to where.")
        return redirect(proposal_url(done))
    context = {
        "form": form, "deed": "Begin", "back_url": all_url(cluster_id),
        **around_cluster(cluster, (TITLE, all_url(cluster_id)), ("Move money", "")),
    }  # fmt: skip
    return render(request, "money/draft_reallocation.html", context)


@guard(policies, "edit_reallocation", scope="cluster")
def edit_reallocation(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Change what is said of a draft."""
    one = read.get_reallocation(request.actor, cluster_id, pk)
    rules.check_is_draft(one)
    form = ReallocationForm(posted(request), one=one)
    done = attempt(
        request, form,
        lambda: actions.edit_reallocation(
            reallocation=one, said=form.said(), read=form.cleaned_data["read"],
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Changed.")
        return redirect(proposal_url(done))
    renew_version(form, one.version)
    context = _around(one, ("Change", "")) | {"form": form, "deed": "Save"}
    return render(request, "money/edit_reallocation.html", context)


@guard(policies, "add_move", scope="cluster")
def add_move(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Add a move: from which line to which, and how much."""
    one = read.get_reallocation(request.actor, cluster_id, pk)
    rules.check_is_draft(one)
    lines = [line for line in seen(one.budget).lines if not line.line.is_income]
    rows: list[tuple[BudgetLine, str]] = [
        (line.row, f"{line.title} ({line.member}): {money(line.left)} left") for line in lines
    ]
    here = nameable(one.cluster, localdate()).organisations
    form = MoveForm(
        posted(request), rows=rows,
        organisations=list(Organisation.objects.filter(pk__in=here).order_by("name")),
    )  # fmt: skip
    done = attempt(
        request, form,
        lambda: move_actions.add_move(
            reallocation=one, said=form.said(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Added. See below how the rules stand now.")
        return redirect(proposal_url(one))
    context = _around(one, ("Add a move", "")) | {"form": form, "deed": "Add it"}
    return render(request, "money/add_move.html", context)


@guard(policies, "remove_move", scope="cluster")
@require_POST
def remove_move(request: SpinneyRequest, cluster_id: int, pk: int, move: int) -> HttpResponse:
    """Take a move out of a draft."""
    one = read.get_reallocation(request.actor, cluster_id, pk)
    found = get_object_or_404(ReallocationMove, pk=move, reallocation=one)
    move_actions.remove_move(move=found, by=request.actor, now=now())
    say(request, "Taken out.")
    return redirect(proposal_url(one))


@guard(policies, "suggest_moves", scope="cluster")
@require_POST
def suggest_moves(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Put in the moves that the forecasts suggest."""
    one = read.get_reallocation(request.actor, cluster_id, pk)
    count = move_actions.suggest_moves(reallocation=one, by=request.actor, now=now())
    say(request, f"{counted(count, 'move')} by the forecasts. Look them over, and change them.")
    return redirect(proposal_url(one))


def _step(
    request: SpinneyRequest, cluster_id: int, pk: int, deed: Callable[..., Any], words: str
) -> HttpResponse:
    """A deed of one press."""
    one = read.get_reallocation(request.actor, cluster_id, pk)
    deed(reallocation=one, by=request.actor, now=now())
    say(request, words)
    return redirect(proposal_url(one))


@guard(policies, "propose_reallocation", scope="cluster")
@require_POST
def propose_reallocation(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Put it to the members."""
    words = "Proposed. Ask the members by a ballot, or note what they decided."
    return _step(request, cluster_id, pk, actions.propose_reallocation, words)


@guard(policies, "reopen_reallocation", scope="cluster")
@require_POST
def reopen_reallocation(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take it up again."""
    words = "It is a draft again, about the budget that is in force."
    return _step(request, cluster_id, pk, actions.reopen_reallocation, words)


@guard(policies, "carry_out_reallocation", scope="cluster")
@require_POST
def carry_out_reallocation(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Do what was decided."""
    one = read.get_reallocation(request.actor, cluster_id, pk)
    done = actions.carry_out_reallocation(reallocation=one, by=request.actor, now=now())
    words = "Done: a new version of the budget is in force."
    if read.to_be_varied(done.cluster, read.shown(done).members):
        words += " See below what has to be varied."
    say(request, words)
    return redirect(proposal_url(done))


@guard(policies, "put_reallocation_to_vote", scope="cluster")
@require_POST
def put_reallocation_to_vote(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Begin a ballot about it."""
    one = read.get_reallocation(request.actor, cluster_id, pk)
    ballot = actions.put_reallocation_to_vote(reallocation=one, by=request.actor, now=now())
    say(request, "A ballot is begun. Look it over and open it: what it decides is noted by itself.")
    return redirect("decisions:ballot", cluster_id, ballot.pk)


@guard(policies, "decide_reallocation", scope="cluster")
def decide_reallocation(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Note which decision it was."""
    one = read.get_reallocation(request.actor, cluster_id, pk)
    rules.check_becomes(one, ReallocationState.DECIDED)
    since = read.proposed_on(one)
    known = standing_decisions(one.cluster, since)
    form = DecisionForm(posted(request), decisions=known)
    done = attempt(
        request, form,
        lambda: actions.decide_reallocation(
            reallocation=one, decision=form.cleaned_data["decision"], by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Noted. Carry it out when it is time.")
        return redirect(proposal_url(one))
    context = _around(one, ("Note the decision", "")) | {
        "form": form, "deed": "Note it", "known": known, "since": since
    }  # fmt: skip
    return render(request, "money/decide_reallocation.html", context)


@guard(policies, "decline_reallocation", scope="cluster")
def decline_reallocation(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Note that it is not wanted, and why."""
    one = read.get_reallocation(request.actor, cluster_id, pk)
    rules.check_becomes(one, ReallocationState.DECLINED)
    form = WhyForm(posted(request))
    done = attempt(
        request, form,
        lambda: actions.decline_reallocation(
            reallocation=one, why=form.cleaned_data["why"], by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Noted: money is not moved.")
        return redirect(proposal_url(one))
    context = _around(one, ("It is not wanted", "")) | {"form": form, "deed": "Note it"}
    return render(request, "money/decline_reallocation.html", context)
