"""One row in every table of the room that travels with a cluster, for tests of the whole file."""

from __future__ import annotations

from spinney.workplans.models import (
    Baseline,
    Cheer,
    Dependency,
    ProgressNote,
    RiskReview,
    StudyEvent,
)
from tests.personas import Wood
from tests.workplans.making import (
    BY,
    DAY,
    NOON,
    a_bid,
    a_milestone,
    a_plan,
    a_risk,
    a_study,
    a_success,
    an_activity,
    an_objective,
)


def fill_workplans(wood: Wood) -> None:
    """A plan with everything in it, a bid, a success, a risk and a study."""
    birch, cluster = wood.organisations["birch"], wood.cluster
    plan = a_plan(cluster)
    Baseline.objects.create(workplan=plan, number=1, plan={}, taken_at=NOON, taken_by=BY)
    first = an_activity(plan, objective=an_objective(plan), organisation=birch)
    second = an_activity(plan, title="Move over")
    bid = a_bid(cluster, organisation=birch)
    Dependency.objects.create(activity=second, on_activity=first)
    Dependency.objects.create(activity=second, on_bid=bid)
    Dependency.objects.create(activity=second, decision_words="Who hosts")
    a_milestone(plan, activity=first)
    ProgressNote.objects.create(
        activity=first, state="under_way", organisation=birch, at=NOON, by=BY
    )
    success = a_success(cluster, activity=first, organisation=birch)
    Cheer.objects.create(success=success, organisation=birch, at=NOON, by=BY)
    risk = a_risk(cluster, activity=first, organisation=birch)
    RiskReview.objects.create(risk=risk, likelihood=2, impact=4, state="open", at=NOON, by=BY)
    StudyEvent.objects.create(study=a_study(cluster), state="open", on=DAY, at=NOON, by=BY)
