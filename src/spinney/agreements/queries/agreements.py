"""Agreements as somebody may see them. Every read begins here."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from spinney.agreements.models import Agreement
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


def runs(by: Actor, agreement: Agreement) -> bool:
    """Whether the actor runs the cluster that an agreement is of."""
    return bool(by.roles_in(agreement.scope) & {Role.FACILITATOR, Role.PROGRAMME_MANAGER})
