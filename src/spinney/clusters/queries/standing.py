"""Where every cluster of a programme stands, side by side, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.web.components import words
from spinney.clusters.engine.attendance import CAME, Sign, pattern
from spinney.clusters.engine.stalled import Code, Reason, Rule, Situation, Verdict, judge
from spinney.clusters.engine.timetable import Pace
from spinney.clusters.models import (
    Attendance,
    Cluster,
    Condition,
    ConditionMet,
    Day,
    Facilitator,
    Gathering,
    Invitation,
    Membership,
    Programme,
    Stage,
    StageMove,
)
from spinney.clusters.queries.cluster_plan import ClusterPlan, plan_for
from spinney.clusters.states import (
    ClusterState,
    InvitationState,
    MembershipState,
    ProgrammeState,
)

CLUSTER, FACILITATOR = "The cluster", "The facilitator"


@dataclass(frozen=True)
class Waiting:
    """Something that a cluster waits for: on whom, what, and where to see to it."""

    on: str
    what: str
    url: str

    def __str__(self) -> str:
        return f"{self.on}: {self.what}"

    @property
    def inside_a_sentence(self) -> str:
        """The same after "Waits on": "the cluster: Ground rules signed"."""
        on = self.on if self.on not in (CLUSTER, FACILITATOR) else self.on.lower()
        return f"{on}: {self.what}"


@dataclass(frozen=True)
class Attended:
    """How a cluster's members come and go: marks of having been there out of all marks, and the
    members whose pattern stands out.
    """

    came: int = 0
    of: int = 0
    fading: Sequence[str] = ()

    @property
    def percent(self) -> int | None:
        return None if not self.of else round(100 * self.came / self.of)

    def __lt__(self, other: Attended) -> bool:
        return (self.percent or 0, self.of) < (other.percent or 0, other.of)

    def __str__(self) -> str:
        return (
            words.EMPTY if self.percent is None else f"{self.percent}% ({self.came} of {self.of})"
        )


@dataclass(frozen=True, order=True)
class Used:
    """Days worked of days allowed (0: nobody set a limit); sorts by those worked."""

    used: Decimal
    allowed: Decimal

    @property
    def is_over(self) -> bool:
        return self.used > self.allowed

    @property
    def left(self) -> Decimal:
        return self.allowed - self.used

    def __str__(self) -> str:
        if not self.allowed:
            return days_text(self.used)
        return f"{days_text(self.used)} of {days_text(self.allowed)}"


@dataclass(frozen=True)
class Standing:
    """One cluster, as its programme's manager compares it with the others."""

    cluster: Cluster
    stage: Stage | None
    entered_on: date | None
    pace: Pace | None
    plan: ClusterPlan
    members: int
    facilitators: Sequence[str]
    attended: Attended
    facilitation: Used
    review: Used
    waits: Sequence[Waiting]
    verdict: Verdict
    last_active_on: date | None
    stages: Sequence[Stage] = field(default=())

    @property
    def is_stalled(self) -> bool:
        return self.verdict.is_stalled

    @property
    def why(self) -> str:
        """Why it counts as stalled, in words; empty when it does not."""
        return " ".join(_reason(r, self.stage) for r in self.verdict.reasons)

    @property
    def why_in_short(self) -> str:
        """The same for a narrow column: "63 days idle, 32 days late"."""
        return ", ".join(f"{words.counted(r.days, 'day')} {r.code}" for r in self.verdict.reasons)


def days_text(days: Decimal | int) -> str:
    """Days without needless noughts: "6", "4.25"."""
    return f"{Decimal(days).normalize():f}"


def _reason(reason: Reason, stage: Stage | None) -> str:
    days = words.counted(reason.days, "day")
    if reason.code is Code.IDLE:
        return f"Nothing happened for {days} (the rule allows fewer than {reason.allowed})."
    name = stage.name if stage else "The first stage"
    return f"{name} is {days} past its date (the rule allows fewer than {reason.allowed})."


