"""What waits on what: said, and taken back."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.decisions import api as decisions
from spinney.workplans import policies
from spinney.workplans.bridge.circles import circle_words
from spinney.workplans.bridge.holding import held_activity
from spinney.workplans.models import Activity, Dependency, FundingBid
from spinney.workplans.policies import activities as rules
from spinney.workplans.policies import plans as plan_rules


class On(TypedDict, total=False):
    """What an activity waits on: one of these. A decision by its number in the register, or, while
    there is none, in words.
    """

    activity: Activity | None
    bid: FundingBid | None
    decision: int | None
    decision_words: str


@transaction.atomic
def add_dependency(*, waiting: Activity, by: Actor, now: datetime, **on: Unpack[On]) -> Dependency:
    """Let an activity wait on something. Raises BadInput for what is not of this plan or cluster,
    what it waits on already, and a wait that would go in a circle, which is told.
    """
    require(policies.MAY, "add_dependency", by=by, scope=waiting.workplan.scope)
    waiting = held_activity(waiting)
    plan_rules.check_can_change(waiting.workplan)
    plan_rules.check_is_there(waiting)
    fields = _fields(waiting, on)
    if waiting.waits_on.filter(**fields).exists():
        _refuse("It waits for this already.")
    made = Dependency.objects.create(activity=waiting, **fields)
    rules.check_no_circle(circle_words(waiting.workplan))
    record(
        "workplans.add_dependency", by=by, on=waiting, at=now, scope=waiting.workplan.scope,
        title=waiting.title, waits_for=_words_of(made),
    )  # fmt: skip
    return made


def _refuse(told: str) -> None:
    raise BadInput(told, {"on": [told]})


def _fields(waiting: Activity, on: On) -> dict[str, object]:
    activity, bid = on.get("activity"), on.get("bid")
    if activity is not None:
        _check_activity(waiting, activity)
        return {"on_activity": activity}
    if bid is not None:
        if bid.cluster_id != waiting.workplan.cluster_id or bid.removed_at is not None:
            _refuse("Choose a bid of this cluster.")
        return {"on_bid": bid}
    return _decision_fields(waiting, on.get("decision"), on.get("decision_words", ""))


def _check_activity(waiting: Activity, activity: Activity) -> None:
    if activity.workplan_id != waiting.workplan_id or activity.removed_at is not None:
        _refuse("Choose an activity of this plan.")
    if activity.pk == waiting.pk:
        _refuse("It cannot wait for itself.")


def _decision_fields(waiting: Activity, number: int | None, words: str) -> dict[str, object]:
    if number is None:
        words = plan_rules.one_line(words)
        if not words:
            _refuse("Say what it waits for.")
        plan_rules.refuse(plan_rules.length_problems(decision_words=(words, 200)))
        return {"decision_number": None, "decision_words": words}
    known = {one.number: one.title for one in decisions.decisions(waiting.workplan.cluster)}
    if number not in known:
        _refuse(f"There is no decision {number} in the register.")
    return {"decision_number": number, "decision_words": known[number][:200]}


def _words_of(wait: Dependency) -> str:
    """What a row waits on, in words."""
    found = wait.on_activity or wait.on_bid
    return found.title if found is not None else wait.decision_words


@transaction.atomic
def remove_dependency(*, wait: Dependency, by: Actor, now: datetime) -> Activity:
    """Let an activity wait on something no more. Returns the activity."""
    require(policies.MAY, "remove_dependency", by=by, scope=wait.activity.workplan.scope)
    waiting = held_activity(wait.activity)
    plan_rules.check_can_change(waiting.workplan)
    told = _words_of(wait)
    Dependency.objects.filter(pk=wait.pk).delete()
    record(
        "workplans.remove_dependency", by=by, on=waiting, at=now, scope=waiting.workplan.scope,
        title=waiting.title, waits_for=told,
    )  # fmt: skip
    return waiting
