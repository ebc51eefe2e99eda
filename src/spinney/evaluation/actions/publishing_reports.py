"""Making a report public: who is asked, what each says; published, and taken down."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import localdate

from spinney.base.access import links
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.kernel.ids import new_uid
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.decisions import api as decisions
from spinney.evaluation import policies
from spinney.evaluation.bridge.agreeing import MEMBERS, Agreeing, Answer, agreeing_from
from spinney.evaluation.events.reports import report_published
from spinney.evaluation.letters import reports as letters
from spinney.evaluation.models import Report
from spinney.evaluation.policies import reports as rules
from spinney.evaluation.queries import reports as read
from spinney.evaluation.states import ReportState
from spinney.register import api as register
from spinney.register.api import Organisation


def _settle(
    verb: str, report: Report, *, by: Actor, now: datetime, **more: object
) -> Report:  # fmt: skip
    report.version += 1
    report.save()
    record(
        verb, by=by, on=report, at=now, scope=report.scope, title=report.title,
        number=report.number, **more,
    )  # fmt: skip
    return report


@transaction.atomic
def ask_to_publish(*, report: Report, by: Actor, now: datetime) -> Report:
    """Ask those who must agree whether the finished report may be public: each representative gets
    a link. Asked again, those who answered are not asked anew. Raises WrongState when nobody is to
    be asked.
    """
    report = read.held_to_write(report, "ask_to_publish", by)
    today = localdate(now)
    agreeing = read.agreeing_of(report, today)
    rule = agreeing.rule if agreeing.asked_on else read.rule_now(report, today)
    rules.check_can_ask(report, rule)
    agreeing = replace(
        agreeing, rule=rule, number=report.number, asked_on=agreeing.asked_on or today
    )
    report.agreed_by = agreeing.to_json()
    silent = [uid for uid in rule.needed if uid not in agreeing.answers]
    if not silent:
        raise WrongState("Everybody has answered.")
    ids = Organisation.objects.filter(uid__in=silent).values_list("pk", flat=True)
    links.revoke(letters.AGREE, subject_of(report), now=now)
    letters.ask_members(
        report, read.place_name(report), list(ids), agreeing.last_day(), by=by, now=now
    )
    return _settle("evaluation.ask_to_publish", report, by=by, now=now, asked=len(silent))


@transaction.atomic
def agree_to_publish(
    *, report: Report, organisation: Organisation, by: Actor, now: datetime
) -> Report:
    """An organisation's word that the finished report may be public."""
    answer = Answer(True, localdate(now), by.label)
    report = _answered("agree_to_publish", report, organisation, answer, by=by)
    return _settle(
        "evaluation.agree_to_publish", report, by=by, now=now, organisation=organisation.name
    )


@transaction.atomic
def refuse_to_publish(
    *, report: Report, organisation: Organisation, why: str, by: Actor, now: datetime
) -> Report:
    """An organisation's word that it may not, and why. What is public is taken down at once."""
    why = rules.check_why(why)
    answer = Answer(False, localdate(now), by.label, why)
    report = _answered("refuse_to_publish", report, organisation, answer, by=by)
    was_public = report.state == ReportState.PUBLIC
    if was_public:
        report.state, report.public_name = ReportState.PUBLISHED, ""
    return _settle(
        "evaluation.refuse_to_publish", report, by=by, now=now, organisation=organisation.name,
        why=why, taken_down=was_public,
    )  # fmt: skip


def _answered(
    verb: str, report: Report, organisation: Organisation, answer: Answer, *, by: Actor
) -> Report:
    """The report with an answer kept in it, not saved yet. Who holds the link that asks may say yes
    and no.
    """
    verb = "agree_to_publish" if by.pass_ is not None else verb
    require(policies.MAY, verb, by=by, scope=report.scope, subject=subject_of(report))
    _check_speaks_for(by, organisation, answer)
    rows = Report.objects.select_for_update(of=("self",))
    report = rows.select_related("cluster", "programme").get(pk=report.pk)
    rules.check_there(report)
    uid = str(organisation.uid)
    agreeing = rules.check_answers(
        agreeing_from(report.agreed_by), uid, organisation.name, report.number
    )
    report.agreed_by = replace(agreeing, answers={**agreeing.answers, uid: answer}).to_json()
    return report


