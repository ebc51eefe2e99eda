"""The programme decides on an application: questions and answers, changes, approval, no."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, programme_scope
from spinney.base.kernel.errors import WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.web.components.words import money
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.bridge.noting_grants import note_grant, save_state
from spinney.money.bridge.schemes import SchemeText
from spinney.money.engine.releases import REPORT, split
from spinney.money.events import grants as events
from spinney.money.letters import grants as letters
from spinney.money.models import (
    Fund,
    Grant,
    GrantQuestion,
    GrantReport,
    GrantScheme,
    Instalment,
    InstalmentCondition,
)
from spinney.money.policies import grants as rules
from spinney.money.queries.grants import awarded_to, held_grant, scheme_of_grant
from spinney.money.states import GrantState, Restriction

SENT = (GrantState.APPLIED, GrantState.TO_CHANGE)
MOST_NAME = 120


def _become(grant: Grant, state: GrantState, *fields: str) -> None:
    rules.check_becomes(grant, state)
    save_state(grant, state, *fields)


@transaction.atomic
def ask_about_grant(*, grant: Grant, question: str, by: Actor, now: datetime) -> GrantQuestion:
    """Ask the cluster about its application, on the record."""
    grant = held_grant("ask_about_grant", grant, by)
    rules.check_is(grant, *SENT, GrantState.APPROVED)
    words = rules.check_words(question, "question", "Write your question.")
    asked = GrantQuestion.objects.create(
        grant=grant, question=words, asked_at=now, asked_by=by.label
    )
    note_grant("money.ask_about_grant", grant, by, now, question=words)
    letters.tell_cluster(grant, "a question about your grant", by=by, now=now)
    return asked


@transaction.atomic
def answer_about_grant(
    *, question: GrantQuestion, answer: str, by: Actor, now: datetime
) -> GrantQuestion:
    """Answer a question, on the record. An answer stands: whoever has more to say is asked anew."""
    grant = held_grant("answer_about_grant", question.grant, by)
    question = GrantQuestion.objects.select_for_update().get(pk=question.pk)
    if question.answered_at is not None:
        raise WrongState("This question is answered already.")
    question.answer = rules.check_words(answer, "answer", "Write your answer.")
    question.answered_at, question.answered_by = now, by.label
    question.save(update_fields=["answer", "answered_at", "answered_by"])
    note_grant("money.answer_about_grant", grant, by, now, answer=question.answer)
    letters.tell_funder(grant, "an answer about a grant", by=by, now=now)
    return question


@transaction.atomic
def send_back_grant(*, grant: Grant, reasons: str, by: Actor, now: datetime) -> Grant:
    """Ask for changes before it is decided."""
    grant = held_grant("send_back_grant", grant, by)
    grant.reasons = rules.check_words(reasons, "reasons", "Say what has to be changed.")
    _become(grant, GrantState.TO_CHANGE, "reasons")
    note_grant("money.send_back_grant", grant, by, now, reasons=grant.reasons)
    letters.tell_cluster(grant, "changes to your application", by=by, now=now)
    return grant


@transaction.atomic
def approve_grant(
    *, grant: Grant, awarded_pence: int, conditions: str = "", reasons: str = "", by: Actor,
    now: datetime,
) -> Grant:  # fmt: skip
    """Approve an application: the amount, what is asked in words, the instalments by the
    programme's rules, and a fund in the cluster's ledger that the money will be put into.

    Whoever sent the application does not approve it.
    """
    grant = held_grant("approve_grant", grant, by)
    rules.check_somebody_else(by, grant.applied_by, "sent this application")
    scheme = scheme_of_grant(grant)
    rules.check_award(awarded_pence, grant, scheme.programme.grant_pence)
    _check_not_more(grant, awarded_pence, scheme)
    grant.awarded_pence = awarded_pence
    grant.conditions, grant.reasons = conditions.strip(), reasons.strip()
    grant.decided_at, grant.decided_by = now, by.label
    grant.fund = _fund(grant, scheme, by, now)
    _become(
        grant, GrantState.APPROVED, "awarded_pence", "conditions", "reasons", "decided_at",
        "decided_by", "fund",
    )  # fmt: skip
    _plan_instalments(grant, scheme)
    note_grant("money.approve_grant", grant, by, now, awarded=money(awarded_pence))
    events.grant_approved.send(Grant, grant=grant, by=by, now=now)
    letters.tell_cluster(grant, "your grant is approved", by=by, now=now)
    return grant


def _check_not_more(grant: Grant, pence: int, scheme: GrantScheme) -> None:
    """Raise BadInput when all grants of the cluster would come to more than the programme has for
    it.
    """
    limit = scheme.programme.grant_pence
    if not limit:
        return
    # Two applications that are approved at once count each other: one waits for the other here.
    clusters.Cluster.objects.select_for_update(no_key=True).only("pk").get(pk=grant.cluster_id)
    already = awarded_to(grant.cluster, but=grant)
    rules.check_award(pence, grant, limit - already if already < limit else -1)


def _fund(grant: Grant, scheme: GrantScheme, by: Actor, now: datetime) -> Fund:
    """A restricted fund for the grant; one with its name is told apart by a number."""
    names = set(Fund.objects.filter(cluster=grant.cluster).values_list("name", flat=True))
    name, number = grant.title[:MOST_NAME], 1
    while name in names:
        number += 1
        name = f"{grant.title[: MOST_NAME - 5]} ({number})"
    return Fund.objects.create(
        cluster=grant.cluster, name=name, funder=scheme.programme.funder,
        purpose=grant.title[:300], restriction=Restriction.RESTRICTED, holder=grant.holder,
        made_at=now, made_by=by.label,
    )  # fmt: skip


def _plan_instalments(grant: Grant, scheme: GrantScheme) -> None:
    """The instalments by the programme's rules, adding up to the penny, with their conditions and
    the reports that these ask for.
    """
    percents = [int(one["percent"]) for one in scheme.instalments]
    amounts = split(grant.awarded_pence or 0, percents)
    reports: set[int] = set()
    for number, (rule, pence) in enumerate(zip(scheme.instalments, amounts, strict=True), start=1):
        if not pence:
            continue
        made = Instalment.objects.create(grant=grant, number=number, pence=pence)
        for one in rule["conditions"]:
            InstalmentCondition.objects.create(instalment=made, **one)
            if one["kind"] == REPORT and str(one["value"]).isdigit():
                reports.add(int(one["value"]))
    for number in sorted(reports):
        GrantReport.objects.create(grant=grant, number=number, title=f"Report {number}")


@transaction.atomic
def decline_grant(*, grant: Grant, reasons: str, by: Actor, now: datetime) -> Grant:
    """Decline an application, with the reasons."""
    grant = held_grant("decline_grant", grant, by)
    grant.reasons = rules.check_words(reasons, "reasons", "Say why, so that they can learn of it.")
    grant.decided_at, grant.decided_by = now, by.label
    _become(grant, GrantState.DECLINED, "reasons", "decided_at", "decided_by")
    note_grant("money.decline_grant", grant, by, now, reasons=grant.reasons)
    events.grant_declined.send(Grant, grant=grant, by=by, now=now)
    letters.tell_cluster(grant, "your application for a grant", by=by, now=now)
    return grant


@transaction.atomic
def set_grant_scheme(
    *, programme: clusters.Programme, text: SchemeText, by: Actor, now: datetime
) -> GrantScheme:
    """Set the rules of a programme's grants. Grants that are approved keep what they were approved
    with.
    """
    scope = programme_scope(programme.pk)
    require(policies.MAY, "set_grant_scheme", by=by, scope=scope)
    rules.check_scheme(text)
    rules.check_conditions(one for _, conditions in text.instalments for one in conditions)
    found, _ = GrantScheme.objects.select_for_update().get_or_create(programme=programme)
    for name, value in text.fields().items():
        setattr(found, name, value)
    found.version += 1
    found.save()
    record("money.set_grant_scheme", by=by, on=found, at=now, scope=scope, after=text.fields(),
        day=localdate(now))  # fmt: skip
    return found
