"""Risks: written down, changed, looked at again, taken out, brought back, reminded of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.base.record.versions import check_unchanged, take_over
from spinney.clusters import api as clusters
from spinney.workplans import policies
from spinney.workplans.bridge.holding import member_ids
from spinney.workplans.letters import risks as letters
from spinney.workplans.models import Risk, RiskReview
from spinney.workplans.policies import risks as rules
from spinney.workplans.policies.plans import check_can_restore
from spinney.workplans.policies.risks import RiskText
from spinney.workplans.states import RiskState


@dataclass(frozen=True)
class Looked:
    """What was found on looking at a risk again."""

    likelihood: int
    impact: int
    state: str = RiskState.OPEN
    note: str = ""
    review_on: date | None = None


def _note(verb: str, one: Risk, by: Actor, now: datetime, **detail: object) -> None:
    record(verb, by=by, on=one, at=now, scope=one.scope, title=one.title, **detail)


def _held(risk: Risk) -> Risk:
    rows = Risk.objects.select_for_update(of=("self",)).select_related("cluster", "organisation")
    return rows.get(pk=risk.pk)


@transaction.atomic
def add_risk(*, cluster: clusters.Cluster, text: RiskText, by: Actor, now: datetime) -> Risk:
    """Write down what could go wrong, who looks after it, and what is done about it."""
    require(policies.MAY, "add_risk", by=by, scope=cluster_scope(cluster.pk))
    rules.check_risk(text, cluster.pk, member_ids(cluster, localdate(now)))
    made = Risk.objects.create(cluster=cluster, made_at=now, made_by=by.label, **text.fields())
    _note("workplans.add_risk", made, by, now)
    return made


@transaction.atomic
def edit_risk(
    *, risk: Risk, text: RiskText, read: int | None = None, by: Actor, now: datetime
) -> Risk:
    """Change what is said of a risk. Another day is reminded of anew."""
    require(policies.MAY, "edit_risk", by=by, scope=risk.scope)
    risk = _held(risk)
    rules.check_may_change(by, risk)
    rules.check_is_there(risk)
    check_unchanged(risk, read, "this risk")
    members = member_ids(risk.cluster, localdate(now))
    if risk.organisation_id is not None:
        members.add(risk.organisation_id)
    rules.check_risk(text, risk.cluster_id, members)
    changes = take_over(risk, text.fields())
    if changes:
        if "review_on" in changes:
            risk.reminded_on = None
        risk.save()
        _note("workplans.edit_risk", risk, by, now, version=risk.version)
    return risk


@transaction.atomic
def review_risk(*, risk: Risk, found: Looked, by: Actor, now: datetime) -> RiskReview:
    """Look at a risk again: as it is judged now, what happened, when next. What was judged before
    stays readable.
    """
    require(policies.MAY, "review_risk", by=by, scope=risk.scope, subject=subject_of(risk))
    risk = _held(risk)
    rules.check_may_change(by, risk)
    rules.check_is_there(risk)
    rules.check_review(
        risk, likelihood=found.likelihood, impact=found.impact, state=found.state,
        note=found.note, review_on=found.review_on, today=localdate(now),
    )  # fmt: skip
    said = _said(risk, found)
    risk.likelihood, risk.impact, risk.state = found.likelihood, found.impact, found.state
    risk.review_on, risk.reminded_on = found.review_on, None
    risk.version += 1
    risk.save()
    looked = RiskReview.objects.create(
        risk=risk, likelihood=found.likelihood, impact=found.impact, state=found.state,
        note=found.note.strip(), at=now, by=by.label,
    )  # fmt: skip
    _note("workplans.review_risk", risk, by, now, said=said)
    return looked


def _said(risk: Risk, found: Looked) -> str:
    if found.state != risk.state:
        return str(RiskState(found.state).label).lower()
    before, after = risk.likelihood * risk.impact, found.likelihood * found.impact
    if before == after:
        return "as before"
    return "less than before" if after < before else "more than before"


@transaction.atomic
def remove_risk(*, risk: Risk, by: Actor, now: datetime) -> Risk:
    """Take a risk out of the register. It can be brought back for a while."""
    require(policies.MAY, "remove_risk", by=by, scope=risk.scope)
    risk = _held(risk)
    rules.check_is_there(risk)
    risk.removed_at = now
    risk.version += 1
    risk.save(update_fields=["removed_at", "version"])
    _note("workplans.remove_risk", risk, by, now)
    return risk


@transaction.atomic
def restore_risk(*, risk: Risk, by: Actor, now: datetime) -> Risk:
    """Bring it back."""
    require(policies.MAY, "restore_risk", by=by, scope=risk.scope)
    risk = _held(risk)
    check_can_restore(risk, now)
    risk.removed_at = None
    risk.version += 1
    risk.save(update_fields=["removed_at", "version"])
    _note("workplans.restore_risk", risk, by, now)
    return risk


@transaction.atomic
def remind_of_risk(*, risk: Risk, by: Actor, now: datetime) -> Risk:
    """Remind whoever looks after a risk that its day has come. The site itself."""
    require(policies.MAY, "remind_of_risk", by=by, scope=risk.scope)
    risk = _held(risk)
    risk.reminded_on = localdate(now)
    risk.save(update_fields=["reminded_on"])
    letters.look_again(risk, by=by, now=now)
    _note("workplans.remind_of_risk", risk, by, now)
    return risk
