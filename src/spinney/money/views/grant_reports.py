"""Reports on a grant, and the statement at its end."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.parts import Figure
from spinney.base.web.components.words import money
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.tables import Column, Empty, Table
from spinney.base.web.told import say
from spinney.money import policies
from spinney.money.actions import grant_reports as actions
from spinney.money.forms.grants import AnswerForm, AskReportForm, ReportForm
from spinney.money.models import Grant
from spinney.money.policies import grants as rules
from spinney.money.queries import grants as read
from spinney.money.queries.grant_money import SpentOn, Statement, statement_of
from spinney.money.queries.grant_page import deeds, still_open, unreleased
from spinney.money.queries.trails import trail
from spinney.money.states import GrantState, ReportState
from spinney.money.views.grant_frames import around_grant, grant_in, grant_url


@guard(policies, "ask_grant_report", scope="cluster")
def ask_grant_report(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Ask for a report."""
    found = grant_in(request, cluster_id, pk)
    rules.check_is(found, GrantState.APPROVED)
    form = AskReportForm(posted(request))
    done = attempt(
        request, form,
        lambda: actions.ask_grant_report(
            grant=found, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Asked. The cluster is reminded two weeks before the day.")
        return redirect(grant_url(found))
    context = {"form": form, "deed": "Ask for it", **around_grant(found, ("Ask for a report", ""))}
    return render(request, "money/ask_grant_report.html", context)


@guard(policies, "send_grant_report", scope="cluster")
def send_grant_report(
    request: SpinneyRequest, cluster_id: int, pk: int, number: int
) -> HttpResponse:
    """Write a report and send it."""
    report = read.get_report(request.actor, cluster_id, pk, number)
    rules.check_report_becomes(report, ReportState.SENT)
    form = ReportForm(
        posted(request), initial={"words": report.words, "version": report.version}
    )  # fmt: skip
    done = attempt(
        request, form,
        lambda: actions.send_grant_report(
            report=report, words=form.cleaned_data["words"], read=form.cleaned_data["version"],
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Sent, with the figures of your ledger as they stand.")
        return redirect(grant_url(report.grant))
    renew_version(form, report.version)
    context = {
        "form": form, "deed": "Send it", "report": report,
        "figures": _figures(report.grant, statement_of(report.grant)),
        **around_grant(report.grant, (report.title, "")),
    }  # fmt: skip
    return render(request, "money/send_grant_report.html", context)


@guard(policies, "answer_grant_report", scope="cluster")
def answer_grant_report(
    request: SpinneyRequest, cluster_id: int, pk: int, number: int
) -> HttpResponse:
    """Accept a report, or send it back."""
    report = read.get_report(request.actor, cluster_id, pk, number)
    rules.check_report_becomes(report, ReportState.ACCEPTED)
    form = AnswerForm(
        posted(request), question="Do you accept it?", yes="Yes",
        no="No, something is missing", words="What is missing, or what you say to it",
    )  # fmt: skip
    done = attempt(
        request, form,
        lambda: actions.answer_grant_report(
            report=report, accepted=form.cleaned_data["yes"], note=form.cleaned_data["words"],
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Answered.")
        return redirect(grant_url(report.grant))
    kept = Statement.from_json(report.figures)
    context = {
        "form": form, "deed": "Answer", "report": report,
        "figures": _figures(report.grant, kept), **around_grant(report.grant, (report.title, "")),
    }  # fmt: skip
    return render(request, "money/answer_grant_report.html", context)


def _figures(grant: Grant, one: Statement) -> list[Figure]:
    """The figures of a statement, each with the way to its entries."""
    costs = trail(grant.cluster_id, fund=grant.fund, kind="cost") if grant.fund else ""
    came = trail(grant.cluster_id, fund=grant.fund, account="grant_income") if grant.fund else ""
    return [
        Figure("Awarded", money(one.awarded)),
        Figure("Came in", money(one.received), came),
        Figure("Spent", money(one.spent), costs),
        Figure("Left", money(one.left)),
    ]


def _lines_table(grant: Grant) -> Table:
    def entries(line: SpentOn) -> str:
        if grant.fund is None or not line.spent:
            return ""
        return trail(
            grant.cluster_id, fund=grant.fund, kind="cost", budget_line_id=line.line_id
        )  # fmt: skip

    return Table(
        name="statement",
        caption="Spent, line by line",
        noun="line",
        columns=[
            Column("title", "What for", link=entries),
            Column("planned", "In the budget", kind="money"),
            Column("spent", "Spent", kind="money"),
        ],
        empty=Empty(
            "Nothing is spent of this grant yet",
            "What is paid out of its fund in the ledger stands here, line by line.",
        ),
    )


@guard(policies, "grant_statement", scope="cluster")
@require_safe
def grant_statement(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponseBase:
    """The statement at the end of a grant: as it stands, or as it was signed off when closed."""
    found = grant_in(request, cluster_id, pk)
    is_closed = found.state == GrantState.CLOSED
    one = Statement.from_json(found.statement) if is_closed else statement_of(found)
    listing = _lines_table(found).listing(
        request, list(one.lines), file_name=f"{found.title} statement"
    )
    signed = found.statement
    context = {
        "listing": listing, "statement": one, "figures": _figures(found, one),
        "signed": signed, "is_closed": is_closed, "can": deeds(request.actor, found, localdate()),
        "open_ones": [] if is_closed else still_open(found, localdate()),
        "is_as_signed": bool(signed)
        and all(signed.get(name) == value for name, value in one.to_json().items()),
        **around_grant(found, ("Statement", "")),
    }  # fmt: skip
    return listing.export() or render(request, "money/grant_statement.html", context)


@guard(policies, "sign_grant_statement", scope="cluster")
def sign_grant_statement(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """The cluster signs it off; asked to confirm while the grant is not at its end."""
    found = grant_in(request, cluster_id, pk)
    rules.check_is(found, GrantState.APPROVED)
    open_ones = still_open(found, localdate())
    if request.method != "POST" or (open_ones and "sure" not in request.POST):
        context = {
            "deed": "Sign it off all the same" if open_ones else "Sign it off",
            "open_ones": open_ones, **_around_end(found, "Sign the statement off"),
        }  # fmt: skip
        return render(request, "money/sign_grant_statement.html", context)
    actions.sign_grant_statement(grant=found, by=request.actor, now=now())
    say(request, "Signed off. The programme manager closes the grant.")
    return redirect(grant_url(found, "grant_statement"))


@guard(policies, "close_grant", scope="cluster")
def close_grant(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """The programme closes it; asked to confirm while something is open or would be cancelled."""
    found = grant_in(request, cluster_id, pk)
    rules.check_becomes(found, GrantState.CLOSED)
    open_ones = still_open(found, localdate())
    if request.method != "POST" or (open_ones and "sure" not in request.POST):
        context = {
            "deed": "Close it all the same" if open_ones else "Close the grant",
            "open_ones": open_ones, "cancelled": unreleased(found),
            **_around_end(found, "Close the grant"),
        }  # fmt: skip
        return render(request, "money/close_grant.html", context)
    actions.close_grant(grant=found, by=request.actor, now=now())
    say(request, "Closed. The statement stays as it was signed off.")
    return redirect(grant_url(found))


def _around_end(found: Grant, crumb: str) -> dict[str, Any]:
    url = grant_url(found, "grant_statement")
    return around_grant(found, ("Statement", url), (crumb, "")) | {"back_url": url}
