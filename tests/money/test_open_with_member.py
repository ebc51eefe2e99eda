"""Who leaves a cluster sees first what is open between them: nothing of it is lost."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.clusters.models import Membership
from tests.access import client_of
from tests.money import claiming, costing, micro_grants

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def leaving(wood, name="birch"):
    membership = Membership.objects.get(
        cluster=wood.cluster, organisation=wood.organisations["birch"]
    )
    url = reverse("clusters:leave-cluster", args=[wood.cluster.pk, membership.pk])
    return client_of(wood, name).get(url).content.decode()


def test_nothing_open_is_nothing_said(wood):
    assert "Still open between you" not in leaving(wood)


def test_shares_claims_and_micro_grants_are_named_with_where_they_stand(wood):
    cost = costing.agreed(wood)
    claim = claiming.sent(wood)
    grant = micro_grants.approved(wood)
    grant.organisation = wood.organisations["birch"]
    grant.save()
    for name in ("birch", "ash"):
        page = leaving(wood, name)
        assert "Still open between you" in page
        assert f"“{cost.title}”: £" in page
        assert f"Claim {claim.number}: sent" in page
        assert "A micro-grant: approved" in page
        for url in (
            reverse("money:shared-cost", args=[wood.cluster.pk, cost.pk]),
            reverse("money:claim", args=[wood.cluster.pk, claim.number]),
            reverse("money:micro-grant", args=[wood.cluster.pk, grant.pk]),
        ):
            assert url in page
            assert client_of(wood, name).get(url).status_code == 200


def test_another_members_matters_are_not_named(wood):
    claim = claiming.sent(wood)
    claim.organisation = wood.organisations["cedar"]
    claim.save()
    assert "Still open between you" not in leaving(wood)
