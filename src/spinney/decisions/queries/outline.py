"""The outline of a cluster's workplan: what was chosen, in the order in which it is to be done."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.clusters import api as clusters
from spinney.decisions.models import OutlineLine
from spinney.decisions.queries.book import visible_to
from spinney.decisions.states import DecisionState


@dataclass(frozen=True)
class Priority:
    """A line of the outline as other rooms read it. `decision` is the number of the decision that
    chose it, `theme` the pk of the theme that it came from.
    """

    line_id: int
    title: str
    description: str
    cost_pence: int | None
    quick_win: bool
    decision: int
    theme: int | None


def lines_in(cluster_id: int) -> QuerySet[OutlineLine]:
    """The lines of a cluster's outline, of decisions that stand, in their order. One query."""
    rows = OutlineLine.objects.filter(
        decision__cluster=cluster_id, decision__state=DecisionState.STANDS
    )
    return rows.select_related("decision", "option").order_by("position", "decision__number", "pk")


def outline_of(by: Actor, cluster_id: int) -> QuerySet[OutlineLine]:
    """The outline as somebody may see it."""
    return lines_in(cluster_id).filter(decision__in=visible_to(by))


def get_line(by: Actor, cluster_id: int, pk: int) -> OutlineLine:
    """One line. Raises NotFound."""
    found = outline_of(by, cluster_id).filter(pk=pk).select_related("decision__cluster").first()
    if found is None:
        raise NotFound("There is no such line in the outline, or its decision no longer stands.")
    return found


def outline(cluster: clusters.Cluster) -> list[Priority]:
    """What a cluster chose to do, in order: the first lines of its workplan. One query."""
    return [
        Priority(
            one.pk, one.title, one.description, one.cost_pence, one.quick_win,
            one.decision.number, one.option.theme_id if one.option else None,
        )
        for one in lines_in(cluster.pk)
    ]  # fmt: skip
