"""Agreeing to a version by the rule in force: asked, answered (signed in or by a link), closed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.agreements import policies
from spinney.agreements.actions import approvals as actions
from spinney.agreements.forms.approvals import (
    AnswerForm,
    AskToAgreeForm,
    ClosesOnForm,
    DecidedForm,
)
from spinney.agreements.models import Agreement, Approval
from spinney.agreements.policies import approvals as rules
from spinney.agreements.queries import approval_rule, review
from spinney.agreements.queries import approvals as queries
from spinney.agreements.queries.agreements import check_reads
from spinney.agreements.queries.differences import changes_in
from spinney.agreements.queries.draft_page import words_of
from spinney.agreements.queries.duties import open_duties
from spinney.agreements.states import ApprovalState
from spinney.agreements.views.around import agreement_in, agreement_url, around
from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import NotAllowed, NotFound
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Brand
from spinney.base.web.components.words import counted, day
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.task_links import task_link
from spinney.base.web.told import say

TITLE = "Do we agree?"


def _asked(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, pk: int
) -> tuple[Agreement, Approval]:
    agreement = agreement_in(request, cluster_id, agreement_id)
    found = queries.get_approval(agreement, pk)
    check_reads(request.actor, found.about)
    return agreement, found


def _url(approval: Approval, verb: str = "approval") -> str:
    return agreement_url(approval.about.agreement, verb, approval.pk)


@guard(policies, "approval", scope="cluster")
@require_safe
def approval(request: SpinneyRequest, cluster_id: int, agreement_id: int, pk: int) -> HttpResponse:
    """How it stands: the rule, who says what, and what that comes to."""
    agreement, found = _asked(request, cluster_id, agreement_id, pk)
    today = localdate()
    shown = queries.shown(found, today)
    context = {
        "shown": shown,
        "approval": found,
        "runs": rules.asks(request.actor, agreement),
        "asks_me": shown.is_open and queries.is_asked(request.actor, found, today),
        "mine": queries.own_answer(found, request.actor.organisation_id),
        "duties": open_duties(agreement) if found.ends_on else (),
        "can_close": found.state == ApprovalState.OPEN
        and (shown.all_answered or shown.outcome.is_stale or today > found.closes_on),
        **around(agreement, (TITLE, "")),
    }
    return render(request, "agreements/approval.html", context)


@guard(policies, "ask_to_agree", scope="cluster")
def ask_to_agree(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """Say by which rule the members will be asked, and until when; then ask them."""
    agreement = agreement_in(request, cluster_id, agreement_id)
    rules.check_asks(request.actor, agreement)
    version = review.talked_over(agreement)
    rules.check_can_be_asked_anew(version)
    asking = approval_rule.asking_for(version, localdate())
    form = AskToAgreeForm(posted(request), initial={"closes_on": asking.closes_on})
    done = attempt(
        request, form,
        lambda: actions.ask_to_agree(
            version=version, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    if done is not None:
        words = counted(len(asking.electors), "organisation")
        say(request, f"{words} are asked until {day(done.closes_on)}.")
        return redirect(_url(done))
    context = {
        "form": form, "asking": asking, "version": version, "deed": "Ask the members",
        **around(agreement, ("Ask the members", "")),
    }  # fmt: skip
    return render(request, "agreements/ask_to_agree.html", context)


@guard(policies, "agree_to_version", scope="cluster")
def agree_to_version(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, pk: int
) -> HttpResponse:
    """Say for one's organisation whether it agrees, signed in."""
    agreement, found = _asked(request, cluster_id, agreement_id, pk)
    if not queries.is_asked(request.actor, found, localdate()):
        raise NotAllowed("Your organisation is not among those that are asked.")
    form = _form(request, found)
    done = attempt(request, form, lambda: _answer(request, found, form))
    if done is not None:
        say(request, f"Your answer counts: {done.get_says_display().lower()}.")
        return redirect(_url(found))
    context = _question(request, found, form) | around(agreement, (TITLE, ""))
    return render(request, "agreements/agree_to_version.html", context)


def _form(request: SpinneyRequest, found: Approval) -> AnswerForm:
    rules.check_takes_answers(found, localdate())
    mine = queries.own_answer(found, request.actor.organisation_id)
    start = {"says": mine.says, "reason": mine.reason} if mine else {}
    return AnswerForm(posted(request), initial=start)


def _answer(request: SpinneyRequest, found: Approval, form: AnswerForm) -> Any:
    return actions.agree_to_version(approval=found, by=request.actor, now=now(), **form.said())