def _check_speaks_for(by: Actor, organisation: Organisation, answer: Answer) -> None:
    person = by.person_id
    if by.is_system:
        return
    if person is None or not register.may_represent(person, organisation.pk, answer.on):
        raise NotAllowed(f"That is for {organisation.name} to say.")


@transaction.atomic
def publish_report(
    *, report: Report, decision: int | None = None, by: Actor, now: datetime
) -> Report:
    """Give a finished report a public page, once it is agreed. `decision` is the number in the
    register of the decision by which the members agreed, where they decide.

    Raises WrongState, with who is missing, before that; BadInput for a decision that does not
    stand.
    """
    report = read.held_to_write(report, "publish_report", by)
    rules.check_becomes(report, ReportState.PUBLIC)
    today = localdate(now)
    agreeing = read.agreeing_of(report, today)
    if agreeing.rule.rule == MEMBERS and decision is not None:
        _check_decision(report, decision)
        agreeing = replace(agreeing, decision=decision)
    rules.check_agreed(agreeing, today)
    report.agreed_by = agreeing.to_json()
    report.state, report.public_name = ReportState.PUBLIC, _public_name(report)
    _settle(
        "evaluation.publish_report",
        report,
        by=by,
        now=now,
        rule=agreeing.rule.rule,
        **_how(agreeing),
    )
    report_published.send(Report, report=report, by=by, now=now)
    return report


def _how(agreeing: Agreeing) -> dict[str, object]:
    return {"decision": agreeing.decision} if agreeing.decision else {}


def _check_decision(report: Report, number: int) -> None:
    standing = decisions.decisions(report.cluster) if report.cluster else []
    if not any(one.number == number and one.stands for one in standing):
        told = "Choose a decision that stands in the register."
        raise BadInput(told, {"decision": [told]})


def _public_name(report: Report) -> str:
    """A name for its address: readable, and with a part of its own, so that no address of a report
    that was taken down comes to lead to another.
    """
    words = slugify(f"{read.place_name(report)} {report.title}")[:40].strip("-")
    return f"{words}-{new_uid().hex[-8:]}".strip("-")


@transaction.atomic
def take_down_report(*, report: Report, why: str, by: Actor, now: datetime) -> Report:
    """Take the public page of a report away: those who run it, or any member that was asked. A
    member that takes it down takes back its word.
    """
    require(policies.MAY, "take_down_report", by=by, scope=report.scope)
    why = rules.check_why(why)
    rows = Report.objects.select_for_update(of=("self",))
    report = rows.select_related("cluster", "programme").get(pk=report.pk)
    if report.state != ReportState.PUBLIC:
        raise WrongState("This report is not public.")
    if not rules.writes(by, report):
        _take_back_word(report, why, by=by, now=now)
    report.state, report.public_name = ReportState.PUBLISHED, ""
    return _settle("evaluation.take_down_report", report, by=by, now=now, why=why)


def _take_back_word(report: Report, why: str, *, by: Actor, now: datetime) -> None:
    agreeing = agreeing_from(report.agreed_by)
    own = Organisation.objects.filter(pk=by.organisation_id or 0).first()
    if agreeing is None or own is None or str(own.uid) not in agreeing.rule.needed:
        raise NotAllowed("That is for those who run the cluster, or a member that was asked.")
    answer = Answer(False, localdate(now), by.label, why)
    report.agreed_by = replace(
        agreeing, answers={**agreeing.answers, str(own.uid): answer}
    ).to_json()
