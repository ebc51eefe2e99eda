"""Setting a member aside: proposed, answered, decided, lifted."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from spinney.base.web.components.words import day
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import policies
from spinney.clusters.actions import suspending as actions
from spinney.clusters.bridge.rules import WHO_DECIDES, suspension_rule
from spinney.clusters.bridge.suspending import open_suspension
from spinney.clusters.forms.members import (
    AnswerSuspensionForm,
    ProposeSuspensionForm,
    SuspendForm,
)
from spinney.clusters.models import Membership, Suspension
from spinney.clusters.policies import members as member_rules
from spinney.clusters.policies import suspending as rules
from spinney.clusters.queries import members as read
from spinney.clusters.queries.decisions import named_decisions
from spinney.clusters.states import Decides, MembershipState
from spinney.clusters.views.members import decide, with_reason


def _told_proposed(done: Suspension) -> str:
    until = f" It has until {day(done.answer_by)} to answer." if done.answer_by else ""
    return f"It is proposed, and its people are told.{until}"


@guard(policies, "propose_suspension", scope="cluster")
def propose_suspension(
    request: SpinneyRequest, cluster_id: int, membership_id: int
) -> HttpResponse:
    """Propose to set a member aside, with the reason that it can answer."""
    found = read.member_for(request.actor, cluster_id, membership_id)
    rule = suspension_rule(cluster_id)
    member_rules.check_can_become(found, MembershipState.SUSPENDED)
    rules.check_none_is_open(open_suspension(found))
    form = ProposeSuspensionForm(posted(request), rule=rule)
    page = {
        "template": "clusters/propose_suspension.html",
        "deed": "Propose it",
        "told": _told_proposed,
        "rule": rule,
    }
    return decide(
        request, found, form,
        lambda: actions.propose_suspension(
            membership=found, by=request.actor, now=now(), **form.cleaned_data
        ),
        page,
    )  # fmt: skip


@guard(policies, "answer_suspension", scope="cluster")
def answer_suspension(request: SpinneyRequest, cluster_id: int, membership_id: int) -> HttpResponse:
    """The member says what it has to say."""
    found = read.member_for(request.actor, cluster_id, membership_id)
    rules.check_speaks_for(request.actor, found)
    suspension = rules.check_is_proposed(open_suspension(found))
    form = AnswerSuspensionForm(posted(request), initial={"answer": suspension.answer})
    page = {
        "template": "clusters/answer_suspension.html",
        "deed": "Send our answer",
        "told": lambda done: "Your answer is there. Those who decide read it.",
        "suspension": suspension,
        "who": WHO_DECIDES[Decides(suspension.decides)],
    }
    return decide(
        request, found, form,
        lambda: actions.answer_suspension(
            membership=found, by=request.actor, now=now(), **form.cleaned_data
        ),
        page,
    )  # fmt: skip


@guard(policies, "drop_suspension", scope="cluster")
@require_POST
def drop_suspension(request: SpinneyRequest, cluster_id: int, membership_id: int) -> HttpResponse:
    """It is not proposed any more."""
    found = read.member_for(request.actor, cluster_id, membership_id)
    actions.drop_suspension(membership=found, by=request.actor, now=now())
    say(request, "It is not proposed any more. Its people are told.")
    return redirect("clusters:member", cluster_id, membership_id)


def _told_suspended(done: Membership) -> str:
    until = day(done.set_aside_until)
    return f"{done.organisation.name} is suspended until {until}. We have told its people."


@guard(policies, "suspend_member", scope="cluster")
def suspend_member(request: SpinneyRequest, cluster_id: int, membership_id: int) -> HttpResponse:
    """It was decided: a member neither votes nor is counted for a while."""
    found = read.member_for(request.actor, cluster_id, membership_id)
    rule, suspension = suspension_rule(cluster_id), open_suspension(found)
    member_rules.check_can_become(found, MembershipState.SUSPENDED)
    first = rules.heard_on(suspension) if suspension else None
    form = SuspendForm(
        posted(request),
        is_proposed=suspension is not None,
        rule=rule,
        asks=(suspension.decides if suspension else rule.decides) != Decides.RUN,
        decisions=named_decisions(request.actor, cluster_id, since=first),
        today=localdate(),
    )
    page = {
        "template": "clusters/suspend_member.html",
        "may_answer": first is not None and first > localdate(),
        "deed": "Suspend it",
        "told": _told_suspended,
        "rule": rule,
        "suspension": suspension,
    }
    return decide(
        request, found, form,
        lambda: actions.suspend_member(
            membership=found, reason=form.cleaned_data.get("reason", ""),
            for_what=form.cleaned_data.get("for_what", ""), decided=form.said,
            by=request.actor, now=now(),
        ),
        page,
    )  # fmt: skip


@guard(policies, "reinstate_member", scope="cluster")
def reinstate_member(request: SpinneyRequest, cluster_id: int, membership_id: int) -> HttpResponse:
    """A suspended member is a member again, before its time is over."""
    page = {
        "template": "clusters/reinstate_member.html",
        "deed": "End the suspension",
        "told": lambda done: f"{done.organisation.name} is a member again.",
        "needed": False,
    }
    return with_reason(request, cluster_id, membership_id, actions.reinstate_member, page)
