"""What programmes and their timetables ask of managers and facilitators, and the programmes' cards
on Home. A fixed number of queries, however many clusters somebody has.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role, programme_scope
from spinney.base.web.components.words import counted, day
from spinney.base.web.home_cards import HomeCard, add_home_cards
from spinney.clusters.engine.stalled import Rule, Situation, judge
from spinney.clusters.models import Cluster, Condition, ConditionMet, Programme, Stage, StageMove
from spinney.clusters.queries.cluster_plan import plan_for
from spinney.clusters.queries.programmes import managed_by
from spinney.clusters.queries.standing import unnoted
from spinney.clusters.states import ClusterState, ProgrammeState

SOON = timedelta(days=14)
MOST_BY_NAME = 3


@add_ask_source
def asked_of_managers(actor: Actor, now: datetime) -> Iterable[Ask]:
    """To finish setting up a programme; to look at a cluster that has stalled. Three queries."""
    if not actor.ids_of("programme", Role.PROGRAMME_MANAGER):
        return
    for programme in managed_by(actor).filter(state=ProgrammeState.DRAFT).order_by("name"):
        yield Ask(
            f"Finish setting up {programme.name}, then start it",
            reverse("clusters:programme", args=[programme.pk]),
            minutes=15,
            waits="the programme manager",
        )
    by_programme: dict[Programme, list[Cluster]] = defaultdict(list)
    for cluster in stalled_of(actor, now):
        if cluster.programme is not None:
            by_programme[cluster.programme].append(cluster)
    for programme, clusters in by_programme.items():
        yield from _to_look_at(programme, clusters)


def _to_look_at(programme: Programme, clusters: list[Cluster]) -> Iterator[Ask]:
    """One ask for each stalled cluster; where there are many, one for them all."""
    if len(clusters) > MOST_BY_NAME:
        yield Ask(
            f"See why {len(clusters)} clusters of {programme.name} have stalled",
            f"{reverse('clusters:standing', args=[programme.pk])}?stalled=yes",
            minutes=5 + len(clusters),
            waits="the programme manager",
        )
        return
    for cluster in clusters:
        yield Ask(
            f"See why {cluster.name} has stalled",
            reverse("clusters:stage", args=[cluster.pk]),
            minutes=5,
            cluster=cluster.name,
            cluster_id=cluster.pk,
            waits="the programme manager",
        )


def stalled_of(actor: Actor, now: datetime) -> list[Cluster]:
    """The stalled clusters of the running programmes that the actor manages. Two queries."""
    running = managed_by(actor).filter(state=ProgrammeState.RUNNING)
    clusters = list(
        Cluster.objects.filter(programme__in=running)
        .exclude(state=ClusterState.ENDED)
        .select_related("programme")
        .order_by("name", "pk")
    )
    moves = StageMove.objects.filter(cluster__in=clusters, left_on=None).select_related("stage")
    present = {move.cluster_id: move.stage for move in moves} if clusters else {}
    return [c for c in clusters if _is_stalled(c, present.get(c.pk), localdate(now))]


def _is_stalled(cluster: Cluster, stage: Stage | None, today: date) -> bool:
    programme = cluster.programme
    if programme is None:
        return False
    target_on = _target_on(cluster, stage) if stage else None
    rule = Rule(programme.stalled_after_idle_days, programme.stalled_after_late_days)
    active_on = localdate(cluster.last_activity_at or cluster.made_at)
    return judge(rule, Situation(active_on, target_on), today=today).is_stalled


def _target_on(cluster: Cluster, stage: Stage) -> date | None:
    """By when the cluster should have done a stage."""
    return plan_for(cluster, cluster.programme, [stage]).of(stage).target_on


@add_ask_source
def asked_of_facilitators(actor: Actor, now: datetime) -> Iterable[Ask]:
    """To note who came to what was held; to see that a stage's conditions are met while its date
    is near or past. Three queries.
    """
    helped = actor.ids_of("cluster", Role.FACILITATOR)
    if not helped:
        return
    today = localdate(now)
    for gathering in unnoted(helped, today).select_related("cluster"):
        yield Ask(
            f"Note who came to {gathering.title} on {day(gathering.held_on)}",
            reverse("clusters:record-attendance", args=[gathering.cluster_id, gathering.pk]),
            minutes=2,
            cluster=gathering.cluster.name,
            cluster_id=gathering.cluster_id,
            waits="the facilitator",
        )
    yield from _conditions_due(helped, today)


def _conditions_due(helped: Iterable[int], today: date) -> Iterator[Ask]:
    moves = [
        move
        for move in StageMove.objects.filter(
            cluster__in=helped,
            cluster__programme__state=ProgrammeState.RUNNING,
            left_on=None,
            stage__target_on__lte=today + SOON,
        )
        .exclude(cluster__state=ClusterState.ENDED)
        .select_related("cluster__programme", "stage")
        # Dates of a cluster's own are later than its programme's, so none is missed.
        if (target := _target_on(move.cluster, move.stage)) and target <= today + SOON
    ]
    unmet = _unmet_counts(moves)
    for move in moves:
        if count := unmet[move.cluster_id]:
            yield Ask(
                f"See that {move.stage.name} can end: {counted(count, 'condition')} not met",
                reverse("clusters:stage", args=[move.cluster_id]),
                minutes=5,
                cluster=move.cluster.name,
                cluster_id=move.cluster_id,
                by_when=_target_on(move.cluster, move.stage),
                waits="the facilitator",
            )


def _unmet_counts(moves: list[StageMove]) -> Counter[int]:
    """How many conditions of its present stage each cluster has not met. Two queries."""
    stages = {move.stage_id for move in moves}
    asked = Condition.objects.filter(stage__in=stages, retired_at=None) if moves else []
    by_stage = Counter(condition.stage_id for condition in asked)
    met = ConditionMet.objects.filter(
        condition__in=asked, cluster__in=[m.cluster_id for m in moves], taken_back_at=None
    )
    rows = met.values_list("cluster_id", "condition__stage_id") if moves else []
    done = Counter(rows)
    return Counter(
        {m.cluster_id: by_stage[m.stage_id] - done[(m.cluster_id, m.stage_id)] for m in moves}
    )


@add_home_cards
def programme_cards(actor: Actor, now: datetime) -> Iterable[HomeCard]:
    """The programmes that the actor manages, each with what to know at a glance."""
    programmes = list(managed_by(actor).order_by("name"))
    if not programmes:
        return
    stalled = Counter(cluster.programme_id for cluster in stalled_of(actor, now))
    going = Counter(
        Cluster.objects.filter(programme__in=programmes)
        .exclude(state=ClusterState.ENDED)
        .values_list("programme_id", flat=True)
    )
    for programme in programmes:
        yield HomeCard(
            programme.name,
            reverse("clusters:programme", args=[programme.pk]),
            programme_scope(programme.pk),
            line=_line(programme, going[programme.pk], stalled[programme.pk]),
            caption="Programme",
            place=50,
        )


def _line(programme: Programme, going: int, stalled: int) -> str:
    told = f"{programme.get_state_display()}. {counted(going, 'cluster').capitalize()}"
    return f"{told}, {stalled} stalled." if stalled else f"{told}, none stalled."