@dataclass
class _Facts:
    """What was read once for all clusters, by cluster."""

    moves: dict[int, StageMove]
    days: dict[tuple[int, str], Decimal]
    members: dict[int, int]
    attended: Mapping[int, Attended]
    waits: Mapping[int, list[Waiting]]
    facilitators: Mapping[int, list[str]]


def standing_of(programme: Programme, now: datetime) -> list[Standing]:
    """Every cluster of the programme, by name. Twelve queries however many clusters there are."""
    today = localdate(now)
    clusters = list(programme.clusters.order_by("name", "pk"))
    stages = list(programme.stages.order_by("position"))
    facts = _facts(clusters, today)
    return [_standing(programme, c, stages, facts, today) for c in clusters]


def _facts(clusters: Sequence[Cluster], today: date) -> _Facts:
    ids = [c.pk for c in clusters]
    open_moves = StageMove.objects.filter(cluster__in=ids, left_on=None).select_related("stage")
    moves = {move.cluster_id: move for move in open_moves}
    days = Day.objects.filter(cluster__in=ids, taken_back_at=None)
    return _Facts(
        moves=moves,
        days={
            (cluster, kind): total
            for cluster, kind, total in days.values_list("cluster_id", "kind").annotate(Sum("days"))
        },
        members=dict(_members(ids).values_list("cluster_id").annotate(Count("pk"))),
        attended=_attended(ids),
        waits=_waits(ids, moves, today),
        facilitators=_facilitators(ids, today),
    )


def _members(ids: Sequence[int]) -> QuerySet[Membership]:
    return Membership.objects.filter(
        cluster__in=ids, state=MembershipState.ACTIVE, tier__is_member=True
    )


def _attended(ids: Sequence[int]) -> dict[int, Attended]:
    """Marks of members who still belong, with the names of those who fade."""
    marks = (
        Attendance.objects.filter(
            gathering__cluster__in=ids,
            gathering__removed_at=None,
            membership__state=MembershipState.ACTIVE,
            membership__tier__is_member=True,
        )
        .order_by("gathering__held_on", "gathering_id")
        .values_list("gathering__cluster_id", "membership__organisation__name", "how")
    )
    rows: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for cluster_id, name, how in marks:
        rows[cluster_id][name].append(how)
    return {cluster_id: _summed(by_name) for cluster_id, by_name in rows.items()}


def _summed(by_name: Mapping[str, list[str]]) -> Attended:
    fading = {Sign.GONE_QUIET, Sign.STAYS_AWAY, Sign.COMING_LESS}
    names = sorted(name for name, hows in by_name.items() if fading & {*pattern(hows).signs})
    hows = [how for row in by_name.values() for how in row]
    return Attended(sum(how in CAME for how in hows), len(hows), names)


def _facilitators(ids: Sequence[int], today: date) -> dict[int, list[str]]:
    in_force = Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today))
    rows = Facilitator.objects.filter(in_force, cluster__in=ids).order_by("person__name")
    names: dict[int, list[str]] = defaultdict(list)
    for cluster_id, name in rows.values_list("cluster_id", "person__name"):
        names[cluster_id].append(name)
    return names


