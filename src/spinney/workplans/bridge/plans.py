"""The rows of a workplan as the engine reads them, and as a kept plan holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from spinney.decisions import api as decisions
from spinney.workplans.engine.moving import Kept
from spinney.workplans.engine.plan import Gate, Kind, Need, Passed, Plan, Planned, Stage
from spinney.workplans.models import Activity, Dependency, FundingBid, Milestone, Workplan
from spinney.workplans.states import ActivityState, BidState

STAGES: Mapping[str, Stage] = {
    ActivityState.PLANNED: Stage.TO_DO,
    ActivityState.UNDER_WAY: Stage.UNDER_WAY,
    ActivityState.HELP: Stage.UNDER_WAY,
    ActivityState.DONE: Stage.DONE,
    ActivityState.DROPPED: Stage.DROPPED,
}
LAST_DAY = date(2100, 12, 31)
WON_OR_LOST: Mapping[str, Passed] = {BidState.WON: Passed.MET, BidState.LOST: Passed.FAILED}


def live_activities(plan: Workplan) -> list[Activity]:
    """The activities of a plan that were not taken out, as they stand. One query."""
    rows = plan.activities.filter(removed_at=None)
    return list(rows.select_related("organisation", "objective").order_by("position", "pk"))


def waits_of(plan: Workplan) -> list[Dependency]:
    """What waits on what in a plan, as far as neither was taken out. One query."""
    rows = Dependency.objects.filter(activity__workplan=plan, activity__removed_at=None)
    rows = rows.filter(on_activity__removed_at=None, on_bid__removed_at=None)
    return list(rows.select_related("on_activity", "on_bid").order_by("pk"))


def need_of(wait: Dependency) -> Need:
    """What a row waits on. A decision that has no number yet is known by the row: below nought."""
    if wait.on_activity_id is not None:
        return Need(Kind.ACTIVITY, wait.on_activity_id)
    if wait.on_bid_id is not None:
        return Need(Kind.BID, wait.on_bid_id)
    return Need(Kind.DECISION, wait.decision_number or -wait.pk)


def plan_value(
    activities: Iterable[Activity],
    waits: Sequence[Dependency],
    register: Iterable[decisions.Decided] = (),
) -> Plan:
    """A plan as the engine reads it. `register` is what the cluster decided."""
    needs: dict[int, list[Need]] = {}
    for wait in waits:
        needs.setdefault(wait.activity_id, []).append(need_of(wait))
    planned = tuple(planned_of(one, tuple(needs.get(one.pk, ()))) for one in activities)
    decided = {one.number: one for one in register}
    gates = {need_of(wait): _gate(wait, decided) for wait in waits if not wait.on_activity_id}
    return Plan(planned, tuple(gates.values()))


def read_plan(plan: Workplan) -> Plan:
    """A plan with all that it waits on. At most three queries."""
    waits = waits_of(plan)
    asks_register = any(wait.decision_number for wait in waits)
    register = decisions.decisions(plan.cluster) if asks_register else ()
    return plan_value(live_activities(plan), waits, register)


def planned_of(one: Activity, needs: tuple[Need, ...] = ()) -> Planned:
    """An activity as the engine reads it."""
    return Planned(
        one.pk, one.title, one.starts_on, one.ends_on, STAGES[one.state], needs, one.began_on,
        one.done_on,
    )  # fmt: skip


def _gate(wait: Dependency, decided: Mapping[int, decisions.Decided]) -> Gate:
    if wait.on_bid is not None:
        return _bid_gate(wait.on_bid)
    return _decision_gate(wait, decided)


def _bid_gate(bid: FundingBid) -> Gate:
    passed = WON_OR_LOST.get(bid.state, Passed.OPEN)
    expected = None if bid.state == BidState.PUT_OFF else bid.decision_on
    if expected is not None and expected > LAST_DAY:
        expected = None  # mistyped, or as good as never
    return Gate(Need(Kind.BID, bid.pk), bid.title, passed, expected)


def _decision_gate(wait: Dependency, decided: Mapping[int, decisions.Decided]) -> Gate:
    found = decided.get(wait.decision_number or 0)
    passed = Passed.OPEN
    if found is not None:
        passed = Passed.MET if found.stands else Passed.FAILED if found.is_off else Passed.OPEN
    title = found.title if found is not None else wait.decision_words
    return Gate(need_of(wait), title, passed)


# Kept plans ---------------------------------------------------------------------------------------


def plan_to_keep(plan: Workplan) -> dict[str, Any]:
    """A plan as JSON, for a baseline: what there is, and from when to when. Two queries. Rows are
    named by their uid, so that a plan that moves to another site still knows its own.
    """
    milestones = plan.milestones.filter(removed_at=None).order_by("due_on", "pk")
    return {
        "ends_on": plan.ends_on.isoformat(),
        "activities": [
            {
                "uid": str(one.uid), "title": one.title, "first": _iso(one.starts_on),
                "last": _iso(one.ends_on),
            }
            for one in live_activities(plan)
            if one.state != ActivityState.DROPPED
        ],
        "milestones": [
            {"uid": str(one.uid), "title": one.title, "due": _iso(one.due_on)}
            for one in milestones
        ],
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def kept_activities(kept: Mapping[str, Any], rows: Iterable[Activity]) -> list[Kept]:
    """The activities of a kept plan. Those that are no longer there have keys below nought."""
    keys = {str(one.uid): one.pk for one in rows}
    return [
        Kept(keys.get(one["uid"], -number), one["title"], _day(one["first"]), _day(one["last"]))
        for number, one in enumerate(kept.get("activities", ()), start=1)
    ]


def kept_milestones(kept: Mapping[str, Any], rows: Iterable[Milestone]) -> dict[int, date]:
    """Milestone -> the day that it had in a kept plan."""
    keys = {str(one.uid): one.pk for one in rows}
    return {
        keys[one["uid"]]: date.fromisoformat(one["due"])
        for one in kept.get("milestones", ())
        if one["uid"] in keys
    }
