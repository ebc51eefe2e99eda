"""One micro-grant: applied for here or by a link, decided, paid, and told of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.agreements import api as agreements
from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import allows
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Brand, SummaryRow
from spinney.base.web.components.words import day, money
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.task_links import task_link
from spinney.base.web.told import say
from spinney.money import policies
from spinney.money.actions import microgrants as actions
from spinney.money.forms.microgrants import (
    ApplicationForm,
    ApproveForm,
    DeclineForm,
    PayForm,
    ReportForm,
)
from spinney.money.models import MicroGrant, MicroGrantRound
from spinney.money.policies import microgrants as rules
from spinney.money.policies.microgrants import APPLY, REPORT
from spinney.money.queries import microgrants as read
from spinney.money.queries.decided import standing_decisions
from spinney.money.queries.keeping import check_keeps, keeps
from spinney.money.states import MicroGrantState as State
from spinney.money.views.rounds import around_round, grant_status, round_url


def grant_url(one: MicroGrant, view: str = "micro_grant") -> str:
    """The address of a page of an application."""
    return reverse(f"money:{view.replace('_', '-')}", args=[one.round.cluster_id, one.pk])


def _around(one: MicroGrant, *more: tuple[str, str]) -> dict[str, Any]:
    name = read.name_of(one)
    here = (name, grant_url(one) if more else "")
    found = around_round(one.round, here, *more)
    return found | {"grant": one, "name": name, "back_url": grant_url(one)}


@guard(policies, "micro_grant", scope="cluster")
@require_safe
def micro_grant(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """One application, and what became of it."""
    one = read.get_micro_grant(request.actor, cluster_id, pk)
    by, kept = request.actor, keeps(request.actor, one.round.cluster, localdate())
    speaks = allows(rules.check_may_speak_for, by, one, keeps=kept)
    able = kept and allows(rules.check_not_own, one, by, localdate())

    def can(state: State) -> bool:
        return allows(rules.check_becomes, one, state)

    context = _around(one) | {
        "status": grant_status(one),
        "rows": list(_rows(one, kept)),
        "can_approve": able and can(State.APPROVED) and one.state == State.APPLIED,
        "can_decline": able and can(State.DECLINED),
        "can_reconsider": able and can(State.APPLIED) and one.state != State.WITHDRAWN,
        "can_withdraw": speaks and can(State.WITHDRAWN),
        "can_pay": able
        and can(State.PAID)
        and one.state == State.APPROVED
        and one.pay_asked_by != by.label,
        "can_report": speaks and can(State.REPORTED),
        "can_return": kept and one.state == State.REPORTED,
        "waits_for_other": one.state == State.APPROVED and one.pay_asked_by == by.label,
    }
    return render(request, "money/micro_grant.html", context)


def _rows(one: MicroGrant, kept: bool) -> Iterator[SummaryRow]:
    yield SummaryRow("Asked for", money(one.asked_pence))
    if one.given_pence is not None:
        yield SummaryRow("Given", money(one.given_pence))
    yield SummaryRow("Applied on", day(one.applied_at))
    if kept and one.email:
        yield SummaryRow("Write to", one.email)
    if one.decided_at:
        number = f", by decision {one.decision_number}" if one.decision_number else ""
        yield SummaryRow("Decided on", f"{day(one.decided_at)}{number}")
    if one.reasons:
        yield SummaryRow("Why", one.reasons)
    if one.entry is not None:
        yield SummaryRow("Paid on", day(one.entry.day))
    if one.report_due_on and one.state == State.PAID:
        yield SummaryRow("Tell how it was used by", day(one.report_due_on))
    if one.report:
        yield SummaryRow("How it was used", one.report)


@guard(policies, "apply_micro_grant", scope="cluster")
def apply_micro_grant(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Apply for one's organisation; for a group, if one keeps the money."""
    one = read.get_round(request.actor, cluster_id, pk)
    rules.check_takes_applications(one, localdate())
    mine = read.applicants_for(request.actor, one.cluster, localdate())
    kept = keeps(request.actor, one.cluster, localdate())
    if not mine:
        check_keeps(request.actor, one.cluster, localdate())
    form = ApplicationForm(posted(request), organisations=mine, takes_groups=kept)
    done = attempt(request, form, lambda: _applied(request.actor, one, form))
    if done is not None:
        say(request, "Sent. You hear when it is decided.")
        return redirect(grant_url(done))
    context = around_round(one, ("Apply", "")) | {"form": form, "deed": "Apply", "minutes": 10}
    return render(request, "money/apply_micro_grant.html", context)


