"""Changes to a grant: asked for, taken back, answered."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.money import policies
from spinney.money.actions import grant_changes as actions
from spinney.money.bridge.grant_words import what_words
from spinney.money.forms.grants import (
    AnswerForm,
    BudgetChangeForm,
    InstalmentChangeForm,
    TimetableChangeForm,
)
from spinney.money.models import Budget, Grant, GrantChange
from spinney.money.policies import grants as rules
from spinney.money.queries import grants as read
from spinney.money.states import BudgetState, GrantState, InstalmentState
from spinney.money.views.grant_frames import around_grant, grant_in, grant_url

Kind = GrantChange.ChangeKind
ChangeForm = BudgetChangeForm | TimetableChangeForm | InstalmentChangeForm


def _form(request: SpinneyRequest, found: Grant, kind: str) -> ChangeForm:
    """The form of a kind of change."""
    if kind == Kind.BUDGET:
        rows = Budget.objects.filter(cluster=found.cluster_id, removed_at=None)
        rows = rows.exclude(pk=found.budget_id or 0).exclude(state=BudgetState.WHAT_IF)
        return BudgetChangeForm(posted(request), budgets=rows)
    if kind == Kind.INSTALMENTS:
        planned = found.instalments.filter(state=InstalmentState.PLANNED)
        return InstalmentChangeForm(posted(request), instalments=planned)
    first = {"starts_on": found.starts_on, "ends_on": found.ends_on}
    return TimetableChangeForm(posted(request), initial=first)


@guard(policies, "ask_grant_change", scope="cluster")
def ask_grant_change(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Ask for a change: `?kind=` says of what."""
    found = grant_in(request, cluster_id, pk)
    rules.check_is(found, GrantState.APPROVED)
    kind = request.GET.get("kind", "")
    around = around_grant(found, ("Ask for a change", ""))
    if kind not in Kind.values:
        context = {"kinds": Kind.choices, **around}
        return render(request, "money/choose_grant_change.html", context)
    form = _form(request, found, kind)
    done = attempt(
        request, form,
        lambda: actions.ask_grant_change(
            grant=found, text=form.text(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Asked. Until it is answered, all stays as it was approved.")
        return redirect(grant_url(found))
    context = {"form": form, "deed": "Ask for it", "kind": kind, **around}
    return render(request, "money/ask_grant_change.html", context)


@guard(policies, "withdraw_grant_change", scope="cluster")
@require_POST
def withdraw_grant_change(
    request: SpinneyRequest, cluster_id: int, pk: int, number: int
) -> HttpResponse:
    """Take it back."""
    change = read.get_change(request.actor, cluster_id, pk, number)
    actions.withdraw_grant_change(change=change, by=request.actor, now=now())
    say(request, "Taken back.")
    return redirect(grant_url(change.grant))


@guard(policies, "answer_grant_change", scope="cluster")
def answer_grant_change(
    request: SpinneyRequest, cluster_id: int, pk: int, number: int
) -> HttpResponse:
    """Agree to it, or not."""
    change = read.get_change(request.actor, cluster_id, pk, number)
    rules.check_change_open(change)
    form = AnswerForm(
        posted(request), question="Do you agree to it?", yes="Yes, it holds from now on",
        no="No, all stays as it was approved", words="What you say to it",
    )  # fmt: skip
    done = attempt(
        request, form,
        lambda: actions.answer_grant_change(
            change=change, agreed=form.cleaned_data["yes"], answer=form.cleaned_data["words"],
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Answered. It stands in the record, whatever the answer.")
        return redirect(grant_url(change.grant))
    context = {
        "form": form, "deed": "Answer", "change": change, "what": what_words(change),
        **around_grant(change.grant, (f"Change {number}", "")),
    }  # fmt: skip
    return render(request, "money/answer_grant_change.html", context)
