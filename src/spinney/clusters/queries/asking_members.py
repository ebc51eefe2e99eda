"""What clusters ask of members, invitees and facilitators, and the clusters' cards on Home. A fixed
number of queries, however many clusters somebody has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Role, cluster_scope
from spinney.base.record.prepared import prepared
from spinney.base.web.components.words import day
from spinney.base.web.home_cards import HomeCard, add_home_cards
from spinney.clusters.bridge.standing import Standing, standings_across
from spinney.clusters.bridge.words import criterion_words
from spinney.clusters.models import (
    Cluster,
    Invitation,
    Membership,
    Stage,
    StageMove,
    Suspension,
)
from spinney.clusters.policies.suspending import heard_on
from spinney.clusters.queries.cluster_plan import plan_for
from spinney.clusters.queries.clusters import INSIDE
from spinney.clusters.queries.timetable import line
from spinney.clusters.states import (
    ClusterState,
    InvitationState,
    MembershipState,
    SuspensionState,
)

SOON = timedelta(days=60)
TRIAL_SOON = timedelta(days=28)
ANSWER_MINUTES = 10
INVITATION_MINUTES, DECISION_MINUTES, EVIDENCE_MINUTES = 3, 3, 5


@add_ask_source
def asked_of_invitees(actor: Actor, now: datetime) -> Iterable[Ask]:
    """To answer the invitations that were sent to her address, or to an organisation of hers."""
    if actor.person_id is None:
        return
    mine = list(actor.ids_of("organisation", Role.REPRESENTATIVE))
    for invitation in _invited(person=actor.person_id, organisations=mine):
        yield Ask(
            f"Answer the invitation to join {invitation.cluster.name}",
            reverse("clusters:accept-invitation", args=[invitation.pk]),
            minutes=INVITATION_MINUTES,
            organisation=invitation.organisation_name,
            cluster=invitation.cluster.name,
            by_when=invitation.answer_by,
            waits=invitation.organisation_name,
        )


@prepared
def _invited(person: int, organisations: list[int]) -> QuerySet[Invitation]:
    email = Person.objects.filter(pk=person).values("email")
    waiting = Invitation.objects.filter(state=InvitationState.SENT).select_related("cluster")
    hers = waiting.filter(Q(email__in=email) | Q(organisation_id__in=organisations))
    return hers.order_by("answer_by", "pk")


@add_ask_source
def asked_of_facilitators(actor: Actor, now: datetime) -> Iterable[Ask]:
    """To decide who joins, and to see to invitations that nobody answered in time."""
    runs = actor.ids_of("cluster", Role.FACILITATOR)
    if not runs:
        return
    asked = Membership.objects.filter(cluster_id__in=runs, state=MembershipState.APPLIED)
    for one in asked.select_related("organisation", "cluster").order_by("asked_at", "pk"):
        yield Ask(
            f"Decide whether {one.organisation.name} joins",
            reverse("clusters:member", args=[one.cluster_id, one.pk]),
            minutes=DECISION_MINUTES,
            cluster=one.cluster.name,
            cluster_id=one.cluster_id,
            waits="the facilitator",
        )
    yield from _unanswered(runs, localdate(now))


def _unanswered(cluster_ids: Iterable[int], today: date) -> Iterator[Ask]:
    late = Invitation.objects.filter(
        cluster_id__in=cluster_ids, state=InvitationState.SENT, answer_by__lt=today
    ).exclude(cluster__state=ClusterState.ENDED)
    for one in late.select_related("cluster").order_by("answer_by", "pk"):
        yield Ask(
            f"{one.organisation_name} has not answered: remind it, or withdraw the invitation",
            reverse("clusters:resend-invitation", args=[one.cluster_id, one.pk]),
            minutes=1,
            cluster=one.cluster.name,
            cluster_id=one.cluster_id,
            waits="the facilitator",
        )


@add_ask_source
def asked_about_suspensions(actor: Actor, now: datetime) -> Iterable[Ask]:
    """To answer, where her organisation may be set aside; in clusters that she facilitates, to see
    to it that it is decided once the member was heard. Two queries.
    """
    today = localdate(now)
    if actor.organisation_id is not None:
        for one in _unheard(organisation=actor.organisation_id):
            yield _ask_about(one, "Say why it should not be suspended", ANSWER_MINUTES, True)
    runs = actor.ids_of("cluster", Role.FACILITATOR)
    for one in _proposed(runs=sorted(runs)) if runs else ():
        first = heard_on(one)
        if first is None or first <= today:
            name = one.membership.organisation.name
            what = f"See to it that it is decided whether {name} is suspended"
            yield _ask_about(one, what, DECISION_MINUTES, False)


def _ask_about(suspension: Suspension, what: str, minutes: int, own: bool) -> Ask:
    membership = suspension.membership
    name = membership.organisation.name
    return Ask(
        what,
        reverse("clusters:member", args=[membership.cluster_id, membership.pk]),
        minutes=minutes,
        organisation=name if own else "",
        cluster=membership.cluster.name,
        cluster_id=membership.cluster_id,
        by_when=suspension.answer_by if own else None,
        waits=name if own else "the facilitator",
    )


@prepared
def _unheard(organisation: int) -> QuerySet[Suspension]:
    rows = Suspension.objects.filter(
        membership__organisation=organisation, state=SuspensionState.PROPOSED,
        answered_at=None, answer_by__isnull=False,
    )  # fmt: skip
    return rows.select_related("membership__cluster", "membership__organisation").order_by("pk")


@prepared
def _proposed(runs: list[int]) -> QuerySet[Suspension]:
    rows = Suspension.objects.filter(membership__cluster__in=runs, state=SuspensionState.PROPOSED)
    return rows.select_related("membership__cluster", "membership__organisation").order_by("pk")


@add_ask_source
def asked_about_trials(actor: Actor, now: datetime) -> Iterable[Ask]:
    """To talk about a member's trial before it is over. One query."""
    runs = actor.ids_of("cluster", Role.FACILITATOR)
    today = localdate(now)
    for one in _on_trial(runs=sorted(runs), first=today, last=today + TRIAL_SOON) if runs else ():
        yield Ask(
            f"The trial of {one.organisation.name} is over soon: talk about whether it stays",
            reverse("clusters:member", args=[one.cluster_id, one.pk]),
            minutes=DECISION_MINUTES,
            cluster=one.cluster.name,
            cluster_id=one.cluster_id,
            by_when=one.trial_until,
            waits="the facilitator",
        )