def _applied(by: Actor, one: MicroGrantRound, form: ApplicationForm) -> MicroGrant:
    return actions.apply_micro_grant(
        round_=one, said=form.said(), organisation=form.who(), by=by, now=now()
    )


def _link_stands(link: TaskLink) -> bool:
    """Whether a group can still apply, so that a new link may be sent."""
    found = MicroGrantRound.objects.filter(pk=int(link.subject.rpartition(":")[2])).first()
    return found is not None and allows(rules.check_takes_applications, found, localdate())


@task_link(APPLY, stands=_link_stands)
def apply_micro_grant_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """From a link, without an account: what a group would do with it."""
    one = read.round_by_link(request.actor, APPLY)
    if step:
        raise NotFound("There is no such page. Open the link from the e-mail again.")
    rules.check_takes_applications(one, localdate())
    form = ApplicationForm(
        posted(request), organisations=[], takes_groups=True, email=link.email
    )  # fmt: skip
    done = attempt(request, form, lambda: _applied(request.actor, one, form))
    if done is not None:
        links.spend(link, now=now())
    context = {
        "form": form, "deed": "Apply", "round": one, "done": done,
        "brand": Brand(one.cluster.name, "", "", one.cluster.colour),
    }  # fmt: skip
    return render(request, "money/apply_micro_grant_by_link.html", context)


