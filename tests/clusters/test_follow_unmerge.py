"""A merge is taken apart: what followed it goes back, and what happened since stays."""

from __future__ import annotations

import pytest
from django.utils import timezone

from spinney.base.kernel.errors import NotAllowed
from spinney.clusters.actions.merges import follow_unmerge
from spinney.clusters.models import Invitation, Membership
from spinney.register.actions.duplicates import merge_organisations, unmerge_organisations
from spinney.register.models import Mandate, Merge, Organisation
from tests.clusters.cases import joined
from tests.clusters.inviting import an_invitation


def test_everything_goes_back(wood):
    Mandate.objects.all().delete()
    joined(wood)
    kept, aside = Organisation.objects.create(name="Birch Trust"), wood.organisations["birch"]
    an_invitation(wood, organisation=kept, email="trust@example.org")
    done = merge_organisations(kept=kept, aside=aside, by=wood.hazel, now=timezone.now())
    unmerge_organisations(merge=done, by=wood.hazel, now=timezone.now())
    assert Membership.objects.get(cluster=wood.cluster, organisation=aside).state == "active"
    assert not Membership.objects.filter(organisation=kept).exists()
    assert Invitation.objects.get().organisation == kept


def test_nobody_does_it_by_hand(wood):
    with pytest.raises(NotAllowed):
        follow_unmerge(merge=Merge(), by=wood.ash, now=timezone.now())
