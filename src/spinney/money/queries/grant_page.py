"""One grant as its page shows it: what stands, what is met, and what can be done by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from spinney.agreements import api as agreements
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.policy import allows, may
from spinney.base.record import timeline as record_timeline
from spinney.base.record.models import Entry
from spinney.base.record.timeline import readable_verbs, timeline
from spinney.money import policies
from spinney.money.bridge.releases import (
    Stood,
    Told,
    part_of,
    reason_words,
    stages_of,
    told_conditions,
    told_rules,
)
from spinney.money.engine.releases import second_needed, why_not
from spinney.money.models import (
    Grant,
    GrantChange,
    GrantQuestion,
    GrantReport,
    Instalment,
)
from spinney.money.policies import grants as rules
from spinney.money.queries.grant_money import spent_of
from spinney.money.queries.grants import PAID, instalments_of, scheme_of_grant, speaks
from spinney.money.states import NEXT, ChangeState, GrantState, InstalmentState, ReportState

MOST_TOLD = 60
WAITING = (GrantState.DRAFT, GrantState.APPLIED, GrantState.TO_CHANGE)


@dataclass(frozen=True)
class Part:
    """An instalment as the page shows it: its conditions with their words and whether they hold,
    every reason against its release, and the deeds that this actor may do now.
    """

    instalment: Instalment
    conditions: list[Told]
    reasons: list[str]
    needs_second: bool
    can: frozenset[str]


@dataclass(frozen=True)
class Page:
    """A grant with everything on its page. `can` are the deeds open to this actor now."""

    grant: Grant
    parts: list[Part]
    questions: list[GrantQuestion]
    changes: list[GrantChange]
    reports: list[GrantReport]
    history: list[record_timeline.Told]
    asked: list[tuple[int, list[Told]]]
    spent: int
    can: frozenset[str]

    @property
    def released(self) -> int:
        return sum(one.instalment.pence for one in self.parts if one.instalment.state in PAID)


def page_of(by: Actor, grant: Grant, on: date) -> Page:
    """A grant for its page. A constant number of queries, however many instalments it has."""
    instalments = list(instalments_of(grant))
    spent = spent_of(grant)
    stood = Stood(grant, instalments, spent=spent, on=on)
    return Page(
        grant=grant,
        parts=_parts(by, grant, instalments, stood),
        questions=list(grant.questions.all()),
        changes=list(grant.changes.select_related("budget")),
        reports=list(grant.reports.all()),
        history=history_of(by, grant),
        asked=_asked(grant, stood) if not instalments else [],
        spent=spent,
        can=deeds(by, grant, on),
    )


def _parts(by: Actor, grant: Grant, instalments: list[Instalment], stood: Stood) -> list[Part]:
    stages, kinds = stages_of(grant.cluster), agreements.kind_titles()
    here = grant.cluster.programme is not None and not grant.from_file
    limit = scheme_of_grant(grant).two_people_above_pence if here else 0
    found = []
    last = max((one.number for one in instalments if one.state in PAID), default=0)
    for one in instalments:
        one.grant = grant
        waits = one.state in (InstalmentState.PLANNED, InstalmentState.ASKED)
        reasons = why_not(part_of(one), stood.before(one)) if waits else ()
        second = second_needed(one.pence, limit)
        found.append(
            Part(
                instalment=one,
                conditions=told_conditions(one, stood, stages=stages, kinds=kinds),
                reasons=[reason_words(why, kinds) for why in reasons],
                needs_second=second,
                can=_part_deeds(
                    by, one, is_free=not reasons, second=second, is_last=one.number == last
                ),
            )
        )
    return found


def _asked(grant: Grant, stood: Stood) -> list[tuple[int, list[Told]]]:
    """What the programme's rules will ask before each part, while nothing is approved."""
    if grant.cluster.programme is None or grant.from_file or grant.state not in WAITING:
        return []
    stages, kinds = stages_of(grant.cluster), agreements.kind_titles()
    return told_rules(scheme_of_grant(grant), stood, stages=stages, kinds=kinds)


def _part_deeds(
    by: Actor, one: Instalment, *, is_free: bool, second: bool, is_last: bool
) -> frozenset[str]:  # fmt: skip
    """What this actor may do with an instalment now."""
    state, grant = one.state, one.grant
    if grant.from_file or grant.state != GrantState.APPROVED:
        return frozenset()
    now = {
        "plan_instalment": state == InstalmentState.PLANNED,
        "ask_release": state == InstalmentState.PLANNED and is_free and second,
        "stop_release": state == InstalmentState.ASKED,
        "release_instalment": is_free and _can_release(by, one, second=second),
        "receive_instalment": state == InstalmentState.RELEASED,
        "unrelease_instalment": state == InstalmentState.RELEASED and is_last,
        "unreceive_instalment": state == InstalmentState.RECEIVED,
        "meet_condition": state == InstalmentState.PLANNED,
    }
    return frozenset(
        verb
        for verb, fits in now.items()
        if fits and may(policies.MAY, verb, by=by, scope=grant.scope)
    )


def _can_release(by: Actor, one: Instalment, *, second: bool) -> bool:
    if one.state == InstalmentState.ASKED:
        return one.asked_by != by.label or not second
    return one.state == InstalmentState.PLANNED and not second


def deeds(by: Actor, grant: Grant, on: date) -> frozenset[str]:
    """What this actor may do with a grant now."""
    if grant.from_file or not speaks(by, grant, on):
        return frozenset()
    state = GrantState(grant.state)
    approved = state == GrantState.APPROVED
    sent = state in (GrantState.APPLIED, GrantState.TO_CHANGE)
    now = {
        "edit_grant": state in rules.OPEN,
        "apply_for_grant": state in rules.OPEN,
        "withdraw_grant": GrantState.WITHDRAWN in NEXT["grant"][state],
        "take_up_grant": GrantState.DRAFT in NEXT["grant"][state],
        "ask_about_grant": sent or approved,
        "answer_about_grant": True,
        "send_back_grant": state == GrantState.APPLIED,
        "approve_grant": state == GrantState.APPLIED and grant.applied_by != by.label,
        "decline_grant": state == GrantState.APPLIED,
        "ask_grant_change": approved,
        "withdraw_grant_change": approved,
        "answer_grant_change": approved,
        "ask_grant_report": approved,
        "send_grant_report": approved,
        "answer_grant_report": approved,
        "sign_grant_statement": approved,
        "close_grant": approved and bool(grant.statement),
    }
    return frozenset(
        verb
        for verb, fits in now.items()
        if fits and may(policies.MAY, verb, by=by, scope=grant.scope)
    )


def history_of(by: Actor, grant: Grant) -> list[record_timeline.Told]:
    """What happened to a grant, as far as the actor may read of it, the newest first."""
    verbs = [one for one in readable_verbs(by, grant.scope) if one.startswith("money.")]
    told = Entry.objects.filter(book=str(grant.scope), detail__grant=grant.pk, verb__in=verbs)
    return timeline(told.order_by("-at", "-number")[:MOST_TOLD])


def open_changes(page: Page) -> list[GrantChange]:
    """The changes that wait for an answer."""
    return [one for one in page.changes if one.state == ChangeState.ASKED]


def can_send(report: GrantReport) -> bool:
    """Whether a report waits to be written."""
    return report.state in (ReportState.DUE, ReportState.RETURNED)


def can_apply(grant: Grant, on: date) -> bool:
    """Whether an application can be sent as it stands."""
    if grant.cluster.programme is None:
        return False
    return allows(rules.check_can_apply, grant, scheme_of_grant(grant), on)
