"""What comes after a decision: looked at again, ended, brought back; and its day of review."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.web.components.words import day
from spinney.decisions import policies
from spinney.decisions.events import book as news
from spinney.decisions.letters import book as letters
from spinney.decisions.models import Decision, Review
from spinney.decisions.policies import book as rules
from spinney.decisions.states import DecisionState

KEEP, CHANGE, END = "keep", "change", "end"
FOUND = {KEEP: "it stays", CHANGE: "it is to be changed", END: "it no longer stands"}


def _held(decision: Decision) -> Decision:
    """The decision as it is now, held until this transaction ends."""
    held = Decision.objects.select_for_update(of=("self",)).select_related("cluster")
    return held.get(pk=decision.pk)


def _save(decision: Decision, *names: str) -> None:
    decision.version += 1
    decision.save(update_fields=[*names, "version"])


@transaction.atomic
def review_decision(
    *,
    decision: Decision,
    finding: str,
    note: str = "",
    review_on: date | None = None,
    by: Actor,
    now: datetime,
) -> Review:
    """Look at a decision again, and say what was found: "keep", "change" (it stands until a new one
    takes its place) or "end". `review_on` is when to look at it once more; none: not again.

    Raises WrongState unless it stands, BadInput for another finding, or an end or a change without
    a reason.
    """
    scope = decision.scope
    require(policies.MAY, "review_decision", by=by, scope=scope)
    decision = _held(decision)
    rules.check_stands(decision)
    _check_finding(finding, note)
    rules.check_review_day(review_on, localdate(now))
    made = _reviewed(decision, finding, note, by, now)
    decision.review_on = None if finding == END else review_on
    decision.review_reminded_on = None
    if finding == END:
        decision.state = DecisionState.ENDED
    _save(decision, "review_on", "review_reminded_on", "state")
    record(
        "decisions.review_decision", by=by, on=decision, at=now, scope=scope,
        number=decision.number, title=decision.title, finding=FOUND[finding], note=made.note,
    )  # fmt: skip
    if finding == END:
        news.decision_ended.send(sender=Decision, decision=decision, by=by, now=now)
    return made


def _check_finding(finding: str, note: str) -> None:
    if finding not in FOUND:
        told = "Say whether to keep it, to change it, or to end it."
        raise BadInput(told, {"finding": [told]})
    if finding != KEEP and not note.strip():
        told = "Say why, for whoever reads it later."
        raise BadInput(told, {"note": [told]})


def _reviewed(decision: Decision, finding: str, note: str, by: Actor, now: datetime) -> Review:
    return Review.objects.create(
        decision=decision, on=localdate(now), finding=finding, note=note.strip(), by=by.label,
        at=now,
    )  # fmt: skip


@transaction.atomic
def set_review_day(
    *, decision: Decision, review_on: date | None, by: Actor, now: datetime
) -> Decision:
    """Say by when a decision is to be looked at again; None: not at all."""
    scope = decision.scope
    require(policies.MAY, "set_review_day", by=by, scope=scope)
    decision = _held(decision)
    rules.check_stands(decision)
    rules.check_review_day(review_on, localdate(now))
    decision.review_on, decision.review_reminded_on = review_on, None
    _save(decision, "review_on", "review_reminded_on")
    record(
        "decisions.set_review_day", by=by, on=decision, at=now, scope=scope,
        number=decision.number, title=decision.title,
        review_on=day(review_on) if review_on else "",
    )  # fmt: skip
    return decision


@transaction.atomic
def end_decision(*, decision: Decision, reason: str, by: Actor, now: datetime) -> Decision:
    """A decision no longer stands, and why. It stays in the register, and can be brought back."""
    scope = decision.scope
    require(policies.MAY, "end_decision", by=by, scope=scope)
    decision = _held(decision)
    rules.check_becomes(decision, DecisionState.ENDED)
    if not reason.strip():
        told = "Say why it no longer stands, for whoever reads it later."
        raise BadInput(told, {"reason": [told]})
    _reviewed(decision, END, reason, by, now)
    decision.state, decision.review_on = DecisionState.ENDED, None
    _save(decision, "state", "review_on")
    record(
        "decisions.end_decision", by=by, on=decision, at=now, scope=scope,
        number=decision.number, title=decision.title, reason=" ".join(reason.split()),
    )  # fmt: skip
    news.decision_ended.send(sender=Decision, decision=decision, by=by, now=now)
    return decision


@transaction.atomic
def restore_decision(*, decision: Decision, by: Actor, now: datetime) -> Decision:
    """A decision that was ended stands after all."""
    scope = decision.scope
    require(policies.MAY, "restore_decision", by=by, scope=scope)
    decision = _held(decision)
    rules.check_becomes(decision, DecisionState.STANDS)
    decision.state = DecisionState.STANDS
    _save(decision, "state")
    record(
        "decisions.restore_decision", by=by, on=decision, at=now, scope=scope,
        number=decision.number, title=decision.title,
    )  # fmt: skip
    return decision


@transaction.atomic
def remind_of_review(*, decision: Decision, by: Actor, now: datetime) -> None:
    """Remind those who run the cluster to look at a decision again. The site itself."""
    scope = decision.scope
    require(policies.MAY, "remind_of_review", by=by, scope=scope)
    decision = _held(decision)
    rules.check_stands(decision)
    decision.review_reminded_on = localdate(now)
    decision.save(update_fields=["review_reminded_on"])
    record(
        "decisions.remind_of_review", by=by, on=decision, at=now, scope=scope,
        number=decision.number, title=decision.title,
    )  # fmt: skip
    letters.review_due(decision, by=by, now=now)
