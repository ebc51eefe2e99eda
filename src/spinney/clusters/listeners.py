"""What the clusters room tells base when it starts: which roles a person has in which cluster and
programme, how its record is told, and when a cluster was last active.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.timezone import localdate

from spinney.base.access.leaving import add_farewell
from spinney.base.access.minutes import takes
from spinney.base.access.models import Person
from spinney.base.access.names import add_name_source
from spinney.base.access.sources import ActingFor, add_role_source
from spinney.base.kernel.actors import (
    Actor,
    Role,
    Scope,
    cluster_scope,
    organisation_scope,
    programme_scope,
)
from spinney.base.record.models import Entry
from spinney.base.record.prepared import prepared
from spinney.base.record.record import recorded
from spinney.base.record.timeline import tell
from spinney.base.web.components.words import day
from spinney.clusters import events
from spinney.clusters.actions.merges import follow_merge, follow_unmerge
from spinney.clusters.actions.own_dates import set_own_dates
from spinney.clusters.actions.sharing import end_share, share_evidence
from spinney.clusters.actions.stages import move_stage
from spinney.clusters.actions.tiers import adjust_tiers
from spinney.clusters.models import (
    Cluster,
    EvidenceShare,
    Facilitator,
    Invitation,
    Manager,
    Membership,
    Programme,
)
from spinney.clusters.policies.sharing import IN_TOUCH
from spinney.clusters.policies.timetable import joins_late
from spinney.clusters.queries import sharing
from spinney.clusters.queries.sharing import shares_going_on
from spinney.clusters.states import ClusterState, InvitationState, MembershipState, ProgrammeState
from spinney.register import api as register

MINUTES = {
    "clusters.accept_invitation": 3,
    "clusters.decline_invitation": 1,
    "clusters.forward_invitation": 1,
    "clusters.ask_to_join": 3,
    "clusters.send_response": 10,
    "clusters.withdraw_response": 1,
    "clusters.share_evidence": 1,
    "clusters.end_share": 1,
    "clusters.name_representative": 2,
    "clusters.leave_cluster": 2,
    "clusters.stay_in_cluster": 1,
    "clusters.answer_suspension": 10,
}
"""What each deed takes a member (what is done by a task link counts with the link's minutes)."""


def _in_force(on: date) -> Q:
    return Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))


# Every page asks who somebody is, so only what is needed is read, and by prepared reads.


@prepared
def _facilitated(person: int, on: date) -> QuerySet[Facilitator, tuple[int, int | None]]:
    mine = Facilitator.objects.filter(_in_force(on), person=person)
    return mine.values_list("cluster_id", "cluster__programme_id")


@prepared
def _managed(person: int, on: date) -> QuerySet[Manager, int]:
    mine = Manager.objects.filter(_in_force(on), person=person)
    return mine.values_list("programme_id", flat=True)


@prepared
def _belonging(organisation: int, on: date) -> QuerySet[Membership, Any]:
    # On the day that it leaves, an organisation belongs no more, whoever has not noticed yet.
    still = Membership.objects.filter(
        Q(leaves_on=None) | Q(leaves_on__gt=on),
        organisation=organisation,
        state__in=[MembershipState.ACTIVE, MembershipState.SUSPENDED],
    )
    return still.values_list(
        "cluster_id", "cluster__programme_id", "state", "set_aside_until", "tier__may_see",
        "tier__may_vote",
    )  # fmt: skip


@add_role_source
def personal_roles(
    person: Person, acting_for: ActingFor | None, on: date
) -> Iterator[tuple[Scope, Role]]:
    """Facilitators and programme managers: roles that go with the person, whoever she acts for.

    A facilitator is one in the programme of her cluster too, where the table lets her read.
    """
    runs = set()
    for cluster_id, programme_id in _facilitated(person=person.pk, on=on):
        runs.add(cluster_id)
        yield cluster_scope(cluster_id), Role.FACILITATOR
        if programme_id:
            yield programme_scope(programme_id), Role.FACILITATOR
    programmes = set(_managed(person=person.pk, on=on))
    for programme_id in programmes:
        yield programme_scope(programme_id), Role.PROGRAMME_MANAGER
    if programmes:
        in_them = Cluster.objects.filter(programme_id__in=programmes)
        for cluster_id in in_them.values_list("pk", flat=True):
            runs.add(cluster_id)
            yield cluster_scope(cluster_id), Role.PROGRAMME_MANAGER
    # Most people run nothing: no query is spent on them.
    if runs:
        yield from _helping_organisations(runs, on)


