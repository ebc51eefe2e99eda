"""Whoever leaves the cluster leaves the agreements that speak for it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from spinney.agreements.actions.leaving import give_notice
from spinney.agreements.actions.memberships import follow_membership
from spinney.agreements.models import Leaving
from spinney.agreements.states import SpeaksFor
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed
from spinney.clusters.actions.leaving import leave_cluster, stay_in_cluster
from tests.agreements.life import NOW, a_leaver, party_of

pytestmark = pytest.mark.django_db


def leaves_cluster(wood):
    wood.cluster.notice_to_leave_days = 0
    wood.cluster.save()
    return leave_cluster(membership=wood.memberships["maple"], by=wood.ash, now=now())


def test_it_leaves_what_speaks_for_the_cluster_on_the_same_day(wood):
    ours, theirs = a_leaver(wood), a_leaver(wood, speaks_for=SpeaksFor.PARTIES)
    leaves_cluster(wood)
    assert party_of(ours, "maple").left_on == localdate()
    leaving = Leaving.objects.get()
    assert (leaving.state, leaving.reason) == ("left", "It leaves the cluster.")
    assert party_of(theirs, "maple").left_on is None  # what it agreed as itself binds it


def test_notice_for_a_later_day_ends_then(wood):
    agreement = a_leaver(wood)
    give_notice(
        party=party_of(agreement, "maple"), leaves_on=localdate() + timedelta(days=60),
        by=wood.ash, now=now(),
    )  # fmt: skip
    leaves_cluster(wood)
    leaving = Leaving.objects.get()
    assert (leaving.state, leaving.leaves_on) == ("left", localdate())
    assert party_of(agreement, "maple").left_on == localdate()


def test_notice_to_the_cluster_is_notice_here_and_is_taken_back_with_it(wood):
    agreement = a_leaver(wood)
    day = localdate() + timedelta(days=40)
    membership = leave_cluster(
        membership=wood.memberships["maple"], leaves_on=day, by=wood.ash, now=now()
    )
    leaving = Leaving.objects.get()
    assert (leaving.state, leaving.leaves_on, leaving.reason) == (
        "notice", day, "It leaves the cluster.",
    )  # fmt: skip
    assert party_of(agreement, "maple").left_on == day
    stay_in_cluster(membership=membership, by=wood.ash, now=now())
    leaving.refresh_from_db()
    assert leaving.state == "taken_back"
    assert party_of(agreement, "maple").left_on is None


def test_its_own_notice_is_not_taken_back_with_it(wood):
    agreement = a_leaver(wood)
    give_notice(party=party_of(agreement, "maple"), reason="So.", by=wood.ash, now=now())
    day = localdate() + timedelta(days=5)
    membership = leave_cluster(
        membership=wood.memberships["maple"], leaves_on=day, by=wood.ash, now=now()
    )
    assert party_of(agreement, "maple").left_on == day  # the earlier of the two
    stay_in_cluster(membership=membership, by=wood.ash, now=now())
    assert Leaving.objects.get().state == "notice"


def test_a_suspended_member_stays_bound(wood):
    agreement = a_leaver(wood)
    wood.memberships["maple"].state = "suspended"
    wood.memberships["maple"].save()
    assert party_of(agreement, "maple").left_on is None


def test_nobody_does_it_by_hand(wood):
    a_leaver(wood)
    with pytest.raises(NotAllowed):
        follow_membership(membership=wood.memberships["maple"], by=wood.ash, now=NOW)
    none = follow_membership(
        membership=wood.memberships["cedar"], by=Actor.system("memberships"), now=NOW
    )
    assert none == []