@prepared
def _on_trial(runs: list[int], first: date, last: date) -> QuerySet[Membership]:
    rows = Membership.objects.filter(
        cluster__in=runs, state=MembershipState.ACTIVE, trial_until__gte=first,
        trial_until__lte=last,
    )  # fmt: skip
    return rows.select_related("cluster", "organisation").order_by("trial_until", "pk")


@add_ask_source
def asked_of_members(actor: Actor, now: datetime) -> Iterable[Ask]:
    """To share what is missing for the tier that her organisation was admitted to, or what will be
    missing soon. Four queries, whatever the number of its clusters.
    """
    if actor.organisation_id is None:
        return
    today = localdate(now)
    mine = _staying(organisation=actor.organisation_id)
    standings = standings_across(mine, today)
    for membership in mine:
        what, by_when = _evidence_wanted(membership, standings[membership.pk], today)
        if what:
            yield Ask(
                what,
                reverse("clusters:member", args=[membership.cluster_id, membership.pk]),
                minutes=EVIDENCE_MINUTES,
                organisation=membership.organisation.name,
                cluster=membership.cluster.name,
                cluster_id=membership.cluster_id,
                by_when=by_when,
                waits=membership.organisation.name,
            )


@prepared
def _staying(organisation: int) -> QuerySet[Membership]:
    mine = Membership.objects.filter(
        organisation=organisation, state=MembershipState.ACTIVE, leaves_on=None
    )
    going = mine.exclude(cluster__state=ClusterState.ENDED)
    return going.select_related("cluster", "organisation", "admitted_to").order_by("pk")


def _evidence_wanted(
    membership: Membership, standing: Standing, today: date
) -> tuple[str, date | None]:
    """What to share, and by when: for the tier it was admitted to, or to keep the one it holds."""
    if standing.judgement.above:
        first = standing.judgement.above[0]
        missing = first.unmet[0]
        words = criterion_words(standing.criteria[missing.need.key])
        return f"Share evidence to be {standing.tier_of(first.rung).name}: {words}", None
    if standing.steps and standing.steps[0].on - today <= SOON:
        step = standing.steps[0]
        tier = standing.tier.name
        return f"Share something newer to stay {tier} after {day(_before(step.on))}", step.on
    return "", None


def _before(on: date) -> date:
    return on - timedelta(days=1)


@add_home_cards
def cluster_cards(actor: Actor, now: datetime) -> Iterable[HomeCard]:
    """Every cluster in which she has a part, with its stage line. Three queries."""
    today = localdate(now)
    ids = list(actor.ids_of("cluster", *INSIDE))
    if not ids:
        return
    clusters = _clusters(ids=ids)
    programmes = list({c.programme_id for c in clusters if c.programme_id})
    stages: dict[int, list[Stage]] = {}
    for stage in _stages(programmes=programmes) if programmes else ():
        stages.setdefault(stage.programme_id, []).append(stage)
    present = {move.cluster_id: move for move in _present(clusters=ids)}
    for cluster in clusters:
        move = present.get(cluster.pk)
        of_programme = stages.get(cluster.programme_id or 0, [])
        yield HomeCard(
            name=cluster.name,
            url=reverse("clusters:cluster", args=[cluster.pk]),
            scope=cluster_scope(cluster.pk),
            line=_line(cluster, move),
            stages=tuple(
                line(
                    of_programme,
                    move.stage if move else None,
                    plan_for(cluster, cluster.programme, of_programme),
                    today,
                )
            ),
            caption=_part(actor, cluster),
        )


@prepared
def _clusters(ids: list[int]) -> QuerySet[Cluster]:
    return Cluster.objects.filter(pk__in=ids).select_related("programme").order_by("name", "pk")


@prepared
def _stages(programmes: list[int]) -> QuerySet[Stage]:
    return Stage.objects.filter(programme__in=programmes).order_by("position")


@prepared
def _present(clusters: list[int]) -> QuerySet[StageMove]:
    moves = StageMove.objects.filter(cluster__in=clusters, left_on=None)
    return moves.select_related("stage")


def _line(cluster: Cluster, move: StageMove | None) -> str:
    if cluster.state == ClusterState.ENDED:
        return "Ended."
    if move is not None:
        return f"{move.stage.name}, since {day(move.entered_on)}."
    return "Forming." if cluster.state == ClusterState.FORMING else ""


def _part(actor: Actor, cluster: Cluster) -> str:
    """What she is there."""
    held = actor.roles_in(cluster_scope(cluster.pk))
    for role in (Role.FACILITATOR, Role.PROGRAMME_MANAGER):
        if role in held:
            return f"You are {role.value}"
    return f"For {actor.organisation_name}"
