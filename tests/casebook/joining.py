"""An organisation with somebody who speaks for it, let into a cluster, for cases about what members
do there (how one joins is played by Harrow and the Yorkshire coast).
"""

from __future__ import annotations

from datetime import date

from django.test import Client
from django.utils import timezone

from spinney.base.access.models import Person
from spinney.clusters.models import Cluster, Membership, Tier
from spinney.clusters.states import MembershipState
from spinney.register.models import Mandate, Organisation
from tests.visitor import Visitor


def let_in(cluster: Cluster, name: str, address: str) -> Visitor:
    """A browser signed in as the representative of a new member."""
    now = timezone.now()
    person = Person.objects.create_user(address)
    organisation = Organisation.objects.create(name=name, email=address)
    Mandate.objects.create(
        organisation=organisation, person=person, may_represent=True, may_vote=True,
        may_hold_data=True, starts_on=date(2020, 1, 1), given_by="system:test", given_at=now,
    )  # fmt: skip
    tier = Tier.objects.filter(cluster=cluster, is_member=True).order_by("position").first()
    if tier is None and cluster.programme_id:
        of_programme = Tier.objects.filter(programme=cluster.programme_id, is_member=True)
        tier = of_programme.order_by("position").first()
    assert tier is not None
    Membership.objects.create(
        cluster=cluster, organisation=organisation, tier=tier, admitted_to=tier,
        state=MembershipState.ACTIVE, asked_at=now, joined_on=now.date(),
    )  # fmt: skip
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return Visitor(client, email=address)
