"""Agreements as somebody may see them. Every read begins here."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from spinney.agreements.models import Agreement, Version
from spinney.agreements.policies.drafting import drafts
from spinney.agreements.states import AgreementState, SpeaksFor
from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import NotFound


def visible_to(by: Actor) -> QuerySet[Agreement]:
    """Those that run a cluster see its agreements; its members see those that speak for the
    cluster, and what their own organisation is, or is asked to be, a party of. A deed by which
    somebody joins or leaves is seen like the agreement that it is of.
    """
    runs = by.ids_of("cluster", Role.FACILITATOR, Role.PROGRAMME_MANAGER)
    belongs = by.ids_of("cluster", Role.MEMBER, Role.VOTER)
    own = by.ids_of("organisation", Role.REPRESENTATIVE, Role.SIGNATORY)
    ours = Q(speaks_for=SpeaksFor.CLUSTER) & (
        Q(deed_of=None) | Q(deed_of__speaks_for=SpeaksFor.CLUSTER)
    )
    parties = Agreement.objects.filter(parties__organisation__in=own).values("pk")
    seen = Q(cluster__in=runs) | Q(cluster__in=belongs) & ours | Q(pk__in=parties)
    return Agreement.objects.filter(seen)


def get_agreement(by: Actor, cluster_id: int, agreement_id: int) -> Agreement:
    """One agreement of a cluster. Raises NotFound when there is none that the actor may see."""
    found = (
        visible_to(by)
        .filter(cluster=cluster_id, pk=agreement_id)
        .select_related("cluster__programme", "deed_of", "renews")
        .first()
    )
    if found is None or (found.state == AgreementState.DISCARDED and not drafts(by, found)):
        raise NotFound("There is no such agreement here.")
    return found


def was_party_until(by: Actor, agreement: Agreement) -> date | None:
    """The first day on which whoever asks was no party any more, when she sees the agreement only
    because her organisation was one; None: she sees all of it. One query, or none.
    """
    held = by.roles_in(agreement.scope)
    ours = agreement.speaks_for == SpeaksFor.CLUSTER and held & {Role.MEMBER, Role.VOTER}
    if by.is_system or runs(by, agreement) or ours:
        return None
    own = by.ids_of("organisation", Role.REPRESENTATIVE, Role.SIGNATORY)
    days = [one.left_on for one in agreement.parties.all() if one.organisation_id in own]
    return None if None in days else max((day for day in days if day), default=None)


def versions_for(by: Actor, agreement: Agreement) -> list[Version]:
    """The versions that somebody may read, the oldest first: all of them; to whoever left, those
    that came into force while her organisation was a party. Two queries at most, none where
    versions and parties were read before.
    """
    left_on = was_party_until(by, agreement)
    return [
        one
        for one in agreement.versions.all()
        if left_on is None or (one.in_force_from is not None and one.in_force_from < left_on)
    ]


def check_reads(by: Actor, version: Version) -> None:
    """Raise NotFound for a version that came after whoever asks had left."""
    left_on = was_party_until(by, version.agreement)
    since = version.in_force_from
    if left_on is not None and (since is None or since >= left_on):
        raise NotFound("There is no such version of this agreement, or it came after you left.")


def runs(by: Actor, agreement: Agreement) -> bool:
    """Whether the actor runs the cluster that an agreement is of."""
    return bool(by.roles_in(agreement.scope) & {Role.FACILITATOR, Role.PROGRAMME_MANAGER})
