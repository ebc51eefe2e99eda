"""One grant as its page shows it: what stands, what is met, and what can be done by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from spinney.agreements import api as agreements
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import WrongState
from spinney.base.kernel.policy import may
from spinney.base.record import timeline as record_timeline
from spinney.base.record.models import Entry
from spinney.base.record.timeline import readable_verbs, timeline
from spinney.base.web.components.words import day, money
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.bridge.grant_words import what_words
from spinney.money.bridge.releases import (
    Stood,
    Told,
    needs_two,
    part_of,
    reason_words,
    stages_of,
    told_conditions,
    told_rules,
)
from spinney.money.engine.releases import why_not
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
WAITS = (InstalmentState.PLANNED, InstalmentState.ASKED)
WAITING = (GrantState.DRAFT, GrantState.APPLIED, GrantState.TO_CHANGE)


@dataclass(frozen=True)
class Part:
    """An instalment as the page shows it: its conditions with their words and whether they hold,
    every reason against its release, that nobody else could release it (`alone`), and the deeds
    that this actor may do now.
    """

    instalment: Instalment
    conditions: list[Told]
    reasons: list[str]
    needs_second: bool
    alone: str
    can: frozenset[str]


@dataclass(frozen=True)
class Page:
    """A grant with everything on its page. `can` are the deeds open to this actor now; beside
    each change stands what it asks for.
    """

    grant: Grant
    parts: list[Part]
    questions: list[GrantQuestion]
    changes: list[tuple[GrantChange, str]]
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
        parts=_parts(by, grant, instalments, stood, on),
        questions=list(grant.questions.all()),
        changes=[(one, what_words(one)) for one in grant.changes.select_related("budget")],
        reports=list(grant.reports.all()),
        history=history_of(by, grant),
        asked=_asked(grant, stood) if not instalments else [],
        spent=spent,
        can=deeds(by, grant, on),
    )


def _parts(
    by: Actor, grant: Grant, instalments: list[Instalment], stood: Stood, on: date
) -> list[Part]:  # fmt: skip
    stages, kinds = stages_of(grant.cluster), agreements.kind_titles()
    here = grant.cluster.programme is not None and not grant.from_file
    limit = scheme_of_grant(grant).two_people_above_pence if here else 0
    twos = [one for one in instalments if one.state in WAITS and needs_two(one, limit)]
    managers = managers_of(grant, on) if here and twos else frozenset()
    found = []
    last = max((one.number for one in instalments if one.state in PAID), default=0)
    for one in instalments:
        one.grant = grant
        reasons = why_not(part_of(one), stood.before(one)) if one.state in WAITS else ()
        second = needs_two(one, limit)
        found.append(
            Part(
                instalment=one,
                conditions=told_conditions(one, stood, stages=stages, kinds=kinds),
                reasons=[reason_words(why, kinds) for why in reasons],
                needs_second=second,
                alone=alone_words(one, managers) if one in twos else "",
                can=_part_deeds(
                    by, one, is_free=not reasons, second=second, is_last=one.number == last
                ),
            )
        )
    return found


def managers_of(grant: Grant, on: date) -> frozenset[str]:
    """The labels of those who manage the grant's programme on a day. One query."""
    programme = grant.cluster.programme
    found = clusters.people_who_run(programme, on) if programme is not None else []
    return frozenset(one.label for one in found)


def alone_words(instalment: Instalment, managers: frozenset[str]) -> str:
    """That nobody, or nobody else, is there to release an instalment behind which two people
    stand, and what helps; "" while somebody is.
    """
    able = managers - {instalment.asked_by, instalment.eased_by}
    whose = (
        "The programme has one manager only"
        if len(managers) == 1
        else "Every manager of the programme asked for it or made it easier"
    )
    if not able:
        return f"{whose}, so nobody can release it: another manager has to be added first."
    if len(managers) == 1 and instalment.state == InstalmentState.PLANNED:
        return (
            f"{whose}, who cannot ask for the release and release it too. Whoever runs the cluster"
            " asks for it, or another manager has to be added."
        )
    return ""


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
        return not second or by.label not in (one.asked_by, one.eased_by)
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
        "apply_for_grant": state in rules.OPEN and not why_not_sent(grant, on),
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
    return [one for one, _ in page.changes if one.state == ChangeState.ASKED]


def can_send(report: GrantReport) -> bool:
    """Whether a report waits to be written."""
    return report.state in (ReportState.DUE, ReportState.RETURNED)


def why_not_sent(grant: Grant, on: date) -> str:
    """Why an application cannot be sent as it stands; "" when it can."""
    if grant.cluster.programme is None:
        return "Your cluster is in no programme, so there is nobody to send it to."
    try:
        rules.check_can_apply(grant, scheme_of_grant(grant), on)
    except WrongState as error:
        return str(error)
    return ""


def still_open(grant: Grant, on: date) -> list[str]:
    """What of a grant is not done yet, in sentences: while there is something, its statement is
    not that of its end. Two queries.
    """
    found = []
    if grant.ends_on is not None and on < grant.ends_on:
        found.append(f"The grant runs until {day(grant.ends_on)}.")
    found += [
        f"Instalment {one.number} of {money(one.pence)} is not released."
        for one in unreleased(grant)
    ]
    reports = grant.reports.exclude(state=ReportState.ACCEPTED)
    found += [f"The report “{one.title}” is not accepted yet." for one in reports]
    return found


def unreleased(grant: Grant) -> list[Instalment]:
    """The instalments of a grant that are not released."""
    return list(grant.instalments.filter(state__in=WAITS))
