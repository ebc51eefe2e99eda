"""What Meadowbridge is doing: a plan out of what was decided, how it goes, a bid on which a part of
it waits, what could go wrong, what went well, and a study of how to share a post.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from spinney.config.demo.meadowbridge.members import Meadow
from spinney.config.demo.people import days_before
from spinney.config.demo.told import meadowbridge
from spinney.decisions import api as decisions
from spinney.decisions.actions import ballots, opening, results, steps
from spinney.decisions.actions.voting import cast_vote
from spinney.decisions.bridge.texts import BallotText, OptionText
from spinney.decisions.engine.settings import Settings
from spinney.decisions.models import Decision
from spinney.decisions.states import StepKind, VotedHow
from spinney.diagnostics.models import Theme
from spinney.register.models import Organisation
from spinney.workplans.actions import (
    activities,
    bids,
    dependencies,
    milestones,
    plans,
    progress,
    risks,
    studies,
    successes,
)
from spinney.workplans.models import Activity, FundingBid, Workplan
from spinney.workplans.policies.activities import ActivityText, MilestoneText
from spinney.workplans.policies.bids import BidText
from spinney.workplans.policies.plans import PlanText
from spinney.workplans.policies.risks import RiskText
from spinney.workplans.policies.studies import StudyOptionText, StudyText
from spinney.workplans.policies.successes import SuccessText
from spinney.workplans.states import ActivityState

VOTED, DECIDED, PLANNED, AGREED = 16, 15, 12, 11
"""So many days ago the vote was opened, closed, the plan begun, and agreed."""
CAME_OF = {
    "A calendar of training for all of us": "Training days together",
    "A training day together": "Training days together",
    "One rota of volunteer drivers": "A minibus for all of us",
}
"""The theme that an option came of, where it is not called the same."""


def plan_work(meadow: Meadow, now: datetime) -> None:
    """From the vote on what to begin with to how it goes today."""
    told = meadowbridge()["workplan"]
    decision = choose(meadow, told["ballot"], now)
    plan = begin_plan(meadow, told, now)
    bid = _bid(meadow, told["bid"], now)
    put_in(meadow, plan, told["activities"], now, bid)
    marks = [_mark(meadow, plan, one, now) for one in told["milestones"]]
    plan = agree_plan(meadow, plan, decision, now)
    for one in told["activities"]:
        _say_how_it_goes(meadow, plan, one, now)
    for mark, one in zip(marks, told["milestones"], strict=True):
        if "reached" in one:
            moment = days_before(now, one["reached_days_ago"])
            milestones.note_milestone(
                milestone=mark, is_reached=True, reached=Decimal(one["reached"]),
                by=meadow.helper(moment), now=moment,
            )  # fmt: skip
    _look_ahead(meadow, told, now)


def _member(meadow: Meadow, told: dict[str, Any]) -> Organisation:
    return meadow.organisations[told["who"]]


def _day(now: datetime, days: int) -> date:
    return localdate(now) + timedelta(days=days)


def choose(meadow: Meadow, told: dict[str, Any], now: datetime) -> Decision:
    """What to begin with, voted on; what was chosen is the outline of the plan."""
    opened, closed = days_before(now, VOTED), days_before(now, DECIDED)
    text = BallotText(
        told["title"], "approve", told["background"], settings=Settings(seats=told["chosen"])
    )
    themes = dict(Theme.objects.filter(cluster=meadow.cluster).values_list("title", "pk"))
    options = [
        OptionText(
            one["title"], cost_pence=one["cost_pence"], quick_win=one["quick_win"],
            theme=themes.get(CAME_OF.get(one["title"], one["title"])),
        )
        for one in told["options"]
    ]  # fmt: skip
    ballot = ballots.draft_ballot(
        cluster=meadow.cluster, text=text, options=options, by=meadow.helper(opened), now=opened
    )
    ballot = opening.open_ballot(
        ballot=ballot, closes_at=closed, by=meadow.helper(opened), now=opened
    )
    for organisation, ticked in told["papers"].items():
        voted = opened + timedelta(hours=3)
        cast_vote(
            ballot=ballot, organisation_id=meadow.organisations[organisation].pk,
            marks={str(one): 1 for one in ticked}, how=VotedHow.SITE,
            by=meadow.speaker(organisation, voted), now=voted,
        )  # fmt: skip
    ballot = results.close_ballot(ballot=ballot, by=meadow.helper(closed), now=closed)
    decision = Decision.objects.get(ballot=ballot)
    steps.take_step(
        step=decision.steps.get(kind=StepKind.OUTLINE), by=meadow.helper(closed), now=closed
    )
    return decision


def begin_plan(meadow: Meadow, told: dict[str, Any], now: datetime) -> Workplan:
    """A plan out of what was chosen."""
    moment = days_before(now, PLANNED)
    lines = [one.line_id for one in decisions.outline(meadow.cluster)]
    return plans.start_workplan(
        cluster=meadow.cluster, priorities=lines, by=meadow.helper(moment), now=moment,
        text=PlanText(told["title"], _day(now, -PLANNED), _day(now, 270), told["aims"]),
    )  # fmt: skip


def agree_plan(meadow: Meadow, plan: Workplan, decision: Decision, now: datetime) -> Workplan:
    """The plan, agreed as the decision says."""
    moment = days_before(now, AGREED)
    return plans.agree_workplan(
        plan=plan, decision=decision.number, by=meadow.helper(moment), now=moment
    )


def _bid(meadow: Meadow, told: dict[str, Any], now: datetime) -> FundingBid:
    moment, sent = days_before(now, PLANNED), days_before(now, -told["send_by"])
    text = BidText(
        told["title"], told["funder"], told["amount_pence"], _member(meadow, told),
        _day(now, told["send_by"]), _day(now, told["decision_on"]), told["purpose"],
    )  # fmt: skip
    bid = bids.plan_bid(cluster=meadow.cluster, text=text, by=meadow.helper(moment), now=moment)
    return bids.note_bid(bid=bid, state="sent", by=meadow.helper(sent), now=sent)


def put_in(
    meadow: Meadow, plan: Workplan, told: list[dict[str, Any]], now: datetime,
    bid: FundingBid | None = None,
) -> None:  # fmt: skip
    """The activities: those that came with the priorities get their days, the others are added."""
    moment = days_before(now, PLANNED)
    by = meadow.helper(moment)
    rows = {one.title: one for one in plan.activities.select_related("objective")}
    for one in told:
        there = rows.get(one["title"])
        text = ActivityText(
            one["title"], there.objective if there else None, starts_on=_day(now, one["first"]),
            ends_on=_day(now, one["last"]), organisation=_member(meadow, one),
            quick_win=there.quick_win if there else False,
            cost_pence=there.cost_pence if there else None,
        )  # fmt: skip
        if there:
            made = activities.edit_activity(activity=there, text=text, by=by, now=moment)
        else:
            made = activities.add_activity(plan=plan, text=text, by=by, now=moment)
        rows[one["title"]] = made
    for one in told:
        waiting = rows[one["title"]]
        if "waits_on" in one:
            on = rows[one["waits_on"]]
            dependencies.add_dependency(waiting=waiting, activity=on, by=by, now=moment)
        if one.get("waits_on_bid"):
            dependencies.add_dependency(waiting=waiting, bid=bid, by=by, now=moment)


def _mark(meadow: Meadow, plan: Workplan, told: dict[str, Any], now: datetime) -> Any:
    moment = days_before(now, PLANNED)
    text = MilestoneText(
        told["title"], _day(now, told["due"]), unit=told["unit"], target=Decimal(told["target"])
    )
    return milestones.add_milestone(plan=plan, text=text, by=meadow.helper(moment), now=moment)


def _say_how_it_goes(meadow: Meadow, plan: Workplan, told: dict[str, Any], now: datetime) -> None:
    for ago, state, words in told["goes"]:
        moment = days_before(now, ago)
        progress.note_progress(
            activity=Activity.objects.get(workplan=plan, title=told["title"]),
            state=ActivityState(state), words=words, by=meadow.speaker(told["who"], moment),
            now=moment,
        )  # fmt: skip


def _look_ahead(meadow: Meadow, told: dict[str, Any], now: datetime) -> None:
    for one in told["risks"]:
        _risk(meadow, one, now)
    for one in told["successes"]:
        _success(meadow, one, now)
    _study(meadow, told["study"], now)


def _risk(meadow: Meadow, told: dict[str, Any], now: datetime) -> None:
    moment = days_before(now, AGREED)
    text = RiskText(
        told["title"], told["likelihood"], told["impact"], response_words=told["words"],
        organisation=_member(meadow, told), review_on=_day(now, told["review_on"]),
    )  # fmt: skip
    risk = risks.add_risk(cluster=meadow.cluster, text=text, by=meadow.helper(moment), now=moment)
    if "looked" in told:
        looked, review = told["looked"], risk.review_on
        moment = days_before(now, looked["days_ago"])
        found = risks.Looked(
            looked["likelihood"], looked["impact"], note=looked["note"], review_on=review
        )
        risks.review_risk(risk=risk, found=found, by=meadow.helper(moment), now=moment)


def _success(meadow: Meadow, told: dict[str, Any], now: datetime) -> None:
    moment = days_before(now, told["days_ago"])
    text = SuccessText(
        told["title"], localdate(moment), told["kind"], told["story"], _member(meadow, told)
    )
    success = successes.tell_success(
        cluster=meadow.cluster, text=text, by=meadow.speaker(told["who"], moment), now=moment
    )
    for name in told["cheers"]:
        moment = days_before(now, told["days_ago"] - 1)
        successes.cheer(
            success=success, organisation=meadow.organisations[name],
            by=meadow.speaker(name, moment), now=moment,
        )  # fmt: skip


def _study(meadow: Meadow, told: dict[str, Any], now: datetime) -> None:
    moment = days_before(now, 6)
    by = meadow.helper(moment)
    year = localdate(now).year + 1
    text = StudyText(told["title"], year, told["question"], told["sharing"])
    study = studies.start_study(cluster=meadow.cluster, text=text, by=by, now=moment)
    for one in told["options"]:
        studies.add_study_option(study=study, text=StudyOptionText(**one), by=by, now=moment)
    studies.open_study(study=study, by=by, now=moment)
