"""The programme's side of an application: questions, changes, approval, no."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from spinney.base.kernel.errors import NotFound
from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.money import policies
from spinney.money.actions import grant_decisions as actions
from spinney.money.forms.grants import ApproveForm, WordsForm
from spinney.money.models import Grant
from spinney.money.policies import grants as rules
from spinney.money.states import GrantState
from spinney.money.views.grant_frames import around_grant, grant_in, grant_url


def words_page(
    request: SpinneyRequest, found: Grant, form: WordsForm, deed: Callable[[], Any], *,
    template: str, button: str, crumb: str, said: str, **more: object,
) -> HttpResponse:  # fmt: skip
    """A page with one text: the deed done, or the form."""
    if attempt(request, form, deed) is not None:
        say(request, said)
        return redirect(grant_url(found))
    context = {"form": form, "deed": button, **around_grant(found, (crumb, "")), **more}
    return render(request, template, context)


@guard(policies, "ask_about_grant", scope="cluster")
def ask_about_grant(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Ask the cluster something."""
    found = grant_in(request, cluster_id, pk)
    form = WordsForm(posted(request), name="question", label="What do you want to know?")
    return words_page(
        request, found, form,
        lambda: actions.ask_about_grant(
            grant=found, question=form.words, by=request.actor, now=now()
        ),
        template="money/ask_about_grant.html", button="Ask", crumb="Ask",
        said="Asked. Those who run the cluster hear of it.",
    )  # fmt: skip


@guard(policies, "answer_about_grant", scope="cluster")
def answer_about_grant(
    request: SpinneyRequest, cluster_id: int, pk: int, question_id: int
) -> HttpResponse:
    """Answer a question."""
    found = grant_in(request, cluster_id, pk)
    question = found.questions.filter(pk=question_id).first()
    if question is None:
        raise NotFound("There is no such question.")
    question.grant = found
    form = WordsForm(posted(request), name="answer", label="Your answer")
    return words_page(
        request, found, form,
        lambda: actions.answer_about_grant(
            question=question, answer=form.words, by=request.actor, now=now()
        ),
        template="money/answer_about_grant.html", button="Answer", crumb="Answer",
        said="Answered. It stands on the page of the grant.", question=question,
    )  # fmt: skip


@guard(policies, "send_back_grant", scope="cluster")
def send_back_grant(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Ask for changes."""
    found = grant_in(request, cluster_id, pk)
    rules.check_becomes(found, GrantState.TO_CHANGE)
    form = WordsForm(posted(request), name="reasons", label="What has to be changed?")
    return words_page(
        request, found, form,
        lambda: actions.send_back_grant(
            grant=found, reasons=form.words, by=request.actor, now=now()
        ),
        template="money/send_back_grant.html", button="Send it back", crumb="Ask for changes",
        said="Sent back. The cluster can change it and send it again.",
    )  # fmt: skip


@guard(policies, "decline_grant", scope="cluster")
def decline_grant(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Decline it."""
    found = grant_in(request, cluster_id, pk)
    rules.check_becomes(found, GrantState.DECLINED)
    form = WordsForm(posted(request), name="reasons", label="Why?", hint="The cluster sees this.")
    return words_page(
        request, found, form,
        lambda: actions.decline_grant(grant=found, reasons=form.words, by=request.actor, now=now()),
        template="money/decline_grant.html", button="Decline it", crumb="Decline",
        said="Declined. The cluster can take it up again.",
    )  # fmt: skip


@guard(policies, "approve_grant", scope="cluster")
def approve_grant(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Approve it: how much, and what is asked."""
    found = grant_in(request, cluster_id, pk)
    rules.check_becomes(found, GrantState.APPROVED)
    form = ApproveForm(posted(request), initial={"awarded_pence": found.asked_pence})
    done = attempt(
        request, form,
        lambda: actions.approve_grant(
            grant=found, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Approved. Its instalments are planned by your programme’s rules.")
        return redirect(grant_url(found))
    context = {"form": form, "deed": "Approve it", **around_grant(found, ("Approve", ""))}
    return render(request, "money/approve_grant.html", context)