def _waits(
    ids: Sequence[int], moves: Mapping[int, StageMove], today: date
) -> dict[int, list[Waiting]]:
    """What each cluster waits for: unmet conditions of its stage, invitations without an answer,
    organisations that asked to join, gatherings held for which nobody noted who came.
    """
    waits: dict[int, list[Waiting]] = defaultdict(list)
    for cluster_id, text in _unmet(moves):
        waits[cluster_id].append(
            Waiting(CLUSTER, text, reverse("clusters:stage", args=[cluster_id]))
        )
    sent = Invitation.objects.filter(cluster__in=ids, state=InvitationState.SENT)
    for cluster_id, name, by_when in sent.values_list(
        "cluster_id", "organisation_name", "answer_by"
    ):
        late = by_when < today
        what = f"answer to the invitation ({'was due' if late else 'by'} {words.day(by_when)})"
        url = reverse("clusters:invitations", args=[cluster_id])
        waits[cluster_id].append(Waiting(name, what, url))
    asked = Membership.objects.filter(cluster__in=ids, state=MembershipState.APPLIED)
    for cluster_id, pk, name in asked.order_by("asked_at").values_list(
        "cluster_id", "pk", "organisation__name"
    ):
        url = reverse("clusters:member", args=[cluster_id, pk])
        waits[cluster_id].append(Waiting(FACILITATOR, f"decide whether {name} joins", url))
    for gathering in unnoted(ids, today):
        what = f"say who came to {gathering.title} on {words.day(gathering.held_on)}"
        url = reverse("clusters:record-attendance", args=[gathering.cluster_id, gathering.pk])
        waits[gathering.cluster_id].append(Waiting(FACILITATOR, what, url))
    return waits


def _unmet(moves: Mapping[int, StageMove]) -> Iterable[tuple[int, str]]:
    stages = {move.stage_id for move in moves.values()}
    asked = Condition.objects.filter(stage__in=stages, retired_at=None)
    of_stage: dict[int, list[Condition]] = defaultdict(list)
    for condition in asked.order_by("position", "pk"):
        of_stage[condition.stage_id].append(condition)
    met = set(
        ConditionMet.objects.filter(
            cluster__in=moves, condition__stage__in=stages, taken_back_at=None
        ).values_list("cluster_id", "condition_id")
    )
    return [
        (cluster_id, condition.text)
        for cluster_id, move in moves.items()
        for condition in of_stage[move.stage_id]
        if (cluster_id, condition.pk) not in met
    ]


def unnoted(ids: Iterable[int], today: date) -> QuerySet[Gathering]:
    """Gatherings of these clusters that were held and for which nobody noted who came."""
    return Gathering.objects.filter(
        cluster__in=list(ids), held_on__lte=today, removed_at=None, attendance=None
    ).order_by("held_on", "pk")


def _standing(
    programme: Programme,
    cluster: Cluster,
    stages: Sequence[Stage],
    facts: _Facts,
    today: date,
) -> Standing:
    move = facts.moves.get(cluster.pk)
    active = cluster.last_activity_at or cluster.made_at
    over = cluster.state == ClusterState.ENDED or programme.state != ProgrammeState.RUNNING
    plan = plan_for(cluster, programme, stages)
    target = plan.of(move.stage if move else next(iter(stages), None)).target_on
    rule = Rule(programme.stalled_after_idle_days, programme.stalled_after_late_days)
    none = Decimal(0)
    return Standing(
        cluster=cluster,
        stage=move.stage if move else None,
        entered_on=move.entered_on if move else None,
        pace=plan.pace_of(move, today) if move else None,
        plan=plan,
        members=facts.members.get(cluster.pk, 0),
        facilitators=facts.facilitators.get(cluster.pk, ()),
        attended=facts.attended.get(cluster.pk, Attended()),
        facilitation=Used(
            facts.days.get((cluster.pk, Day.DayKind.FACILITATION), none),
            programme.facilitation_days,
        ),
        review=Used(facts.days.get((cluster.pk, Day.DayKind.REVIEW), none), programme.review_days),
        waits=facts.waits.get(cluster.pk, ()),
        verdict=judge(rule, Situation(localdate(active), target, over), today=today),
        last_active_on=localdate(active),
        stages=stages,
    )


def stage_history(programme: Programme) -> QuerySet[StageMove]:
    """Every move of every cluster of the programme, newest first."""
    return (
        StageMove.objects.filter(cluster__programme=programme)
        .select_related("cluster", "stage")
        .order_by("-entered_on", "-pk")
        .annotate(cluster_name=F("cluster__name"))
    )
