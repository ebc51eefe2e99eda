"""Members join and leave while voting is open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import Actor
from spinney.decisions.actions.electors import follow_membership
from spinney.decisions.models import Elector
from tests.decisions.making import NOON, a_ballot
from tests.decisions.making import another_member as member
from tests.decisions.writing import agreed, opened
from tests.personas import Wood

pytestmark = pytest.mark.django_db

BY = Actor.system("memberships")
LATER = NOON + timedelta(days=1)


def follow(wood: Wood, name: str) -> list[Elector]:
    return follow_membership(membership=wood.memberships[name], by=BY, now=LATER)


@pytest.mark.parametrize("joins", [True, False])
def test_whoever_joins_votes_where_the_customs_say_so(wood: Wood, joins: bool) -> None:
    agreed(wood, voting={"secret": "nothing", "joiners_vote": joins})
    ballot = opened(wood)
    fern = member(wood, "fern")
    assert len(follow(wood, "fern")) == joins
    found = ballot.electors.filter(organisation=fern)
    assert [one.joined_late for one in found] == [True] * joins
    assert TaskLink.objects.filter(organisation_id=fern.pk).exists() is joins
    assert follow(wood, "fern") == []  # and is not asked twice


@pytest.mark.parametrize("gone", ["left", "suspended"])
def test_whoever_goes_is_marked_and_whoever_is_back_is_not(wood: Wood, gone: str) -> None:
    ballot = a_ballot(wood)
    membership = wood.memberships["birch"]
    membership.state = gone
    assert [one.left_at for one in follow(wood, "birch")] == [LATER]
    assert follow(wood, "birch") == []
    membership.state = "active"
    assert [one.left_at for one in follow(wood, "birch")] == [None]
    assert ballot.electors.get().left_at is None


def test_it_follows_by_itself(wood: Wood) -> None:
    from spinney.clusters import api as clusters

    ballot = a_ballot(wood)
    membership = wood.memberships["birch"]
    membership.state = "left"
    membership.save()
    clusters.membership_changed.send(
        sender=clusters.Membership, membership=membership, by=wood.ash, now=timezone.now()
    )
    assert ballot.electors.get().left_at is not None


def test_what_is_closed_stays_as_it_was(wood: Wood) -> None:
    a_ballot(wood, state="closed")
    wood.memberships["birch"].state = "left"
    assert follow(wood, "birch") == []
