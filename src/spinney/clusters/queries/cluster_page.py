"""All that a cluster's page shows, for whoever looks, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.record.prepared import prepared
from spinney.base.record.timeline import Told, newest_for, timeline
from spinney.base.web.addresses import address_of
from spinney.base.web.charts.places import Place, PlaceMap
from spinney.base.web.components.parts import Disc, Figure, Status, Tone
from spinney.base.web.components.parts import Stage as StageOnLine
from spinney.base.web.components.words import counted, day, days_away
from spinney.clusters.models import Cluster, Day, Document, Facilitator, Gathering, Membership
from spinney.clusters.queries import documents
from spinney.clusters.queries.clusters import facilitators_of, is_observer, runs
from spinney.clusters.queries.members import present
from spinney.clusters.queries.standing import Used, Waiting
from spinney.clusters.queries.timetable import Position, line, position_of
from spinney.clusters.queries.waiting import waits_of
from spinney.clusters.states import MembershipState
from spinney.register import api as register

LATELY = 10
FACILITATION = str(Day.DayKind.FACILITATION)


class Belonging(NamedTuple):
    """What the page says of an organisation that belongs today: it says no more of each, so no more
    is read of thirty of them.
    """

    pk: int
    cluster_id: int
    organisation_id: int
    leaves_on: date | None
    name: str
    town: str
    latitude: float | None
    longitude: float | None
    tier: str
    is_member: bool
    may_vote: bool


@prepared
def _belonging(cluster: int, on: date) -> QuerySet[Membership, Any]:
    return (
        present(cluster, on)
        .select_related(None)
        .values_list(
            "pk",
            "cluster_id",
            "organisation_id",
            "leaves_on",
            "organisation__name",
            "organisation__town",
            "organisation__latitude",
            "organisation__longitude",
            "tier__name",
            "tier__is_member",
            "tier__may_vote",
        )
    )


@prepared
def _helping(cluster: int, on: date) -> QuerySet[Facilitator]:
    return facilitators_of(cluster, on)


@prepared
def _coming(cluster: int, today: date) -> QuerySet[Gathering, tuple[str, date]]:
    to_come = Gathering.objects.filter(cluster=cluster, removed_at=None, held_on__gte=today)
    return to_come.order_by("held_on", "pk").values_list("title", "held_on")[:1]


@prepared
def _days_helped(cluster: int, kind: str) -> QuerySet[Day, Decimal]:
    counts = Day.objects.filter(cluster=cluster, kind=kind, taken_back_at=None)
    return counts.values_list("days", flat=True)


@dataclass(frozen=True)
class ClusterPage:
    """What stands on the page; parts that an observer does not see are empty for her."""

    cluster: Cluster
    is_observer: bool
    runs_it: bool
    mine: Belonging | None
    position: Position
    stages: Sequence[StageOnLine]
    figures: Sequence[Figure]
    members: Sequence[Disc]
    others: Sequence[Disc]
    places: PlaceMap
    waits: Sequence[Waiting]
    told: Sequence[Told]
    has_more: bool
    documents: Sequence[Document]
    facilitators: Sequence[Facilitator]


def page_of(actor: Actor, cluster: Cluster, today: date) -> ClusterPage:
    """The page of a cluster for somebody who may see it. The same number of queries whatever the
    number of members.
    """
    observes, runs_it = is_observer(actor, cluster.pk), runs(actor, cluster.pk)
    position = position_of(cluster, today)
    present_stage = position.present.stage if position.present else None
    belonging = [Belonging(*row) for row in _belonging(cluster=cluster.pk, on=today)]
    told = newest_for(actor, cluster_scope(cluster.pk), LATELY + 1)
    waits = [] if observes else waits_of(cluster, position, today, runs_it=runs_it)
    discs = {one.pk: _disc(actor, one, opens=not observes) for one in belonging}
    return ClusterPage(
        cluster=cluster,
        is_observer=observes,
        runs_it=runs_it,
        mine=next((m for m in belonging if m.organisation_id == actor.organisation_id), None),
        position=position,
        stages=line(position.stages, present_stage, position.plan, today)
        if position.stages
        else (),
        figures=figures_of(cluster, belonging, waits, today, observes=observes),
        members=[discs[m.pk] for m in belonging if m.is_member],
        others=[discs[m.pk] for m in belonging if not m.is_member],
        places=places_of(cluster, belonging),
        waits=waits,
        told=timeline(told[:LATELY]),
        has_more=len(told) > LATELY,
        documents=documents.first_of_cluster(actor, cluster.pk),
        facilitators=_helping(cluster=cluster.pk, on=today),
    )


def _disc(actor: Actor, one: Belonging, *, opens: bool) -> Disc:
    """A member as a small disc; those without a vote are hollow, so that tiers are told apart
    without colour.
    """
    url = ""
    if opens or one.organisation_id == actor.organisation_id:
        url = address_of("clusters:member", one.cluster_id, one.pk)
    detail = one.tier
    if one.leaves_on:
        detail += f", leaves on {day(one.leaves_on)}"
    return Disc(one.name, url, detail, hollow=not one.may_vote)


def places_of(cluster: Cluster, belonging: Sequence[Belonging]) -> PlaceMap:
    """Where the members are: those whose place is known, as discs on a map."""
    places = [
        Place(
            m.name,
            m.latitude,
            m.longitude,
            ", ".join(part for part in (m.town, m.tier) if part),
            hollow=not m.may_vote,
        )
        for m in belonging
    ]
    return PlaceMap(f"Where the members of {cluster.name} are", places)


def figures_of(
    cluster: Cluster,
    belonging: Sequence[Belonging],
    waits: Sequence[Waiting],
    today: date,
    *,
    observes: bool,
) -> list[Figure]:
    """The four figures that matter now, each with the page on which it can be followed back.
    An observer reads the first only.
    """
    members = [m for m in belonging if m.is_member]
    voting = sum(m.may_vote for m in members)
    here = [cluster.pk]
    first = Figure(
        "Members", str(len(members)), "" if observes else reverse("clusters:members", args=here),
        f"{counted(voting, 'organisation')} with a vote",
    )  # fmt: skip
    if observes:
        return [first]
    helped = sum(_days_helped(cluster=cluster.pk, kind=FACILITATION), Decimal(0))
    used = Used(helped, cluster.programme.facilitation_days if cluster.programme else Decimal(0))
    title, held_on = _coming.first(cluster=cluster.pk, today=today) or ("", None)
    return [
        first,
        Figure("Facilitation days used", str(used), reverse("clusters:days", args=here)),
        Figure(
            "Next time together",
            day(held_on) if held_on else "None set",
            reverse("clusters:gatherings", args=here),
            f"{title}, {days_away(held_on, today)}" if held_on else "",
        ),
        Figure(
            "Waiting", str(len(waits)), reverse("clusters:cluster", args=here) + "#waits",
            waits[0].on if waits else "Nothing waits",
        ),
    ]  # fmt: skip


def representatives_in(belonging: Sequence[Membership], today: date) -> dict[int, str]:
    """For each organisation, who speaks for it here and who stands in: "B. Birch, director
    (deputy: C. Cedar)". One query.
    """
    found: dict[int, list[register.Mandate]] = {}
    for mandate in register.representatives_of([m.organisation_id for m in belonging], today):
        found.setdefault(mandate.organisation_id, []).append(mandate)
    return {
        m.organisation_id: speakers_words(m, found.get(m.organisation_id, [])) for m in belonging
    }


def speakers_words(membership: Membership, mandates: Sequence[register.Mandate]) -> str:
    """Who speaks for a member in its cluster, in a line."""
    named = {mandate.person_id: mandate for mandate in mandates}
    speaker = named.get(membership.representative_id or 0)
    own = [m for m in mandates if m.deputy_for_id is None] or list(mandates)
    speaker = speaker or (own[0] if own else None)
    if speaker is None:
        return ""
    text = str(speaker.person) + (f", {speaker.post}" if speaker.post else "")
    deputy = named.get(membership.deputy_id or 0) or next(
        (m for m in mandates if m.deputy_for_id == speaker.pk), None
    )
    return f"{text} (deputy: {deputy.person})" if deputy and deputy.pk != speaker.pk else text


def state_of(membership: Membership) -> Status:
    """How a membership stands, as a tag."""
    tones = {"active": Tone.GO, "suspended": Tone.LATE, "applied": Tone.WAITS}
    leaves = membership.leaves_on
    if leaves:
        return Status(f"Leaves on {day(leaves)}", Tone.WAITS)
    words = membership.get_state_display()
    if membership.state == MembershipState.ACTIVE and not membership.tier.is_member:
        words = "Takes part"
    return Status(words, tones.get(membership.state, Tone.QUIET))
