"""Two organisations of the register turn out to be one: its memberships follow."""

from __future__ import annotations

import pytest
from django.utils import timezone

from spinney.base.kernel.errors import NotAllowed
from spinney.clusters import api
from spinney.clusters.actions.merges import follow_merge
from spinney.clusters.models import Invitation
from spinney.register.actions.duplicates import merge_organisations, unmerge_organisations
from spinney.register.models import Mandate, Merge, Organisation
from tests.clusters.cases import joined
from tests.clusters.inviting import an_invitation


@pytest.fixture
def unspoken(wood):
    """Nobody acts for the organisations, so that the host may merge them."""
    Mandate.objects.all().delete()
    for name in ("birch", "cedar", "sorrel"):
        joined(wood, name)
    return wood


def merge(wood, kept, aside) -> Merge:
    return merge_organisations(kept=kept, aside=aside, by=wood.hazel, now=timezone.now())


def names(wood) -> list[str]:
    return [row.organisation_name for row in api.belongs(wood.cluster)]


def test_the_one_that_was_kept_goes_on_with_the_history(unspoken):
    wood = unspoken
    kept = Organisation.objects.create(name="Birch House Trust")
    merge(wood, kept, wood.organisations["birch"])
    assert names(wood) == ["Birch House Trust", "Cedar Housing Association"]
    membership = wood.memberships["birch"]
    membership.refresh_from_db()
    assert membership.organisation == kept
    assert membership.changes.count() == 1


def test_where_both_belonged_the_kept_ones_membership_stays(unspoken):
    wood = unspoken
    merge(wood, wood.organisations["birch"], wood.organisations["cedar"])
    assert names(wood) == ["Birch House"]
    ended = wood.memberships["cedar"]
    ended.refresh_from_db()
    assert ended.state == "left"
    assert "turned out to be one organisation" in ended.changes.last().reason


def test_open_invitations_follow_and_one_of_two_is_enough(unspoken):
    wood = unspoken
    kept, aside = (Organisation.objects.create(name=n) for n in ("Alder", "Alder Advice"))
    an_invitation(wood, organisation=aside, email="a@example.org")
    an_invitation(wood, organisation=kept, email="b@example.org")
    merge(wood, kept, aside)
    states = dict(Invitation.objects.values_list("email", "state"))
    assert states == {"a@example.org": "withdrawn", "b@example.org": "sent"}
    assert not Invitation.objects.filter(organisation=aside).exists()


def test_taken_apart_again_each_has_its_own(unspoken):
    wood = unspoken
    done = merge(wood, wood.organisations["birch"], wood.organisations["cedar"])
    unmerge_organisations(merge=done, by=wood.hazel, now=timezone.now())
    assert names(wood) == ["Birch House", "Cedar Housing Association"]


def test_nobody_does_it_by_hand(wood):
    with pytest.raises(NotAllowed):
        follow_merge(merge=Merge(), by=wood.ash, now=timezone.now())
