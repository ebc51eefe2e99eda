"""Reports on a grant: asked for, written, accepted or sent back; and the statement at its end."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import WrongState
from spinney.base.record.versions import check_unchanged
from spinney.base.web.components.words import money
from spinney.money.bridge.noting_grants import note_grant, save_state
from spinney.money.events import grants as events
from spinney.money.letters import grants as letters
from spinney.money.models import Grant, GrantReport
from spinney.money.policies import grants as rules
from spinney.money.queries.grant_money import statement_of
from spinney.money.queries.grants import held_grant
from spinney.money.states import GrantState, InstalmentState, ReportState


def _become(grant: Grant, state: GrantState, *fields: str) -> None:
    rules.check_becomes(grant, state)
    save_state(grant, state, *fields)


@transaction.atomic
def ask_grant_report(
    *, grant: Grant, title: str, due_on: date | None, by: Actor, now: datetime
) -> GrantReport:
    """Ask the cluster for a report, until a day."""
    grant = held_grant("ask_grant_report", grant, by)
    rules.check_is(grant, GrantState.APPROVED)
    words = rules.check_words(title, "title", "Say which report, in a few words.")
    number = 1 + max(grant.reports.values_list("number", flat=True), default=0)
    made = GrantReport.objects.create(grant=grant, number=number, title=words[:200], due_on=due_on)
    note_grant("money.ask_grant_report", grant, by, now, report=made.title, number=number)
    letters.tell_cluster(grant, "a report on your grant", by=by, now=now)
    return made


def _held(verb: str, report: GrantReport, by: Actor) -> tuple[Grant, GrantReport]:
    grant = held_grant(verb, report.grant, by)
    rules.check_is(grant, GrantState.APPROVED)
    found = GrantReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    found.grant = grant
    return grant, found


@transaction.atomic
def send_grant_report(
    *, report: GrantReport, words: str, read: int | None = None, by: Actor, now: datetime
) -> GrantReport:
    """Send a report: the cluster's words, with the figures of the ledger as they stand now."""
    grant, report = _held("send_grant_report", report, by)
    rules.check_report_becomes(report, ReportState.SENT)
    if report.state == ReportState.ACCEPTED:
        raise WrongState("This report is accepted. What was accepted stays as it is.")
    check_unchanged(report, read, "this report")
    report.words = rules.check_words(words, "words", "Write what you did with the money.")
    report.figures = statement_of(grant).to_json()
    report.state, report.sent_at, report.sent_by = ReportState.SENT, now, by.label
    report.version += 1
    report.save()
    note_grant(
        "money.send_grant_report", grant, by, now, report=report.title, number=report.number,
        spent=money(statement_of(grant).spent), version=report.version,
    )  # fmt: skip
    letters.tell_funder(grant, "a report on a grant", by=by, now=now)
    return report


@transaction.atomic
def answer_grant_report(
    *, report: GrantReport, accepted: bool, note: str = "", by: Actor, now: datetime
) -> GrantReport:
    """Accept a report, or send it back and say what is missing."""
    grant, report = _held("answer_grant_report", report, by)
    state = ReportState.ACCEPTED if accepted else ReportState.RETURNED
    rules.check_report_becomes(report, state)
    rules.check_somebody_else(by, report.sent_by, "sent this report")
    if not accepted:
        rules.check_words(note, "note", "Say what is missing.")
    report.state, report.note = state, note.strip()
    report.answered_at, report.answered_by = now, by.label
    report.reminded_on = None
    report.version += 1
    report.save()
    note_grant(
        "money.answer_grant_report", grant, by, now, report=report.title, number=report.number,
        outcome="accepted" if accepted else "sent back",
    )  # fmt: skip
    letters.tell_cluster(grant, "your report on the grant", by=by, now=now)
    return report


@transaction.atomic
def remind_of_grant_report(*, report: GrantReport, by: Actor, now: datetime) -> GrantReport:
    """Remind the cluster of a report that is due soon; once."""
    grant, report = _held("remind_of_grant_report", report, by)
    if report.reminded_on is not None:
        return report
    report.reminded_on = localdate(now)
    report.save(update_fields=["reminded_on"])
    letters.report_due(report, by=by, now=now)
    note_grant("money.remind_of_grant_report", grant, by, now, number=report.number)
    return report


@transaction.atomic
def sign_grant_statement(*, grant: Grant, by: Actor, now: datetime) -> Grant:
    """The cluster signs off the statement at the end of a grant, with its figures as the ledger has
    them now.
    """
    grant = held_grant("sign_grant_statement", grant, by)
    rules.check_is(grant, GrantState.APPROVED)
    grant.statement = statement_of(grant).to_json() | {
        "signed_by": by.label, "signed_at": now.isoformat(), "signed_for": by.organisation_name,
    }  # fmt: skip
    grant.version += 1
    grant.save(update_fields=["statement", "version"])
    note_grant("money.sign_grant_statement", grant, by, now, figures=statement_of(grant).to_json())
    letters.tell_funder(grant, "the statement at the end of a grant", by=by, now=now)
    return grant


@transaction.atomic
def close_grant(*, grant: Grant, by: Actor, now: datetime) -> Grant:
    """Close a grant on its signed statement. What was planned and never released is cancelled."""
    grant = held_grant("close_grant", grant, by)
    rules.check_becomes(grant, GrantState.CLOSED)
    rules.check_can_close(grant, statement_of(grant).to_json())
    rules.check_somebody_else(by, str(grant.statement.get("signed_by", "")), "signed the statement")
    open_ones = (InstalmentState.PLANNED, InstalmentState.ASKED)
    grant.instalments.filter(state__in=open_ones).update(state=InstalmentState.CANCELLED)
    grant.closed_at, grant.closed_by = now, by.label
    _become(grant, GrantState.CLOSED, "closed_at", "closed_by")
    note_grant("money.close_grant", grant, by, now, figures=grant.statement)
    events.grant_closed.send(Grant, grant=grant, by=by, now=now)
    letters.tell_cluster(grant, "your grant is closed", by=by, now=now)
    return grant
