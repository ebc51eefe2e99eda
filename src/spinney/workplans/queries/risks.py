"""Risks of a cluster, as far as somebody may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, QuerySet

from spinney.base.access.links import actor_of
from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.clusters import api as clusters
from spinney.register.api import Organisation
from spinney.workplans.bridge.starting_risks import USUAL, UsualRisk
from spinney.workplans.models import Activity, Risk, RiskReview
from spinney.workplans.policies.plans import INSIDE, UNDO_DAYS
from spinney.workplans.states import RiskState

HIGH, MIDDLE = 12, 6
"""Likelihood times impact from here up is high, or middling."""


def visible_to(by: Actor) -> QuerySet[Risk]:
    """The risks of clusters in which somebody is inside."""
    found = Risk.objects.filter(cluster__in=by.ids_of("cluster", *INSIDE))
    return found.select_related("cluster", "organisation", "activity")


def risks_in(by: Actor, cluster_id: int) -> QuerySet[Risk]:
    """Those of a cluster that were not taken out. One query."""
    return visible_to(by).filter(cluster=cluster_id, removed_at=None).order_by("title", "pk")


def get_risk(by: Actor, cluster_id: int, pk: int) -> Risk:
    """One, with how it was looked at; taken out or not. Raises NotFound."""
    looked = Prefetch("reviews", queryset=RiskReview.objects.order_by("-at", "-pk"))
    found = visible_to(by).filter(cluster=cluster_id, pk=pk).prefetch_related(looked).first()
    if found is None:
        raise NotFound("There is no such risk, or it is not shared with you.")
    return found


def risk_by_link(by: Actor) -> Risk:
    """The risk of a link. Raises NotFound where it is no longer in the register."""
    label, _, number = (by.pass_.subject if by.pass_ else "").partition(":")
    rows = Risk.objects.select_related("cluster", "organisation")
    found = rows.filter(pk=int(number or 0), removed_at=None).first()
    if found is None or label != Risk._meta.label:
        raise NotFound("This risk is not in the register any more, so there is nothing to say.")
    return found


def risk_link_stands(link: TaskLink) -> bool:
    """Whether it is still to be looked at, so that a new link may be sent."""
    try:
        return risk_by_link(actor_of(link)).state == RiskState.OPEN
    except NotFound:
        return False


def taken_out(by: Actor, cluster_id: int, now: datetime) -> list[Risk]:
    """Those that can still be brought back."""
    since = now - timedelta(days=UNDO_DAYS)
    return list(visible_to(by).filter(cluster=cluster_id, removed_at__gte=since))


def usual_risks(by: Actor, cluster_id: int) -> list[UsualRisk]:
    """The usual risks that nobody has written down yet."""
    known = {one.title.casefold() for one in risks_in(by, cluster_id)}
    return [one for one in USUAL if one.title.casefold() not in known]


def to_choose(cluster: clusters.Cluster, today: date) -> tuple[list[Organisation], list[Activity]]:
    """The organisations that can look after a risk, and the activities it can be about."""
    ids = [one.organisation_id for one in clusters.belongs(cluster, today)]
    members = Organisation.objects.filter(pk__in=ids).order_by("name", "pk")
    activities = Activity.objects.filter(workplan__cluster=cluster, removed_at=None)
    return list(members), list(activities.select_related("workplan").order_by("title", "pk"))


@dataclass(frozen=True)
class Weight:
    """How much a risk weighs: likelihood times impact, in a word."""

    points: int

    @property
    def words(self) -> str:
        return "High" if self.points >= HIGH else "Middling" if self.points >= MIDDLE else "Low"

    def __lt__(self, other: Weight) -> bool:
        return self.points < other.points

    def __str__(self) -> str:
        return f"{self.words} ({self.points})"


def weight_of(risk: Risk) -> Weight:
    """How much a risk weighs as it is judged now."""
    return Weight(risk.likelihood * risk.impact)


def who_looks(risk: Risk) -> str:
    """Which organisation looks after a risk."""
    return risk.organisation.name if risk.organisation else "Those who run the cluster"


def grid_of(risks: list[Risk]) -> list[list[list[Risk]]]:
    """Open risks by impact (rows, 5 first) and likelihood (columns, 1 first)."""
    cells: list[list[list[Risk]]] = [[[] for _ in range(5)] for _ in range(5)]
    for risk in risks:
        if risk.state != RiskState.CLOSED:
            cells[5 - risk.impact][risk.likelihood - 1].append(risk)
    return cells