@guard(policies, "approve_micro_grant", scope="cluster")
def approve_micro_grant(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Approve it: how much, and why."""
    one = _to_decide(request, cluster_id, pk, State.APPROVED)
    rules.check_stands_at(one, State.APPLIED)
    form = ApproveForm(
        posted(request), decisions=standing_decisions(one.round.cluster),
        initial={"pence": min(one.asked_pence, one.round.ring_fence.remaining_pence)},
    )  # fmt: skip
    done = attempt(
        request, form,
        lambda: actions.approve_micro_grant(
            grant=one, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    if done is not None:
        say(request, f"Approved: {money(done.given_pence)}. Whoever applied is told.")
        return redirect(grant_url(done))
    context = _around(one, ("Approve", "")) | {
        "form": form, "deed": "Approve it", "left": one.round.ring_fence.remaining_pence
    }  # fmt: skip
    return render(request, "money/approve_micro_grant.html", context)


@guard(policies, "decline_micro_grant", scope="cluster")
def decline_micro_grant(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Decline it, and why."""
    one = _to_decide(request, cluster_id, pk, State.DECLINED)
    form = DeclineForm(posted(request), decisions=standing_decisions(one.round.cluster))
    done = attempt(
        request, form,
        lambda: actions.decline_micro_grant(
            grant=one, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Declined. Whoever applied is told why.")
        return redirect(grant_url(done))
    context = _around(one, ("Decline", "")) | {"form": form, "deed": "Decline it"}
    return render(request, "money/decline_micro_grant.html", context)


def _to_decide(request: SpinneyRequest, cluster_id: int, pk: int, state: State) -> MicroGrant:
    one = read.get_micro_grant(request.actor, cluster_id, pk)
    check_keeps(request.actor, one.round.cluster, localdate())
    rules.check_not_own(one, request.actor, localdate())
    rules.check_becomes(one, state)
    return one


@guard(policies, "reconsider_micro_grant", scope="cluster")
@require_POST
def reconsider_micro_grant(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Look at it again."""
    one = read.get_micro_grant(request.actor, cluster_id, pk)
    actions.reconsider_micro_grant(grant=one, by=request.actor, now=now())
    say(request, "It waits to be decided again. What was promised is back in the ring-fence.")
    return redirect(grant_url(one))


@guard(policies, "withdraw_micro_grant", scope="cluster")
@require_POST
def withdraw_micro_grant(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take the application back."""
    one = read.get_micro_grant(request.actor, cluster_id, pk)
    actions.withdraw_micro_grant(grant=one, by=request.actor, now=now())
    say(request, "Taken back.")
    return redirect(round_url(one.round))


@guard(policies, "pay_micro_grant", scope="cluster")
def pay_micro_grant(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Note that it is paid; by two people where the terms want it."""
    one = _to_decide(request, cluster_id, pk, State.PAID)
    rules.check_stands_at(one, State.APPROVED)
    form = PayForm(posted(request), today=localdate())
    done = attempt(
        request, form,
        lambda: actions.pay_micro_grant(
            grant=one, day=form.cleaned_data["day"], by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        waits = done.state != State.PAID
        say(request, "Asked for. A second person confirms it." if waits else
            "Paid, and noted in the ledger. Whoever got it is asked how it was used.")  # fmt: skip
        return redirect(grant_url(done))
    limits = agreements.terms(one.round.cluster).spending_limits
    context = _around(one, ("Pay", "")) | {
        "form": form,
        "two": limits.needs_second(one.given_pence or 0),
        "deed": "It is paid" if one.pay_asked_by else "Go on",
    }
    return render(request, "money/pay_micro_grant.html", context)


@guard(policies, "report_micro_grant", scope="cluster")
def report_micro_grant(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Tell how it was used."""
    one = read.get_micro_grant(request.actor, cluster_id, pk)
    kept = keeps(request.actor, one.round.cluster, localdate())
    rules.check_may_speak_for(request.actor, one, keeps=kept)
    rules.check_becomes(one, State.REPORTED)
    form = ReportForm(posted(request), initial={"report": one.report})
    done = attempt(request, form, lambda: _reported(request.actor, one, form))
    if done is not None:
        say(request, "Kept: members can read how it was used.")
        return redirect(grant_url(done))
    context = _around(one, ("How it was used", "")) | {"form": form, "deed": "Tell it"}
    return render(request, "money/report_micro_grant.html", context)


def _reported(by: Actor, one: MicroGrant, form: ReportForm) -> MicroGrant:
    return actions.report_micro_grant(
        grant=one, report=form.cleaned_data["report"], by=by, now=now()
    )


@guard(policies, "return_micro_grant_report", scope="cluster")
@require_POST
def return_micro_grant_report(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Ask to be told more."""
    one = read.get_micro_grant(request.actor, cluster_id, pk)
    actions.return_micro_grant_report(grant=one, by=request.actor, now=now())
    say(request, "Sent back, with a link by which more can be told.")
    return redirect(grant_url(one))


def _report_stands(link: TaskLink) -> bool:
    found = MicroGrant.objects.filter(pk=int(link.subject.rpartition(":")[2])).first()
    return found is not None and found.state == State.PAID


@task_link(REPORT, stands=_report_stands)
def report_micro_grant_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """From a link, without an account: how it was used."""
    one = read.grant_by_link(request.actor, REPORT)
    if step:
        raise NotFound("There is no such page. Open the link from the e-mail again.")
    rules.check_becomes(one, State.REPORTED)
    form = ReportForm(posted(request), initial={"report": one.report})
    done = attempt(request, form, lambda: _reported(request.actor, one, form))
    if done is not None:
        links.spend(link, now=now())
    context = {
        "form": form, "deed": "Tell it", "round": one.round, "grant": one, "done": done,
        "brand": Brand(one.round.cluster.name, "", "", one.round.cluster.colour),
    }  # fmt: skip
    return render(request, "money/report_micro_grant_by_link.html", context)