def _helping_organisations(runs: set[int], on: date) -> Iterator[tuple[Scope, Role]]:
    """Whoever runs a cluster helps its organisations to their first representative.

    Only while an organisation has none: anybody may start a cluster and invite whom she likes, and
    must not get at organisations that are in somebody's hands.
    """
    here = (MembershipState.ACTIVE, MembershipState.SUSPENDED, MembershipState.APPLIED)
    members = Membership.objects.filter(cluster__in=runs, state__in=here)
    invited = Invitation.objects.filter(cluster__in=runs, state=InvitationState.SENT)
    known = set(members.values_list("organisation_id", flat=True))
    known |= {pk for pk in invited.values_list("organisation_id", flat=True) if pk}
    if known:
        for organisation_id in register.unrepresented(known, on):
            yield organisation_scope(organisation_id), Role.FACILITATOR


@add_role_source
def member_roles(
    person: Person, acting_for: ActingFor | None, on: date
) -> Iterator[tuple[Scope, Role]]:
    """Roles that follow from the membership of the organisation acted for, by its tier; in the
    cluster's programme too, where the table lets members read.
    """
    if acting_for is None or Role.REPRESENTATIVE not in acting_for.roles:
        return
    rows = _belonging(organisation=acting_for.organisation_id, on=on)
    for cluster_id, programme_id, state, until, may_see, may_vote in rows:
        scope = cluster_scope(cluster_id)
        # A suspended member sees the page, and so what would end the suspension, and no more.
        # On the day on which that is over it counts again, whoever has not noticed yet.
        in_full = state == MembershipState.ACTIVE or (until is not None and until <= on)
        belongs = Role.MEMBER if in_full and may_see else Role.OBSERVER
        yield scope, belongs
        if programme_id:
            yield programme_scope(programme_id), belongs
        if in_full and may_vote and Role.VOTER in acting_for.roles:
            yield scope, Role.VOTER
        if in_full and may_see and Role.TREASURER in acting_for.roles:
            yield scope, Role.TREASURER


@receiver(register.evidence_changed)
def let_tiers_follow_evidence(
    sender: object, organisation_id: int, now: datetime, **kwargs: object
) -> None:
    """What an organisation can show has changed: its tiers follow, once the change is kept."""
    belongs = Membership.objects.filter(
        organisation_id=organisation_id, state=MembershipState.ACTIVE
    )
    for cluster_id in belongs.values_list("cluster_id", flat=True):
        _adjust_later(cluster_id, organisation_id, now)


@receiver(register.evidence_changed)
def let_shares_follow_evidence(
    sender: object,
    evidence: register.Evidence,
    change: str,
    by: Actor,
    now: datetime,
    **more: Any,
) -> None:
    """What takes the place of a piece is seen by whoever saw it, if its organisation left it so;
    what is withdrawn is seen by nobody, and put back it must be shared anew.
    """
    old = more.get("old", evidence)
    shares = EvidenceShare.objects.filter(evidence=old, ended_at=None).select_related("cluster")
    if change == "replaced" and more["keep_shares"]:
        for share in shares_going_on().filter(pk__in=shares):
            share_evidence(
                cluster=share.cluster,
                evidence=evidence,
                members_see=share.members_see,
                by=by,
                now=now,
            )
    if change == "withdrawn" or (change == "replaced" and not register.is_held(old)):
        for share in shares:
            end_share(share=share, by=by, now=now)


@receiver(events.members.membership_changed)
def let_leavers_share_nothing(
    sender: object, membership: Membership, now: datetime, **kwargs: object
) -> None:
    """Whoever is no longer in touch with a cluster shares nothing with it."""
    if membership.state in IN_TOUCH:
        return
    shares = EvidenceShare.objects.filter(
        cluster_id=membership.cluster_id,
        evidence__organisation_id=membership.organisation_id,
        ended_at=None,
    )
    for share in shares:
        end_share(share=share, by=Actor.system("sharing"), now=now)


register.add_wanted_source(sharing.wanted_of)
register.add_seen_source(sharing.seen_by)
register.add_page_source(sharing.pages_of)


@receiver(post_save, sender=EvidenceShare)
def let_tiers_follow_shares(
    sender: type[EvidenceShare], instance: EvidenceShare, **kwargs: object
) -> None:
    """Something was shared with a cluster, or no longer is."""
    now = instance.ended_at or instance.shared_at
    _adjust_later(instance.cluster_id, instance.evidence.organisation_id, now)


