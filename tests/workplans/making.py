"""Plans, bids, risks and studies for tests, straight in the tables; whoever tests how they come
about uses the actions.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from spinney.clusters.models import Cluster
from spinney.workplans.models import (
    Activity,
    FundingBid,
    Milestone,
    Objective,
    Risk,
    Study,
    StudyOption,
    Success,
    Workplan,
)

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
DAY = date(2026, 3, 20)
BY = "person:1"


def a_plan(cluster: Cluster, **changes: Any) -> Workplan:
    """A workplan of the year."""
    fields: dict[str, Any] = {
        "title": "What we do in 2026", "starts_on": date(2026, 1, 5),
        "ends_on": date(2026, 12, 18), "made_at": NOON, "made_by": BY,
    }  # fmt: skip
    return Workplan.objects.create(cluster=cluster, **fields | changes)


def an_objective(plan: Workplan, **changes: Any) -> Objective:
    """Something to be reached."""
    return Objective.objects.create(workplan=plan, **{"title": "Cheaper IT for all"} | changes)


def an_activity(plan: Workplan, **changes: Any) -> Activity:
    """Work from April to June."""
    fields: dict[str, Any] = {
        "title": "Choose an IT support provider together", "starts_on": date(2026, 4, 1),
        "ends_on": date(2026, 6, 30), "made_at": NOON, "made_by": BY,
    }  # fmt: skip
    return Activity.objects.create(workplan=plan, **fields | changes)


def a_milestone(plan: Workplan, **changes: Any) -> Milestone:
    """Something to be seen by the end of June."""
    fields: dict[str, Any] = {"title": "Provider appointed", "due_on": date(2026, 6, 30)}
    return Milestone.objects.create(workplan=plan, **fields | changes)


def a_bid(cluster: Cluster, **changes: Any) -> FundingBid:
    """A bid that is decided in September."""
    fields: dict[str, Any] = {
        "title": "An HR worker for three years", "funder": "The Orchard Fund",
        "amount_pence": 9_000_000, "decision_on": date(2026, 9, 30), "made_at": NOON,
        "made_by": BY,
    }  # fmt: skip
    return FundingBid.objects.create(cluster=cluster, **fields | changes)


def a_risk(cluster: Cluster, **changes: Any) -> Risk:
    """A risk, likely and bad enough."""
    fields: dict[str, Any] = {
        "title": "The funding fails", "likelihood": 3, "impact": 4, "made_at": NOON, "made_by": BY,
    }  # fmt: skip
    return Risk.objects.create(cluster=cluster, **fields | changes)


def a_success(cluster: Cluster, **changes: Any) -> Success:
    """Something to be glad of."""
    fields: dict[str, Any] = {
        "title": "First joint training day: 24 people", "happened_on": DAY, "told_at": NOON,
        "told_by": BY,
    }  # fmt: skip
    return Success.objects.create(cluster=cluster, **fields | changes)


def a_study(cluster: Cluster, **changes: Any) -> Study:
    """A study of two ways to share staff."""
    fields: dict[str, Any] = {
        "title": "Sharing HR and ICT staff", "first_year": 2026, "made_at": NOON, "made_by": BY
    }  # fmt: skip
    found = Study.objects.create(cluster=cluster, **fields | changes)
    for position, title in enumerate(("One of us hosts", "A company of our own")):
        StudyOption.objects.create(study=found, position=position, title=title)
    return found
