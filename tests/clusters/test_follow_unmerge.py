"""A merge is taken apart: what followed it goes back, and what happened since stays."""

from __future__ import annotations

import pytest
from django.utils import timezone

from spinney.base.kernel.errors import NotAllowed
from spinney.clusters.actions.merges import follow_unmerge
from spinney.clusters.models import Invitation, Membership
from spinney.register.actions.duplicates import merge_organisations, unmerge_organisations
from spinney.register.models import Mandate, Merge, Organisation
from tests.clusters.cases import asked, joined, set_aside
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


def test_whoever_was_set_aside_is_until_the_day_that_was_decided(wood):
    Mandate.objects.all().delete()
    membership = joined(wood)
    rival = asked(wood, "Birch Trust")
    Membership.objects.filter(pk=rival.pk).update(state="active")
    until = set_aside(wood, membership).set_aside_until
    done = merge_organisations(
        kept=rival.organisation, aside=membership.organisation, by=wood.hazel, now=timezone.now()
    )
    membership.refresh_from_db()
    assert (membership.state, membership.set_aside_until) == ("left", None)
    unmerge_organisations(merge=done, by=wood.hazel, now=timezone.now())
    membership.refresh_from_db()
    assert (membership.state, membership.set_aside_until) == ("suspended", until)
    assert membership.suspensions.get().state == "in_force"
