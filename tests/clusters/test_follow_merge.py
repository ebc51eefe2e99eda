"""Two organisations of the register turn out to be one: its memberships follow."""

from __future__ import annotations

import pytest
from django.utils import timezone

from spinney.base.kernel.errors import NotAllowed
from spinney.clusters import api
from spinney.clusters.actions.merges import follow_merge
from spinney.clusters.actions.suspending import propose_suspension
from spinney.clusters.models import Invitation, Membership
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


def test_what_is_proposed_of_the_one_is_proposed_of_the_other(unspoken):
    wood = unspoken
    going, staying = wood.memberships["cedar"], wood.memberships["birch"]
    propose_suspension(membership=going, reason="Late.", by=wood.ash, now=timezone.now())
    done = merge(wood, staying.organisation, going.organisation)
    assert staying.suspensions.get().state == "proposed"
    unmerge_organisations(merge=done, by=wood.hazel, now=timezone.now())
    assert (going.suspensions.get().state, staying.suspensions.count()) == ("proposed", 0)


def test_of_two_proposals_about_one_the_kept_ones_goes_on(unspoken):
    wood = unspoken
    going, staying = wood.memberships["cedar"], wood.memberships["birch"]
    for membership in (going, staying):
        propose_suspension(membership=membership, reason="Late.", by=wood.ash, now=timezone.now())
    merge(wood, staying.organisation, going.organisation)
    assert (going.suspensions.get().state, staying.suspensions.get().state) == (
        "dropped", "proposed",
    )  # fmt: skip


def test_whom_it_sponsored_the_kept_one_sponsors_but_never_itself(unspoken):
    wood = unspoken
    aside, kept = wood.organisations["cedar"], wood.organisations["sorrel"]
    Membership.objects.exclude(organisation=aside).update(sponsor=aside)
    done = merge(wood, kept, aside)
    of = {one.pk: one.sponsor for one in Membership.objects.all()}
    assert of[wood.memberships["birch"].pk] == kept
    assert of[wood.memberships["sorrel"].pk] == aside, "nobody is its own sponsor"
    unmerge_organisations(merge=done, by=wood.hazel, now=timezone.now())
    assert Membership.objects.get(pk=wood.memberships["birch"].pk).sponsor == aside


def test_nobody_does_it_by_hand(wood):
    with pytest.raises(NotAllowed):
        follow_merge(merge=Merge(), by=wood.ash, now=timezone.now())
