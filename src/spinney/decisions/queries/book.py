"""The register of decisions as somebody may see it. Every read begins here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import NotFound
from spinney.clusters import api as clusters
from spinney.decisions.bridge.facts import facts_of
from spinney.decisions.models import Decision
from spinney.decisions.states import DecisionState

INSIDE = (
    Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER, Role.VOTER, Role.OBSERVER,
)  # fmt: skip


def visible_to(by: Actor) -> QuerySet[Decision]:
    """The decisions of the clusters that somebody runs or belongs to; of no other."""
    if by.is_system:
        return Decision.objects.all()
    return Decision.objects.filter(cluster__in=by.ids_of("cluster", *INSIDE))


def decisions_of(by: Actor, cluster_id: int) -> QuerySet[Decision]:
    """The register of a cluster, the newest first."""
    rows = visible_to(by).filter(cluster=cluster_id)
    return rows.select_related("superseded_by", "ballot", "meeting").order_by("-number")


def carried(by: Actor, cluster_id: int) -> list[Decision]:
    """The decisions of a cluster that were carried and stand, the newest first; no proposals. One
    query.
    """
    rows = visible_to(by).filter(cluster=cluster_id, state=DecisionState.STANDS)
    return [one for one in rows.order_by("-number") if not one.facts.get("proposal")]


def get_decision(by: Actor, cluster_id: int, number: int) -> Decision:
    """One decision of a cluster, by its number. Raises NotFound when the actor may see none."""
    found = (
        visible_to(by)
        .filter(cluster=cluster_id, number=number)
        .select_related(
            "cluster__programme", "ballot__about_version__agreement", "ballot__follows",
            "meeting", "item", "superseded_by",
        )
        .first()
    )  # fmt: skip
    if found is None:
        raise NotFound("There is no such decision here.")
    return found


def due_for_review(cluster_ids: list[int] | None, until: date) -> QuerySet[Decision]:
    """Decisions that stand and are to be looked at again by a day; in some clusters, or in all."""
    rows = Decision.objects.filter(state=DecisionState.STANDS, review_on__lte=until)
    if cluster_ids is not None:
        rows = rows.filter(cluster__in=cluster_ids)
    return rows.select_related("cluster").order_by("review_on", "pk")


@dataclass(frozen=True)
class Decided:
    """An entry of the register as other rooms read it. `stands` is false for what was not carried,
    is only a proposal yet, was superseded, or ended; `is_off` says that it will not stand any more
    (not so a proposal). `digest` is the mark of the entry.
    """

    decision_id: int
    number: int
    title: str
    outcome: str
    decided_on: date
    stands: bool
    review_on: date | None
    digest: str
    is_off: bool


def decisions(cluster: clusters.Cluster) -> list[Decided]:
    """The register of a cluster in its own order. One query."""
    rows = Decision.objects.filter(cluster=cluster).order_by("number")
    return [
        Decided(
            one.pk, one.number, one.title, facts_of(one).outcome, one.decided_on,
            one.state == DecisionState.STANDS and not one.facts.get("proposal"), one.review_on,
            one.digest, one.state != DecisionState.STANDS,
        )
        for one in rows
    ]  # fmt: skip