def _adjust_later(cluster_id: int, organisation_id: int, now: datetime) -> None:
    """Judge once all is written: a piece that is replaced is shared again in the same breath, and
    nobody is to be told of a fall and a rise that never were.
    """

    def adjust() -> None:
        going = Cluster.objects.exclude(state=ClusterState.ENDED).filter(pk=cluster_id)
        for cluster in going:
            adjust_tiers(
                cluster=cluster,
                organisation_ids=[organisation_id],
                by=Actor.system("tiers"),
                now=now,
            )

    transaction.on_commit(adjust, robust=True)


@receiver(register.organisations_merged)
def let_memberships_follow_a_merge(
    sender: object, merge: Any, now: datetime, **kwargs: object
) -> None:
    """Two organisations turned out to be one: what one has in clusters goes to the other."""
    follow_merge(merge=merge, by=Actor.system("merges"), now=now)


@receiver(register.organisations_unmerged)
def let_memberships_follow_an_unmerge(
    sender: object, merge: Any, now: datetime, **kwargs: object
) -> None:
    """They are two after all: each has its own again."""
    follow_unmerge(merge=merge, by=Actor.system("merges"), now=now)


@receiver(register.claim_made)
def ask_who_could_tell(
    sender: object, claim: Any, by: Actor, now: datetime, **kwargs: object
) -> None:
    """Somebody says that she acts for an organisation: the facilitators of its clusters are asked
    (when nobody represents it: else its own people are).
    """
    organisation_id = claim.organisation_id
    if not register.unrepresented([organisation_id], localdate(now)):
        return
    here = Q(memberships__organisation_id=organisation_id) | Q(
        invitations__organisation_id=organisation_id, invitations__state=InvitationState.SENT
    )
    clusters = Cluster.objects.filter(here).distinct()
    helpers = Facilitator.objects.filter(_in_force(localdate(now)), cluster__in=clusters)
    people = {f.person_id: f.person for f in helpers.select_related("person")}
    for person in people.values():
        if person.pk != claim.person_id:
            register.ask_to_decide(claim, to=person, by=by, now=now)


@receiver(events.clusters.cluster_made)
def begin_first_stage(sender: object, cluster: Cluster, now: datetime, **kwargs: object) -> None:
    """A cluster that is added to a running programme enters its first stage. Against dates that
    were set long before it was there it would be late from its first day: its plan then counts
    from that day.
    """
    programme = cluster.programme
    if programme is not None and programme.state == ProgrammeState.RUNNING:
        by = Actor.system("first stage")
        move_stage(cluster=cluster, leaving=None, by=by, now=now)
        if joins_late(programme, localdate(now)):
            began = f" on {day(programme.starts_on)}" if programme.starts_on else ""
            set_own_dates(
                cluster=cluster,
                counts_from=localdate(now),
                reason=f"It joined after the programme began{began}.",
                version=None,
                by=by,
                now=now,
            )


@receiver(recorded)
def keep_last_activity(sender: type[Entry], entry: Entry, **kwargs: object) -> None:
    """A deed of a person in a cluster's book, of whichever room, is its last activity. What the
    house does by itself (expiry, reminders) is not: a cluster where only reminders happen is idle.
    """
    kind, _, number = entry.book.partition(":")
    if kind != "cluster" or entry.actor.startswith("system:"):
        return
    earlier = Q(last_activity_at=None) | Q(last_activity_at__lt=entry.at)
    Cluster.objects.filter(earlier, pk=int(number)).update(last_activity_at=entry.at)


@add_farewell
def stand_down(person: Person, by: Actor, now: datetime) -> None:
    """Whoever closes her account runs no cluster and no programme any longer."""
    today = localdate(now)
    for role in (Facilitator, Manager):
        still = role.objects.filter(Q(ends_on=None) | Q(ends_on__gt=today), person=person)
        still.update(ends_on=today)


def _name_of_cluster(cluster_id: int) -> str:
    return Cluster.objects.filter(pk=cluster_id).values_list("name", flat=True).first() or ""


def _name_of_programme(programme_id: int) -> str:
    return Programme.objects.filter(pk=programme_id).values_list("name", flat=True).first() or ""


tell(events.TOLD)
takes(MINUTES)
add_name_source("cluster", _name_of_cluster)
add_name_source("programme", _name_of_programme)
