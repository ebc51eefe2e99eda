"""From what was chosen to what is done: each objective of a plan with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from spinney.clusters import api as clusters
from spinney.workplans.models import Activity, Objective, Workplan
from spinney.workplans.states import ActivityState


@dataclass(frozen=True)
class ObjectiveTold:
    """An objective: the theme and the number of the decision that it comes from (empty and None
    where it comes from neither), and its activities; `done` of `of` are done.
    """

    pk: int
    title: str
    theme: str
    decision_number: int | None
    activity_ids: tuple[int, ...]
    done: int

    @property
    def of(self) -> int:
        return len(self.activity_ids)


def objectives_told(cluster: clusters.Cluster) -> list[ObjectiveTold]:
    """The objectives of the cluster's newest plan, in their order. Three queries."""
    plan = Workplan.objects.filter(cluster=cluster).order_by("-starts_on", "-pk").first()
    if plan is None:
        return []
    ours = Activity.objects.filter(removed_at=None).exclude(state=ActivityState.DROPPED)
    rows = (
        Objective.objects.filter(workplan=plan, removed_at=None)
        .select_related("priority__option__theme")
        .prefetch_related(Prefetch("activities", queryset=ours))
        .order_by("position", "pk")
    )
    return [_told(one) for one in rows]


def _told(one: Objective) -> ObjectiveTold:
    option = one.priority.option if one.priority else None
    theme = option.theme if option else None
    activities = list(one.activities.all())
    return ObjectiveTold(
        one.pk, one.title, theme.title if theme else "", one.decision_number,
        tuple(activity.pk for activity in activities),
        sum(activity.state == ActivityState.DONE for activity in activities),
    )  # fmt: skip