def _question(request: SpinneyRequest, found: Approval, form: AnswerForm) -> dict[str, Any]:
    version = found.about
    _, clauses = words_of(version)
    return {
        "form": form,
        "approval": found,
        "shown": queries.shown(found),
        "clauses": clauses,
        "deed": "Send our answer",
        "message": found.why or found.rule.get("message", ""),
        "changes": () if found.ends_on else changes_in(request.actor, version),
        "duties": open_duties(version.agreement) if found.ends_on else (),
    }


def _link_stands(link: TaskLink) -> bool:
    """Whether a question still takes answers, so that a new link may be sent."""
    number = link.subject.rpartition(":")[2]
    found = Approval.objects.filter(pk=int(number), state=ApprovalState.OPEN).first()
    return found is not None and localdate() <= found.closes_on


@task_link("agreements.agree_to_version", stands=_link_stands)
def agree_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """The same from a link, without an account: answered, changed, and what came of it."""
    found = queries.approval_by_link(request.actor)
    agreement = found.about.agreement
    brand = Brand(agreement.cluster.name, "", "", agreement.cluster.colour)
    frame = {"brand": brand, "agreement": agreement, "by_link": True}
    if step not in ("", "answered"):
        raise NotFound("There is no such page. Open the link from the e-mail again.")
    shown = queries.shown(found)
    mine = queries.own_answer(found, request.actor.organisation_id)
    if not shown.is_open or (step == "answered" and mine is not None):
        context = {"shown": shown, "mine": mine, "again_url": request.task_path, **frame}
        return render(request, "agreements/answered_by_link.html", context)
    form = _form(request, found)
    if attempt(request, form, lambda: _answer(request, found, form)) is not None:
        return redirect(f"{request.task_path}answered/")
    context = _question(request, found, form) | frame
    return render(request, "agreements/agree_to_version.html", context)


@guard(policies, "remind_to_agree", scope="cluster")
@require_POST
def remind_to_agree(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, pk: int
) -> HttpResponse:
    """Write again to those who have not answered."""
    _, found = _asked(request, cluster_id, agreement_id, pk)
    many = actions.remind_to_agree(approval=found, by=request.actor, now=now())
    say(request, f"{counted(many, 'organisation')} get a reminder.")
    return redirect(_url(found))


@guard(policies, "extend_approval", scope="cluster")
def extend_approval(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, pk: int
) -> HttpResponse:
    """Give the members until another day."""
    agreement, found = _asked(request, cluster_id, agreement_id, pk)
    rules.check_asks(request.actor, agreement)
    form = ClosesOnForm(posted(request), initial={"closes_on": found.closes_on})
    done = attempt(
        request, form,
        lambda: actions.extend_approval(
            approval=found, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    if done is not None:
        say(request, f"Answers are taken until {day(done.closes_on)}.")
        return redirect(_url(found))
    context = {
        "form": form, "deed": "Save",
        **around(agreement, (TITLE, _url(found)), ("Another last day", "")),
    }  # fmt: skip
    return render(request, "agreements/extend_approval.html", context)


@guard(policies, "close_approval", scope="cluster")
@require_POST
def close_approval(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, pk: int
) -> HttpResponse:
    """End it when everybody has answered."""
    _, found = _asked(request, cluster_id, agreement_id, pk)
    done = actions.close_approval(approval=found, by=request.actor, now=now())
    say(request, f"It is closed: {done.get_state_display().lower()}.")
    return redirect(_url(found))


@guard(policies, "withdraw_approval", scope="cluster")
@require_POST
def withdraw_approval(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, pk: int
) -> HttpResponse:
    """Take the question back."""
    _, found = _asked(request, cluster_id, agreement_id, pk)
    actions.withdraw_approval(approval=found, by=request.actor, now=now())
    say(request, "The question is taken back. Nobody needs to answer it.")
    return redirect(_url(found))


@guard(policies, "record_decision", scope="cluster")
def record_decision(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """Note that the members agreed at a meeting, or elsewhere."""
    agreement = agreement_in(request, cluster_id, agreement_id)
    rules.check_asks(request.actor, agreement)
    version = review.talked_over(agreement)
    form = DecidedForm(posted(request))
    done = attempt(
        request, form,
        lambda: actions.record_decision(
            version=version, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "It is noted that the members agreed.")
        return redirect(agreement_url(agreement))
    context = {
        "form": form, "version": version, "deed": "Note it",
        **around(agreement, ("Agreed elsewhere", "")),
    }  # fmt: skip
    return render(request, "agreements/record_decision.html", context)
